"""One record, whole, for whoever may read it: what a citation opens."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Select, select

from assistant.answers import CustomerLink, RecordLink
from assistant.cards import person_cards
from assistant.customers.links import link_of
from assistant.originals import Originals
from assistant.record_forms import form_of
from assistant.threads import thread_of
from assistant.views import (
    FieldView,
    InvolvedPerson,
    RecordView,
    SectionView,
    TimelineEntry,
    VersionView,
)
from ingest.access import Access
from ingest.catalog.directory import people_with
from ingest.catalog.reading import readable_records
from ingest.catalog.visible import Visible, versions_of, visible
from ingest.errors import NotFoundError
from ingest.store import Store

_TIMELINE = 30
_VERSIONS = 100


def record_view(
    store: Store,
    record_id: str,
    version: int | None,
    *,
    access: Access,
    originals: Originals | None = None,
) -> RecordView:
    """A version of a record (the live one when `version` is None).

    An older version is shown to those who might read it then and may read the record now.
    NotFoundError otherwise, whether or not it exists. Without `originals` it tells of no file.
    """
    seen = visible(access=access, version=version)
    with store.catalog.reading() as connection:
        if not readable_records(connection, [record_id], access=access):
            raise NotFoundError("There is no such record, or none that you may read")
        row = connection.execute(
            select(seen.records).where(seen.records.c.record_id == record_id)
        ).first()
        if row is None:
            raise NotFoundError("There is no such version of this record")
        sections = _sections(connection, record_id, seen)
        fields = fields_of(connection, record_id, seen=seen)
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
            sections=sections,
            fields=fields,
            people=_people(connection, record_id, seen, access),
            customers=_customers(connection, record_id, seen),
            versions=_versions(connection, record_id, access),
            form=form_of(row.kind, row.uri, row.text, sections, fields),
            file=originals.view(connection, record_id, row.version, access=access)
            if originals
            else None,
            thread=thread_of(
                connection,
                record_id,
                thread=row.thread,
                source=row.source,
                kind=row.kind,
                access=access,
            ),
        )


def fields_of(connection: Connection, record_id: str, *, seen: Visible) -> tuple[FieldView, ...]:
    """A record's fields in order."""
    fields = seen.fields
    rows = connection.execute(
        select(fields).where(fields.c.record_id == record_id).order_by(fields.c.ordinal)
    )
    return tuple(FieldView(row.name, row.label, row.value, row.start, row.end) for row in rows)


def timeline(
    connection: Connection,
    entity_records: Select[tuple[str]],
    *,
    access: Access,
    offset: int = 0,
    limit: int = _TIMELINE,
) -> tuple[tuple[TimelineEntry, ...], int]:
    """The newest readable records among those selected, and how many there are in all."""
    records = visible(access=access).records
    rows = connection.execute(
        select(records.c.record_id, records.c.title, records.c.kind, records.c.occurred_at)
        .where(records.c.record_id.in_(entity_records))
        .order_by(records.c.occurred_at.desc().nulls_last(), records.c.record_id)
    ).all()
    shown = tuple(
        TimelineEntry(RecordLink(row.record_id, row.title), row.kind, row.occurred_at)
        for row in rows[offset : offset + limit]
    )
    return shown, len(rows)


def records_listed(
    store: Store, record_ids: Sequence[str], *, access: Access
) -> tuple[TimelineEntry, ...]:
    """Those of the records that the asker may read, the newest first; of the others nothing is said."""
    records = visible(access=access).records.c.record_id
    with store.catalog.reading() as connection:
        shown, _ = timeline(
            connection,
            select(records).where(records.in_(record_ids)),
            access=access,
            limit=len(record_ids),
        )
    return shown


def _sections(connection: Connection, record_id: str, seen: Visible) -> tuple[SectionView, ...]:
    sections = seen.sections
    rows = connection.execute(
        select(sections).where(sections.c.record_id == record_id).order_by(sections.c.ordinal)
    )
    return tuple(SectionView(row.start, row.end, tuple(row.heading), row.page) for row in rows)


def _people(
    connection: Connection, record_id: str, seen: Visible, access: Access
) -> tuple[InvolvedPerson, ...]:
    involved = seen.involvements
    rows = connection.execute(
        select(involved.c.person_id, involved.c.role)
        .where(involved.c.record_id == record_id)
        .order_by(involved.c.ordinal)
    ).all()
    cards = person_cards(connection, [row.person_id for row in rows], access=access)
    return tuple(
        InvolvedPerson(cards[row.person_id], row.role) for row in rows if row.person_id in cards
    )


def _versions(connection: Connection, record_id: str, access: Access) -> tuple[VersionView, ...]:
    rows = connection.execute(versions_of(record_id, access=access).limit(_VERSIONS)).all()
    editors = [(*people_with(connection, row.changed_by), "")[0] for row in rows]
    cards = person_cards(connection, [one for one in editors if one], access=access)
    return tuple(
        VersionView(row.version, row.live, row.created_at, row.changed_at, cards.get(editor))
        for row, editor in zip(rows, editors, strict=True)
    )


def _customers(connection: Connection, record_id: str, seen: Visible) -> tuple[CustomerLink, ...]:
    ties, customers = seen.record_customers, seen.customers
    rows = connection.execute(
        select(customers)
        .join(ties, ties.c.customer_id == customers.c.customer_id)
        .where(ties.c.record_id == record_id)
        .order_by(ties.c.ordinal)
    )
    return tuple(dict.fromkeys(link_of(row) for row in rows))
