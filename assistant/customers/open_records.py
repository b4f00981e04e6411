"""The records that may say what is open, with what tells who speaks in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, select

from assistant.answers import PersonCard
from assistant.cards import person_cards
from assistant.customers.dealings import Dealing, dealing_of
from assistant.customers.dossier import TOLD, Dossier
from assistant.promises.reading import Voices
from ingest.access import Access
from ingest.catalog.statements import listed
from ingest.catalog.visible import visible
from ingest.names import fold
from ingest.records import Kind

_MANY = 500
_NOTES: frozenset[Kind] = frozenset({"visit", "call", "meeting", "chat"})
_WITH_ITEMS: tuple[Kind, ...] = ("task", "ticket", "deal", *TOLD)


@dataclass(frozen=True, slots=True)
class Held:
    """A record, its text, the customers it is of, and the stretches of it to read, all of it where there
    are none; with `naming`, only sentences that hold one of these names."""

    dealing: Dealing
    text: str
    customers: tuple[str, ...]
    stretches: tuple[tuple[int, int], ...] = ()
    naming: tuple[str, ...] = ()


def held_of_customer(
    connection: Connection, dossier: Dossier, since: date, *, access: Access
) -> list[Held]:
    """The records about a customer whose texts were read, and those since that day that name them."""
    of = (dossier.customer.id,)
    found = [
        Held(one, dossier.texts[one.record_id], of)
        for one in dossier.dealings
        if one.record_id in dossier.texts
    ]
    return [*found, *_naming(connection, dossier, since, access=access)]


def held_of_person(
    connection: Connection, person_id: str, timezone: ZoneInfo, since: date, *, access: Access
) -> list[Held]:
    """The records since that day that a colleague is tied to, and contracts whenever they are from."""
    ties = visible(access=access).involvements.c
    tied = select(ties.record_id).where(ties.person_id == person_id, ties.role != "mentioned")
    return _held(connection, tied, _WITH_ITEMS, timezone, since, access=access)


def held_of_customers(
    connection: Connection,
    customer_ids: Collection[str],
    timezone: ZoneInfo,
    since: date,
    *,
    access: Access,
) -> list[Held]:
    """The same of the records about any of these customers, and of no other customer; without deals, which
    are open for long."""
    ties = visible(access=access).record_customers.c
    about = select(ties.record_id).where(listed(ties.customer_id))
    kinds = tuple(kind for kind in _WITH_ITEMS if kind != "deal")
    wanted = frozenset(customer_ids)
    held = _held(
        connection, about, kinds, timezone, since, access=access, bound={"ids": sorted(wanted)}
    )
    return [
        replace(one, customers=tuple(of for of in one.customers if of in wanted)) for one in held
    ]


def _held(
    connection: Connection,
    within: Select[tuple[str]],
    kinds: Sequence[Kind],
    timezone: ZoneInfo,
    since: date,
    *,
    access: Access,
    bound: Mapping[str, object] | None = None,
) -> list[Held]:
    seen = visible(access=access)
    records = seen.records.c
    rows = connection.execute(
        select(seen.records).where(
            records.record_id.in_(within),
            records.kind.in_(kinds),
            _recent(records.kind, records.occurred_at, since),
        ),
        bound,
    ).all()
    of_record = customers_of_records(connection, [row.record_id for row in rows], access=access)
    return [
        Held(dealing_of(row, timezone, about=True), row.text, of_record.get(row.record_id, ()))
        for row in rows
    ]


def customers_of_records(
    connection: Connection, record_ids: Collection[str], *, access: Access
) -> dict[str, tuple[str, ...]]:
    """Record -> the customers it is about, of those that the asker may know of."""
    seen = visible(access=access)
    ties = seen.record_customers.c
    held: dict[str, dict[str, None]] = defaultdict(dict)
    for part in _parts(record_ids):
        for row in connection.execute(
            select(ties.record_id, ties.customer_id)
            .where(ties.record_id.in_(part))
            .order_by(ties.record_id, ties.ordinal)
        ):
            held[row.record_id][row.customer_id] = None
    ids = sorted({one for of in held.values() for one in of})
    customers = seen.customers.c
    known = {
        one
        for part in _parts(ids)
        for one in connection.scalars(
            select(customers.customer_id).where(customers.customer_id.in_(part))
        )
    }
    return {one: tuple(c for c in of if c in known) for one, of in held.items()}


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who may speak in which record: colleagues by the folded names that the asker may know."""

    colleagues: dict[str, PersonCard]
    contacts: tuple[str, ...]
    by_colleague: frozenset[str]

    def voices(self, dealing: Dealing) -> Voices:
        """Of a record: a mail is its author's, anything else a colleague's."""
        ours = dealing.kind != "mail" or dealing.record_id in self.by_colleague
        return Voices(
            tuple(self.colleagues),
            self.contacts,
            "us" if ours else "customer",
            dealing.kind in _NOTES,
        )


def speakers_in(connection: Connection, held: Sequence[Held], *, access: Access) -> Speakers:
    """The colleagues tied to these records, and the people at their customers."""
    seen = visible(access=access)
    ties, fields = seen.involvements.c, seen.fields.c
    tied: set[str] = set()
    authors: set[str] = set()
    contacts: dict[str, None] = {}
    for part in _parts({one.dealing.record_id for one in held}):
        for row in connection.execute(
            select(ties.record_id, ties.person_id, ties.role).where(ties.record_id.in_(part))
        ):
            tied.add(row.person_id)
            if row.role == "author":
                authors.add(row.record_id)
        said = connection.scalars(
            select(fields.value).where(fields.record_id.in_(part), fields.name == "contact")
        )
        contacts.update((fold(name), None) for value in said for name in _names(value))
    of_customers = sorted({one for record in held for one in record.customers})
    for part in _parts(of_customers):
        at_customer = (
            select(fields.value)
            .join(seen.record_customers, seen.record_customers.c.record_id == fields.record_id)
            .where(
                seen.record_customers.c.customer_id.in_(part),
                fields.kind == "contact",
                fields.name.in_(("contact", "name")),
            )
        )
        contacts.update((fold(name), None) for name in connection.scalars(at_customer))
    cards = person_cards(connection, sorted(tied), access=access)
    called = {fold(card.name): card for card in cards.values()}
    called |= {fold(card.alternate_name): card for card in cards.values()}
    return Speakers(
        {name: card for name, card in called.items() if len(name) > 1},
        tuple(name for name in contacts if len(name) > 1 and name not in called),
        frozenset(authors),
    )


def _naming(connection: Connection, dossier: Dossier, since: date, *, access: Access) -> list[Held]:
    """Records that name a customer: whole where the title does, else the stretches that do, of which only
    sentences with a name of theirs are read."""
    records = visible(access=access).records.c
    stretches: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in dossier.mentions:
        stretches[mention.record_id].append((mention.start, mention.end))
    recent = [one for one in dossier.naming if one.kind in TOLD and one.day and one.day >= since]
    texts = {
        row.record_id: row.text
        for part in _parts([one.record_id for one in recent])
        for row in connection.execute(
            select(records.record_id, records.text).where(records.record_id.in_(part))
        )
    }
    of = (dossier.customer.id,)
    found = []
    for one in recent:
        if any(name in fold(one.title) for name in dossier.names):
            found.append(Held(one, texts[one.record_id], of))
        else:
            places = tuple(stretches[one.record_id])
            found.append(Held(one, texts[one.record_id], of, places, dossier.names))
    return found


def _recent(
    kind: ColumnElement[str], occurred_at: ColumnElement[object], since: date
) -> ColumnElement[bool]:
    return (occurred_at >= since) | kind.in_(("contract", "task", "ticket", "deal"))


def _names(value: str) -> list[str]:
    for sign in "、，,;；/":
        value = value.replace(sign, "\n")
    return [one.strip() for one in value.split("\n") if one.strip()]


def _parts(ids: Collection[str]) -> list[list[str]]:
    held = list(ids)
    return [held[start : start + _MANY] for start in range(0, len(held), _MANY)]
