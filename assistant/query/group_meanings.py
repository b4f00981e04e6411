"""What a word tells records apart by, of those that are counted: the owner, a month of a day, a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from assistant.asking import PEOPLE_FIELDS
from assistant.query.hearing import Hearing, is_role
from assistant.query.lexicon import Token
from assistant.query.typed_query import Group
from ingest.records import Role

_TIMES: Mapping[str, Literal["year", "quarter", "month", "week", "day"]] = {
    "year": "year", "quarter": "quarter", "month": "month", "week": "week", "day": "day",
}  # fmt: skip


class GroupMeanings:
    """The groups that the words of one question may mean."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing

    def group(self, token: Token) -> Group | None:
        """What a token tells records apart by; None where it is nothing of the sort."""
        if token.is_ == "time":
            named = self._heard.day_fields()
            own = ""
            if named and not self._heard.parts.periods:
                spoken, own = named[0]
                self._heard.used.add(spoken)
            elif self._heard.closing and (closed_on := self._heard.meant("closed_on")):
                own = closed_on.name
            return Group(by=_TIMES[token.means[0]], field=own)
        if token.is_ == "role":
            return Group(by="person", role=self._role(token))
        if (
            token.is_ == "kind"
            and token.means == ("account",)
            and self._heard.counted != ("account",)
        ):
            return Group(by="customer")
        if token.is_ == "kind" and "product" in token.means:
            return self._field_group("product")
        if token.is_ == "field":
            for name in token.means:
                if name in PEOPLE_FIELDS:
                    return Group(by="person", role=self._role(token))
                if name == "customer" and self._heard.counted != ("account",):
                    return Group(by="customer")
            for name in token.means:
                if group := self._field_group(name):
                    return group
        return None

    def _field_group(self, name: str) -> Group | None:
        found = self._heard.meant(name)
        if found and not found.seen.is_number and not found.seen.is_day:
            return Group(by="field", field=found.name)
        of_customer = self._heard.known.meant("account", name)
        if found is None and of_customer and not of_customer.seen.is_number:
            return Group(by="field", field=of_customer.name, of="customer")
        return None

    def _role(self, token: Token) -> Role:
        """The one role that people are told apart by."""
        role = token.means[0]
        usual = self._heard.own_roles() or ("owner",)
        if role == "anybody":
            return usual[0]
        if role == "owner":
            return "owner" if "owner" in usual[:1] else usual[0]
        return role if is_role(role) else usual[0]
