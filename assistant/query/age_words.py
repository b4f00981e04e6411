"""How long records took, or have been open: the words for it, and what is measured."""

from __future__ import annotations

from typing import Literal

from assistant.query.hearing import Hearing, NoQuery
from assistant.query.lexicon import Token
from assistant.query.typed_query import RECORD_DATE, Condition, Measure
from ingest.names import fold

_HANDLING = frozenset({"处理", "close", "to close", "closes", "关闭"})


class AgeWords:
    """Takes the words for a measure of days."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing

    def measure(self) -> Measure | None:
        """The days that closing took, of what is closed; or the age, to today of what is open. None
        where neither is asked for."""
        taken, open_for = self._taken(), self._heard.of("age_open")
        if not (taken or open_for):
            return None
        self._heard.used.update((*taken, *open_for, *self._heard.of("age_asked")))
        begun = self._heard.meant("opened_on") or self._heard.meant("start_date")
        ended = self._heard.meant("closed_on")
        if not open_for:
            if ended is None or not ended.seen.is_day:
                raise NoQuery
            self._heard.where.append(Condition(field=ended.name, given=True))
        what: Literal["maximum", "minimum", "average"] = "average"
        if "largest" in self._heard.is_:
            what = "maximum"
        elif "smallest" in self._heard.is_:
            what = "minimum"
        return Measure(
            what=what,
            days_from=begun.name if begun else RECORD_DATE,
            days_to=ended.name if ended else "",
        )

    def _taken(self) -> list[Token]:
        """Resolution time; or how long, how many days, with a word for closing."""
        said = self._heard.of("age")
        if said or not self._heard.of("age_asked"):
            return said
        closing = [
            one
            for one in self._heard.of("closed", "role", "field", "value")
            if self._says_closing(one)
        ]
        if closing and "average" in self._heard.is_:
            self._forget(closing)
            return closing
        return []

    def _says_closing(self, token: Token) -> bool:
        word = self._heard.word(token)
        if token.is_ == "closed" or word in _HANDLING:
            return True
        return token.is_ == "value" and any(
            fold(value) in self._heard.words.over
            for one in self._heard.values_at(token)
            for value in one.values
        )

    def _forget(self, closing: list[Token]) -> None:
        """A word for closing says here what took so long, not how the records stand, unless it stands before them."""
        verbs = [
            one
            for one in closing
            if not any(self._heard.is_near(one, kind) for kind in self._heard.parts.kinds)
        ]
        for token in verbs:
            for one in self._heard.values_at(token):
                self._heard.where = [
                    test
                    for test in self._heard.where
                    if not (test.field == one.field.name and set(test.any_of) <= {*one.values})
                ]
