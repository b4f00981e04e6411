"""Reads a question and a sentence together: whether the one answers the other.

A cross-encoder (Nogueira and Cho, 2019) made of the builtin embedding model. Both pass it as one text, its
upper layers changed by low-rank adapters (LoRA, Hu et al., 2021), and what is measured is how near the two
come in each other's light. `zhike eval teach` fits the adapters; they stand in cross_encoder.npz beside this file.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import Embedder, Encoder, Precision, SentenceTransformerEmbedder

if TYPE_CHECKING:
    import torch
    from tokenizers import Encoding, Tokenizer
    from transformers import BertModel

MOST_TOKENS = 96
"""Of a question and a statement together; the end of the longer one is not read."""
SCALE = 2.0
"""What an adapter adds is taken times this."""

HEAD = ("scale", "offset", "each")
"""What `logits_of` takes, of the adapters."""
_PADDING = "<pad>"

Adapters = Mapping[str, NDArray[np.generic]]
"""By layer and way, float16 (rank, inputs) `down` and (outputs, rank) `up`; `first_layer` that has any;
and `HEAD`, float32."""


class Statement(NamedTuple):
    """A sentence, and the title and headings that it stands under."""

    above: str
    text: str


class Batch(NamedTuple):
    """Pairs in tokens, int64 (pairs, tokens): `mask` is 1 where there is a token, `ends` (pairs,) the place
    where the question ends."""

    ids: torch.Tensor
    mask: torch.Tensor
    ends: torch.Tensor


class CrossEncoder:
    """`encoder` is called when something is first read, or before, by `prepare`."""

    def __init__(self, encoder: Callable[[], Encoder], adapters: Adapters) -> None:
        self._open = encoder
        self._adapters = adapters
        self._lock = threading.Lock()
        self._prepared: tuple[Tokenizer, BertModel] | None = None

    def prepare(self) -> tuple[Tokenizer, BertModel]:
        """What it reads with, made once whoever asks first."""
        with self._lock:
            if self._prepared is None:
                encoder = self._open()
                model = _adapted(encoder.model, self._adapters)
                self._prepared = pair_tokenizer(encoder), model
            return self._prepared

    def logits(self, question: str, statements: Sequence[Statement], /) -> list[float]:
        """How surely each statement answers, as log odds."""
        if not statements:
            return []
        import torch

        tokenizer, model = self.prepare()
        batch = batched(tokenizer, [(question, one) for one in statements])
        with torch.inference_mode():
            hidden = model(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
            asked, said = halves(hidden, batch)
            head = (torch.from_numpy(self._adapters[name]) for name in HEAD)
            found = logits_of(asked, said, *head)
        return [float(one) for one in found]


def _adapted(base: BertModel, adapters: Adapters) -> BertModel:
    """A model that shares the lower layers with another."""
    import torch
    from transformers import BertModel

    with torch.device("meta"):
        model = BertModel(base.config, add_pooling_layer=False)
    model.embeddings = base.embeddings
    first = int(adapters["first_layer"])
    layers = base.encoder.layer
    model.encoder.layer = torch.nn.ModuleList(
        [*layers[:first], *map(copy.deepcopy, layers[first:])]
    )
    named = dict(model.encoder.layer.named_modules())
    for up in (name for name in adapters if name.endswith(".up")):
        name = up.removesuffix(".up")
        linear = named[name]  # a model of other parts is none that these were taught for
        matrices = (adapters[one].astype(np.float32) for one in (up, f"{name}.down"))
        added = torch.from_numpy(SCALE * np.matmul(*matrices))
        linear.weight.data += added.to(linear.weight.dtype)
    model.train(False)
    return model


def cross_encoder_beside(embedder: Embedder, precision: Precision) -> CrossEncoder:
    """The one that ships: on the embedder's own layers where that is the builtin model, else on a model of its
    own, one for all of a process."""
    if isinstance(embedder, SentenceTransformerEmbedder) and embedder.is_builtin:
        return CrossEncoder(embedder.encoder, _shipped())
    return _by_itself(precision)


@lru_cache(maxsize=1)
def _by_itself(precision: Precision) -> CrossEncoder:
    def opened() -> Encoder:
        return SentenceTransformerEmbedder("builtin", precision=precision).encoder()

    return CrossEncoder(opened, _shipped())


def _shipped() -> Adapters:
    with as_file(files("assistant") / "cross_encoder.npz") as path:
        return read_adapters(path)


def read_adapters(path: Path) -> Adapters:
    """As `zhike eval teach` writes them."""
    with np.load(path) as held:
        return dict(held)


def pair_tokenizer(encoder: Encoder) -> Tokenizer:
    """One of its own, that cuts and fills up pairs."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(encoder.tokenizer.to_str())
    tokenizer.enable_truncation(MOST_TOKENS, strategy="longest_first")
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id(_PADDING), pad_token=_PADDING)
    return tokenizer


def batched(tokenizer: Tokenizer, pairs: Sequence[tuple[str, Statement]]) -> Batch:
    """Questions and statements in the words the embedding model was taught with."""
    import torch

    encodings = tokenizer.encode_batch(
        [(f"query: {asked}", f"passage: {one.above}: {one.text}") for asked, one in pairs]
    )
    return Batch(
        torch.tensor([one.ids for one in encodings]),
        torch.tensor([one.attention_mask for one in encodings]),
        torch.tensor([_question_ends(one) for one in encodings]),
    )


def _question_ends(encoding: Encoding) -> int:
    return encoding.sequence_ids.index(None, 1)


def halves(hidden: torch.Tensor, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """The mean vectors of question and statement, float32 (pairs, dimensions), of token vectors
    (pairs, tokens, dimensions)."""
    import torch

    hidden = hidden.float()
    place, ends = torch.arange(hidden.shape[1])[None, :], batch.ends[:, None]
    asked, said = (place < ends).float(), (place > ends).float() * batch.mask
    return (
        torch.einsum("ptd,pt->pd", hidden, asked) / asked.sum(1, keepdim=True),
        torch.einsum("ptd,pt->pd", hidden, said) / said.sum(1, keepdim=True),
    )


def logits_of(
    asked: torch.Tensor,
    said: torch.Tensor,
    scale: torch.Tensor,
    offset: torch.Tensor,
    each: torch.Tensor,
) -> torch.Tensor:
    """scale * (cosine - offset), and the products of the dimensions weighed by `each`."""
    import torch

    cosine = torch.nn.functional.cosine_similarity(asked, said)
    return scale * (cosine - offset) + (asked * said) @ each
