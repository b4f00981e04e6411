"""Which field a question means, by the nearest of the questions that `meanings.toml` gives for each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from assistant.questions import as_written, language_of
from ingest.embedding import Embedder
from ingest.segmentation import terms
from ingest.vector_arithmetic import Vectors

_NEAR = 0.7
_APART = 0.02
_MOST_OWN = 24  # columns that only this company has, compared with one question
_MOST_LABELS = 4096
_BOTH = 0.83  # the one and the other together: what is nearer may stand less apart
_ALIKE = {
    name: {"manager", "reports"} for name in ("manager", "reports")
}  # told apart by the words


@dataclass(frozen=True, slots=True)
class Meaning:
    """The canonical name of the field that a question means, and how near it came, at most 1."""

    field: str
    nearness: float


class FieldMeanings:
    """Reads by meaning what is not said in known words. Questions are of a kind of record, which they
    call "this customer" and the like. The examples are embedded when first needed."""

    def __init__(self, embedder: Embedder) -> None:
        table = tomllib.loads(files("assistant").joinpath("meanings.toml").read_text("utf-8"))
        self._table: Mapping[str, Mapping[str, Mapping[str, list[str]]]] = table
        self._embedder = embedder
        self._examples = lru_cache(maxsize=None)(self._embedded)
        self._vector = lru_cache(maxsize=512)(embedder.query)
        self._label = lru_cache(maxsize=_MOST_LABELS)(embedder.query)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of record whose fields can be meant."""
        return frozenset(self._table)

    def of(self, question: str, kind: str, *, among: Mapping[str, str]) -> Meaning | None:
        """The field meant among those that a record has, label by canonical name; None where no field
        is clearly nearer than every other and than what no field answers."""
        examples = self._examples(kind, language_of(question))
        asked = self._vector(as_written(question))
        near: dict[str, float] = {}
        for name, vectors in examples.items():
            near[name] = float(np.max(vectors @ asked))
        for name in _own(among, near, question):
            near[name] = float(self._label(_asking_for(among[name], question)) @ asked)
        best = max(near, key=lambda name: near[name])
        if among.keys().isdisjoint(_ALIKE.get(best, {best})) or near[best] < _NEAR:
            return None
        rival = max(near[name] for name in near if name not in _ALIKE.get(best, {best}))
        apart = near[best] - rival
        clear = apart >= _APART and near[best] + apart >= _BOTH
        return Meaning(best, near[best]) if clear else None

    def _embedded(self, kind: str, language: str) -> dict[str, Vectors]:
        table = self._table[kind][language]
        vectors = self._embedder.queries([one for questions in table.values() for one in questions])
        ends = np.cumsum([len(questions) for questions in table.values()])[:-1]
        return dict(zip(table, np.split(vectors, ends), strict=True))


def _own(among: Mapping[str, str], known: Mapping[str, float], question: str) -> list[str]:
    """The columns that only this company has: of very many those that share a word with the question."""
    own = sorted(among.keys() - known.keys())
    said = set(terms(question))
    own.sort(key=lambda name: said.isdisjoint(terms(among[name].replace("_", " "))))
    return own[:_MOST_OWN]


def _asking_for(label: str, question: str) -> str:
    """A question for a field that only this company has."""
    label = label.replace("_", " ")
    return f"它的{label}是什么？" if language_of(question) == "zh" else f"What is its {label}?"
