"""A question in tokens, and what has been made of them so far."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from sqlalchemy import Connection
from typing_extensions import TypeIs

from assistant.asking import PEOPLE_FIELDS
from assistant.period import Period
from assistant.query.known_fields import KnownField, KnownFields
from assistant.query.lexicon import Lexicon, Token, TokenKind
from assistant.query.number_words import NumberTest
from assistant.query.stored_values import StoredValue
from assistant.query.typed_query import Condition, Group, PersonCondition, Share, Topic
from ingest.access import Access
from ingest.catalog.values import roles_held
from ingest.records import Kind, Role

OWN_ROLES: Mapping[Kind, tuple[Role, ...]] = {
    "account": ("owner",), "contact": ("owner",), "deal": ("owner",), "contract": ("owner",), "product": ("owner",),
    "project": ("owner",), "ticket": ("assignee", "owner"), "task": ("assignee", "owner"),
    "visit": ("author", "participant"), "call": ("author", "participant"), "meeting": ("author", "participant"),
    "mail": ("author", "participant"), "chat": ("participant",), "event": ("owner", "participant"),
}  # fmt: skip
"""Whose a record is, where "my" or a name does not say in which role."""
JOINED = re.compile(
    r"\s?(?:和|与|跟|及|、|,|，|或者?|还是|(?:and|or)(?: in| at| of| for| on)?|&|/|vs\.?|versus|对比)\s?"
)
"""What stands between two of a list."""
STATE_FIELDS = frozenset({"status", "stage"})
"""The canonical fields that say how a record stands."""
_SHARED = re.compile(
    r"[\s的，,、-]*|\s?(?:are|is|was|were|the|of|in|be|do|does|did|has|have|had|been|any|a|an|'s|为|是|有|中|里|,)\s?"
)


class NoQuery(Exception):
    """The words do not make one query."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A question read into tokens; what they stand for is beside them."""

    text: str
    tokens: tuple[Token, ...]
    marks: tuple[Token, ...]
    kinds: Mapping[Token, tuple[Kind, ...]]
    periods: tuple[Period, ...]
    tests: tuple[NumberTest, ...]
    tops: Mapping[Token, int]
    topics: Mapping[Token, tuple[Topic, ...]]
    values: tuple[StoredValue, ...]
    today: date


class Hearing:
    """What the tokens of one question come to, for one asker; `used` are those that are explained."""

    def __init__(
        self,
        parts: Parts,
        known: KnownFields,
        words: Lexicon,
        connection: Connection,
        *,
        access: Access,
    ) -> None:
        self.parts = parts
        self.known = known
        self.words = words
        self.connection = connection
        self.access = access
        self.is_ = {one.is_ for one in parts.tokens}
        self.used: set[Token] = set()
        self.counted: tuple[Kind, ...] = ()
        self.customers_beside: list[Token] = []
        self.distinct_customers = False
        self.distinct: Group | None = None
        self.closing = False
        """Whether a period tells when the records were closed."""
        self.share: Share | None = None
        self.joined: Group | None = None
        """What those differ in that are named side by side: Tom and Grace, 华东和华南."""
        self.where: list[Condition] = []
        self.customers: list[str] = []
        self.people: list[PersonCondition] = []
        self.about: list[Topic] = []
        self.groups: list[Group] = []

    def of(self, *kinds: TokenKind) -> list[Token]:
        """The tokens of some kinds, in order."""
        return [one for one in self.parts.tokens if one.is_ in kinds]

    def word(self, token: Token) -> str:
        """What a token is in the question."""
        return self.parts.text[token.start : token.end]

    def values_at(self, token: Token) -> list[StoredValue]:
        """The values, of any field, that a token may stand for."""
        return [
            one for one in self.parts.values if (one.start, one.end) == (token.start, token.end)
        ]

    def between(self, first: Token, second: Token) -> str:
        """The text between two tokens."""
        return self.parts.text[first.end : second.start]

    def is_near(self, first: Token, second: Token) -> bool:
        """Whether one stands before the other with nothing between that tells."""
        return first.end <= second.start and bool(_SHARED.fullmatch(self.between(first, second)))

    def is_behind(self, token: Token, is_: TokenKind) -> bool:
        """Whether a token of that kind stands right before it."""
        return any(self.is_near(one, token) for one in self.of(is_))

    def meant(self, name: str) -> KnownField | None:
        """The field of the records counted that a name means."""
        return next(
            (found for kind in self.counted if (found := self.known.meant(kind, name))), None
        )

    def numeric(self, token: Token) -> KnownField | None:
        """The field with numbers that a token means."""
        found = (self.meant(name) for name in token.means)
        return next((one for one in found if one and one.seen.is_number), None)

    def names(self, token: Token, field_name: str) -> bool:
        """Whether a token means that field, of the records or of their customers."""
        found = [self.meant(name) or self.known.meant("account", name) for name in token.means]
        return any(one and one.name == field_name for one in found)

    def use_field(self, name: str, *, beside: Token) -> None:
        """A field's name beside its value says no more: 阶段为方案确认."""
        for one in self.of("field", "role"):
            near = self.is_near(one, beside) or self.is_near(beside, one)
            of_people = one.is_ == "role" and name in PEOPLE_FIELDS
            of_state = {name, *one.means} <= STATE_FIELDS  # 处于报价阶段, of a status too
            if self.names(one, name) or (near and (of_people or of_state)):
                self.used.add(one)

    def people_role(self, name: str) -> Role | None:
        """The role of whom a field names, if it names people."""
        known = self.meant(name)
        return next((one for one in sorted(known.names if known else ()) if is_role(one)), None)

    def says_somebody(self, value: Token) -> bool:
        """Whether a value is what a field of people holds."""
        return any(self.people_role(one.field.name) is not None for one in self.values_at(value))

    def own_roles(self) -> tuple[Role, ...]:
        """The roles in which the records counted are somebody's, those first in which any of them is."""
        usual = tuple(
            dict.fromkeys(role for kind in self.counted for role in OWN_ROLES.get(kind, ()))
        )
        held = roles_held(self.connection, self.counted, access=self.access)
        return tuple(sorted(usual, key=lambda role: role not in held))

    def day_fields(self) -> list[tuple[Token, str]]:
        """The words for day fields, and what the records call these."""
        return [
            (one, found.name)
            for one in self.of("field")
            for name in one.means
            if (found := self.meant(name)) and found.seen.is_day
        ]


def is_role(name: str) -> TypeIs[Role]:
    """Whether a word is the name of a role."""
    return name in get_args(Role)
