"""What is open with customers, or in the hands of a colleague: tasks, tickets, promises, days to come."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from assistant.answers import CustomerLink, RecordLink
from assistant.customers.dealings import CONTACTS, Dealing
from assistant.customers.links import known_customers
from assistant.customers.open_records import (
    READ_FOR_PROMISES,
    Held,
    Speakers,
    held_of_customers,
    held_of_person,
    look_back,
    speakers_in,
)
from assistant.customers.open_views import OpenItem, OpenKind
from assistant.customers.stated import Stated, StatedReader
from assistant.customers.states import States
from assistant.customers.tied import Tied, first_tied, tied_people
from assistant.promises.reading import Promise, promises_in
from assistant.settings_customers import CustomerSettings
from ingest.access import Access
from ingest.catalog.directory import survivors
from ingest.names import fold
from ingest.records import Kind
from ingest.store import Store

_TASKS: frozenset[Kind] = frozenset({"task", "ticket"})
_STRUCTURED: Mapping[Kind, OpenKind] = {"task": "task", "ticket": "ticket", "deal": "deal"}


class OpenItemFinder:
    """Finds what is open, of what the asker may read; keeps nothing."""

    def __init__(
        self,
        store: Store,
        reader: StatedReader,
        states: States,
        settings: CustomerSettings,
        timezone: ZoneInfo,
    ) -> None:
        self._store = store
        self._reader = reader
        self._states = states
        self._settings = settings
        self._timezone = timezone

    def of_customers(
        self, customer_ids: Collection[str], today: date, *, access: Access
    ) -> tuple[OpenItem, ...]:
        """Of customers that the asker may know of; those they may not have nothing open."""
        with self._store.catalog.reading() as connection:
            known = known_customers(
                connection, survivors(connection, list(customer_ids)), access=access
            )
            since = look_back(today, self._settings.look_back_days)
            held = held_of_customers(connection, list(known), self._timezone, since, access=access)
            return self._items(connection, held, known, today, access=access)

    def of_person(self, person_id: str, today: date, *, access: Access) -> tuple[OpenItem, ...]:
        """Of a colleague: their tasks, tickets and open deals, and of the records they had a hand in what
        was promised by them, or by nobody named, and what is asked of us or to come."""
        with self._store.catalog.reading() as connection:
            [person_id] = survivors(connection, [person_id])
            since = look_back(today, self._settings.look_back_days)
            held = held_of_person(connection, person_id, self._timezone, since, access=access)
            ids = sorted({one for record in held for one in record.customers})
            known = known_customers(connection, ids, access=access)
            items = self._items(connection, held, known, today, access=access, with_deals=True)
        return tuple(
            one for one in items if (one.person.id == person_id if one.person else not one.who)
        )

    def _items(
        self,
        connection: Connection,
        held: Sequence[Held],
        known: Mapping[str, CustomerLink],
        today: date,
        *,
        access: Access,
        with_deals: bool = False,
    ) -> tuple[OpenItem, ...]:
        kinds = _TASKS | ({"deal"} if with_deals else set())
        of_record = {one.dealing.record_id: one for one in held}
        structured = [one for one, record in of_record.items() if record.dealing.kind in kinds]
        contacts = _contacts(held, today)
        tied = tied_people(connection, structured, access=access)
        items = [
            self._item(stated, of_record[stated.record_id], known, tied, contacts, today)
            for stated in self._reader.read(connection, structured, access=access)
            if self._is_open(stated)
        ]
        items += self._promised(connection, held, known, contacts, today, access=access)
        return _in_order(_once(items))

    def _is_open(self, stated: Stated) -> bool:
        if stated.kind == "deal":
            return self._states.of_deal(stated) == "open"
        # A row without any state is no item of work: a credit decision kept as a task.
        says = stated.line("status", "stage", "due_date", "opened_on")
        return says is not None and not self._states.is_over(stated)

    @staticmethod
    def _item(
        stated: Stated,
        held: Held,
        known: Mapping[str, CustomerLink],
        tied: Tied,
        contacts: Mapping[str, Sequence[Dealing]],
        today: date,
    ) -> OpenItem:
        kind = _STRUCTURED[stated.kind]
        due = stated.day("close_date") if kind == "deal" else stated.day("due_date")
        if due is None and kind == "task":
            due = held.dealing.day
        person = first_tied(tied, stated.record_id, "assignee", "owner", "author")
        line = stated.line(
            *(("next_step", "stage") if kind == "deal" else ("due_date", "status", "opened_on"))
        )
        start, end = (line.start, line.end) if line else (0, 0)
        return OpenItem(
            kind=kind,
            record=stated.link,
            record_kind=stated.kind,
            version=stated.version,
            said_at=stated.occurred_at,
            quote=held.text[start:end],
            start=start,
            end=end,
            due=due,
            past_due=due is not None and due < today,
            side="us",
            who=person.name if person else stated.value("assignee", "owner"),
            person=person,
            customer=_customer(held, known),
            status=stated.value("status", "stage"),
            later=_later(held, contacts, due, today),
        )

    def _promised(
        self,
        connection: Connection,
        held: Sequence[Held],
        known: Mapping[str, CustomerLink],
        contacts: Mapping[str, Sequence[Dealing]],
        today: date,
        *,
        access: Access,
    ) -> Iterator[OpenItem]:
        told = [one for one in held if one.dealing.kind in READ_FOR_PROMISES and one.dealing.day]
        speakers = speakers_in(self._store, connection, told, access=access)
        oldest = today - timedelta(days=self._settings.promise_days)
        for one in told:
            dealing, text = one.dealing, one.text
            voices = speakers.voices(dealing)
            for begin, end in one.stretches or ((0, len(text)),):
                for promise in promises_in(
                    text, dealing.day or today, voices, begin=begin, end=end
                ):
                    quote = text[promise.start : promise.end]
                    counts_from = promise.due or dealing.day or today
                    if counts_from < (today if promise.kind == "date" else oldest):
                        continue
                    if one.naming and not any(name in fold(quote) for name in one.naming):
                        continue
                    yield self._made(one, promise, quote, known, contacts, speakers, today)

    @staticmethod
    def _made(
        held: Held,
        promise: Promise,
        quote: str,
        known: Mapping[str, CustomerLink],
        contacts: Mapping[str, Sequence[Dealing]],
        speakers: Speakers,
        today: date,
    ) -> OpenItem:
        dealing = held.dealing
        person = speakers.colleagues.get(promise.who) if promise.side == "us" else None
        due = promise.due
        return OpenItem(
            kind=promise.kind,
            record=dealing.link,
            record_kind=dealing.kind,
            version=dealing.version,
            said_at=dealing.occurred_at,
            quote=quote,
            start=promise.start,
            end=promise.end,
            due=due,
            past_due=due is not None and due < today,
            side=promise.side,
            who=person.name if person else promise.who,
            person=person,
            customer=_customer(held, known),
            status="",
            later=_later(held, contacts, due, today),
        )


def _customer(held: Held, known: Mapping[str, CustomerLink]) -> CustomerLink | None:
    return next((known[one] for one in held.customers if one in known), None)


def _contacts(held: Sequence[Held], today: date) -> dict[str, list[Dealing]]:
    """Customer -> contacts with them up to today, the newest first."""
    contacts: dict[str, list[Dealing]] = {}
    for one in held:
        day = one.dealing.day
        if one.dealing.kind in CONTACTS and one.dealing.about and day and day <= today:
            for customer_id in one.customers:
                contacts.setdefault(customer_id, []).append(one.dealing)
    for of_customer in contacts.values():
        of_customer.sort(key=lambda one: (str(one.day), one.record_id), reverse=True)
    return contacts


def _later(
    held: Held, contacts: Mapping[str, Sequence[Dealing]], due: date | None, today: date
) -> RecordLink | None:
    """The latest contact behind the day something was due, of what is past due."""
    if due is None or due >= today:
        return None
    newest = next(
        (of[0] for one in held.customers if (of := contacts.get(one)) and of[0].day), None
    )
    return newest.link if newest and newest.day and newest.day > due else None


def _once(items: Sequence[OpenItem]) -> list[OpenItem]:
    """Without what the same words say in an older record, or of another edition of a document."""
    kept: dict[tuple[str, date | None, str], OpenItem] = {}
    for one in sorted(items, key=lambda one: str(one.said_at or ""), reverse=True):
        said = (
            fold(one.quote) if one.kind not in ("task", "ticket", "deal") else one.record.record_id
        )
        kept.setdefault((one.customer.id if one.customer else "", one.due, said), one)
    return list(kept.values())


def _in_order(items: Sequence[OpenItem]) -> tuple[OpenItem, ...]:
    def key(one: OpenItem) -> tuple[bool, str, str, int]:
        return (not one.past_due, str(one.due or "9999"), one.record.record_id, one.start)

    return tuple(sorted(items, key=key))
