"""Who is who, at one moment: leads from what sources write to the catalog's people and customers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from ingest.catalog.entities import domain_key, generation, id_key, mail_key
from ingest.catalog.glossary import glossary_entries
from ingest.catalog.schema import contacts, customers, entity_keys, entity_names, people
from ingest.mentions import Mention, NameMatcher, addresses
from ingest.names import fold
from ingest.records import CustomerRef, PersonRef


@dataclass(frozen=True, slots=True)
class Named:
    """An entity's name and the record that gives it, which must be visible for the name to be."""

    entity_id: str
    record_id: str


class Entities:
    """A snapshot of every key and name; `generation` tells when it is stale."""

    def __init__(self, connection: Connection) -> None:
        self.generation = generation(connection)
        goes_by = _goes_by(connection)
        self._keys: dict[tuple[str, str], list[str]] = {}
        # Those who have a key now before those who had it once, and the oldest of either first.
        for row in connection.execute(
            select(entity_keys).order_by(entity_keys.c.stated_by.is_(None), entity_keys.c.entity_id)
        ):
            holders = self._keys.setdefault((row.family, row.key), [])
            holder = goes_by.get(row.entity_id, row.entity_id)
            if holder not in holders:
                holders.append(holder)
        self._employee_ids = self._ids_used_once("person")
        self._names: dict[str, list[Named]] = {}
        self._spoken: dict[str, list[str]] = {}
        for row in sorted(
            connection.execute(
                select(entity_names).order_by(
                    entity_names.c.primary_name.desc(), entity_names.c.normalised
                )
            ),
            key=lambda row: row.entity_id in goes_by,
        ):
            entity_id = goes_by.get(row.entity_id, row.entity_id)
            self._spoken.setdefault(entity_id, []).append(row.name)
            self._names.setdefault(row.normalised, []).append(Named(entity_id, row.record_id))
        self._add_aliases([entry.forms for entry in glossary_entries(connection)])
        self._customer_of_contact: dict[str, str] = {}
        self._contact_records: dict[str, list[str]] = {}
        for row in connection.execute(select(contacts)):
            if row.record_id:
                # A table may name them by several columns; the first is their own name.
                own = fold(row.name.partition(" · ")[0])
                self._contact_records.setdefault(own, []).append(row.record_id)
            customer = self.customer(
                CustomerRef(row.customer_external_id, row.customer_name), row.customer_source
            )
            if customer:
                self._customer_of_contact[row.contact_id] = customer
        self._contact_matcher = NameMatcher(dict.fromkeys(self._contact_records, ()))
        self._matcher = NameMatcher(
            {name: {named.entity_id for named in bearers} for name, bearers in self._names.items()}
        )

    def _add_aliases(self, entries: Iterable[tuple[str, ...]]) -> None:
        """Let whoever bears one spelling of a glossary's entry bear the others; as the record says that
        gives the one."""
        for forms in entries:
            bearers = [bearer for form in forms for bearer in self._names.get(form, ())]
            for form in forms if bearers else ():
                held = self._names.setdefault(form, [])
                held.extend(bearer for bearer in bearers if bearer not in held)

    def contact_names(self, text: str) -> dict[str, list[str]]:
        """The folded names of customers' people that a text holds, with the records that state them."""
        return {
            mention.name: self._contact_records[mention.name]
            for mention in self._contact_matcher.mentions(text)
        }

    def contact_candidates(self, text: str) -> list[Mention]:
        """Names of customers' people found in a text, those inside others too, each with the records that state
        who bears it; positions are in its folded form."""
        return [
            replace(one, entities=tuple(self._contact_records[one.name]))
            for one in self._contact_matcher.candidates(text)
        ]

    @property
    def contacts(self) -> Mapping[str, list[str]]:
        """Folded name of customers' people -> the records that state who bears it."""
        return self._contact_records

    @property
    def people_s_names(self) -> frozenset[str]:
        """The folded names of colleagues and of customers' people."""
        colleagues = (
            name
            for name, bearers in self._names.items()
            if any(bearer.entity_id.startswith("p") for bearer in bearers)
        )
        return frozenset([*colleagues, *self._contact_records])

    @property
    def names(self) -> Mapping[str, list[Named]]:
        """Folded name -> those who bear it."""
        return self._names

    def person(self, reference: PersonRef, source: str) -> str | None:
        """The colleague meant, or None; a name decides only if one person alone bears it."""
        for key in (
            mail_key(reference.email) if reference.email else "",
            id_key(source, reference.external_id) if reference.external_id else "",
        ):
            if key and (holders := self._keys.get(("person", key))):
                return self._called(reference.name, holders)
        if reference.external_id and (found := self._employee_ids.get(reference.external_id)):
            return found
        return self._only(reference.name, "p") if reference.name else None

    def customer(self, reference: CustomerRef, source: str) -> str | None:
        """The customer meant, or None; a name decides only if one customer alone bears it."""
        if reference.external_id:
            key = id_key(reference.source or source, reference.external_id)
            if holders := self._keys.get(("customer", key)):
                return holders[0]
        return self._only(reference.name, "c") if reference.name else None

    def customer_at(self, address: str) -> str | None:
        """The customer behind a mail address: its own, a contact's, or its domain's."""
        if holders := self._keys.get(("customer", mail_key(address))):
            return holders[0]
        if contacts_there := self._keys.get(("contact", mail_key(address))):
            theirs = map(self._customer_of_contact.get, contacts_there)
            return next((customer for customer in theirs if customer), None)
        domain = address.rpartition("@")[2]
        while domain:
            if holders := self._keys.get(("customer", domain_key(domain))):
                return holders[0]
            domain = domain.partition(".")[2]
        return None

    def spoken_names(self, entity_id: str) -> tuple[str, ...]:
        """What an entity goes by: its first name, and its first in the other script, if it has one."""
        names = self._spoken.get(entity_id, [])
        other = [name for name in names[1:] if name.isascii() != names[0].isascii()]
        return (*names[:1], *other[:1])

    def person_at(self, address: str) -> str | None:
        """The colleague who has an address, or had it last."""
        return next(iter(self._keys.get(("person", mail_key(address)), ())), None)

    def candidates(self, text: str) -> list[Mention]:
        """Names found in a text, those inside others too; positions are in its folded form."""
        return self._matcher.candidates(text)

    def mentioned(self, text: str) -> frozenset[str]:
        """Ids of the customers and people that a text names, unambiguously, by name or address."""
        found = {
            entity
            for mention in self._matcher.mentions(text)
            for entity in unambiguous(mention.entities)
        }
        if "@" in text:
            for address in addresses(text):
                found.update(
                    entity
                    for entity in (self.person_at(address), self.customer_at(address))
                    if entity
                )
        return frozenset(found)

    def _called(self, name: str, holders: list[str]) -> str:
        """Of those who have or had a key the only one who bears the name, else the first."""
        if len(holders) > 1 and name:
            bearers = {named.entity_id for named in self._names.get(fold(name), ())}
            if len(called := bearers.intersection(holders)) == 1:
                return called.pop()
        return holders[0]

    def _only(self, name: str, prefix: str) -> str | None:
        bearers = {
            named.entity_id
            for named in self._names.get(fold(name), ())
            if named.entity_id.startswith(prefix)
        }
        return bearers.pop() if len(bearers) == 1 else None

    def _ids_used_once(self, family: str) -> dict[str, str]:
        """External ids that lead to one entity whatever the source: an employee number in the CRM."""
        found: dict[str, set[str]] = {}
        for (of_family, key), holders in self._keys.items():
            if of_family == family and key.startswith("id:"):
                found.setdefault(key.split(":", 2)[2], set()).update(holders)
        return {external_id: ids.pop() for external_id, ids in found.items() if len(ids) == 1}


def _goes_by(connection: Connection) -> dict[str, str]:
    """Of everybody merged into another: id as issued -> id they go by."""
    return {
        str(entity_id): str(other)
        for table, id_column in ((people, people.c.person_id), (customers, customers.c.customer_id))
        for entity_id, other in connection.execute(
            select(id_column, table.c.merged_into).where(table.c.merged_into.is_not(None))
        )
    }


def unambiguous(entities: tuple[str, ...]) -> tuple[str, ...]:
    """Those among the bearers of one name who are the only person, or the only customer, so called."""
    chosen = []
    for prefix in ("p", "c"):
        bearers = [entity for entity in entities if entity.startswith(prefix)]
        if len(bearers) == 1:
            chosen.append(bearers[0])
    return tuple(chosen)
