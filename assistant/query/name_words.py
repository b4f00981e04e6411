"""Whose records a question wants: a customer's, a colleague's, the asker's own."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.asking import PEOPLE_FIELDS
from assistant.query.hearing import JOINED, Hearing, NoQuery, is_role
from assistant.query.lexicon import Token
from assistant.query.typed_query import ME, Group, PersonCondition
from ingest.records import Role

_OTHER_ROLES: Mapping[str, tuple[Role, ...]] = {
    "owner": ("owner", "assignee"),
    "assignee": ("assignee", "resolver"),
    "product_manager": ("owner",),
}


class NameWords:
    """Takes names, and "my"; NoQuery where one may be a customer's or a colleague's."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing

    def take(self) -> None:
        """Add them all."""
        before: Token | None = None
        for token in self._heard.of("name"):
            customers = [one for one in token.means if one.startswith("c")]
            people = [one for one in token.means if one.startswith("p")]
            if bool(customers) == bool(people) or self._is_joined_to_a_value(token):
                raise NoQuery
            joined = before and JOINED.fullmatch(self._heard.between(before, token))
            self._heard.used.add(token)
            if customers:
                self._heard.customers += customers
                if joined:
                    self._heard.joined = Group(by="customer")
            elif joined and self._heard.people:
                last = self._heard.people.pop()
                roles = last.roles or self._roles_beside(token)
                self._heard.people.append(
                    PersonCondition(people=(*last.people, *people), roles=roles)
                )
                self._heard.joined = Group(by="person", role=roles[0]) if roles else None
            else:
                self._heard.people.append(
                    PersonCondition(people=tuple(people), roles=self._roles_beside(token))
                )
            before = token
        mine = self._heard.of("mine")
        if mine:
            roles = next((found for one in mine if (found := self._roles_beside(one))), ())
            self._heard.people.append(PersonCondition(people=(ME,), roles=roles))
            self._heard.used.update(mine)

    def _is_joined_to_a_value(self, name: Token) -> bool:
        """Whether somebody is named beside a value: two ways of naming colleagues, which do not add up."""
        return any(
            JOINED.fullmatch(self._heard.between(first, second))
            for one in self._heard.of("value")
            for first, second in [sorted((one, name), key=lambda token: token.start)]
        )

    def _roles_beside(self, name: Token) -> tuple[Role, ...]:
        """The roles that a word beside a name says; else those in which such records are somebody's."""
        for one in (*self._heard.of("role"), *self._heard.of("field")):
            role = next((name for name in one.means if name in PEOPLE_FIELDS or is_role(name)), "")
            if not role or one in self._heard.used:
                continue
            if self._heard.is_near(one, name) or self._heard.is_near(name, one):
                self._heard.used.add(one)
                return self._meant_roles(role)
        return self._heard.own_roles()

    def _meant_roles(self, role: str) -> tuple[Role, ...]:
        usual = self._heard.own_roles()
        meant = _OTHER_ROLES.get(role, (role,) if is_role(role) else ())
        if role == "owner" and usual and "owner" in usual[:1]:
            return ("owner",)
        return tuple(meant) or usual
