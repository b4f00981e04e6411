"""Fits the reader and the one confidence on the demo's fitting half, and on nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.preprocessing import StandardScaler

from assistant import confidence
from assistant.answering import Evidence
from assistant.bootstrap import Application
from assistant.citing import cite
from assistant.reading import candidates
from eval.data import CHECKOUT
from eval.golden import Golden, GoldenError, read_golden
from eval.matching import contains_all, contains_any
from eval.reader_weights import Choice, fit_reader
from eval.runner import BUILD, SEED
from eval.workspace import Workspace

WEIGHTS = CHECKOUT / "assistant" / "confidence.json"
READER_WEIGHTS = CHECKOUT / "assistant" / "reading.json"
_STRENGTHS = tuple(10.0**power for power in range(-3, 3))
_FOLDS = 5
_RIGHT_DECLINED = 0.05
Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """What retrieval and reading showed for a question, and whether the answer was there."""

    question_id: str
    features: tuple[float, ...]
    present: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """The logistic model over standardised features; `threshold` is on its probability.

    `auc` is of predictions for questions that were left out of the fit.
    """

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float
    strength: float
    auc: float


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
    questions = [golden for golden in read_golden("fitting") if not golden.history]
    with space.company_store("demo") as application:
        reader = fit_reader(choices(application, space.track(questions, "reading")))
        reader_weights.write_text(json.dumps(reader._asdict(), indent=2) + "\n", encoding="utf-8")
    with space.company_store("demo") as application:
        examples = collect(application, space.track(questions, "collecting evidence"))
    found = fit(examples)
    written: dict[str, object] = {
        "features": list(confidence.FEATURES),
        "mean": list(found.mean),
        "scale": list(found.scale),
        "weights": list(found.weights),
        "bias": found.bias,
        "threshold": found.threshold,
    }
    weights.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    present = sum(example.present for example in examples)
    return written | {
        "reader": reader._asdict(),
        "auc_left_out": found.auc,
        "strength": found.strength,
        "examples": {"present": present, "absent": len(examples) - present},
    }


def choices(application: Application, questions: Iterable[Golden]) -> tuple[Choice, ...]:
    """For each part of each answer: the sentences read, and those that hold it in a gold record.

    Questions that no sentence answers teach nothing about sentences, nor do those for people.
    """
    found: list[Choice] = []
    for golden in questions:
        if not golden.answerable or golden.kind == "who_knows":
            continue
        access = application.access(golden.asker)
        read = candidates(application.retriever().find(golden.question, access=access))
        signs = np.array([quote.signs for quote in read])
        for forms in (golden.answers, *golden.answers_all):
            answers = [
                quote.passage.record_id in golden.gold and contains_any(quote.text, forms)
                for quote in read
            ]
            if any(answers):
                found.append(Choice(golden.id, signs, np.array(answers)))
    return tuple(found)


def collect(application: Application, questions: Iterable[Golden]) -> tuple[Example, ...]:
    """Each answerable question twice, with its gold records and as if they had never been read,
    and each unanswerable one once.

    What is to be told apart is a right answer from a wrong one: a question whose evidence is there
    but was not read right is left out, and so is one that other records answer as well when its own
    are gone, or that no sentence says a word of. Questions for people are left out, who are named on
    weaker evidence.
    """
    examples: list[Example] = []
    for golden in questions:
        if golden.kind in {"who_knows", "restricted"}:
            continue
        access = application.access(golden.asker)
        for present, without in _views(golden):
            evidence = application.assistant.weigh(golden.question, access=access, without=without)
            if evidence.confidence and present == _is_right(golden, evidence):
                examples.append(Example(golden.id, evidence.features, present))
    return tuple(examples)


def _is_right(golden: Golden, evidence: Evidence) -> bool:
    text = " ".join(sentence.text for sentence, _ in cite(evidence.said))
    return (
        golden.answerable
        and (not golden.answers or contains_any(text, golden.answers))
        and contains_all(text, golden.answers_all)
    )


def fit(examples: Sequence[Example]) -> Fit:
    """The strongest regularisation whose log loss on left-out questions is within one standard error
    of the least (Breiman et al., 1984), then a fit on all of them.

    Both examples of a question fall into one fold. The threshold is where a twentieth of the right
    answers would be declined, by the left-out predictions.
    """
    groups = np.array([example.question_id for example in examples])
    labels = np.array([int(example.present) for example in examples])
    folds = min(_FOLDS, len(set(groups)))
    if folds < 2 or len(set(labels.tolist())) < 2:
        raise GoldenError(
            "The fitting half must hold questions that have an answer and some without."
        )
    raw = np.array([example.features for example in examples], dtype=np.float64)
    scaler = StandardScaler().fit(raw)
    matrix = scaler.transform(raw)
    tried = {
        strength: _left_out(matrix, labels, groups, folds, strength) for strength in _STRENGTHS
    }
    strength = _strongest(tried, labels)
    left_out = tried[strength]
    model = _model(strength).fit(matrix, labels)
    return Fit(
        mean=_floats(scaler.mean_),
        scale=_floats(scaler.scale_),
        weights=_floats(model.coef_[0]),
        bias=float(model.intercept_[0]),
        threshold=_threshold(left_out, labels),
        strength=strength,
        auc=float(roc_auc_score(labels, left_out)),
    )


def _views(golden: Golden) -> tuple[tuple[bool, frozenset[str]], ...]:
    if not golden.answerable:
        return ((False, frozenset()),)
    if not golden.gold:
        return ((True, frozenset()),)
    return ((True, frozenset()), (False, golden.gold))


def _model(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, class_weight="balanced", max_iter=1000)


def _strongest(tried: Mapping[float, Matrix], labels: Labels) -> float:
    losses = {
        strength: -np.log(np.where(labels == 1, predicted, 1 - predicted))
        for strength, predicted in tried.items()
    }
    best = min(losses.values(), key=lambda loss: float(loss.mean()))
    bound = float(best.mean() + best.std(ddof=1) / np.sqrt(len(best)))
    return min(strength for strength, loss in losses.items() if loss.mean() <= bound)


def _left_out(
    matrix: Matrix, labels: Labels, groups: NDArray[np.str_], folds: int, strength: float
) -> Matrix:
    """For each example its probability by a model fitted without its question."""
    both: Matrix = cross_val_predict(
        _model(strength),
        matrix,
        labels,
        groups=groups,
        cv=GroupKFold(folds),
        method="predict_proba",
    )
    return both[:, 1]


def _threshold(predicted: Matrix, labels: Labels) -> float:
    return float(np.quantile(predicted[labels == 1], _RIGHT_DECLINED))


def _floats(values: Matrix) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
