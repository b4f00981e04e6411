"""Parts of the golden questions that share no record: each is measured by what was fitted on the others."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from eval.golden import Golden, read_golden

FOLDS = 5


def golden_folds() -> Mapping[str, int]:
    """Of the fitting half and the further conversations, by question id."""
    return folds_of((*read_golden("fitting"), *read_golden("conversations")))


def folds_of(questions: Sequence[Golden]) -> dict[str, int]:
    """Questions with a gold record in common, or that are linked so by others, are of one fold."""
    named = [sorted(one.gold) or [one.id] for one in questions]
    names = sorted({name for each in named for name in each})
    places = {name: place for place, name in enumerate(names)}
    first = [places[each[0]] for each in named for _ in each]
    other = [places[name] for each in named for name in each]
    links = coo_array(([1] * len(first), (first, other)), shape=(len(names), len(names)))
    _, linked = connected_components(links, directed=False)
    chief: dict[int, str] = {}
    for name, part in zip(names, linked.tolist(), strict=True):
        chief.setdefault(part, name)
    return {
        one.id: _fold(chief[int(linked[places[each[0]]])])
        for one, each in zip(questions, named, strict=True)
    }


def _fold(name: str) -> int:
    """The same whatever other questions there are."""
    return hashlib.blake2b(name.encode(), digest_size=4).digest()[0] % FOLDS
