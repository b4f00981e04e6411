"""Teaches the cross-encoder its adapters: by exercises written for it, then by the demo's fitting half."""

from __future__ import annotations

import copy
import hashlib
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from transformers import BertModel

from assistant.cross_encoder import (
    HEAD,
    MOST_TOKENS,
    SCALE,
    Adapters,
    Batch,
    Statement,
    batched,
    halves,
    logits_of,
    read_adapters,
)
from eval.data import CHECKOUT
from eval.exercises import SILENT, Exercise, golden_exercises, read_exercises
from eval.folds import FOLDS, golden_folds
from eval.golden import read_golden
from eval.left_out import FOLDED
from eval.runner import BUILD, SEED
from eval.workspace import Workspace
from ingest.embedding import Encoder, SentenceTransformerEmbedder

ADAPTERS = CHECKOUT / "assistant" / "cross_encoder.npz"
_FIRST_LAYER = 6
_RANK = 16
_AT_ONCE = 8  # exercises
_ALIKE = 64  # times as many are put in order of length
_READ_AT_ONCE = 32  # pairs
_RIGHT_WEIGHS = 2.0
_WARM_UP = 50  # steps
_LOOKED_AT = 50  # exercises, before anything is taught
_LEAST_RATE = 0.02
_START = -1.5  # log odds of what is no nearer than the rest
_EPOCHS, _RATE = 1, 1e-3
_GOLDEN_EPOCHS, _GOLDEN_RATE = 1, 4e-4

Pair = tuple[str, Statement]


def teach(config: Path, *, console: Console, path: Path = ADAPTERS) -> dict[str, object]:
    """Writes the adapters that ship, and to eval/adapters those of each fold, taught without its golden
    questions, by which the fitting half is measured; `zhike eval calibrate` has to follow. Takes about an
    hour on two cores; what the exercises taught is kept under build/ until they change."""
    space = Workspace(BUILD, config, None, SEED, console)
    questions = [golden for golden in read_golden("fitting") if not golden.history]
    embedder = SentenceTransformerEmbedder("builtin")
    exercises = read_exercises(embedder, SEED)
    begun_path = BUILD / f"taught-{_digest(exercises)}.npz"
    if not begun_path.is_file():
        school = School(embedder.encoder(), console)
        _save(school.taught(exercises, None, epochs=_EPOCHS, rate=_RATE), begun_path)
    begun = read_adapters(begun_path)
    with space.company_store("demo", SILENT) as application:
        golden = golden_exercises(application, space.track(questions, "reading"))
    folds, school = golden_folds(), School(embedder.encoder(), console)
    for fold in range(FOLDS):
        others = [one for one in golden if folds[one.question_id] != fold]
        left_out = school.taught(others, begun, epochs=_GOLDEN_EPOCHS, rate=_GOLDEN_RATE)
        _save(left_out, FOLDED / f"{fold}.npz")
    taught = school.taught(golden, begun, epochs=_GOLDEN_EPOCHS, rate=_GOLDEN_RATE)
    _save(taught, path)
    return {"exercises": len(exercises), "golden": len(golden)}


class School:
    """Teaches adapters; reads every pair once through the layers that stay as they are, and keeps what comes out."""

    def __init__(self, encoder: Encoder, console: Console) -> None:
        self._lower = encoder.model
        self._model = copy.deepcopy(encoder.model)
        for weight in self._model.parameters():
            weight.data = weight.data.float()
        self._tokenizer = encoder.tokenizer
        self._console = console
        self._read: dict[Pair, tuple[Tensor, int]] = {}

    def taught(
        self, exercises: Sequence[Exercise], begun: Adapters | None, *, epochs: int, rate: float
    ) -> Adapters:
        """The adapters after so many passes over the exercises, `rate` falling to nothing.

        What is made less is the cross-entropy of each statement, and for each question with an answer
        that of choosing a statement that answers.
        """
        self._read_all([pair for one in exercises for pair in _pairs(one)])
        torch.manual_seed(SEED)
        pupil = _Pupil(self._model, begun)
        if begun is None:
            pupil.start([self._batch(_pairs(one)) for one in exercises[:_LOOKED_AT]])
        learning = [one for one in pupil.parameters() if one.requires_grad]
        optimizer = torch.optim.AdamW(learning, lr=rate, weight_decay=0.01)
        steps = epochs * math.ceil(len(exercises) / _AT_ONCE)
        loss_of_all = 0.0
        pupil.train()
        for step, part in enumerate(self._drawn(exercises, epochs), start=1):
            for group in optimizer.param_groups:
                falling = max(_LEAST_RATE, 1 - step / steps)
                group["lr"] = rate * min(step / _WARM_UP, 1.0) * falling
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = pupil(self._batch([pair for one in part for pair in _pairs(one)]))
            loss = _loss(logits, part)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            loss_of_all += float(loss.detach())
            if step % 100 == 0 or step == steps:
                self._console.print(f"step {step} of {steps}: mean loss {loss_of_all / step:.3f}")
        return pupil.adapters()

    def _read_all(self, pairs: Iterable[Pair]) -> None:
        new = sorted(
            {pair for pair in pairs if pair not in self._read},
            key=lambda pair: (len(pair[0]) + len(pair[1].above) + len(pair[1].text), pair),
        )
        for start in range(0, len(new), _READ_AT_ONCE):
            part = new[start : start + _READ_AT_ONCE]
            batch = batched(self._tokenizer, part)
            with torch.no_grad():
                hidden = self._lower.embeddings(input_ids=batch.ids)
                for layer in self._lower.encoder.layer[:_FIRST_LAYER]:
                    hidden = _passed(layer, hidden, batch.mask)
            lengths, ends = batch.mask.sum(1).tolist(), batch.ends.tolist()
            for pair, vectors, length, end in zip(part, hidden, lengths, ends, strict=True):
                self._read[pair] = vectors[:length].to(torch.bfloat16).clone(), end

    def _drawn(self, exercises: Sequence[Exercise], epochs: int) -> Iterator[Sequence[Exercise]]:
        """In any order, but of those drawn near one another the ones of a length at once."""

        def length(exercise: Exercise) -> int:
            return max(len(self._read[pair][0]) for pair in _pairs(exercise))

        chance = random.Random(SEED)  # noqa: S311
        for _ in range(epochs):
            order = chance.sample(list(exercises), len(exercises))
            for start in range(0, len(order), _AT_ONCE * _ALIKE):
                near = sorted(order[start : start + _AT_ONCE * _ALIKE], key=length)
                parts = [near[at : at + _AT_ONCE] for at in range(0, len(near), _AT_ONCE)]
                yield from chance.sample(parts, len(parts))

    def _batch(self, pairs: Sequence[Pair]) -> tuple[Tensor, Batch]:
        held = [self._read[pair] for pair in pairs]
        longest = max(len(vectors) for vectors, _ in held)
        hidden = torch.zeros(len(held), longest, self._model.config.hidden_size)
        mask = torch.zeros(len(held), longest, dtype=torch.int64)
        for row, (vectors, _) in enumerate(held):
            hidden[row, : len(vectors)] = vectors.float()
            mask[row, : len(vectors)] = 1
        return hidden, Batch(mask, mask, torch.tensor([end for _, end in held]))


class _Adapted(nn.Module):
    """A linear layer that stays as it is, and what is added to it."""

    def __init__(self, linear: nn.Linear, down: Tensor | None, up: Tensor | None) -> None:
        super().__init__()
        self.linear = linear
        start = torch.randn(_RANK, linear.in_features) / math.sqrt(linear.in_features)
        self.down = nn.Parameter(start if down is None else down)
        self.up = nn.Parameter(torch.zeros(linear.out_features, _RANK) if up is None else up)

    def forward(self, hidden: Tensor) -> Tensor:
        kept: Tensor = self.linear(hidden)
        return kept + SCALE * (hidden @ self.down.T) @ self.up.T


class _Pupil(nn.Module):
    def __init__(self, model: BertModel, begun: Adapters | None) -> None:
        super().__init__()
        held = {
            name: torch.from_numpy(one.astype(np.float32)) for name, one in (begun or {}).items()
        }
        self.layers = copy.deepcopy(model.encoder.layer[_FIRST_LAYER:])
        self.layers.requires_grad_(False)
        self._names: dict[str, _Adapted] = {}
        for place, layer in enumerate(self.layers, start=_FIRST_LAYER):
            for name, linear in list(layer.named_modules()):
                if isinstance(linear, nn.Linear):
                    whole = f"{place}.{name}"
                    adapted = _Adapted(linear, held.get(f"{whole}.down"), held.get(f"{whole}.up"))
                    self._names[whole] = adapted
                    layer.set_submodule(name, adapted)
        self.scale = nn.Parameter(held.get("scale", torch.tensor(100.0)))
        self.offset = nn.Parameter(held.get("offset", torch.tensor(0.0)))
        self.each = nn.Parameter(held.get("each", torch.zeros(model.config.hidden_size)))
        self.drop = nn.Dropout(0.1)

    def forward(self, read: tuple[Tensor, Batch]) -> Tensor:
        hidden, batch = read
        for layer in self.layers:
            hidden = _passed(layer, hidden, batch.mask)
        asked, said = halves(hidden, batch)
        return logits_of(asked, said, self.scale, self.offset, self.drop(self.each))

    def start(self, batches: Sequence[tuple[Tensor, Batch]]) -> None:
        """Sets the offset so that what it reads is thought unlikely, all alike."""
        self.eval()
        with torch.no_grad():
            mean = torch.cat([self(one) for one in batches]).mean()
            self.offset.add_((mean - _START) / self.scale)

    def adapters(self) -> Adapters:
        found = {"first_layer": np.array(_FIRST_LAYER)}
        for name, adapted in self._names.items():
            found[f"{name}.down"] = adapted.down.detach().numpy().astype(np.float16)
            found[f"{name}.up"] = adapted.up.detach().numpy().astype(np.float16)
        for name in HEAD:
            found[name] = getattr(self, name).detach().numpy().astype(np.float32)
        return found


def _digest(exercises: Sequence[Exercise]) -> str:
    """Changes with what is taught, and by what."""
    how: tuple[float, ...] = (
        SEED,
        _FIRST_LAYER,
        _RANK,
        _AT_ONCE,
        _ALIKE,
        _RIGHT_WEIGHS,
        _EPOCHS,
        _RATE,
    )
    how += (_WARM_UP, _LEAST_RATE, _START, _LOOKED_AT, SCALE, MOST_TOKENS)
    return hashlib.blake2b(repr((how, exercises)).encode(), digest_size=6).hexdigest()


def _save(adapters: Adapters, path: Path) -> None:
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **adapters)


def _pairs(exercise: Exercise) -> list[Pair]:
    return [(exercise.question, statement) for statement in exercise.statements]


def _passed(layer: nn.Module, hidden: Tensor, mask: Tensor) -> Tensor:
    """Through one layer, where tokens that are none are not looked at."""
    unseen = (1 - mask[:, None, None, :]).to(hidden.dtype) * torch.finfo(torch.bfloat16).min
    found: Tensor = layer(hidden, unseen)
    return found


def _loss(logits: Tensor, exercises: Sequence[Exercise]) -> Tensor:
    answers = torch.tensor([float(one) for each in exercises for one in each.answers])
    loss = binary_cross_entropy_with_logits(
        logits, answers, weight=1.0 + (_RIGHT_WEIGHS - 1.0) * answers
    )
    lengths = [len(one.answers) for one in exercises]
    for own, right in zip(torch.split(logits, lengths), torch.split(answers, lengths), strict=True):
        if 0 < right.sum() < len(right):
            chosen = torch.logsumexp(own[right > 0], 0) - torch.logsumexp(own, 0)
            loss = loss - chosen / len(exercises)
    return loss
