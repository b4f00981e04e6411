"""Reads a question and a sentence together: whether the one answers the other.

A cross-encoder (Nogueira and Cho, 2019) made of the builtin embedding model. Both pass it as one text, its
upper layers changed by low-rank adapters (LoRA, Hu et al., 2021), and what is measured is how near the two
come in each other's light. `zhike eval teach` fits the adapters; they stand in cross_encoder.npz beside this file.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import (
    Embedder,
    Encoder,
    Precision,
    SentenceTransformerEmbedder,
    builtin_encoder,
)

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer
    from transformers import BertModel

MOST_TOKENS = 64
"""Of a question and a statement together; the end of the longer one is not read."""
SCALE = 2.0
"""What an adapter adds is taken times this."""

HEAD = ("scale", "offset", "each")
"""What `logits_of` takes, of the adapters."""
_AROUND = 4  # tokens that say where a pair and its halves end

Adapters = Mapping[str, NDArray[np.generic]]
"""By layer and way, float16 (rank, inputs) `down` and (outputs, rank) `up`; `first_layer` that has any;
and `HEAD`, float32."""


class Statement(NamedTuple):
    """A sentence, and the title and headings that it stands under."""

    above: str
    text: str

    @classmethod
    def under(cls, titles: Iterable[str], text: str) -> Statement:
        """Below titles and headings, each said once."""
        return cls(" ".join(filter(None, dict.fromkeys(titles))), text)


class Batch(NamedTuple):
    """Pairs in tokens, int64 (pairs, tokens): `mask` is 1 where there is a token, `ends` (pairs,) the place
    where the question ends."""

    ids: torch.Tensor
    mask: torch.Tensor
    ends: torch.Tensor


class CrossEncoder:
    """`encoder` is called when something is first read. One batch passes the model at a time: each takes all cores."""

    def __init__(self, encoder: Callable[[], Encoder], adapters: Adapters) -> None:
        self._open = encoder
        self._adapters = adapters
        self._lock = threading.Lock()
        self._opened: tuple[Tokenizer, BertModel] | None = None

    def logits(self, question: str, statements: Sequence[Statement], /) -> list[float]:
        """How surely each statement answers, as log odds."""
        if not statements:
            return []
        import torch

        with self._lock, torch.inference_mode():
            self._opened = self._opened or self._prepared()
            tokenizer, model = self._opened
            batch = batched(tokenizer, [(question, one) for one in statements])
            hidden = model(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
            asked, said = halves(hidden, batch)
            head = (torch.from_numpy(self._adapters[name]) for name in HEAD)
            found = logits_of(asked, said, *head)
        return [float(one) for one in found]

    def _prepared(self) -> tuple[Tokenizer, BertModel]:
        encoder = self._open()
        return encoder.tokenizer, _adapted(encoder.model, self._adapters)


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
    return CrossEncoder(partial(builtin_encoder, precision), _shipped())


def _shipped() -> Adapters:
    with as_file(files("assistant") / "cross_encoder.npz") as path:
        return read_adapters(path)


def read_adapters(path: Path) -> Adapters:
    """As `zhike eval teach` writes them."""
    with np.load(path) as held:
        return dict(held)


def batched(tokenizer: Tokenizer, pairs: Sequence[tuple[str, Statement]]) -> Batch:
    """Questions and statements in the words the embedding model was taught with."""
    import torch
    from torch.nn.utils.rnn import pad_sequence

    first, last, empty = (_id_of(tokenizer, name) for name in ("<s>", "</s>", "<pad>"))
    rows: list[torch.Tensor] = []
    ends: list[int] = []
    read: dict[str, list[int]] = {}
    for question, statement in pairs:
        texts = (f"query: {question}", f"passage: {statement.above}:", statement.text)
        for text in texts:
            if text not in read:
                read[text] = tokenizer.encode(text, add_special_tokens=False).ids
        asked, said = _shortened(*(read[text] for text in texts))
        rows.append(torch.tensor([first, *asked, last, last, *said, last]))
        ends.append(len(asked) + 1)
    ids = pad_sequence(rows, batch_first=True, padding_value=empty)
    return Batch(ids, torch.ne(ids, empty).long(), torch.tensor(ends))


def _id_of(tokenizer: Tokenizer, token: str) -> int:
    found = tokenizer.token_to_id(token)
    if found is None:
        raise KeyError(token)
    return found


def _shortened(asked: list[int], above: list[int], text: list[int]) -> tuple[list[int], list[int]]:
    """What there is room for of a question, and of a sentence below what stands above it: each loses its end, the
    question only beyond a half, and what stands above only beyond a third of what the sentence is left."""
    room = MOST_TOKENS - _AROUND
    asked = asked[: max(room // 2, room - len(above) - len(text))]
    room -= len(asked)
    above = above[: max(room // 3, room - len(text))]
    return asked, above + text[: room - len(above)]


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
