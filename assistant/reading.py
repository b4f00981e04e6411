"""The reader: picks the sentences that answer, word for word, out of the best passages."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import islice
from typing import NamedTuple, Protocol

import numpy as np

from assistant.amounts import undated
from assistant.answers import Passage
from assistant.cross_encoder import Statement
from assistant.editions import older_editions
from assistant.expectations import Expectation, expected
from assistant.found import READ_PASSAGES, Found
from assistant.levelling import levelled
from assistant.likeness import likenesses
from assistant.orders import speaks_to_a_model
from assistant.questions import language_of, language_of_passage
from ingest.documents import Span
from ingest.names import fold
from ingest.records import DOCUMENTS
from ingest.segmentation import terms
from ingest.sentences import sentence_spans
from ingest.vector_arithmetic import unit

_PASSAGES = 6
_RECORDS = 3
_BEFORE = 2  # sentences
CLOSELY = 4
"""So many sentences, those with the best signs, are read together with the question."""
_LEAST_CHARACTERS = 4
_LONG = 25  # terms
_DATELINE_TERMS = 3
_OPENING_TERMS = 3
_BEFORE_MORE = ("：", ":")
_AFTER_A_NAME = ("，", ",")
_ENDED = re.compile(r"[。.！!？?][”’\"')）」』]*$")
_INNER_END = re.compile(r"[。！？]+(?=[^\W_])|(?<=[a-z\d)\"'])[.!?](?=\s+[A-Z])")
_BULLET = re.compile(r"[-*•·‣▪]\s+")
_SAME = 0.85  # share of common terms above which two sentences say the same


Place = tuple[str, int]
"""Where a sentence stands: the id of its chunk and its start there."""


class Signs(NamedTuple):
    """What speaks for a sentence as an answer, each in 0..1.

    `said` is the share of the question's idf, its names apart, that the sentence says, `terms` the
    share of the terms, `translated` the first again where it is in the other language; `context` the share of the idf that its title and headings add, `before` what the
    two sentences before it in its section add to both. `alike` says how near its words come to those
    of the question, the same or others, `nearness` how near its vector, both against the others in its
    language; `passage` is its passage's score against the best. It is `shaped` as far as it
    holds a date, a sum, ... as asked; `subject` if it, or its heading, speaks of lessons, problems, ... as
    asked; `written` if it is of a document; `older` if a newer edition of that was found; `length` is in
    terms, up to 25.
    """

    said: float
    terms: float
    translated: float
    context: float
    before: float
    alike: float
    nearness: float
    passage: float
    shaped: float
    subject: float
    written: float
    older: float
    length: float


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as it stands in a passage: `passage.start + start` is its place in the document,
    `section` what it stands in. `among` is how many were read for the question, `chance` the probability
    that it is the one to choose of them, by its signs alone, of which `score` is the weighed sum. `log_odds` are
    that it answers, of one that was read together with the question. `rank` is its place among those chosen, the
    best 0."""

    passage: Passage
    section: Span
    text: str
    start: int
    end: int
    cosine: float
    signs: Signs
    score: float = 0.0
    among: int = 1
    chance: float = 1.0
    log_odds: float | None = None
    rank: int = 0
    preface: str = ""

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.passage.chunk_id, self.start


class PairReader(Protocol):
    """Reads a question and a statement together."""

    def logits(self, question: str, statements: Sequence[Statement], /) -> list[float]: ...


class Reader:
    """Scores sentences by their weighted signs, and reads the best of them together with the question:
    the log odds that these answer count `pull` times. `weights` are in the order of Signs."""

    def __init__(self, weights: Signs, pull: float, pair_reader: PairReader) -> None:
        self._weights = np.array(weights)
        self._pull = pull
        self._pair_reader = pair_reader

    def read(self, found: Found, *, sentences: int) -> tuple[Quote, ...]:
        """The best sentences, at most `sentences`, those of one source together, best source first."""
        scored = self.scored(found)
        read = self.together(found, _closest(scored))
        places = {quote.place for quote in read}
        return _chosen([*read, *(one for one in scored if one.place not in places)], sentences)

    def skim(self, found: Found, *, sentences: int) -> tuple[Quote, ...]:
        """The same by signs alone, which costs no pass of the model."""
        return _chosen(self.scored(found), sentences)

    def closest(self, found: Found) -> list[Quote]:
        """What is read together with the question."""
        return _closest(self.scored(found))

    def scored(self, found: Found) -> list[Quote]:
        """All sentences, those with the best signs first."""
        quotes = candidates(found)
        if not quotes:
            return []
        scores = np.array([quote.signs for quote in quotes]) @ self._weights
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        scored = [
            replace(quote, score=score, among=len(quotes), chance=chance)
            for quote, score, chance in zip(quotes, scores.tolist(), chances.tolist(), strict=True)
        ]
        return sorted(scored, key=lambda quote: (-quote.score, quote.passage.chunk_id, quote.start))

    def together(self, found: Found, quotes: Sequence[Quote]) -> list[Quote]:
        """Sentences read together with the question, likeliest first."""
        statements = [statement(quote, found) for quote in quotes]
        logits = self._pair_reader.logits(found.question, statements)
        likelihood = [
            quote.score + self._pull * one for quote, one in zip(quotes, logits, strict=True)
        ]
        order = sorted(range(len(quotes)), key=lambda place: -likelihood[place])
        return [
            replace(quotes[place], log_odds=logits[place], rank=rank)
            for rank, place in enumerate(order)
        ]


def statement(quote: Quote, found: Found) -> Statement:
    """A sentence as it is read together with a question; the one customer whom its passage is of it need not
    name."""
    titles = (quote.passage.title, *quote.section.heading)
    customers = quote.passage.customers
    name = found.called.get(customers[0], "") if len(customers) == 1 else ""
    if fold(name) in fold(" ".join((*titles, quote.text))):
        name = ""
    return Statement.under((name, *titles), quote.text)


def load_reader(pair_reader: PairReader) -> Reader:
    """With the weights that ship, fitted by `zhike eval calibrate`."""
    text = files("assistant").joinpath("reading.json").read_text(encoding="utf-8")
    fitted = json.loads(text)
    return Reader(Signs(**fitted["signs"]), float(fitted["pull"]), pair_reader)


def candidates(found: Found) -> list[Quote]:
    """Every sentence of the best passages, and of those that the best records have among the found.

    One that only repeats the question or its own title answers nothing and is left out, as does a
    date with hardly a word beside it where none is asked for, and what only opens a mail or a list; so
    are fields, which lookups answer.
    """
    passages = _to_read(found)
    if not passages:
        return []
    expectation = expected(found.question)
    older = older_editions(passages, found.question)
    quotes = [
        quote
        for passage in passages
        for quote in _sentences(found, passage, expectation, passage.record_id in older)
    ]
    if not quotes:
        return []
    asked_in = language_of(found.question)
    foreign = np.array([language_of_passage(quote.text) != asked_in for quote in quotes])
    nearness = levelled(np.array([quote.cosine for quote in quotes]), foreign)
    alike = levelled(np.array(likenesses(found, [quote.text for quote in quotes])), foreign)
    return [
        replace(
            quote,
            signs=quote.signs._replace(
                translated=quote.signs.said * other, nearness=near, alike=like
            ),
        )
        for quote, other, near, like in zip(
            quotes, foreign.tolist(), nearness.tolist(), alike.tolist(), strict=True
        )
    ]


def naming(found: Found, passages: Sequence[Passage], names: Sequence[str]) -> tuple[Quote, ...]:
    """The first sentence that holds one of the names, if there is one: what ties somebody to a record."""
    for passage in passages:
        for start, end in sentence_spans(passage.text):
            text = passage.text[start:end]
            if text not in names and any(name and name in text for name in names):
                section = found.section(passage, start)
                silent = Signs(*[0.0] * len(Signs._fields))
                return (Quote(passage, section, text, start, end, passage.dense, silent),)
    return ()


def _to_read(found: Found) -> list[Passage]:
    records = list(dict.fromkeys(passage.record_id for passage in found.passages))[:_RECORDS]
    return [
        passage
        for rank, passage in enumerate(found.passages[:READ_PASSAGES])
        if (rank < _PASSAGES or passage.record_id in records)
        and not speaks_to_a_model(passage.text)
    ]


def _sentences(
    found: Found, passage: Passage, expectation: Expectation, older: bool
) -> Iterator[Quote]:
    focus = found.focus
    total = found.worth(focus) or 1.0
    best = found.passages[0].score or 1.0
    fields_end = found.fields_end.get(passage.record_id, 0)
    spans = list(sentence_spans(passage.text))
    last: deque[tuple[Span, frozenset[str]]] = deque(maxlen=_BEFORE)
    contexts: dict[tuple[str, ...], set[str]] = {}
    for (begin, end), cosine in zip(spans, _cosines(found, passage, len(spans)), strict=True):
        bullet = _BULLET.match(passage.text, begin, end)
        start = bullet.end() if bullet else begin
        text = passage.text[start:end]
        held = set(terms(text))
        section = found.section(passage, start)
        context = contexts.get(section.heading)
        if context is None:
            context = set(terms(" ".join((passage.title, *section.heading))))
            contexts[section.heading] = context
        said, said_above = found.covered(held) & focus, found.covered(context) & focus
        said_before = frozenset().union(*(one for within, one in last if within == section))
        last.append((section, said))
        if (
            end - start < _LEAST_CHARACTERS
            or held <= {*found.terms, *context}
            or passage.start + end <= fields_end
            or ("date" not in expectation.shapes and _is_dateline(text))
            or _opens(text, first=begin == 0)
        ):
            continue
        headings = section.heading[1:] or (passage.title, *section.heading)
        signs = Signs(
            said=found.worth(said) / total,
            terms=len(said) / max(1, len(focus)),
            translated=0.0,
            context=found.worth(said_above - said) / total,
            before=found.worth(said_before - said_above - said) / total,
            alike=0.0,
            nearness=0.0,
            passage=passage.score / best,
            shaped=expectation.shaped(text, said),
            subject=float(expectation.speaks((*headings, text))),
            written=float(passage.kind in DOCUMENTS),
            older=float(older),
            length=min(1.0, len(held) / _LONG),
        )
        yield Quote(passage, section, text, start, end, cosine, signs)


def _opens(text: str, *, first: bool) -> bool:
    """Whether it only says to whom or on what something follows: 刘经理：, Scope:, or Dear all, at first."""
    ends = text.endswith(_BEFORE_MORE) or (first and text.endswith(_AFTER_A_NAME))
    return ends and len(terms(text)) <= _OPENING_TERMS and not any(map(str.isdigit, text))


def _is_dateline(text: str) -> bool:
    """Whether it is no sentence and a date is nearly all it says: 2026-03-18 机会确认."""
    rest = undated(text)
    return not _ENDED.search(text) and rest != text and len(terms(rest)) <= _DATELINE_TERMS


def _cosines(found: Found, passage: Passage, count: int) -> list[float]:
    """Of each sentence with the question; its passage's for all where they were cut otherwise."""
    vectors = unit(found.sentences[passage.chunk_id].astype(np.float32))
    if len(vectors) != count:
        return [passage.dense] * count
    return [float(cosine) for cosine in vectors @ found.vector]


def _closest(scored: Iterable[Quote]) -> list[Quote]:
    return list(islice(_unlike(scored), CLOSELY))


def _chosen(quotes: Sequence[Quote], count: int) -> tuple[Quote, ...]:
    ranked = enumerate(_distinct(quotes, count))
    return _in_reading_order([replace(quote, rank=rank) for rank, quote in ranked])


def _distinct(quotes: Sequence[Quote], count: int) -> list[Quote]:
    """The first that do not say the same, `count` sentences at most, whatever full stops a quote holds."""
    chosen: list[Quote] = []
    said: list[frozenset[str]] = []
    room = count
    for quote in quotes:
        length = _full_stops(quote.text)
        if length > room and (chosen or length <= count):
            continue
        if _says_more(quote, said):
            chosen.append(quote)
            room -= length
        if room <= 0:
            break
    return chosen


def _unlike(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """Those that do not say the same as one before; another figure is another thing said."""
    said: list[frozenset[str]] = []
    return (quote for quote in quotes if _says_more(quote, said))


def _says_more(quote: Quote, said: list[frozenset[str]]) -> bool:
    """Whether it says what none of those before did; its words join theirs then."""
    words = frozenset(terms(quote.text))
    if any(_alike(words, other) for other in said):
        return False
    said.append(words)
    return True


def _full_stops(text: str) -> int:
    """How many sentences somebody would count in a quote, at least one."""
    return len(_INNER_END.findall(text)) + 1


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or len(one & other) <= _SAME * len(one | other):
        return False
    return not any(any(map(str.isdigit, word)) for word in one ^ other)


def _in_reading_order(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Those of one source together, best source first, older editions last."""
    best_first = sorted(quotes, key=lambda quote: quote.signs.older)
    order = list(dict.fromkeys(quote.passage.record_id for quote in best_first))
    return tuple(
        sorted(
            quotes,
            key=lambda quote: (
                order.index(quote.passage.record_id),
                quote.passage.start + quote.start,
            ),
        )
    )
