"""One record, whole, for whoever may read it: what a citation opens."""

from __future__ import annotations

from sqlalchemy import Connection, Select, exists, select

from assistant.answers import CustomerLink, RecordLink
from assistant.cards import person_cards
from assistant.views import FieldView, InvolvedPerson, RecordView, SectionView, TimelineEntry
from ingest.access import Access
from ingest.catalog.reading import readable, readable_records, within
from ingest.catalog.schema import (
    audiences,
    customers,
    fields,
    involvements,
    record_customers,
    records,
    sections,
    versions,
)
from ingest.errors import NotFoundError
from ingest.store import Store

_TIMELINE = 30


def record_view(store: Store, record_id: str, version: int | None, *, access: Access) -> RecordView:
    """A version of a record (the live one when `version` is None).

    An older version is shown to those who might read it then and may read the record now.
    NotFoundError otherwise, whether or not it exists.
    """
    with store.catalog.reading() as connection:
        if not readable_records(connection, [record_id], access=access):
            raise NotFoundError("There is no such record, or none that you may read")
        wanted = (
            records.c.live_version == versions.c.version
            if version is None
            else versions.c.version == version
        )
        row = connection.execute(
            select(versions, records.c.source, records.c.live_version)
            .join(records, records.c.record_id == versions.c.record_id)
            .where(
                versions.c.record_id == record_id,
                wanted,
                versions.c.state != "pending",
                exists().where(
                    audiences.c.record_id == record_id,
                    audiences.c.version == versions.c.version,
                    within(access),
                ),
            )
        ).first()
        if row is None:
            raise NotFoundError("There is no such version of this record")
        return RecordView(
            record_id=row.record_id,
            version=row.version,
            live=row.version == row.live_version,
            source=row.source,
            kind=row.kind,
            title=row.title,
            uri=row.uri,
            occurred_at=row.occurred_at,
            text=row.text,
            sections=_sections(connection, record_id, row.version),
            fields=fields_of(connection, record_id, row.version),
            people=_people(connection, record_id, row.version, access),
            customers=_customers(connection, record_id, row.version, access),
        )


def fields_of(connection: Connection, record_id: str, version: int) -> tuple[FieldView, ...]:
    """A version's fields in order."""
    rows = connection.execute(
        select(fields)
        .where(fields.c.record_id == record_id, fields.c.version == version)
        .order_by(fields.c.ordinal)
    )
    return tuple(FieldView(row.name, row.label, row.value, row.start, row.end) for row in rows)


def timeline(
    connection: Connection, entity_records: Select[tuple[str]], *, access: Access
) -> tuple[tuple[TimelineEntry, ...], int]:
    """The newest readable records among those selected, and how many there are in all."""
    rows = connection.execute(
        select(records.c.record_id, versions.c.title, versions.c.kind, versions.c.occurred_at)
        .join(versions, versions.c.record_id == records.c.record_id)
        .where(readable(access), records.c.record_id.in_(entity_records))
        .order_by(versions.c.occurred_at.desc().nulls_last(), records.c.record_id)
    ).all()
    shown = tuple(
        TimelineEntry(RecordLink(row.record_id, row.title), row.kind, row.occurred_at)
        for row in rows[:_TIMELINE]
    )
    return shown, len(rows)


def _sections(connection: Connection, record_id: str, version: int) -> tuple[SectionView, ...]:
    rows = connection.execute(
        select(sections)
        .where(sections.c.record_id == record_id, sections.c.version == version)
        .order_by(sections.c.ordinal)
    )
    return tuple(SectionView(row.start, row.end, tuple(row.heading), row.page) for row in rows)


def _people(
    connection: Connection, record_id: str, version: int, access: Access
) -> tuple[InvolvedPerson, ...]:
    rows = connection.execute(
        select(involvements.c.person_id, involvements.c.role)
        .where(
            involvements.c.record_id == record_id,
            involvements.c.version == version,
            involvements.c.person_id.is_not(None),
        )
        .order_by(involvements.c.ordinal)
    ).all()
    cards = person_cards(connection, [row.person_id for row in rows], access=access)
    return tuple(
        InvolvedPerson(cards[row.person_id], row.role) for row in rows if row.person_id in cards
    )


def _customers(
    connection: Connection, record_id: str, version: int, access: Access
) -> tuple[CustomerLink, ...]:
    rows = connection.execute(
        select(customers.c.customer_id, customers.c.name, customers.c.record_id)
        .join(record_customers, record_customers.c.customer_id == customers.c.customer_id)
        .where(record_customers.c.record_id == record_id, record_customers.c.version == version)
        .distinct()
    ).all()
    stating = readable_records(
        connection, [row.record_id for row in rows if row.record_id], access=access
    )
    return tuple(
        CustomerLink(row.customer_id, row.name) for row in rows if row.record_id in stating
    )
