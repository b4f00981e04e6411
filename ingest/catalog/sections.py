"""Which sections stand in a chunk."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, FromClause, Select, select

from ingest.catalog.schema import sections
from ingest.catalog.statements import kept, listed
from ingest.documents import Span


def sections_among(
    connection: Connection, among: FromClause, chunk_ids: Sequence[str]
) -> dict[str, tuple[Span, ...]]:
    """Chunk id -> the sections that stand in it, in order, for those of the chunks in `among`."""
    rows = connection.execute(_standing_in(among), {"ids": list(chunk_ids)})
    found: dict[str, tuple[Span, ...]] = {}
    for row in rows:
        span = Span(row.start, row.end, tuple(row.heading), row.page)
        found[row.chunk_id] = (*found.get(row.chunk_id, ()), span)
    return found


@kept
def _standing_in(among: FromClause) -> Select[tuple[object, ...]]:
    within = (
        (sections.c.record_id == among.c.record_id)
        & (sections.c.version == among.c.version)
        & (sections.c.start < among.c.end)
        & (sections.c.end > among.c.start)
    )
    return (
        select(among.c.chunk_id, sections)
        .join(sections, within)
        .where(listed(among.c.chunk_id))
        .order_by(among.c.chunk_id, sections.c.ordinal)
    )
