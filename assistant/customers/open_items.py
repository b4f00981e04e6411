"""What is open with customers, or in the hands of a colleague: tasks, tickets, promises, days to come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from assistant.answers import CustomerLink, RecordLink
from assistant.customers.dealings import CONTACTS, Dealing
from assistant.customers.dossier import TOLD, Dossier, read_dossier
from assistant.customers.item_words import item_words
from assistant.customers.links import known_customers
from assistant.customers.open_records import (
    Held,
    Speakers,
    held_of_customer,
    held_of_customers,
    held_of_person,
    speakers_in,
)
from assistant.customers.open_views import OpenItem, OpenKind
from assistant.customers.stated import Stated, StatedReader
from assistant.customers.states import States
from assistant.customers.tied import Tied, first_tied, tied_people
from assistant.promises.reading import Promise, may_promise, promises_in
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
            ids = survivors(connection, list(customer_ids))
            items = [
                item
                for customer_id in known_customers(connection, ids, access=access)
                for item in self.of_dossier(
                    connection,
                    read_dossier(
                        connection,
                        customer_id,
                        self._reader,
                        self._timezone,
                        access=access,
                        kinds=tuple(_TASKS),
                        texts_since=self.texts_since(today),
                    ),
                    today,
                    access=access,
                )
            ]
        return _in_order(items)

    def of_dossier(
        self, connection: Connection, dossier: Dossier, today: date, *, access: Access
    ) -> tuple[OpenItem, ...]:
        """Of the customer of a dossier with tasks, tickets, and texts since `texts_since`."""
        held = held_of_customer(connection, dossier, self.texts_since(today), access=access)
        known = {dossier.customer.id: dossier.customer}
        of = (dossier.customer.id,)
        tasks = [
            Held(one, dossier.stated[one.record_id].text, of)
            for one in dossier.dealings
            if one.kind in _TASKS and one.record_id in dossier.stated
        ]
        latest = _latest_contacts(((one, of) for one in dossier.dealings), today)
        items = [
            self._item(
                dossier.stated[one.dealing.record_id], one, known, dossier.tied, latest, today
            )
            for one in tasks
            if self._is_open(dossier.stated[one.dealing.record_id])
        ]
        items += self._promised(connection, held, known, latest, today, access=access)
        return _in_order(_once(items))

    def of_person(self, person_id: str, today: date, *, access: Access) -> tuple[OpenItem, ...]:
        """Of a colleague: their tasks, tickets and open deals, and of the records they had a hand in what
        was promised by them, or by nobody named, and what is asked of us or to come."""
        with self._store.catalog.reading() as connection:
            [person_id] = survivors(connection, [person_id])
            since = self.texts_since(today)
            held = held_of_person(connection, person_id, self._timezone, since, access=access)
            items = self._of_records(connection, held, today, access=access)
        return tuple(
            one for one in items if (one.person.id == person_id if one.person else not one.who)
        )

    def of_portfolio(
        self, customer_ids: Collection[str], today: date, *, access: Access
    ) -> tuple[OpenItem, ...]:
        """Of the records about many customers that the asker may know of, read at once: tasks, tickets, and
        what is promised, asked for or to come."""
        with self._store.catalog.reading() as connection:
            since = self.texts_since(today)
            held = held_of_customers(connection, customer_ids, self._timezone, since, access=access)
            return self._of_records(connection, held, today, access=access)

    def _of_records(
        self, connection: Connection, held: Sequence[Held], today: date, *, access: Access
    ) -> tuple[OpenItem, ...]:
        ids = sorted({one for record in held for one in record.customers})
        known = known_customers(connection, ids, access=access)
        latest = _latest_contacts(((one.dealing, one.customers) for one in held), today)
        of_record = {one.dealing.record_id: one for one in held}
        structured = [one for one, of in of_record.items() if of.dealing.kind in _STRUCTURED]
        tied = tied_people(connection, structured, access=access)
        items = [
            self._item(stated, of_record[stated.record_id], known, tied, latest, today)
            for stated in self._reader.read(connection, structured, access=access)
            if self._is_open(stated)
        ]
        items += self._promised(connection, held, known, latest, today, access=access)
        return _in_order(_once(items))

    def texts_since(self, today: date) -> date:
        """From which day on records are read for promises."""
        return today - timedelta(days=self._settings.look_back_days)

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
        latest: Mapping[str, Dealing],
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
            words=stated.link.title,
            due=due,
            past_due=due is not None and due < today,
            side="us",
            who=person.name if person else stated.value("assignee", "owner"),
            person=person,
            customer=_customer(held, known),
            status=stated.value("status", "stage"),
            later=_later(held, latest, due, today),
        )

    def _promised(
        self,
        connection: Connection,
        held: Sequence[Held],
        known: Mapping[str, CustomerLink],
        latest: Mapping[str, Dealing],
        today: date,
        *,
        access: Access,
    ) -> Iterator[OpenItem]:
        oldest = today - timedelta(days=self._settings.promise_days)
        told = [
            one
            for one in held
            if one.dealing.kind in TOLD
            and one.dealing.day
            and may_promise(one.text, one.dealing.day, oldest)
        ]
        speakers = speakers_in(connection, told, access=access)
        for one in told:
            dealing, text = one.dealing, one.text
            voices = speakers.voices(dealing)
            for begin, end in one.stretches or ((0, len(text)),):
                for promise in promises_in(
                    text, dealing.day or today, voices, begin=begin, end=end, earliest=oldest
                ):
                    quote = text[promise.start : promise.end]
                    counts_from = promise.due or dealing.day or today
                    if counts_from < (today if promise.kind == "date" else oldest):
                        continue
                    if one.naming and not any(name in fold(quote) for name in one.naming):
                        continue
                    yield self._made(one, promise, quote, known, latest, speakers, today)

    @staticmethod
    def _made(
        held: Held,
        promise: Promise,
        quote: str,
        known: Mapping[str, CustomerLink],
        latest: Mapping[str, Dealing],
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
            words=item_words(quote, due, (promise.who, *((person.name,) if person else ()))),
            due=due,
            past_due=due is not None and due < today,
            side=promise.side,
            who=person.name if person else promise.who,
            person=person,
            customer=_customer(held, known),
            status="",
            later=_later(held, latest, due, today),
        )


def _customer(held: Held, known: Mapping[str, CustomerLink]) -> CustomerLink | None:
    return next((known[one] for one in held.customers if one in known), None)


def _latest_contacts(
    held: Iterable[tuple[Dealing, Sequence[str]]], today: date
) -> dict[str, Dealing]:
    """Customer -> the latest contact with them up to today."""
    latest: dict[str, Dealing] = {}
    for dealing, customers in held:
        day = dealing.day
        if dealing.kind in CONTACTS and dealing.about and day and day <= today:
            for customer_id in customers:
                before = latest.get(customer_id)
                if before is None or (before.day or day) < day:
                    latest[customer_id] = dealing
    return latest


def _later(
    held: Held, latest: Mapping[str, Dealing], due: date | None, today: date
) -> RecordLink | None:
    """The latest contact behind the day something was due, of what is past due."""
    if due is None or due >= today:
        return None
    newest = next((latest[one] for one in held.customers if one in latest), None)
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
