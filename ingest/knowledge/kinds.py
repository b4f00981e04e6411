"""Tells of which kind of customer knowledge a chunk is, by what it is from, what it says and what it is like."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

import numpy as np

from ingest.filters import Knowledge
from ingest.names import fold
from ingest.records import revision_of
from ingest.vector_arithmetic import Vectors

KINDS: tuple[Knowledge, ...] = get_args(Knowledge)
Sender = Literal["inside", "outside", ""]
"""By whom a mail is: a colleague, or anybody else; empty for what is no mail."""

LIKENESS_SAYS = 3.0
SENTENCE_LIKENESS_SAYS = 4.0
"""How much more a kind scores for each unit of cosine that its sentences are nearer than those of the kinds on
average: to a chunk, and to a sentence of it; measured on demo chunks labelled by hand."""
SENTENCES_SAY = 2.2
"""What a chunk all of whose sentences are of one kind scores for it."""

_SORT_SAYS = 0.5  # of what a title says last
_HEADINGS_SAY = 0.5  # of what a title does
_NEAREST = 2  # of a kind's sentences are looked at
_Weights = Mapping[Knowledge, float]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence beside the record's fields, and its vector of length 1; `answers` where it stands behind
    the first paragraph."""

    text: str
    vector: Vectors
    answers: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at of a chunk. `vector`, of length 1, is the whole one's."""

    kind: str
    sender: Sender
    about_customers: bool
    title: str
    headings: Sequence[str]
    sentences: Sequence[Said]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a kind."""

    kind: Knowledge
    words: re.Pattern[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The table of `kinds.toml`."""

    records: Mapping[str, _Weights]
    mail: Mapping[str, _Weights]
    somebody: _Weights
    nobody: _Weights
    among_us: _Weights
    titles: Sequence[Cue]
    texts: Sequence[Cue]
    sentences: Mapping[str, _Weights]
    prototypes: Mapping[Knowledge, Sequence[str]]


def kind_of(chunk: Asked, likened: Mapping[Knowledge, Vectors]) -> Knowledge:
    """The kind with the greatest sum; of two alike the one that `KINDS` has first. `likened` are the
    vectors of each kind's sentences, (n, dimensions)."""
    sums = scores_of(chunk, likened)
    return max(KINDS, key=lambda kind: sums[kind])


def scores_of(chunk: Asked, likened: Mapping[Knowledge, Vectors]) -> dict[Knowledge, float]:
    """What speaks for each kind."""
    table = rules()
    sums: dict[Knowledge, float] = dict.fromkeys(KINDS, 0.0)
    parts = [table.records.get(chunk.kind, {}), table.mail.get(chunk.sender, {})]
    if chunk.about_customers:
        parts.append(table.somebody)
    else:
        parts.append(table.nobody)
        if chunk.sender == "inside":
            parts.append(table.among_us)
    for part in parts:
        for kind, weight in part.items():
            sums[kind] += weight
    for called, share in ((chunk.title, 1.0), (" · ".join(chunk.headings), _HEADINGS_SAY)):
        for kind, weight in _called(fold(called), table.titles).items():
            sums[kind] += share * weight
    for kind, weight in _likeness(chunk.vector, likened).items():
        sums[kind] += LIKENESS_SAYS * weight
    whole = sum(len(one.text) for one in chunk.sentences) or 1
    for one in chunk.sentences:
        sums[_kind_of_sentence(one, chunk, likened)] += SENTENCES_SAY * len(one.text) / whole
    return sums


def _kind_of_sentence(said: Said, chunk: Asked, likened: Mapping[Knowledge, Vectors]) -> Knowledge:
    table = rules()
    sums: dict[Knowledge, float] = dict.fromkeys(KINDS, 0.0)
    record = f"{chunk.kind} {chunk.sender or ('answer' if said.answers else '')}".strip()
    for part in (record, "somebody" if chunk.about_customers else "nobody"):
        for kind, weight in table.sentences.get(part, {}).items():
            sums[kind] += weight
    folded = fold(said.text)
    for cue in table.texts:
        if cue.words.search(folded):
            sums[cue.kind] += cue.weight
    for kind, weight in _likeness(said.vector, likened).items():
        sums[kind] += SENTENCE_LIKENESS_SAYS * weight
    return max(KINDS, key=lambda kind: sums[kind])


def _likeness(vector: Vectors, likened: Mapping[Knowledge, Vectors]) -> dict[Knowledge, float]:
    """How much nearer each kind's sentences are than those of all on average."""
    if not likened or not vector.any():
        return {}
    near = {
        kind: float(np.sort(vectors @ vector)[-_NEAREST:].mean())
        for kind, vectors in likened.items()
    }
    middle = sum(near.values()) / len(near)
    return {kind: cosine - middle for kind, cosine in near.items()}


def _called(said: str, cues: Sequence[Cue]) -> dict[Knowledge, float]:
    """What a title speaks for: of each kind's words those that say most. What it says last says what it is
    (合同评审流程 is a process), what it says before of which sort."""
    found: dict[Knowledge, float] = {}
    last: dict[Knowledge, int] = {}
    for cue in cues:
        for match in cue.words.finditer(said):
            found[cue.kind] = max(cue.weight, found.get(cue.kind, 0.0))
            last[cue.kind] = max(match.end(), last.get(cue.kind, 0))
    return {
        kind: weight if last[kind] == max(last.values()) else weight * _SORT_SAYS
        for kind, weight in found.items()
    }


@cache
def rules() -> Rules:
    """Read once."""
    table = tomllib.loads(_text())
    return Rules(
        table["kinds"],
        table["mail"],
        table["somebody"],
        table["nobody"],
        table["among_us"],
        _cues(table["titles"]),
        _cues(table["texts"]),
        table["sentences"],
        table["prototypes"],
    )


def rules_edition() -> str:
    """Changes with every word of the rules."""
    return revision_of(_text(), str((LIKENESS_SAYS, SENTENCE_LIKENESS_SAYS, SENTENCES_SAY)))


def _text() -> str:
    return files("ingest.knowledge").joinpath("kinds.toml").read_text("utf-8")


def _cues(table: Mapping[str, Sequence[Mapping[str, object]]]) -> tuple[Cue, ...]:
    return tuple(
        Cue(cast(Knowledge, kind), re.compile(str(cue["is"])), float(str(cue["weight"])))
        for kind, cues in table.items()
        for cue in cues
    )
