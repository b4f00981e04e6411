"""What an administrator sees of the audit log: everything that was done, and of what was asked only
what they might have been shown themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Select, or_, select

from assistant.audit.entries import AuditFilter, AuditView, Entry, KeptEntry
from assistant.audit.log import kept_entry
from assistant.cards import person_cards
from ingest.access import Access
from ingest.catalog.database import Catalog
from ingest.catalog.reading import readable_records
from ingest.catalog.usage import audit

_PAGE = 500


def audit_views(
    catalog: Catalog, wanted: AuditFilter, *, access: Access, before: int | None, limit: int
) -> tuple[AuditView, ...]:
    """At most `limit` entries, the newest first, below the number `before`."""
    views: list[AuditView] = []
    with catalog.reading() as connection:
        for view in _views(connection, wanted, access, before):
            views.append(view)
            if len(views) == limit:
                break
    return tuple(views)


def audit_export(catalog: Catalog, *, access: Access) -> Iterator[AuditView]:
    """Every entry, the newest first."""
    with catalog.reading() as connection:
        yield from _views(connection, AuditFilter(), access, None)


def _views(
    connection: Connection, wanted: AuditFilter, access: Access, before: int | None
) -> Iterator[AuditView]:
    while True:
        query = _query(wanted)
        if before is not None:
            query = query.where(audit.c.number < before)
        rows = connection.execute(query.order_by(audit.c.number.desc()).limit(_PAGE)).all()
        if not rows:
            return
        for view in _seen(connection, [kept_entry(row) for row in rows], access):
            said = wanted.text.casefold() in view.text.casefold()
            if not wanted.text or (said and not view.text_hidden):
                yield view
        before = rows[-1].number


def _query(wanted: AuditFilter) -> Select[tuple[object, ...]]:
    query = select(audit)
    if wanted.events:
        query = query.where(audit.c.action.in_(wanted.events))
    if wanted.person_id:
        query = query.where(audit.c.person_id == wanted.person_id)
    if wanted.target:
        # Ids hold nothing that JSON writes otherwise.
        shown = audit.c.records.cast(audit.c.target.type).contains(
            f'"{wanted.target}"', autoescape=True
        )
        query = query.where(or_(audit.c.target == wanted.target, shown))
    if wanted.since:
        query = query.where(audit.c.at >= wanted.since)
    if wanted.until:
        query = query.where(audit.c.at <= wanted.until)
    return query


def _seen(
    connection: Connection, entries: Sequence[KeptEntry], access: Access
) -> Iterator[AuditView]:
    shown = {record for kept in entries for record in kept.entry.records}
    readable = readable_records(connection, shown, access=access)
    people = sorted({kept.entry.person_id for kept in entries if kept.entry.person_id})
    cards = person_cards(connection, people, access=access)
    for kept in entries:
        entry = kept.entry
        card = cards.get(entry.person_id)
        own = entry.person_id == access.person_id
        hidden = bool(entry.text) and not (own or _may_see(entry, readable))
        yield AuditView(
            number=kept.number,
            at=kept.at,
            event=entry.event,
            person_id=entry.person_id,
            person=card.name if card else "",
            target=entry.target,
            text="" if hidden else entry.text,
            text_hidden=hidden,
            records=entry.records,
            details=entry.details,
            address=entry.address,
            hash=kept.hash,
        )


def _may_see(entry: Entry, readable: frozenset[str]) -> bool:
    """A question for which nothing was shown is its asker's alone: what it is about is not known."""
    return bool(entry.records) and readable.issuperset(entry.records)
