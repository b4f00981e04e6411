"""Measures how well it is known when not to answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answers import Answer
from assistant.citing import cite
from assistant.confidence import Confidence
from assistant.evidence import Evidence
from assistant.questions import asks_for_people
from eval.data import CHECKOUT
from eval.folds import golden_folds
from eval.golden import Golden
from eval.matching import contains_all, contains_any
from eval.reliability import Bin, bins_of, calibration_error
from eval.replies import prose

LEFT_OUT = CHECKOUT / "eval" / "left_out.json"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What became of a question. `right` is of what was read for it, said or not."""

    unanswerable: bool
    declined: bool
    confidence: float
    right: bool


def weighs_sentences(golden: Golden) -> bool:
    """Whether it stands alone and is answered by what is read: people are named on weaker evidence."""
    return not golden.history and not asks_for_people(golden.question)


def weighed(
    golden: Golden, answer: Answer, evidence: Evidence, left_out: Mapping[str, Confidence]
) -> Weighed:
    """By the answer; where `left_out` are given, by the model that was fitted without the question."""
    confidence, declined = answer.confidence, not answer.answered
    if left_out and weighs_sentences(golden):
        model = left_out[golden.id]
        confidence = model.of(evidence.features) if evidence.confidence else 0.0
        sure = bool(evidence.facts or evidence.counted)
        declined = not sure and confidence < model.threshold
    right = _holds(golden, prose(answer)) if answer.answered else is_right(golden, evidence)
    return Weighed(not golden.answerable, declined, confidence, right)


def is_right(golden: Golden, evidence: Evidence) -> bool:
    """Whether what is read for a question answers it."""
    return _holds(golden, " ".join(sentence.text for sentence, _ in cite(evidence.said)))


def _holds(golden: Golden, text: str) -> bool:
    return (
        golden.answerable
        and (not golden.answers or contains_any(text, golden.answers))
        and contains_all(text, golden.answers_all)
    )


def load_left_out(path: Path = LEFT_OUT) -> Mapping[str, Confidence]:
    """For each question of the fitting half the model fitted without its fold; see eval/fitting.py."""
    models = [
        Confidence(
            mean=tuple(one["mean"]),
            scale=tuple(one["scale"]),
            weights=tuple(one["weights"]),
            bias=float(one["bias"]),
            threshold=float(one["threshold"]),
        )
        for one in json.loads(path.read_text(encoding="utf-8"))
    ]
    return {name: models[fold] for name, fold in golden_folds().items()}


def decline_figures(judged: Sequence[tuple[Golden, Weighed]]) -> dict[str, float]:
    """Precision: of what was declined, the share that had no answer for the asker; recall: of what has
    none, the share that was declined. The error of calibration is of questions that stand alone."""
    declined = [one for _, one in judged if one.declined]
    wanted = sum(one.unanswerable for _, one in judged)
    good = sum(one.unanswerable for one in declined)
    return {
        "decline_precision": good / max(1, len(declined)),
        "decline_recall": good / max(1, wanted),
        "calibration_error": calibration_error(reliability(judged)),
    }


def reliability(judged: Sequence[tuple[Golden, Weighed]]) -> tuple[Bin, ...]:
    """Of the questions whose confidence is that of sentences read."""
    told = [one for golden, one in judged if weighs_sentences(golden)]
    return bins_of([one.confidence for one in told], [one.right for one in told])
