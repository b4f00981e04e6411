"""The reader that ships, on the builtin model, once for all tests."""

from __future__ import annotations

from functools import cache

from assistant.cross_encoder import CrossEncoder, cross_encoder_beside
from assistant.reading import Reader, load_reader
from tests.hash_embedder import HashEmbedder


@cache
def cross_encoder() -> CrossEncoder:
    return cross_encoder_beside(HashEmbedder(), "auto")


@cache
def reader() -> Reader:
    return load_reader(cross_encoder())
