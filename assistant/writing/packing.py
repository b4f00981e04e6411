"""Packs passages into what the model reads: by relevance, neighbours joined, numbered, marked as data."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.answers import Passage
from assistant.editions import older_editions
from assistant.found import Found
from assistant.orders import plainly, speaks_to_a_model, unmarked
from assistant.prompts import prompt
from assistant.questions import Language
from assistant.reading import Quote, Signs
from assistant.writing.wire import Message
from ingest.moments import to_text
from ingest.sentences import sentence_spans
from ingest.vector_arithmetic import Vectors, unit

_UNSCORED = Signs(*[0.0] * len(Signs._fields))
_OLDER = {"zh": "（有更新的版本）", "en": " (there is a newer edition)"}
_HAN_TOKENS, _OTHER_TOKENS = 1.5, 0.5  # a character, in vocabularies that know the language badly
_SPARE_TOKENS = 64
_LEAST_TOKENS = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """What one number stands for: neighbouring passages of one record, and their sentences, each with its
    vector of length 1 (a row of `vectors`)."""

    number: int
    passages: tuple[Passage, ...]
    quotes: tuple[Quote, ...]
    vectors: Vectors
    older: bool = False

    @property
    def heads(self) -> str:
        """What stands above its text."""
        first = self.passages[0]
        told = [first.title, *(part for quote in self.quotes for part in quote.section.heading)]
        if first.occurred_at:
            told.append(to_text(first.occurred_at)[:10])
        return " · ".join(dict.fromkeys(part for part in told if not speaks_to_a_model(part)))

    @property
    def text(self) -> str:
        return "\n".join(quote.text for quote in self.quotes)


@dataclass(frozen=True, slots=True)
class Packed:
    """What the model is sent for a question, and the pieces by which its numbers are read."""

    question: str
    messages: tuple[Message, ...]
    pieces: tuple[Piece, ...]

    @property
    def records(self) -> frozenset[str]:
        """The records that it is shown."""
        return frozenset(one.record_id for piece in self.pieces for one in piece.passages)


def pack(
    question: str,
    found: Found,
    first: Iterable[str],
    language: Language,
    *,
    most_passages: int,
    most_tokens: int,
) -> Packed:
    """The passages found, those whose chunks come `first` before the others, best first, as many as
    `most_tokens` hold together with the question. What does not fit is left out whole, and so is what
    speaks to the model: a lie may stand beside the order to believe it."""
    key = secrets.token_hex(8)
    system = prompt("system", language, key=key, N="N")
    frame = prompt("answer", language, passages="", question=question)
    left = most_tokens - tokens_at_most(system) - tokens_at_most(frame) - _SPARE_TOKENS
    chosen: list[Passage] = []
    places = {chunk_id: place for place, chunk_id in enumerate(dict.fromkeys(first))}
    for passage in sorted(found.passages, key=lambda one: places.get(one.chunk_id, len(places))):
        cost = tokens_at_most(passage.text) + tokens_at_most(passage.title) + _LEAST_TOKENS
        if cost > left or len(chosen) == most_passages or _speaks(passage):
            continue
        chosen.append(passage)
        left -= cost
    pieces = pieces_of(chosen, found)
    shown = "\n\n".join(_shown(piece, key, language) for piece in pieces)
    asked = prompt("answer", language, passages=shown, question=plainly(question))
    return Packed(question, (Message("system", system), Message("user", asked)), pieces)


def pieces_of(chosen: Sequence[Passage], found: Found) -> tuple[Piece, ...]:
    """The passages chosen, neighbours joined, numbered in the order of the best of each."""
    older = older_editions(chosen, found.question)
    return tuple(
        _piece(number, run, found, older=run[0].record_id in older)
        for number, run in enumerate(_runs(chosen), start=1)
    )


def tokens_at_most(text: str) -> int:
    """About as many tokens as any current model's vocabulary makes of a text, rather too many."""
    latin = sum(character.isascii() for character in text)
    return int(latin * _OTHER_TOKENS + (len(text) - latin) * _HAN_TOKENS) + 1


def _speaks(passage: Passage) -> bool:
    return speaks_to_a_model(passage.text) or speaks_to_a_model(passage.title)


def _runs(chosen: Sequence[Passage]) -> list[tuple[Passage, ...]]:
    """Passages that follow each other in one record together, in the order of the best of each run."""
    by_record: dict[tuple[str, int], list[Passage]] = {}
    for passage in chosen:
        by_record.setdefault((passage.record_id, passage.version), []).append(passage)
    runs: list[list[Passage]] = []
    for passages in by_record.values():
        passages.sort(key=lambda passage: passage.start)
        run = [passages[0]]
        for before, passage in pairwise(passages):
            if _ordinal(passage) == _ordinal(before) + 1:
                run.append(passage)
            else:
                runs.append(run)
                run = [passage]
        runs.append(run)
    rank = {passage.chunk_id: place for place, passage in enumerate(chosen)}
    runs.sort(key=lambda run: min(rank[passage.chunk_id] for passage in run))
    return [tuple(run) for run in runs]


def _ordinal(passage: Passage) -> int:
    return int(passage.chunk_id.rpartition(".")[2])


def _piece(number: int, run: tuple[Passage, ...], found: Found, *, older: bool) -> Piece:
    quotes: list[Quote] = []
    rows: list[Vectors] = []
    for passage in run:
        spans = list(sentence_spans(passage.text))
        vectors = _vectors(found, passage, len(spans))
        for (start, end), vector in zip(spans, vectors, strict=True):
            text = passage.text[start:end]
            section = found.section(passage, start)
            quotes.append(Quote(passage, section, text, start, end, passage.dense, _UNSCORED))
            rows.append(vector)
    vectors = np.stack(rows) if rows else np.zeros((0, 1), np.float32)
    return Piece(number, run, tuple(quotes), vectors, older)


def _vectors(found: Found, passage: Passage, count: int) -> Vectors:
    """Of each sentence; nothing where they were cut otherwise when it was embedded."""
    held = found.sentences.get(passage.chunk_id)
    if held is None or len(held) != count:
        return np.zeros((count, len(found.vector)), np.float32)
    return unit(held.astype(np.float32))


def _shown(piece: Piece, key: str, language: Language) -> str:
    """A piece as the model reads it."""
    heads = unmarked(piece.heads) + (_OLDER[language] if piece.older else "")
    text = "\n".join(unmarked(passage.text) for passage in piece.passages)
    number = piece.number
    return f"<<passage {number} {key}>>\n{heads}\n{text}\n<<end {number} {key}>>"
