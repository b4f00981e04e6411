"""The people directory on an LDAP server: OpenLDAP, Active Directory and their like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from connectors.ldap_groups import Groups, groups_of
from connectors.ldap_names import called, key_of
from connectors.ldap_options import LdapOptions
from connectors.ldapsearch import Entry, LdapPlace, search
from connectors.listing import Listed, with_checkpoints
from ingest.records import Change, Failure, Field, PersonFacts, PersonRef, Record, revision_of
from ingest.tokens import group_token, team_token

__all__ = ["LdapConnector", "LdapOptions"]

_MEMBER_OF = "memberOf"
_ACCOUNT_CONTROL = "userAccountControl"
_ADDRESS = re.compile(r"[^\s<>@,]+@[^\s<>@,]+")
_DISABLED = 2  # ADS_UF_ACCOUNTDISABLE


@dataclass(frozen=True, slots=True)
class LdapConnector:
    """Yields a record of kind `person` for each entry; its external id is the id, else the address."""

    name: str
    options: LdapOptions
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Every listing is complete; there is no cursor. Raises PermanentError and TransientError as `search` does."""
        return with_checkpoints(self._listed(known))

    def _listed(self, known: Mapping[str, str]) -> Iterator[Listed]:
        options, place = self.options, self.options.place()
        groups = groups_of(place, options.groups_base, options.groups_filter)
        inactive = self._inactive(place)
        wanted = (
            *options.mapping.all_attributes(),
            *options.fields.values(),
            _MEMBER_OF,
            _ACCOUNT_CONTROL,
        )
        # All of them first: who somebody's manager is, and which group, is told by names of entries.
        entries = list(search(place, options.base, options.people_filter, wanted))
        groups.meet(name for entry in entries for name in _texts(entry, (_MEMBER_OF,)))
        people = {key_of(entry.dn): entry for entry in entries}
        ids = [self._id(entry) for entry in entries]
        times = Counter(ids)
        for entry, own_id in zip(entries, ids, strict=True):
            person = self._person(entry, people, groups, inactive)
            problem = _problem(person, times[own_id])
            if problem:
                failed = own_id or entry.dn
                message = f"{entry.dn}: {problem}"
                failure = Failure(failed, "invalid", message, self.audience, grants_nothing=True)
                yield Listed(failed, failure)
                continue
            fields = tuple(self._fields(entry, person, people))
            revision = revision_of(repr(person), repr(fields), *sorted(self.audience))
            if known.get(own_id) == revision:
                yield Listed(own_id)
            else:
                yield Listed(own_id, self._record(person, fields, revision))

    def _inactive(self, place: LdapPlace) -> frozenset[str]:
        options = self.options
        if not options.inactive_filter:
            return frozenset()
        query = f"(&{options.people_filter}{options.inactive_filter})"
        return frozenset(key_of(entry.dn) for entry in search(place, options.base, query, ["1.1"]))

    def _id(self, entry: Entry) -> str:
        mapping = self.options.mapping
        emails = _addresses(entry, mapping.emails)
        return _first(entry, mapping.id) or next(iter(emails), "")

    def _person(
        self,
        entry: Entry,
        people: Mapping[str, Entry],
        groups: Groups,
        inactive: frozenset[str],
    ) -> PersonFacts:
        mapping = self.options.mapping
        name = _first(entry, mapping.name)
        manager = people.get(key_of(_first(entry, (mapping.manager,))))
        login = _first(entry, ("uid",))
        named = groups.names(entry.dn, login, _texts(entry, (_MEMBER_OF,)))
        memberships = (
            *(team_token(team) for team in _texts(entry, mapping.team) if "@" not in team),
            *(group_token(self.name, group) for group in named),
        )
        return PersonFacts(
            external_id=self._id(entry),
            name=name,
            aliases=tuple(alias for alias in _texts(entry, mapping.aliases) if alias != name),
            emails=_addresses(entry, mapping.emails),
            title=_first(entry, mapping.title),
            department=_first(entry, mapping.department),
            manager=PersonRef(external_id=self._id(manager)) if manager else None,
            active=not (_is_disabled(entry) or key_of(entry.dn) in inactive),
            memberships=tuple(dict.fromkeys(memberships)),
        )

    def _fields(
        self, entry: Entry, person: PersonFacts, people: Mapping[str, Entry]
    ) -> Iterator[Field]:
        mapping = self.options.mapping
        boss = _first(entry, (mapping.manager,))
        manager = people.get(key_of(boss))
        stated = {
            "id": person.external_id,
            "name": person.name,
            "aliases": "; ".join(person.aliases),
            "email": "; ".join(person.emails),
            "title": person.title,
            "department": person.department,
            "manager": _first(manager, mapping.name) if manager else called(boss),
            "team": "; ".join(_texts(entry, mapping.team)),
        }
        stated |= {
            name: "; ".join(_texts(entry, (attribute,)))
            for name, attribute in self.options.fields.items()
        }
        yield from (
            Field(name, name.replace("_", " "), value) for name, value in stated.items() if value
        )
        if not person.active:
            yield Field("active", "active", "no")

    def _record(self, person: PersonFacts, fields: tuple[Field, ...], revision: str) -> Record:
        return Record(
            external_id=person.external_id,
            revision=revision,
            kind="person",
            title=person.name,
            audience=self.audience,
            fields=fields,
            entity=person,
        )


def _problem(person: PersonFacts, of_this_id: int) -> str:
    if not person.external_id:
        return "it has neither id nor address; fill one in, or leave it out by `filter`."
    if not person.name:
        return "it has no name; fill it in, or leave it out by `filter`."
    if of_this_id > 1:
        return f"{of_this_id} entries have the id {person.external_id}; name an attribute under `attributes.id` that tells them apart."
    return ""


def _is_disabled(entry: Entry) -> bool:
    control = _first(entry, (_ACCOUNT_CONTROL,))
    return control.isdecimal() and bool(int(control) & _DISABLED)


def _texts(entry: Entry, attributes: Sequence[str]) -> tuple[str, ...]:
    """Every value of these attributes, each once; bytes that are no text as hexadecimal."""
    held = (value for name in attributes for value in entry.values.get(name.lower(), ()))
    return tuple(dict.fromkeys(text for value in held if (text := _text(value).strip())))


def _first(entry: Entry, attributes: Sequence[str]) -> str:
    return next(iter(_texts(entry, attributes)), "")


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.hex()


def _addresses(entry: Entry, attributes: Sequence[str]) -> tuple[str, ...]:
    """Mail addresses; Active Directory's proxyAddresses hold others too, each with its kind before a colon."""
    found = []
    for value in _texts(entry, attributes):
        kind, divider, rest = value.partition(":")
        if divider and kind.lower() != "smtp":
            continue
        address = (rest if divider else value).lower()
        if not _ADDRESS.fullmatch(address):
            address = parseaddr(address)[1]
        if "@" in address:
            found.append(address)
    return tuple(dict.fromkeys(found))
