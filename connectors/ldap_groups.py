"""Groups of an LDAP directory, and whom each holds, also by way of other groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from connectors.ldap_names import called, key_of
from connectors.ldapsearch import Entry, LdapPlace, search

_BY_NAME = ("member", "uniquemember")
_BY_LOGIN = "memberuid"
_ATTRIBUTES = ("cn", "member", "uniqueMember", "memberUid", "memberOf")


@dataclass(slots=True)
class Groups:
    """By the key of each group's distinguished name, what it is called.

    Groups that are called alike go by their whole names: who is in one must not pass for the other.
    """

    _called: dict[str, str] = field(default_factory=dict)
    _holding: dict[str, set[str]] = field(default_factory=dict)
    _holding_logins: dict[str, set[str]] = field(default_factory=dict)
    _times: dict[str, int] = field(default_factory=dict)

    def meet(self, names: Iterable[str]) -> None:
        """Groups that were named without being listed."""
        for name in names:
            self._add(name, called(name))

    def take(self, entry: Entry) -> None:
        """A group as it is listed."""
        own = key_of(entry.dn)
        self._add(entry.dn, called(entry.dn))
        for attribute in _BY_NAME:
            for member in entry.values.get(attribute, ()):
                self._holding.setdefault(key_of(_text(member)), set()).add(own)
        for login in entry.values.get(_BY_LOGIN, ()):
            self._holding_logins.setdefault(_text(login), set()).add(own)
        for outer in entry.values.get("memberof", ()):
            self._holding.setdefault(own, set()).add(key_of(_text(outer)))
            self._add(_text(outer), called(_text(outer)))

    def names(self, dn: str, login: str, member_of: Iterable[str]) -> Iterator[str]:
        """The groups that somebody is in, by name in order."""
        reached: set[str] = set()
        waiting = {key_of(name) for name in member_of}
        waiting |= self._holding.get(key_of(dn), set())
        waiting |= self._holding_logins.get(login, set()) if login else set()
        while waiting:
            group = waiting.pop()
            if group not in reached:
                reached.add(group)
                waiting |= self._holding.get(group, set())
        for group in sorted(reached):
            name = self._called.get(group, group)
            yield name if self._times.get(name) == 1 else group

    def _add(self, dn: str, name: str) -> None:
        own = key_of(dn)
        if own not in self._called:
            self._called[own] = name
            self._times[name] = self._times.get(name, 0) + 1


def groups_of(place: LdapPlace, base: str, query: str) -> Groups:
    """The groups below `base`; none are listed where it is empty."""
    groups = Groups()
    if base:
        for entry in search(place, base, query, _ATTRIBUTES):
            groups.take(entry)
    return groups


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")
