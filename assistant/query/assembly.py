"""Puts the words of a question together as a typed query; none may be left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pydantic import ValidationError

from assistant.query.comparing import Comparison
from assistant.query.condition_words import ConditionWords
from assistant.query.group_words import GroupWords
from assistant.query.hearing import JOINED, Hearing, NoQuery
from assistant.query.lexicon import Token, TokenKind
from assistant.query.measure_words import MeasureWords
from assistant.query.order_words import OrderWords
from assistant.query.share_words import ShareWords
from assistant.query.typed_query import Condition, Topic, TypedQuery
from ingest.records import Kind

_COMPLAINING = ("投诉", "抱怨", "客诉", "complaint", "complain")
_OURS = re.compile(r"接|organi[sz]ed|组织的")
_MEASURING: tuple[TokenKind, ...] = (
    "count", "how_much", "sum", "together", "average", "largest", "smallest", "newest", "oldest", "list", "top",
)  # fmt: skip
_ASKING: tuple[TokenKind, ...] = ("mine", "age", "age_open", "who", "by", "share", "distinct")


class Assembly:
    """One question, put together for one asker."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing

    def query(self) -> TypedQuery | None:
        """The query; None where a word is left over, two contradict each other or there are too many."""
        if "unread" in self._heard.is_:
            return None
        try:
            self._heard.counted, self._heard.customers_beside = self._kinds()
            self._take_complaints()
            self._take_topics()
            conditions = ConditionWords(self._heard)
            conditions.hear_closing()
            GroupWords(self._heard).take()
            conditions.take()
            ShareWords(self._heard).take()
            Comparison(self._heard).take()
            return self._whole()
        except (NoQuery, ValidationError):
            return None

    def _kinds(self) -> tuple[tuple[Kind, ...], list[Token]]:
        """The kinds that are counted, and the words for customers beside them."""
        kinds = self._heard.parts.kinds
        accounts = [token for token, of in kinds.items() if of == ("account",)]
        others = [token for token in kinds if token not in accounts]
        behind_by = [one for one in others if self._heard.is_behind(one, "by") and len(others) > 1]
        others = [one for one in others if one not in behind_by or "product" not in one.means]
        self._heard.used.update(others)
        if not others:
            self._heard.used.update(accounts)
            return ("account",), []
        meant = {kind for one in others for kind in kinds[one]}
        several = {kinds[one] for one in others}
        if len(several) > 1 and not all(
            JOINED.fullmatch(self._heard.between(first, second))
            for first, second in pairwise(others)
        ):
            raise NoQuery
        return tuple(sorted(meant)), accounts

    def _take_complaints(self) -> None:
        """By a field that says so where there is one, else by the words of the record."""
        for token in self._heard.parts.kinds:
            if "complaints" not in token.means:
                continue
            if stated := self._heard.values_at(token):
                self._heard.counted = (stated[0].kind,)
                self._heard.where.append(
                    Condition(field=stated[0].field.name, any_of=stated[0].values)
                )
            else:
                self._heard.about.append(Topic(any_of=_COMPLAINING))

    def _take_topics(self) -> None:
        for token in self._heard.of("about"):
            self._heard.about += self._heard.parts.topics[token]
            self._heard.used.add(token)

    def _whole(self) -> TypedQuery:
        heard = self._heard
        order_words = OrderWords(heard)
        measure = MeasureWords(heard, order_words).measure()
        order, limit = order_words.order(measure)
        heard.used.update(heard.of(*_MEASURING, "ours"), self._roles_of_those_named())
        heard.used.update(self._roles_of_nobody())
        if any(one.by == "person" for one in heard.groups):
            heard.used.update(heard.of("who"))
        if any(one not in heard.used for one in heard.parts.tokens):
            raise NoQuery
        asks = heard.is_ & {*_MEASURING, *_ASKING}
        if not (asks or heard.groups or heard.where or heard.about):
            raise NoQuery
        if measure.what == "list" and not (
            heard.where or heard.people or heard.customers or heard.about or limit
        ):
            raise NoQuery  # everything there is: no answer
        return TypedQuery(
            kinds=heard.counted,
            measure=measure,
            where=tuple(heard.where),
            customers=tuple(dict.fromkeys(heard.customers)),
            people=tuple(heard.people),
            about=tuple(heard.about),
            group_by=tuple(heard.groups),
            order=order,
            limit=limit,
            share=heard.share,
        )

    def _roles_of_those_named(self) -> Iterator[Token]:
        """The words for what somebody named does: Grace 三月份接了多少工单."""
        roles = {role for one in self._heard.people for role in one.roles}
        roles |= {
            role
            for one in self._heard.where
            if (role := self._heard.people_role(one.field)) is not None
        }
        for token in self._heard.of("role"):
            if roles & {*token.means} or (
                roles and "anybody" not in token.means and len(roles) > 1
            ):
                yield token

    def _roles_of_nobody(self) -> Iterator[Token]:
        """今年接了多少工单, events that were organised: by us; how many people do we know there: contacts
        are people."""
        for token in self._heard.of("role", "field"):
            ours = _OURS.match(self._heard.word(token)) and not self._heard.people
            people = "anybody" in token.means and self._heard.counted == ("contact",)
            if ours or people:
                yield token
