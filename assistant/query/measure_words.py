"""What a question wants told of its records: how many, the total, the largest, the records themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.query.age_words import AgeWords
from assistant.query.day_words import DATED
from assistant.query.hearing import Hearing, NoQuery
from assistant.query.known_fields import KnownField
from assistant.query.lexicon import Token
from assistant.query.order_words import OrderWords
from assistant.query.typed_query import Group, Measure

_KINDS_OF = re.compile(r"几种|多少种")
_OF_SIZE = re.compile(
    r"大$|高$|贵$|小$|低$|bigg|larg|great|high|small|low|valuable|expensive|cheap"
)
_PRICED = frozenset({"product", "account", "contact", "person"})  # their prices are not added up


class MeasureWords:
    """Takes the words for what is told; NoQuery where they make no one measure."""

    def __init__(self, hearing: Hearing, order_words: OrderWords) -> None:
        self._heard = hearing
        self._order_words = order_words

    def measure(self) -> Measure:
        """What is told of the records."""
        heard = self._heard
        if measure := AgeWords(heard).measure():
            return measure
        ranked = bool(heard.is_ & {"top", "largest", "smallest"})
        if "who" in heard.is_ and (ranked or "count" in heard.is_) and not heard.groups:
            heard.groups.append(Group(by="person", role=(*heard.own_roles(), "owner")[0]))
            heard.used.update(heard.of("who", "role"))
        if heard.distinct:
            if "count" not in heard.is_ and not _KINDS_OF.search(heard.parts.text):
                raise NoQuery  # which they are
            return Measure(distinct=heard.distinct)
        if ordered := self._ordered_by_day():
            return ordered
        fields = [one for one in heard.of("field") if heard.numeric(one)]
        adds = self._adds(fields)
        numeric = self._number(fields)
        tested = heard.parts.tests and not (adds or "average" in heard.is_ or ranked)
        if numeric is None and heard.groups and self._compares_sizes():
            amount = heard.meant("amount")
            if amount is None or not amount.seen.is_number:
                raise NoQuery
            return Measure(
                what="minimum" if "smallest" in heard.is_ else "maximum", field=amount.name
            )
        if numeric is not None and not tested:
            heard.used.update(fields)
            return self._over_field(numeric, ranked=ranked, adds=adds)
        if heard.is_ & {"average", "how_much"} or self._asks_what_it_is():
            raise NoQuery
        if ranked and not heard.groups:
            amount = heard.meant("amount")
            if amount is None or not amount.seen.is_number or "count" in heard.is_:
                raise NoQuery
            return Measure(what="list", field=amount.name)
        if heard.distinct_customers:
            return Measure(customers=True)
        if heard.groups or heard.share or heard.is_ & {"count", "sum", "together"}:
            return Measure()
        return Measure(what="list")

    def _over_field(self, numeric: KnownField, *, ranked: bool, adds: bool) -> Measure:
        """What is told of a field with numbers."""
        heard, field = self._heard, numeric.name
        if "average" in heard.is_:
            return Measure(what="average", field=field)
        if ranked and not adds and not heard.groups:
            return Measure(what="list", field=field)
        asks_for_the_largest = "largest" in heard.is_ and "top" not in heard.is_
        if asks_for_the_largest and not adds and not self._order_words.asks_for_one():
            return Measure(what="maximum", field=field)
        if adds or heard.groups or heard.share or heard.is_ & {"count", "how_much", "together"}:
            return Measure(what="sum", field=field)
        if self._lists():
            return Measure(what="list", field=field)
        if self._is_of_several(numeric):
            return Measure(what="sum", field=field)
        raise NoQuery

    def _number(self, fields: Sequence[Token]) -> KnownField | None:
        """The one number that is measured; NoQuery where several are said."""
        said = {found.name: found for one in fields if (found := self._heard.numeric(one))}
        if len(said) > 1:
            raise NoQuery
        if said:
            return next(iter(said.values()))
        # 多少钱, how much have we won: of money there is the amount alone.
        money = self._speaks_of_money() or "how_much" in self._heard.is_
        amount = self._heard.meant("amount") if money else None
        return amount if amount and amount.seen.is_number else None

    def _adds(self, fields: Sequence[Token]) -> bool:
        """Whether a total is asked for, be it within a field's own word: 总金额."""
        return "sum" in self._heard.is_ or any(
            mark.is_ == "sum" and mark.overlaps(one)
            for mark in self._heard.parts.marks
            for one in fields
        )

    def _compares_sizes(self) -> bool:
        """Whether what is ranked is how large the records are, not how many: 谁的合同大, the bigger deal."""
        ranking = [self._heard.word(one) for one in self._heard.of("more", "largest", "smallest")]
        return bool(ranking) and all(map(_OF_SIZE.search, ranking))

    def _lists(self) -> bool:
        """Whether the records themselves are asked for; "what" may ask for a number."""
        listing = [self._heard.word(one) for one in self._heard.of("list")]
        return any(not word.startswith("what") for word in listing)

    def _is_of_several(self, numeric: KnownField) -> bool:
        """Whether a number is of money, and of more records than one: the value of won deals."""
        word = next((self._heard.word(one) for one in self._heard.parts.kinds), "")
        of_one = word.isascii() and word and not word.endswith("s")
        narrowed = self._heard.where or self._heard.people or self._heard.customers
        return bool(
            narrowed
            and not of_one
            and "amount" in numeric.names
            and not _PRICED & {*self._heard.counted}
        )

    def _ordered_by_day(self) -> Measure | None:
        """The latest or the earliest of them, by the day that is named, else by their own."""
        if not self._heard.is_ & {"newest", "oldest"} or self._heard.groups:
            return None
        if self._heard.is_ & {"largest", "smallest", "average", "sum", "how_much"}:
            raise NoQuery
        days = {name for _, name in self._heard.day_fields()}
        own = [self._heard.known.record_date(kind) for kind in self._heard.counted]
        if len(days) > 1:
            raise NoQuery
        self._heard.used.update(one for one, _ in self._heard.day_fields())
        if "oldest" in self._heard.is_ and any(
            "last_contact" in one.means for one in self._heard.of("field")
        ):
            self._heard.used.update(self._heard.of("not"))  # not contacted for the longest time
        if days and days != {one.name for one in own if one}:
            return Measure(what="list", field=days.pop())
        for one in self._heard.of("field"):
            if "opened_on" in one.means:
                self._heard.used.add(one)
        if not any(own) and not {*self._heard.counted} & DATED:
            raise NoQuery
        return Measure(what="list")

    def _asks_what_it_is(self) -> bool:
        """电话是多少 asks for a number that stands somewhere, not how many there are."""
        text = self._heard.parts.text
        return any(text[: one.start].endswith("是") for one in self._heard.of("count")) and not (
            self._heard.groups or self._heard.share or re.search("数量?|总数", text)
        )

    def _speaks_of_money(self) -> bool:
        said = [self._heard.word(one) for one in self._heard.of("sum", "average")]
        return any(re.search("额|钱|价", one) for one in said)
