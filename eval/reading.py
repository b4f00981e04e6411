"""Measures a set of questions that each have one right record and a short answer in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.asking import Asker
from eval.matching import contains_any
from eval.metrics import area_under_curve, mean, median, rank_measures, recall_at_k
from eval.replies import (
    SENTENCES,
    cited,
    gold_ids,
    is_short,
    most_sentences,
    prose,
    quotes,
    records,
    says,
)
from eval.results import Miss, SetResult
from eval.workspace import RecordList, Workspace
from ingest.pipeline import Source
from ingest.records import Record, record_id


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the source's id of the record that answers it, and every accepted answer."""

    id: str
    text: str
    gold: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingSet:
    """All records of a set and all questions about them."""

    name: str
    records: tuple[Record, ...]
    questions: tuple[Question, ...]

    def source(self, records: Sequence[Record]) -> Source:
        """A source that yields the given ones of the records."""
        return Source(self.name, self.name, RecordList(records))


def measure_reading(space: Workspace, reading: ReadingSet) -> SetResult:
    """first, record_recall@5, mrr, answer_in_text over the whole store; abstain_auc over two halves.

    In each half every other record is left out and every question asked: its confidence should be
    high where its record is in, low where it is out. Both halves' confidences are pooled.
    """
    questions = space.sample(reading.questions, lambda question: question.id)
    metrics, baselines, misses = _whole(space, reading, questions)
    aucs = _halves(space, reading, questions)
    for name, figures in baselines.items():
        figures["abstain_auc"] = aucs[name]
    metrics["abstain_auc"] = aucs["confidence"]
    notes = (
        f"{len(questions)} of {len(reading.questions)} questions over {len(reading.records)} records",
        "answer_in_quotes: the answer stands in the first three quotes, declined or not",
        "abstain_auc of a baseline: its best passage's score taken for the confidence",
    )
    return SetResult(metrics, baselines, tuple(misses), notes)


def _whole(
    space: Workspace, reading: ReadingSet, questions: Sequence[Question]
) -> tuple[dict[str, float], dict[str, dict[str, float]], list[Miss]]:
    gold = {question.id: gold_ids(reading.name, [question.gold]) for question in questions}
    titles = {
        record_id(reading.name, record.external_id): record.title for record in reading.records
    }
    found: dict[str, tuple[str, ...]] = {}
    alone: dict[str, dict[str, tuple[str, ...]]] = {"bm25": {}, "dense": {}}
    right: list[bool] = []
    quoted: list[bool] = []
    misses: list[Miss] = []
    with space.store(reading.name, reading.source(reading.records)) as application:
        asker = Asker(application)
        baselines = asker.baselines()
        for question in space.track(questions, f"{reading.name}: asking"):
            found[question.id] = records(asker.retrieve(question.text))
            for name, retrieve in baselines.items():
                alone[name][question.id] = records(retrieve(question.text))
            answer = asker.ask(question.text)
            most = most_sentences(question.text)
            right.append(says(answer, question.answers, most=most))
            quoted.append(contains_any(quotes(answer, most=SENTENCES), question.answers))
            wanted = f"{' / '.join(dict.fromkeys(question.answers))} ({question.gold})"
            if not right[-1]:
                said = prose(answer) or f"(declined, confidence {answer.confidence:.2f})"
                if contains_any(said, question.answers) and not is_short(answer, most=most):
                    said = f"(too long) {said}"
                misses.append(
                    Miss("answer_in_text", question.id, question.text, wanted, said, cited(answer))
                )
            first = found[question.id][:1]
            if not gold[question.id].intersection(first):
                misses.append(
                    Miss(
                        "first",
                        question.id,
                        question.text,
                        wanted,
                        cited="; ".join(titles.get(record, record) for record in first),
                    )
                )
    metrics = _ranked(found, gold) | {
        "answer_in_text": mean(right),
        "answer_in_quotes": mean(quoted),
        "questions": len(questions),
        "ask_ms": median(asker.ask_ms),
        "retrieve_ms": median(asker.retrieve_ms),
    }
    return metrics, {name: _ranked(runs, gold) for name, runs in alone.items()}, misses


def _ranked(
    found: Mapping[str, Sequence[str]], gold: Mapping[str, frozenset[str]]
) -> dict[str, float]:
    measures = rank_measures(found, gold, ["p@1", "mrr", "ndcg@10"])
    return {
        "first": measures["p@1"],
        "record_recall@5": mean(recall_at_k(found[key], gold[key], 5) for key in gold),
        "mrr": measures["mrr"],
        "ndcg@10": measures["ndcg@10"],
    }


def _halves(
    space: Workspace, reading: ReadingSet, questions: Sequence[Question]
) -> dict[str, float]:
    present: dict[str, list[float]] = {"confidence": [], "bm25": [], "dense": []}
    absent: dict[str, list[float]] = {"confidence": [], "bm25": [], "dense": []}
    for half, word in enumerate(("even", "odd")):
        kept = reading.records[half::2]
        inside = {record.external_id for record in kept}
        with space.store(f"{reading.name}_{word}", reading.source(kept)) as application:
            asker = Asker(application)
            baselines = asker.baselines()
            for question in space.track(questions, f"{reading.name}, {word} half: asking"):
                side = present if question.gold in inside else absent
                words = baselines["bm25"](question.text)
                vectors = baselines["dense"](question.text)
                side["confidence"].append(asker.ask(question.text).confidence)
                side["bm25"].append(max((passage.keyword for passage in words), default=0.0))
                side["dense"].append(max((passage.dense for passage in vectors), default=0.0))
    return {name: area_under_curve(present[name], absent[name]) for name in present}
