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

LIKENESS_SAYS = 9.0
"""How much more a kind scores for each unit of cosine that its sentences are nearer than those of the kinds on
average; measured on demo chunks labelled by hand."""

_MOST_SAID = 2  # times that what a text says again counts again
_HEADINGS_SAY = 0.5  # of what a title does
_NEAREST = 2  # of a kind's sentences are looked at
_Weights = Mapping[Knowledge, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at of a chunk. `vector` is of length 1, of what is said beside the record's fields."""

    kind: str
    sender: Sender
    about_customers: bool
    title: str
    headings: Sequence[str]
    body: str
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
    nobody: _Weights
    among_us: _Weights
    titles: Sequence[Cue]
    texts: Sequence[Cue]
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
    if not chunk.about_customers:
        parts.append(table.nobody)
        if chunk.sender == "inside":
            parts.append(table.among_us)
    for part in parts:
        for kind, weight in part.items():
            sums[kind] += weight
    for called, share in ((chunk.title, 1.0), (" · ".join(chunk.headings), _HEADINGS_SAY)):
        for kind, weight in _called(fold(called), table.titles).items():
            sums[kind] += share * weight
    said = fold(chunk.body)
    for cue in table.texts:
        times = min(_MOST_SAID, sum(1 for _ in cue.words.finditer(said)))
        sums[cue.kind] += cue.weight * times
    if likened and chunk.vector.any():
        near = {
            kind: float(np.sort(vectors @ chunk.vector)[-_NEAREST:].mean())
            for kind, vectors in likened.items()
        }
        middle = sum(near.values()) / len(near)
        for kind, cosine in near.items():
            sums[kind] += LIKENESS_SAYS * (cosine - middle)
    return sums


def _called(said: str, cues: Sequence[Cue]) -> dict[Knowledge, float]:
    """What a title speaks for: of each kind's words those that say most, for a title says one thing."""
    found: dict[Knowledge, float] = {}
    for cue in cues:
        if cue.words.search(said):
            found[cue.kind] = max(cue.weight, found.get(cue.kind, 0.0))
    return found


@cache
def rules() -> Rules:
    """Read once."""
    table = tomllib.loads(_text())
    return Rules(
        table["kinds"],
        table["mail"],
        table["nobody"],
        table["among_us"],
        _cues(table["titles"]),
        _cues(table["texts"]),
        table["prototypes"],
    )


def rules_edition() -> str:
    """Changes with every word of the rules."""
    return revision_of(_text(), str(LIKENESS_SAYS))


def _text() -> str:
    return files("ingest.knowledge").joinpath("kinds.toml").read_text("utf-8")


def _cues(table: Mapping[str, Sequence[Mapping[str, object]]]) -> tuple[Cue, ...]:
    return tuple(
        Cue(cast(Knowledge, kind), re.compile(str(cue["is"])), float(str(cue["weight"])))
        for kind, cues in table.items()
        for cue in cues
    )
