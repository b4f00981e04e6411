"""Vectors and what is done to them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
SentenceVectors = NDArray[np.int8]


def unit(vectors: Vectors) -> Vectors:
    """Scaled to length 1 along the last axis; zero stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def halves(vector: Vectors) -> bytes:
    """A vector as float16, little-endian: how the catalog keeps it."""
    return vector.astype("<f2").tobytes()


def quantise(vectors: Vectors) -> SentenceVectors:
    """Each row scaled so that its greatest component is 127."""
    greatest = np.maximum(np.abs(vectors).max(axis=-1, keepdims=True, initial=0.0), 1e-12)
    rows: SentenceVectors = np.rint(vectors / greatest * 127).astype(np.int8)
    return rows
