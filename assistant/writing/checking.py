"""Checks a sentence that a model wrote against the passages it cites, and finds the quotes that bear it out.

A sentence is supported when it cites passages that are there; when its numbers, dates and names stand in
them; when one of their sentences means about the same; and when it denies what they deny. What it cites is
then the best sentence of each passage, word for word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from assistant.reading import Quote
from assistant.translating import Translations
from assistant.writing.cleaning import Claim
from assistant.writing.names import Mentions, NamedText, is_of_same_language, named_in
from assistant.writing.nearness import Nearness, contradicts, denies
from assistant.writing.packing import Piece
from assistant.writing.quantities import Stated, stated_in
from ingest.embedding import Embedder
from ingest.segmentation import telling_terms, terms
from ingest.vector_arithmetic import Vectors

Flaw = Literal["", "uncited", "number", "name", "meaning", "denial"]
_MOST_QUOTES = 4
_TELLING = 0.15  # a quote that states all that is claimed counts as much nearer, in cosine


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim, its first flaw if it has one, and the quotes that bear it out or come nearest."""

    claim: Claim
    flaw: Flaw
    quotes: tuple[Quote, ...]

    @property
    def supported(self) -> bool:
        return not self.flaw


class Basis:
    """Pieces as one claims are checked against; what is read out of them is kept."""

    def __init__(self, pieces: Sequence[Piece], mentions: Mentions) -> None:
        self.pieces = tuple(pieces)
        self._mentions = mentions

    @cached_property
    def text(self) -> str:
        return "\n".join(f"{piece.heads}\n{piece.text}" for piece in self.pieces)

    @cached_property
    def stated(self) -> Stated:
        return stated_in(self.text, generous=True)

    @cached_property
    def named(self) -> NamedText:
        tagged = {
            one
            for piece in self.pieces
            for passage in piece.passages
            for one in (*passage.customers, *passage.people)
        }
        return NamedText(self.text, frozenset(tagged), self._mentions)

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(terms(self.text))

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        return tuple(quote for piece in self.pieces for quote in piece.quotes)

    @cached_property
    def statements(self) -> tuple[Stated, ...]:
        """What each quote states."""
        return tuple(stated_in(quote.text, generous=True) for quote in self.quotes)

    @cached_property
    def vectors(self) -> Vectors:
        rows = [piece.vectors for piece in self.pieces if len(piece.quotes)]
        return np.vstack(rows) if rows else np.zeros((0, 1), np.float32)


class SentenceChecker:
    """Checks the claims of one answer to `question`. `mentions` tells who is named, of those the asker may
    know of."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        embedder: Embedder,
        nearness: Nearness,
        mentions: Mentions,
        question: str = "",
    ) -> None:
        self._asked = frozenset(terms(question))
        self._pieces = {piece.number: piece for piece in pieces}
        self._embedder = embedder
        self._nearness = nearness
        self._mentions = mentions
        self._translations = Translations()
        self._bases: dict[tuple[int, ...], Basis] = {}

    def check(self, claim: Claim) -> Checked:
        """Whether the passages it cites bear it out."""
        cited = tuple(number for number in claim.cited if number in self._pieces)
        if not cited:
            return Checked(claim, "uncited", ())
        basis = self._basis(cited)
        if not basis.quotes:
            return Checked(claim, "meaning", ())
        stated = stated_in(claim.text)
        vector = self._embedder.passages([claim.text], [[(0, len(claim.text))]])[0].vector
        cosines = basis.vectors @ vector
        quotes = self._quotes(basis, stated, cosines)
        if len(cited) < len(claim.cited):
            # A number that stands for nothing is made up, and so may be what it was to bear out.
            return Checked(claim, "uncited", quotes)
        return Checked(claim, self._flaw(claim, stated, basis, cosines, quotes), quotes)

    def _flaw(
        self,
        claim: Claim,
        stated: Stated,
        basis: Basis,
        cosines: Vectors,
        quotes: Sequence[Quote],
    ) -> Flaw:
        if basis.stated.lacks(stated):
            return "number"
        same = is_of_same_language(claim.text, basis.text)
        if basis.named.lacks(named_in(claim.text, self._mentions, same_language=same)):
            return "name"
        if self._adds_what_is_not_said(claim, stated, basis, same_language=same):
            return "meaning"
        if not self._nearness.near(*measures(claim.text, basis, cosines), same_language=same):
            return "meaning"
        said = [one.text for one in basis.quotes]
        if same and contradicts(claim.text, [one.text for one in quotes], said):
            return "denial"
        if not same and denies(claim.text) and not any(map(denies, said)):
            return "denial"
        return ""

    def _adds_what_is_not_said(
        self, claim: Claim, stated: Stated, basis: Basis, *, same_language: bool
    ) -> bool:
        """Whether none of the words that it adds to the question stands in what it cites; of what is in
        another language, nor a translation of one, where any has one."""
        words = telling_terms(claim.text)
        added = set(words) - self._asked
        if not added or stated.days or stated.amounts or not basis.terms.isdisjoint(added):
            return False
        if same_language:
            return True
        known = self._translations.of(words)
        sayings = [saying for term in added for saying in known.get(term, ())]
        return bool(sayings) and not any(map(basis.terms.issuperset, sayings))

    def _basis(self, cited: tuple[int, ...]) -> Basis:
        if cited not in self._bases:
            pieces = [self._pieces[number] for number in cited]
            self._bases[cited] = Basis(pieces, self._mentions)
        return self._bases[cited]

    def _quotes(self, basis: Basis, stated: Stated, cosines: Vectors) -> tuple[Quote, ...]:
        """The best sentence of each piece, and those that state what these leave out, in their order."""
        wanted = [Stated(frozenset({day}), frozenset()) for day in stated.days]
        wanted += [Stated(frozenset(), frozenset({amount})) for amount in stated.amounts]
        years = basis.stated.years
        told = [
            sum(not statement.lacks(one, years) for one in wanted) / max(1, len(wanted))
            for statement in basis.statements
        ]
        worth = [
            float(cosine) + _TELLING * share for cosine, share in zip(cosines, told, strict=True)
        ]
        chosen: list[int] = []
        start = 0
        for piece in basis.pieces:
            places = range(start, start + len(piece.quotes))
            start += len(piece.quotes)
            if places:
                chosen.append(max(places, key=worth.__getitem__))
        for one in wanted:
            telling = [
                at
                for at, statement in enumerate(basis.statements)
                if not statement.lacks(one, years)
            ]
            if telling and not set(telling) & set(chosen) and len(chosen) < _MOST_QUOTES:
                chosen.append(max(telling, key=worth.__getitem__))
        return tuple(basis.quotes[at] for at in sorted(chosen))


def measures(claim: str, basis: Basis, cosines: Vectors) -> tuple[float, float]:
    """How near the nearest sentence comes, by cosine, alone or with the next together; and the share of
    the claim's words that the cited passages say."""
    words = telling_terms(claim)
    said = sum(word in basis.terms for word in words) / len(words) if words else 0.0
    return float(cosines.max(initial=-1.0)), said
