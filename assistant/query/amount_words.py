"""The numbers that a question compares a field with: over 1 million, 50 万到 100 万, more than 30 days."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.query.hearing import Hearing, NoQuery
from assistant.query.known_fields import KnownField
from assistant.query.lexicon import Token
from assistant.query.number_words import CURRENCY_SPELLINGS
from assistant.query.typed_query import Condition
from ingest.catalog.values import seen_values

_COUNTER = re.compile(r"\s?[个家张份单次位笔条项名]")
_MOST_CURRENCIES = 100


class AmountWords:
    """Takes them for conditions; NoQuery where they are no field's."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing

    def take(self) -> None:
        """Add them all."""
        self._take_numbers()

    def _take_numbers(self) -> None:
        for test in self._heard.parts.tests:
            places = [(one.start, one.end) for one in self._heard.of("number")]
            if (test.start, test.end) not in places:
                continue
            token = self._heard.of("number")[places.index((test.start, test.end))]
            if token in self._heard.used:
                continue
            named = sorted(
                (one for one in self._heard.of("field") if self._heard.numeric(one)),
                key=lambda one: abs(one.start - test.start),
            )
            found = self._heard.numeric(named[0]) if named else self._heard.meant("amount")
            if found is None or not found.seen.is_number:
                raise NoQuery
            if self._counts_things(token, beside=named[0] if named else None):
                raise NoQuery
            of_amount = {"field": found.name, test.test: test.number}
            if test.at_most:
                of_amount["at_most"] = test.at_most
            self._heard.where.append(Condition.model_validate(of_amount))
            self._take_unit(test.unit, found)
            self._heard.used.add(token)
            if named:
                self._heard.used.add(named[0])

    def _counts_things(self, number: Token, *, beside: Token | None) -> bool:
        """Whether a number says how many there are of something, no field's: 超过 3 个, more than 3 deals."""
        if beside and (self._heard.is_near(beside, number) or self._heard.is_near(number, beside)):
            return False
        if _COUNTER.match(self._heard.parts.text, number.end):
            return True
        text = self._heard.parts.text
        return any(
            kind.start >= number.end
            and text[kind.start].isascii()
            and not self._heard.between(number, kind).strip()
            for kind in self._heard.of("kind")
        )

    def _take_unit(self, unit: str, field: KnownField) -> None:
        """Days are none of money, and of money only what is in the currency said is compared."""
        is_money = "amount" in field.names
        if unit == "day" and is_money:
            raise NoQuery
        if unit == "day":
            return
        currency = self._heard.meant("currency") if is_money else None
        if currency is None:
            if unit not in ("", "CNY"):
                raise NoQuery
            return
        held = seen_values(
            self._heard.connection,
            currency.seen.kind,
            currency.name,
            access=self._heard.access,
            most=_MOST_CURRENCIES,
        )
        if not unit:
            self._take_no_unit(currency, held)
            return
        written = tuple(held[one] for one in CURRENCY_SPELLINGS[unit] if one in held)
        self._heard.where.append(Condition(field=currency.name, any_of=written or (unit,)))

    def _take_no_unit(self, currency: KnownField, held: Mapping[str, str]) -> None:
        """10 EUR are neither more nor less than 60 CNY: where the records are in several currencies and
        the question says none, those of yuan are compared if there are any, and the filter says so."""
        told = {
            one for test in self._heard.where for one in test.any_of if test.field == currency.name
        }
        said = any(one.field.name == currency.name for one in self._heard.parts.values)
        if len(held) < 2 or told or said:
            return
        yuan = tuple(held[one] for one in CURRENCY_SPELLINGS["CNY"] if one in held)
        if not yuan:
            raise NoQuery
        self._heard.where.append(Condition(field=currency.name, any_of=yuan))
