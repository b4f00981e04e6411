"""What the cross-encoder is taught on: questions, and statements of which some answer them.

The exercises of eval/exercises are passages of invented companies of other trades than the demo's, written
for this alone: each with questions that one of its sentences answers, in either language, and near misses
that none does. Those of one family are easily taken for each other: two models' prices, two editions of a rule.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.bootstrap import Application
from assistant.cross_encoder import Statement
from assistant.reading import Quote, load_reader, statement
from eval.data import CHECKOUT
from eval.declining import is_right
from eval.golden import Golden
from eval.matching import contains_any
from ingest.embedding import Embedder
from ingest.vector_arithmetic import Vectors

EXERCISES = CHECKOUT / "eval" / "exercises"
_NEAREST = 2  # of the others in a passage, by their vectors, stand beside a sentence that answers
_NEAREST_OF_NONE = 3  # where none answers
_OF_FAMILY = 2  # of those nearest in the others of the family
_ELSEWHERE = (
    3  # of those nearest in other passages one is drawn, for every second question without a family
)
_READ = 6  # sentences of a golden question, by their signs
_READ_OF_NONE = 3  # where the records that answer are taken away
_RIGHT = 3  # that answer and were not among these


@dataclass(frozen=True, slots=True)
class Exercise:
    """`answers` says of each statement whether it answers; `question_id` is of a golden question."""

    question: str
    statements: tuple[Statement, ...]
    answers: tuple[bool, ...]
    question_id: str = ""


class Silent:
    """Reads nothing together: what is taught is chosen by signs alone."""

    def logits(self, _question: str, statements: Sequence[Statement], /) -> list[float]:
        return [0.0] * len(statements)


SILENT = Silent()


@dataclass(frozen=True, slots=True)
class _Passage:
    family: str
    above: tuple[str, ...]
    sentences: tuple[str, ...]
    asked: tuple[tuple[str, frozenset[int]], ...]


def read_exercises(embedder: Embedder, seed: int, folder: Path = EXERCISES) -> list[Exercise]:
    """Each question with what answers it, and sentences that a careless search takes for it."""
    passages = [one for path in sorted(folder.glob("*.jsonl")) for one in _passages(path)]
    statements = [Statement.under(one.above, text) for one in passages for text in one.sentences]
    lengths = [len(one.sentences) for one in passages]
    owners = np.repeat(np.arange(len(passages)), lengths)
    families = np.repeat([one.family for one in passages], lengths)
    texts = [f"{one.above}: {one.text}" for one in statements]
    vectors = np.stack([one.vector for one in embedder.passages(texts, [() for _ in texts])])
    asked = embedder.queries([question for one in passages for question, _ in one.asked])
    nearness = iter(asked @ vectors.T)
    chance = random.Random(seed)  # noqa: S311
    found = []
    for at, passage in enumerate(passages):
        first = int(np.searchsorted(owners, at))
        own, family = owners == at, families == passage.family
        for question, right in passage.asked:
            right_places = [first + place for place in sorted(right)]
            places = right_places + _near_misses(next(nearness), own, family, right_places, chance)
            found.append(
                Exercise(
                    question,
                    tuple(statements[place] for place in places),
                    tuple(place in right_places for place in places),
                )
            )
    return found


def _near_misses(
    cosines: Vectors,
    own: NDArray[np.bool_],
    family: NDArray[np.bool_],
    right: Sequence[int],
    chance: random.Random,
) -> list[int]:
    nearest = [int(place) for place in np.argsort(-cosines)]
    beside = [place for place in nearest if own[place] and place not in right]
    count = _NEAREST if right else _NEAREST_OF_NONE
    chosen = beside[:count]
    if right and beside[count:]:
        chosen.append(chance.choice(beside[count:]))
    chosen += [place for place in nearest if family[place] and not own[place]][:_OF_FAMILY]
    elsewhere = [place for place in nearest if not family[place]][:_ELSEWHERE]
    if elsewhere and np.array_equal(own, family) and chance.random() < 1 / 2:
        chosen.append(chance.choice(elsewhere))
    return chosen


def _passages(path: Path) -> Iterator[_Passage]:
    for line in path.read_text(encoding="utf-8").splitlines():
        held = json.loads(line)
        answered = [(one["question"], frozenset(one["sentences"])) for one in held["answered"]]
        near_misses = [(question, frozenset[int]()) for question in held["unanswered"]]
        yield _Passage(
            held.get("family") or held["id"],
            (held["title"], held["heading"]),
            tuple(held["sentences"]),
            (*answered, *near_misses),
        )


def golden_exercises(application: Application, questions: Iterable[Golden]) -> list[Exercise]:
    """What is read for golden questions, as they are asked, and as if their gold records had never been."""
    reader = load_reader(SILENT)
    found: list[Exercise] = []
    for golden in questions:
        if golden.kind == "who_knows":
            continue
        access = application.access(golden.asker)
        taken_away = [golden.gold] if golden.answerable and golden.gold else []
        for without in (frozenset[str](), *taken_away):
            evidence = application.assistant.weigh(golden.question, access=access, without=without)
            if without and is_right(golden, evidence):
                continue  # others answer as well
            read = [
                (statement(quote, evidence.found), _answers(golden, quote))
                for quote in reader.scored(evidence.found)
            ]
            first = _READ_OF_NONE if without else _READ
            rows = read[:first] + [one for one in read[first:] if one[1]][:_RIGHT]
            if rows:
                statements, answers = zip(*rows, strict=True)
                found.append(Exercise(golden.question, statements, answers, golden.id))
    return found


def _answers(golden: Golden, quote: Quote) -> bool:
    return (
        golden.answerable
        and quote.passage.record_id in golden.gold
        and any(contains_any(quote.text, forms) for forms in (golden.answers, *golden.answers_all))
    )
