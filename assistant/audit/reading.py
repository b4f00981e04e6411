"""What an administrator sees of the audit log: everything that was done, and of what was asked only
what they might have been shown themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, islice

from sqlalchemy import Connection, Select, or_, select

from assistant.audit.entries import AuditFilter, AuditView, KeptEntry
from assistant.audit.log import kept_entry
from assistant.audit.tact import Tact
from assistant.cards import person_cards
from ingest.access import Access
from ingest.catalog.usage import audit
from ingest.store import Store

_PAGE = 500
_LOOKED_BACK = 20_000


def audit_views(
    store: Store, wanted: AuditFilter, *, access: Access, before: int | None, limit: int
) -> tuple[AuditView, ...]:
    """At most `limit` entries, the newest first, below the number `before`. For words, no further than
    the last 20,000 entries that are otherwise wanted: those before are found by person, record or time.
    """
    return tuple(islice(_views(store, wanted, access, before, _LOOKED_BACK), limit))


def audit_export(store: Store, *, access: Access) -> Iterator[AuditView]:
    """Every entry, the newest first."""
    return _views(store, AuditFilter(), access, None, None)


def _views(
    store: Store, wanted: AuditFilter, access: Access, before: int | None, most: int | None
) -> Iterator[AuditView]:
    tact = Tact(store, access)
    for looked in count(0, _PAGE):
        if wanted.text and most is not None and looked >= most:
            return
        query = _query(wanted)
        if before is not None:
            query = query.where(audit.c.number < before)
        with store.catalog.reading() as connection:
            rows = connection.execute(query.order_by(audit.c.number.desc()).limit(_PAGE)).all()
            seen = _seen(connection, [kept_entry(row) for row in rows], access, tact)
        if not rows:
            return
        for view in seen:
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
    connection: Connection, entries: Sequence[KeptEntry], access: Access, tact: Tact
) -> list[AuditView]:
    people = sorted({kept.entry.person_id for kept in entries if kept.entry.person_id})
    cards = person_cards(connection, people, access=access)
    sayable = tact.sayable(connection, entries)
    views = []
    for kept in entries:
        entry = kept.entry
        card = cards.get(entry.person_id)
        hidden = bool(entry.text) and kept.number not in sayable
        views.append(
            AuditView(
                number=kept.number,
                at=kept.at,
                event=entry.event,
                person_id=entry.person_id,
                person=card.name if card else "",
                alternate_name=card.alternate_name if card else "",
                target=entry.target,
                text="" if hidden else entry.text,
                text_hidden=hidden,
                records=entry.records,
                details=entry.details,
                address=entry.address,
                hash=kept.hash,
            )
        )
    return views
