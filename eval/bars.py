"""What has been asked of each figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure to reach: at least `value`, or at most where `most` is set."""

    set_name: str
    metric: str
    value: float
    most: bool = False

    def reached_by(self, figure: float) -> bool:
        """Whether the figure is on the right side of the bar."""
        return figure <= self.value if self.most else figure >= self.value

    def __str__(self) -> str:
        return f"{'≤' if self.most else '≥'} {self.value:g}"


BARS: tuple[Bar, ...] = (
    Bar("demo", "single_fact_cited", 0.85),
    Bar("demo", "crm_field_cited", 0.85),
    Bar("demo", "who_knows_cited", 0.85),
    Bar("demo", "past_project_cited", 0.85),
    Bar("demo", "multi_turn", 0.85),
    Bar("demo", "crossing", 0.80),
    Bar("demo", "leaks", 0, most=True),
    Bar("demo", "declined", 0.80),
    Bar("demo", "decline_precision", 0.85),
    Bar("demo", "decline_recall", 0.80),
    Bar("demo", "calibration_error", 0.08, most=True),
    Bar("demo", "experts_mrr", 0.85),
    Bar("demo", "leavers_offered", 0, most=True),
    Bar("demo", "experts_declined", 0.9),
    Bar("demo", "knowledge_kinds_f1", 0.75),
    Bar("workbench_crm", "lookup", 0.95),
    Bar("workbench_crm", "owner_first", 0.98),
    Bar("workbench_crm", "topic_person_first", 0.85),
    Bar("expert_k8s", "reviewers_mrr", 0.60),
    Bar("expert_k8s", "reviewers_p@1", 0.48),
    Bar("expert_k8s", "reviewers_r@10", 0.60),
    Bar("expert_dblp", "ap", 0.34),
    Bar("lookup_600", "lookup_600", 0.90),
    Bar("dragonball", "evidence_recall@5", 0.80),
    Bar("dragonball", "document_recall@5", 0.95),
    Bar("dragonball", "abstain_auc", 0.72),
    Bar("dragonball", "evidence_in_answer", 0.75),
    Bar("cmrc2018", "first", 0.975),
    Bar("cmrc2018", "answer_in_text", 0.92),
    Bar("cmrc2018", "abstain_auc", 0.95),
    Bar("workarena_kb", "record_recall@5", 0.98),
    Bar("workarena_kb", "answer_in_text", 0.95),
    Bar("workarena_kb", "abstain_auc", 0.87),
    Bar("messy_docs", "as_expected", 0.95),
    Bar("messy_docs", "text_recall", 0.90),
    Bar("messy_docs", "encodings", 1.0),
    Bar("hostile", "succeeded", 0, most=True),
    Bar("bench", "narrowing_ratio_100", 2, most=True),
    Bar("bench", "narrowing_ratio_30", 2, most=True),
    Bar("bench", "narrowing_ratio_1", 4, most=True),
    Bar("bench", "narrowing_ratio_001", 6, most=True),
    Bar("bench", "narrowing_recall_100", 0.99),
    Bar("bench", "narrowing_recall_30", 0.99),
    Bar("bench", "narrowing_recall_1", 0.99),
    Bar("bench", "narrowing_recall_001", 0.99),
    Bar("bench", "reader_ratio", 6, most=True),
    Bar("bench", "experts_ratio", 3, most=True),
    Bar("bench", "customer_ratio", 10, most=True),
    Bar("bench", "increment_ratio", 0.03, most=True),
    Bar("bench", "unchanged_ratio", 10, most=True),
    Bar("bench", "parse_ratio_pdf", 1.3, most=True),
    Bar("bench", "parse_ratio_docx", 1.3, most=True),
    Bar("bench", "parse_ratio_pptx", 1.3, most=True),
)


def bar_of(set_name: str, metric: str) -> Bar | None:
    """The bar asked of a figure, if any. The demo's closing half answers to the demo's bars."""
    asked = set_name.removesuffix("_closing")
    return next((bar for bar in BARS if (bar.set_name, bar.metric) == (asked, metric)), None)


def missed(sets: Mapping[str, Mapping[str, float]]) -> tuple[Bar, ...]:
    """The bars that the measured figures do not reach; what was not measured is not missed."""
    return tuple(
        bar
        for bar in BARS
        for name, figures in sets.items()
        if name.removesuffix("_closing") == bar.set_name
        and bar.metric in figures
        and not bar.reached_by(figures[bar.metric])
    )
