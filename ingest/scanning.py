"""Compares a question with every chunk its asker may read: exactly, where an index is near enough."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.access import Access
from ingest.catalog.database import Catalog
from ingest.catalog.live import vector_pages
from ingest.vector_arithmetic import SentenceVectors, Vectors, quantise, unit

_PAGE = 5000
_BLOCK = 4096  # rows multiplied at once: few enough to stay in the processor's cache
_FIRST_ROOM = 1024

_Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Compared:
    """The nearest chunks and their cosines, best first; of all `count` compared the mean cosine and the
    standard deviation."""

    nearest: list[tuple[str, float]]
    count: int
    mean: float
    deviation: float


class VectorScan:
    """The vectors of all live chunks in memory, as bytes, with the audience tokens of each.

    Derived from the catalog, read from it at the first search, then kept in step by the store. Like the
    other indexes it may lag, and never has the last word: what it finds goes through the gate. Bytes
    hold a cosine to about 0.003.
    """

    def __init__(self, catalog: Catalog, dimensions: int) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._empty(dimensions)

    def holds_more_than(self, access: Access) -> bool:
        """Whether there is any chunk that the asker may not read."""
        with self._lock:
            self._load()
            return len(self._readable(access)) < len(self._row_of)

    def count(self, *, access: Access) -> int:
        """How many chunks the asker may read."""
        with self._lock:
            self._load()
            return len(self._readable(access))

    def nearest(self, vector: Vectors, limit: int, *, access: Access) -> list[tuple[str, float]]:
        """The nearest of all chunks that the asker may read, and their cosines, best first."""
        return self.compare(vector, limit, access=access).nearest

    def compare(self, vector: Vectors, limit: int, *, access: Access) -> Compared:
        """The same, and how near all that the asker may read is."""
        with self._lock:
            self._load()
            rows = self._readable(access)
            cosines = np.empty(len(rows), np.float32)
            for start in range(0, len(rows), _BLOCK):
                some = _as_slice(rows[start : start + _BLOCK])
                products = self._vectors[some].astype(np.float32) @ vector
                cosines[start : start + _BLOCK] = products / self._lengths[some]
            best = _greatest(cosines, limit)
            if not len(best):
                return Compared([], 0, 0.0, 0.0)
            ids = [self._ids[row] for row in rows[best].tolist()]
            nearest = list(zip(ids, cosines[best].tolist(), strict=True))
            return Compared(nearest, len(rows), float(cosines.mean()), float(cosines.std()))

    def centre(self, weights: Mapping[str, float]) -> Vectors:
        """The mean of these chunks, so weighted, of length 1; of none that is held, zero."""
        with self._lock:
            self._load()
            held = [one for one in weights if one in self._row_of]
            rows = [self._row_of[one] for one in held]
            share = np.array([weights[one] for one in held], np.float32) / self._lengths[rows]
            return unit(share @ self._vectors[rows].astype(np.float32))

    def upsert(
        self, chunk_ids: Sequence[str], audiences: Sequence[Sequence[str]], vectors: Vectors
    ) -> None:
        """Add or overwrite live chunks; before the first search there is no need."""
        with self._lock:
            if self._loaded:
                self._put(chunk_ids, audiences, vectors)

    def tag(self, chunk_ids: Sequence[str], audiences: Sequence[Sequence[str]]) -> None:
        """Overwrite the audiences of those of the chunks that are held."""
        with self._lock:
            for chunk_id, tokens in zip(chunk_ids, audiences, strict=True):
                row = self._row_of.get(chunk_id)
                if row is not None:
                    self._forget_tokens(chunk_id, row)
                    self._hold_tokens(chunk_id, row, tokens)

    def remove(self, chunk_ids: Sequence[str]) -> None:
        with self._lock:
            for chunk_id in chunk_ids:
                self._take_out(chunk_id)

    def clear(self) -> None:
        """Forget everything; the next search reads the catalog again."""
        with self._lock:
            self._empty(self._vectors.shape[1])

    def _empty(self, dimensions: int) -> None:
        self._loaded = False
        self._vectors: SentenceVectors = np.zeros((_FIRST_ROOM, dimensions), np.int8)
        self._lengths = np.ones(_FIRST_ROOM, np.float32)
        self._ids = [""] * _FIRST_ROOM
        self._free = list(reversed(range(_FIRST_ROOM)))
        self._row_of: dict[str, int] = {}
        self._tokens: dict[str, tuple[str, ...]] = {}
        self._rows_for: dict[str, set[int]] = defaultdict(set)
        self._arrays: dict[str, _Rows] = {}

    def _load(self) -> None:
        if not self._loaded:
            for page in vector_pages(self._catalog, _PAGE):
                self._put(*page)
            self._loaded = True

    def _readable(self, access: Access) -> _Rows:
        """The rows of what the asker may read, in order."""
        marked = np.zeros(len(self._ids), np.bool_)
        for token in access.tokens:
            if token in self._rows_for:
                marked[self._array(token)] = True
        return np.flatnonzero(marked)

    def _array(self, token: str) -> _Rows:
        held = self._arrays.get(token)
        if held is None:
            rows = self._rows_for[token]
            held = self._arrays[token] = np.fromiter(rows, np.intp, len(rows))
        return held

    def _put(
        self, chunk_ids: Sequence[str], audiences: Sequence[Sequence[str]], vectors: Vectors
    ) -> None:
        packed = quantise(vectors)
        lengths = np.linalg.norm(packed.astype(np.float32), axis=-1)
        for at, (chunk_id, tokens) in enumerate(zip(chunk_ids, audiences, strict=True)):
            self._take_out(chunk_id)
            if not self._free:
                self._make_room()
            row = self._free.pop()
            self._vectors[row] = packed[at]
            self._lengths[row] = max(lengths[at], 1.0)
            self._ids[row] = chunk_id
            self._row_of[chunk_id] = row
            self._hold_tokens(chunk_id, row, tokens)

    def _take_out(self, chunk_id: str) -> None:
        row = self._row_of.pop(chunk_id, None)
        if row is None:
            return
        self._forget_tokens(chunk_id, row)
        self._free.append(row)

    def _hold_tokens(self, chunk_id: str, row: int, tokens: Sequence[str]) -> None:
        self._tokens[chunk_id] = tuple(tokens)
        for token in tokens:
            self._rows_for[token].add(row)
            self._arrays.pop(token, None)

    def _forget_tokens(self, chunk_id: str, row: int) -> None:
        for token in self._tokens.pop(chunk_id):
            self._rows_for[token].discard(row)
            self._arrays.pop(token, None)

    def _make_room(self) -> None:
        room = len(self._ids)
        self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
        self._lengths = np.concatenate([self._lengths, np.ones_like(self._lengths)])
        self._ids.extend([""] * room)
        self._free.extend(reversed(range(room, 2 * room)))


def _greatest(cosines: NDArray[np.float32], limit: int) -> _Rows:
    """Where the greatest stand, the greatest first, the first first where they are alike."""
    if not 0 < limit < len(cosines):
        return np.argsort(-cosines, kind="stable")[:limit]
    least = np.partition(cosines, len(cosines) - limit)[len(cosines) - limit]
    among = np.flatnonzero(cosines >= least)
    return among[np.argsort(-cosines[among], kind="stable")][:limit]


def _as_slice(rows: _Rows) -> _Rows | slice:
    """Rows that follow each other, as those of who may read everything do, need not be gathered."""
    first, end = int(rows[0]), int(rows[-1]) + 1
    return slice(first, end) if end - first == len(rows) else rows
