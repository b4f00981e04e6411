"""DRAGONBall: reports, judgments and hospital records in two languages, with evidence sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answers import Answer, Passage
from eval.asking import Asker
from eval.data import read_lines, set_folder, texts_of
from eval.matching import contains
from eval.metrics import area_under_curve, mean, median, recall_at_k, share_standing
from eval.replies import gold_ids, records
from eval.results import Miss, SetResult
from eval.windows import TokenCounts, first_tokens
from eval.workspace import RecordList, Workspace
from ingest.pipeline import Source
from ingest.records import Record, Section, record_id, revision_of

NAME = "dragonball"
TOKENS = 1000
_TITLES = ("company_name", "court_name", "hospital_patient_name")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of one type, with the documents and the sentences that answer it."""

    id: str
    type: str
    language: str
    text: str
    gold: frozenset[str]
    evidence: tuple[str, ...]


def measure(space: Workspace) -> SetResult:
    """Evidence and documents found for the answerable; for fact_based questions the evidence in their
    answers, and their confidence against the unanswerable."""
    folder = set_folder(NAME)
    everything = _questions(folder)
    answerable = space.sample(
        [question for question in everything if question.evidence], lambda question: question.id
    )
    documents = _records(folder)
    titles = {record_id(NAME, record.external_id): record.title for record in documents}
    misses: list[Miss] = []
    with space.store(NAME, Source(NAME, NAME, RecordList(documents))) as application:
        asker = Asker(application)
        counts = application.embedder.token_counts
        baselines = asker.baselines()
        own: list[tuple[Question, float, float]] = []
        alone: dict[str, list[tuple[Question, float, float]]] = {name: [] for name in baselines}
        for question in space.track(answerable, f"{NAME}: retrieving"):
            passages = asker.retrieve(question.text)
            own.append((question, *_recalls(question, passages, counts)))
            for name, retrieve in baselines.items():
                alone[name].append((question, *_recalls(question, retrieve(question.text), counts)))
            if own[-1][1] < 1:
                misses.append(_miss(question, passages, counts, titles))
        facts = _asked(space, asker, everything, "fact_based")
        unanswerable = _asked(space, asker, everything, "unanswerable")
    metrics = _figures(own) | {
        "evidence_in_answer": mean(
            evidence_said(answer, question.evidence) if answer.answered else 0.0
            for question, answer in facts
        ),
        "evidence_in_quotes": mean(
            evidence_said(answer, question.evidence) for question, answer in facts
        ),
        "abstain_auc": area_under_curve(
            [answer.confidence for _, answer in facts],
            [answer.confidence for _, answer in unanswerable],
        ),
        "questions": len(answerable),
        "abstain_questions": len(facts) + len(unanswerable),
        "ask_ms": median(asker.ask_ms),
        "retrieve_ms": median(asker.retrieve_ms),
    }
    notes = (
        f"evidence_recall@5: mean over questions of the share of evidence sentences that stand inside "
        f"one passage, within the first {TOKENS} tokens of passages",
        "evidence_in_answer: of fact_based questions, each about one document; evidence_in_quotes: "
        "the same, declined or not",
        *_by_type(own),
    )
    return SetResult(
        metrics, {name: _figures(rows) for name, rows in alone.items()}, tuple(misses), notes
    )


def evidence_said(answer: Answer, evidence: Sequence[str]) -> float:
    """The share of the evidence sentences that stand in what the citations quote, taken together in
    their order, whatever their punctuation and list marks."""
    quoted = "\n".join(citation.quote for citation in answer.citations)
    return mean(contains(quoted, sentence) for sentence in evidence)


def _asked(
    space: Workspace, asker: Asker, everything: Sequence[Question], kind: str
) -> list[tuple[Question, Answer]]:
    """The drawn questions of a type with their answers."""
    chosen = [question for question in everything if question.type == kind]
    drawn = space.sample(chosen, lambda question: question.id)
    return [
        (question, asker.ask(question.text)) for question in space.track(drawn, f"{NAME}: {kind}")
    ]


def _recalls(
    question: Question, passages: Sequence[Passage], counts: TokenCounts
) -> tuple[float, float]:
    window = first_tokens([passage.text for passage in passages[:20]], TOKENS, counts)
    return (
        share_standing(window, question.evidence),
        recall_at_k(records(passages), question.gold, 5),
    )


def _figures(rows: Sequence[tuple[Question, float, float]]) -> dict[str, float]:
    return {
        "evidence_recall@5": mean(evidence for _, evidence, _ in rows),
        "document_recall@5": mean(documents for _, _, documents in rows),
    }


def _by_type(rows: Sequence[tuple[Question, float, float]]) -> list[str]:
    groups: dict[tuple[str, str], list[tuple[Question, float, float]]] = {}
    for row in rows:
        groups.setdefault((row[0].type, row[0].language), []).append(row)
    return [
        f"{kind}, {language}: evidence {mean(row[1] for row in group):.3f}, "
        f"documents {mean(row[2] for row in group):.3f} ({len(group)} questions)"
        for (kind, language), group in sorted(groups.items())
    ]


def _miss(
    question: Question, passages: Sequence[Passage], counts: TokenCounts, titles: dict[str, str]
) -> Miss:
    window = first_tokens([passage.text for passage in passages[:20]], TOKENS, counts)
    lost = [text for text in question.evidence if not share_standing(window, [text])]
    where = ", ".join(sorted(titles[gold] for gold in question.gold))
    return Miss(
        "evidence_recall@5",
        question.id,
        question.text,
        f"{where}: " + " … ".join(lost),
        f"{len(question.evidence) - len(lost)} of {len(question.evidence)} sentences found",
        "; ".join(titles[record] for record in records(passages)[:5]),
    )


def _records(folder: Path) -> tuple[Record, ...]:
    found = []
    for row in read_lines(folder / "docs.jsonl"):
        content = str(row["content"])
        title = next(str(row[key]) for key in _TITLES if row.get(key))
        found.append(
            Record(
                external_id=str(row["doc_id"]),
                revision=revision_of(title, content),
                kind="file",
                title=title,
                audience=("everyone",),
                sections=(Section(content),),
            )
        )
    return tuple(found)


def _questions(folder: Path) -> tuple[Question, ...]:
    return tuple(
        Question(
            str(row["qid"]),
            str(row["type"]),
            str(row["language"]),
            str(row["question"]),
            gold_ids(NAME, texts_of(row["gold_doc_ids"])),
            texts_of(row["evidence"]),
        )
        for row in read_lines(folder / "queries.jsonl")
    )
