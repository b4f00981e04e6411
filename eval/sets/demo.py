"""The demo company: its golden questions, asked by its employees through the shipped config.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from assistant.answers import Answer, Filters
from assistant.bootstrap import Application
from assistant.records import record_view
from assistant.settings import load_settings
from eval.asking import PASSAGES
from eval.data import CHECKOUT
from eval.declining import Weighed, decline_figures, load_left_out, reliability, weighed
from eval.demo.build import build
from eval.golden import KINDS, TO_BE_DECLINED, Golden, read_golden
from eval.golden_experts import read_who_knows
from eval.golden_knowledge import read_labelled
from eval.judging import Returned, TextOf, Verdict, judge
from eval.left_out import LeftOutEncoder
from eval.metrics import mean, median, rank_measures, recall_at_k
from eval.replies import cited, prose, records
from eval.results import Miss, SetResult
from eval.sets.demo_experts import measure_experts
from eval.sets.demo_knowledge import measure_knowledge
from eval.workspace import Workspace, timed
from ingest.access import Access

NAME = "demo"
EXPERTS = 10
Half = Literal["fitting", "closing"]
Judged = tuple[Golden, Returned, Verdict]


def measure(space: Workspace, *, half: Half = "fitting") -> SetResult:
    """Every kind answered and cited right, leaks, what is declined, experts and retrieval."""
    build(CHECKOUT / "build" / "demo")
    questions = space.sample(read_golden(half), lambda golden: golden.id)
    alone: dict[str, dict[str, tuple[str, ...]]] = {"bm25": {}, "dense": {}}
    judged: list[Judged] = []
    declines: list[tuple[Golden, Weighed]] = []
    ask_ms: list[float] = []
    left_out = load_left_out() if half == "fitting" else {}
    precision = load_settings(space.config).embedding.precision
    reads = LeftOutEncoder(precision) if half == "fitting" else None
    with space.company_store(NAME, reads) as application:
        baselines = {"bm25": application.retriever(0.0), "dense": application.retriever(1.0)}
        for golden in space.track(questions, f"{NAME}, {half} half: asking"):
            access = application.access(golden.asker)
            returned, verdict = _judged(application, golden, ask_ms, reads)
            judged.append((golden, returned, verdict))
            evidence = application.assistant.weigh(
                returned.answer.standalone_question, access=access, today=golden.asked_at
            )
            declines.append((golden, weighed(golden, returned.answer, evidence, left_out)))
            for name, retriever in baselines.items():
                passages = retriever.retrieve(
                    returned.answer.standalone_question,
                    access=access,
                    filters=Filters(),
                    limit=PASSAGES,
                )
                alone[name][golden.id] = records(passages)
        further = [
            _judged(application, golden, [], reads)[1].cited
            for golden in (read_golden("conversations") if half == "fitting" else ())
        ]
        people, people_missed = measure_experts(space, application, read_who_knows(half))
        kinds, kinds_missed = measure_knowledge(application, read_labelled(), half)
    own = {golden.id: records(returned.passages) for golden, returned, _ in judged}
    metrics = (
        _shares(judged) | decline_figures(declines) | _experts(judged) | _ranked(questions, own)
    )
    metrics |= _conversing(judged)
    if further:
        metrics["further_multi_turn"] = mean(further)
    metrics |= people | kinds | {"questions": len(questions), "ask_ms": median(ask_ms)}
    figures = {name: _ranked(questions, ranked) for name, ranked in alone.items()}
    notes = (
        f"{half} half, each question asked as the employee and on the day that it names",
        "answered: right and brief; cited: answered, and each part of the answer stands in a "
        "sentence that quotes a gold record verbatim; citation_precision: of all citations shown",
        "who_knows: the first person named is one of the right ones",
        "experts_*, leavers_offered: the questions of the same half in golden/experts.jsonl",
        "knowledge_*: all chunks of golden/knowledge.jsonl; misses are listed of this half alone",
        "in the fitting half each question is read by the cross-encoder that was taught without its fold",
        "decline_precision, decline_recall, calibration_error: by the models that were fitted without the "
        "question, in the fitting half; calibration of questions that stand alone, not of those for people",
        "multi_turn, crossing: the shares of such questions answered and cited right; "
        "further_multi_turn: the same of golden/conversations.jsonl, which no other figure counts",
    )
    return SetResult(
        metrics,
        figures,
        (*_misses(judged), *people_missed, *kinds_missed),
        notes,
        reliability(declines),
    )


def _judged(
    application: Application, golden: Golden, ask_ms: list[float], reads: LeftOutEncoder | None
) -> tuple[Returned, Verdict]:
    if reads:
        reads.turn_to(golden)
    access = application.access(golden.asker)
    returned = _asked(application, golden, access, ask_ms)
    return returned, judge(golden, returned, _texts(application, access))


def _asked(
    application: Application, golden: Golden, access: Access, ask_ms: list[float]
) -> Returned:
    assistant = application.assistant
    conversation: str | None = None
    for earlier in golden.history:
        conversation = assistant.ask(
            earlier, access=access, conversation_id=conversation, asked_at=golden.asked_at
        ).conversation_id
    with timed(ask_ms):
        answer = assistant.ask(
            golden.question,
            access=access,
            conversation_id=conversation,
            asked_at=golden.asked_at,
        )
    standalone = answer.standalone_question
    return Returned(
        answer,
        assistant.retrieve(standalone, access=access, limit=PASSAGES),
        assistant.experts(standalone, access=access, limit=EXPERTS).experts,
    )


def _texts(application: Application, access: Access) -> TextOf:
    def text_of(record_id: str, version: int) -> str:
        return record_view(application.store, record_id, version, access=access).text

    return text_of


def _shares(judged: Sequence[Judged]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for kind in KINDS:
        verdicts = [verdict for golden, _, verdict in judged if golden.kind == kind]
        if not verdicts or kind in TO_BE_DECLINED:
            continue
        figures[f"{kind}_answered"] = mean(verdict.answered for verdict in verdicts)
        figures[f"{kind}_cited"] = mean(verdict.cited for verdict in verdicts)
    asked = [verdict for golden, _, verdict in judged if golden.answerable]
    cited_in_all = sum(verdict.citations for verdict in asked)
    return figures | {
        "answered": mean(verdict.answered for verdict in asked),
        "cited": mean(verdict.cited for verdict in asked),
        "citation_precision": sum(verdict.good_citations for verdict in asked)
        / max(1, cited_in_all),
        "leaks": sum(verdict.leaked for _, _, verdict in judged),
        "declined": _declined(judged, "unanswerable"),
        "restricted_declined": _declined(judged, "restricted"),
    }


def _conversing(judged: Sequence[Judged]) -> dict[str, float]:
    """The shares of multi-turn and of crossing questions that are answered and cited right."""
    asked = {
        "multi_turn": [one for one in judged if one[0].kind == "multi_turn"],
        "crossing": [one for one in judged if one[0].crossing and one[0].answerable],
    }
    return {
        name: mean(verdict.cited for _, _, verdict in some) for name, some in asked.items() if some
    }


def _declined(judged: Sequence[Judged], kind: str) -> float:
    return mean(
        not returned.answer.answered for golden, returned, _ in judged if golden.kind == kind
    )


def _experts(judged: Sequence[Judged]) -> dict[str, float]:
    asked = [(golden, returned) for golden, returned, _ in judged if golden.kind == "who_knows"]
    figures = rank_measures(
        {
            golden.id: [expert.person.email.lower() for expert in returned.experts]
            for golden, returned in asked
        },
        {golden.id: golden.experts for golden, _ in asked},
        ["mrr", "p@1"],
    )
    return {f"who_knows_{name}": value for name, value in figures.items()}


def _ranked(questions: Sequence[Golden], ranked: Mapping[str, Sequence[str]]) -> dict[str, float]:
    gold = {golden.id: golden.gold for golden in questions if golden.answerable and golden.gold}
    measures = rank_measures(ranked, gold, ["mrr", "ndcg@10"])
    recall = mean(recall_at_k(ranked[key], relevant, 5) for key, relevant in gold.items())
    return {"record_recall@5": recall} | measures


def _misses(judged: Sequence[Judged]) -> Iterator[Miss]:
    for golden, returned, verdict in judged:
        said = _said(golden, returned.answer)
        wanted = _wanted(golden)
        if verdict.leaked:
            yield Miss("leaks", golden.id, golden.question, wanted, said, cited(returned.answer))
        if not verdict.answered:
            metric = f"{golden.kind}_answered" if golden.answerable else "declined"
            yield Miss(metric, golden.id, golden.question, wanted, said, cited(returned.answer))
        elif not verdict.cited:
            metric = f"{golden.kind}_cited"
            yield Miss(metric, golden.id, golden.question, wanted, said, cited(returned.answer))


def _said(golden: Golden, answer: Answer) -> str:
    if golden.kind == "who_knows":
        return ", ".join(expert.person.email for expert in answer.experts[:5])
    return prose(answer) or f"(declined, confidence {answer.confidence:.2f})"


def _wanted(golden: Golden) -> str:
    if not golden.answerable:
        return "to be declined" + (
            f"; not shown: {', '.join(golden.forbidden)}" * bool(golden.forbidden)
        )
    parts = [" / ".join(golden.answers), *(" / ".join(forms) for forms in golden.answers_all)]
    return " + ".join(part for part in (*parts, ", ".join(golden.experts)) if part)
