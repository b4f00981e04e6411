"""Groups vectors into topics, the same way every time, and knows a topic again from one grouping to the next."""

from __future__ import annotations

import hashlib
import math
import warnings
from base64 import b32encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.vector_arithmetic import Vectors, halves, unit

ALL = "all"
LEAST_NEARNESS = 0.15
"""A chunk that is less like the centre of its nearest topic has none."""

_CHUNKS_A_TOPIC = 8  # at least, on average
_MOST_TOPICS = 300
_WHOLE_AT_ONCE = 20_000  # more vectors are clustered in batches
_SAME_TOPIC = 0.6  # cosine of two centres
_DOUBT_OF_ALL = 50  # chunks: what a handful have in common is what they are about
_DOUBT_OF_A_KIND = 10  # chunks, that a mean is drawn to the next wider one by
_DOUBT_OF_A_CUSTOMER = 5
_SEED = 7

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Freeing:
    """Takes away what all texts of a kind of record, and all about a customer, have in common, so that
    what is left is what they are about. `means` by name: `all`, `kind:KIND`, `customer:ID`."""

    means: Mapping[str, Vectors]

    def freed(
        self, vectors: Vectors, kinds: Sequence[str], customers: Sequence[Sequence[str]]
    ) -> Vectors:
        """Unit vectors, (n, dimensions); a kind or a customer that was not known takes nothing away."""
        if not self.means:
            return vectors
        left = vectors - np.array(
            [self.means.get(f"kind:{kind}", self.means[ALL]) for kind in kinds], dtype=np.float32
        )
        for row, about in enumerate(customers):
            known = [self.means[name] for one in about if (name := f"customer:{one}") in self.means]
            if known:
                left[row] -= np.mean(known, axis=0)
        return unit(left)


def measured(vectors: Vectors, kinds: Sequence[str], customers: Sequence[Sequence[str]]) -> Freeing:
    """The means of these vectors, (n, dimensions). That of few texts is drawn towards that of all, and
    that of all towards nothing, so that three texts are not freed of what they say."""
    overall = vectors.sum(axis=0) / (len(vectors) + _DOUBT_OF_ALL)
    means: dict[str, Vectors] = {ALL: overall}
    for kind, rows in _rows_by(enumerate(kinds)).items():
        held = vectors[rows].sum(axis=0) + _DOUBT_OF_A_KIND * overall
        means[f"kind:{kind}"] = held / (len(rows) + _DOUBT_OF_A_KIND)
    left = vectors - np.array([means[f"kind:{kind}"] for kind in kinds], dtype=np.float32)
    named = ((row, one) for row, about in enumerate(customers) for one in about)
    for customer, rows in _rows_by(named).items():
        if len(rows) > 1:
            total = left[rows].sum(axis=0)
            means[f"customer:{customer}"] = total / (len(rows) + _DOUBT_OF_A_CUSTOMER)
    return Freeing(means)


def _rows_by(named: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, name in named:
        rows.setdefault(name, []).append(row)
    return rows


def topics_wanted(chunks: int) -> int:
    """How many topics so many chunks make: half more than their square root, at least eight chunks to
    each, 300 at most."""
    wanted = min(3 * math.isqrt(chunks) // 2, chunks // _CHUNKS_A_TOPIC, _MOST_TOPICS)
    return max(1, wanted) if chunks else 0


def centres_of(vectors: Vectors, before: Vectors) -> Vectors:
    """The centres of the vectors' groups, of length 1, (topics, dimensions), begun from those `before`, so
    that little moves where little changed. The vectors are of length 1 too.

    Lloyd's k-means up to 20,000 vectors; beyond that in batches (Sculley, 2010): 100,000 take seconds.
    """
    from sklearn.cluster import KMeans, MiniBatchKMeans
    from sklearn.exceptions import ConvergenceWarning

    distinct = (
        len(np.unique(vectors.round(4), axis=0)) if len(vectors) <= _WHOLE_AT_ONCE else len(vectors)
    )
    wanted = min(topics_wanted(len(vectors)), distinct)
    begun = _begun(vectors, before, wanted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # as many alike as not
        if len(vectors) <= _WHOLE_AT_ONCE:
            made = KMeans(wanted, init=begun, n_init=1, random_state=_SEED).fit(vectors)
        else:
            made = MiniBatchKMeans(
                wanted, init=begun, n_init=1, batch_size=8192, random_state=_SEED
            ).fit(vectors)
    return unit(np.asarray(made.cluster_centers_, dtype=np.float32))


def _begun(vectors: Vectors, before: Vectors, wanted: int) -> Vectors:
    """Where to begin: at the greatest of the centres before, and where it is farthest from them."""
    from sklearn.cluster import kmeans_plusplus

    begun = before[:wanted]
    if len(begun) == wanted:
        return begun
    fresh, _ = kmeans_plusplus(vectors, wanted, random_state=_SEED)
    if len(begun):
        order = np.argsort((fresh @ begun.T).max(axis=1), kind="stable")
        fresh = fresh[order[: wanted - len(begun)]]
    return np.concatenate([begun, fresh])


def nearest(vectors: Vectors, centres: Vectors) -> tuple[Labels, Vectors]:
    """For each vector the row of its nearest centre and the cosine to it."""
    if not len(vectors):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    cosines = vectors @ centres.T
    rows = cosines.argmax(axis=1)
    return rows, cosines[np.arange(len(rows)), rows]


def known_again(centres: Vectors, held: Mapping[str, Vectors]) -> list[str]:
    """An id for each centre: that of the held one it matches, so that all matches together are best
    (Kuhn, 1955), where it is like it; else a new one, which says nothing."""
    from scipy.optimize import linear_sum_assignment

    ids: list[str] = [""] * len(centres)
    if held:
        names = list(held)
        cosines = centres @ np.array([held[name] for name in names], dtype=np.float32).T
        for row, column in zip(*linear_sum_assignment(-cosines), strict=True):
            if cosines[row, column] >= _SAME_TOPIC:
                ids[row] = names[column]
    taken = {*held}
    for row, one in enumerate(ids):
        if not one:
            ids[row] = _new_id(centres[row], taken)
    return ids


def _new_id(centre: Vectors, taken: set[str]) -> str:
    said = halves(centre)
    while True:
        digest = hashlib.blake2b(said, digest_size=5).digest()
        made = "topic-" + b32encode(digest).decode().lower()
        if made not in taken:
            taken.add(made)
            return made
        said = digest
