"""Fits the reader and the one confidence on the demo's fitting half, and on nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from rich.console import Console

from assistant.bootstrap import Application
from assistant.confidence import FEATURES, Confidence
from assistant.evidence import Evidence
from assistant.found import Found
from assistant.reading import Quote, Reader, candidates, statement
from assistant.settings import load_settings
from eval.data import CHECKOUT
from eval.declining import LEFT_OUT, is_right
from eval.fitting import Example, Settled, fit
from eval.folds import golden_folds
from eval.golden import Golden, read_golden
from eval.left_out import LeftOutEncoder
from eval.matching import contains_any
from eval.reader_weights import Choice, fit_pull, fit_reader
from eval.runner import BUILD, SEED
from eval.workspace import Workspace

WEIGHTS = CHECKOUT / "assistant" / "confidence.json"
READER_WEIGHTS = CHECKOUT / "assistant" / "reading.json"


def calibrate(
    config: Path,
    *,
    console: Console,
    weights: Path = WEIGHTS,
    reader_weights: Path = READER_WEIGHTS,
) -> dict[str, object]:
    """Fits and writes the reader's weights, then the confidence in what that reader reads; returns
    what was written and how well it tells."""
    space = Workspace(BUILD, config, None, SEED, console)
    left_out = LeftOutEncoder(load_settings(config).embedding.precision)
    questions = [golden for golden in read_golden("fitting") if not golden.history]
    with space.company_store("demo", left_out) as application:
        found = [
            (golden, _found(application, golden))
            for golden in space.track(questions, "reading")
            if golden.answerable and golden.kind != "who_knows"
        ]
    signs = fit_reader(choices(found))
    pull = fit_pull(close_choices(found, Reader(signs, 0.0, left_out), left_out))
    reader = {"signs": signs._asdict(), "pull": pull}
    reader_weights.write_text(json.dumps(reader, indent=2) + "\n", encoding="utf-8")
    with space.company_store("demo", left_out) as application:
        asked = space.track(questions, "collecting evidence")
        examples = collect(application, asked, left_out)
    fitted = fit(examples)
    weights.write_text(_as_json(fitted.confidence), encoding="utf-8")
    LEFT_OUT.write_text(
        json.dumps([asdict(one) for one in fitted.left_out], indent=1) + "\n", encoding="utf-8"
    )
    teaching = [example for example in examples if example.teaches]
    return {
        "confidence": json.loads(_as_json(fitted.confidence)),
        "reader": reader,
        "auc_left_out": fitted.auc,
        "strength": fitted.strength,
        "examples": {
            "right": sum(example.right for example in teaching),
            "wrong": sum(not example.right for example in teaching),
        },
    }


def _as_json(fitted: Confidence) -> str:
    return json.dumps({"features": list(FEATURES)} | asdict(fitted), indent=2) + "\n"


def choices(found: Iterable[tuple[Golden, Found]]) -> tuple[Choice, ...]:
    """For each part of each answer: the sentences read, and those that hold it in a gold record.

    Questions that no sentence answers teach nothing about sentences, nor do those for people.
    """
    held: list[Choice] = []
    for golden, one in found:
        read = candidates(one)
        held += _choices(golden, read, [quote.signs for quote in read])
    return tuple(held)


def close_choices(
    found: Iterable[tuple[Golden, Found]], reader: Reader, left_out: LeftOutEncoder
) -> tuple[Choice, ...]:
    """The same of the sentences that are read together with the question: their scores and log odds."""
    held: list[Choice] = []
    for golden, one in found:
        read = reader.closest(one)
        left_out.turn_to(golden)
        logits = left_out.logits(golden.question, [statement(quote, one) for quote in read])
        scores = [quote.score for quote in read]
        held += _choices(golden, read, list(zip(scores, logits, strict=True)))
    return tuple(held)


def _choices(
    golden: Golden, read: Sequence[Quote], signs: Sequence[Sequence[float]]
) -> Iterator[Choice]:
    for forms in (golden.answers, *golden.answers_all):
        answers = [
            quote.passage.record_id in golden.gold and contains_any(quote.text, forms)
            for quote in read
        ]
        if any(answers):
            yield Choice(golden.id, np.array(signs), np.array(answers))


def _found(application: Application, golden: Golden) -> Found:
    access = application.access(golden.asker)
    return application.retriever().find(golden.question, access=access)


def collect(
    application: Application, questions: Iterable[Golden], left_out: LeftOutEncoder
) -> tuple[Example, ...]:
    """Each question as it is asked, and each answerable one as if its gold records had never been read.

    Those whose evidence is there and was not read right do not teach, nor do those for which other records
    answer as well when the gold ones are gone, or that no sentence says a word of, or fields settle.
    Questions for people are left out, who are named on weaker evidence.
    """
    examples: list[Example] = []
    folds = golden_folds()
    for golden in questions:
        if golden.kind == "who_knows":
            continue
        access = application.access(golden.asker)
        assistant = application.assistant
        left_out.turn_to(golden)
        evidence = assistant.weigh(golden.question, access=access)
        right = is_right(golden, evidence)
        asked = _example(golden, folds[golden.id], evidence, right=right, asked=True)
        teaches = asked.teaches and right == golden.answerable
        examples.append(replace(asked, teaches=teaches))
        if not golden.answerable:
            continue
        gone = assistant.weigh(golden.question, access=access, without=golden.gold)
        if golden.gold and not is_right(golden, gone):
            examples.append(_example(golden, folds[golden.id], gone, right=False, asked=False))
    return tuple(examples)


def _example(golden: Golden, fold: int, evidence: Evidence, *, right: bool, asked: bool) -> Example:
    sure = evidence.facts or evidence.counted
    settled: Settled = "answered" if sure else "" if evidence.confidence else "declined"
    return Example(
        fold,
        evidence.features,
        right,
        asked=asked,
        teaches=not settled,
        settled=settled,
        unanswerable=not golden.answerable,
    )
