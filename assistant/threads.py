"""The other records of the conversation that a record belongs to, in the order written."""

from __future__ import annotations

from sqlalchemy import Connection, select

from assistant.answers import RecordLink
from assistant.views import ThreadEntry
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.records import Kind

_MOST = 200
_EXCERPT = 160


def thread_of(
    connection: Connection,
    record_id: str,
    *,
    thread: str,
    source: str,
    kind: Kind,
    access: Access,
) -> tuple[ThreadEntry, ...]:
    """What the asker may read of it now, without the record itself; nothing where it stands alone.

    The first mail's Message-ID names a thread of mails everywhere; a conversation's name is its own
    source's alone.
    """
    if not thread:
        return ()
    seen = visible(access=access)
    records = seen.records
    wanted = select(records).where(records.c.thread == thread, records.c.record_id != record_id)
    if kind == "chat":
        wanted = wanted.where(records.c.source == source)
    rows = connection.execute(
        wanted.order_by(records.c.occurred_at.nulls_last(), records.c.record_id).limit(_MOST)
    ).all()
    authors, begins = _authors(connection, [row.record_id for row in rows], access)
    return tuple(
        ThreadEntry(
            RecordLink(row.record_id, row.title),
            row.kind,
            row.occurred_at,
            authors.get(row.record_id, ""),
            " ".join(row.text[begins.get(row.record_id, 0) :].split())[:_EXCERPT],
        )
        for row in rows
    )


def _authors(
    connection: Connection, record_ids: list[str], access: Access
) -> tuple[dict[str, str], dict[str, int]]:
    """Record id -> who wrote it, as its first such field states, and where its fields end."""
    fields = visible(access=access).fields
    authors: dict[str, str] = {}
    ends: dict[str, int] = {}
    rows = connection.execute(
        select(fields.c.record_id, fields.c.name, fields.c.value, fields.c.end)
        .where(fields.c.record_id.in_(record_ids))
        .order_by(fields.c.record_id, fields.c.ordinal)
    )
    for row in rows:
        ends[row.record_id] = max(ends.get(row.record_id, 0), row.end)
        if row.name == "author":
            authors.setdefault(row.record_id, row.value)
    return authors, ends
