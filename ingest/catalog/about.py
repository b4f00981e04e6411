"""Which records are about whom, by the tags of their chunks, through the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from ingest.access import Access
from ingest.catalog.schema import chunk_tags
from ingest.catalog.visible import visible

_MANY = 500


@dataclass(frozen=True, slots=True)
class Tie:
    """A record of which `chunks` of all `of` chunks are tagged with a customer or a person; where that is
    half of them, it is about them rather than names them."""

    record_id: str
    entity_id: str
    chunks: int
    of: int
    is_mainly: bool


def ties_of(
    connection: Connection, entity_ids: Sequence[str], *, access: Access
) -> tuple[Tie, ...]:
    """The ties of readable records to customers and people, all of whom the asker must know of: a tag
    alone tells that a word of the text is somebody's name."""
    chunks = visible(access=access).chunks
    tagged: list[tuple[str, str, int]] = []
    for start in range(0, len(entity_ids), _MANY):
        rows = connection.execute(
            select(chunks.c.record_id, chunk_tags.c.entity_id, func.count().label("tagged"))
            .join(chunk_tags, chunk_tags.c.chunk_id == chunks.c.chunk_id)
            .where(chunk_tags.c.entity_id.in_(entity_ids[start : start + _MANY]))
            .group_by(chunks.c.record_id, chunk_tags.c.entity_id)
        )
        tagged += [(row.record_id, row.entity_id, row.tagged) for row in rows]
    wanted = sorted({record_id for record_id, _, _ in tagged})
    sizes: dict[str, int] = {}
    for start in range(0, len(wanted), _MANY):
        counted = connection.execute(
            select(chunks.c.record_id, func.count().label("size"))
            .where(chunks.c.record_id.in_(wanted[start : start + _MANY]))
            .group_by(chunks.c.record_id)
        )
        sizes |= {row.record_id: row.size for row in counted}
    return tuple(
        Tie(one, entity, count, of, 2 * count >= of)
        for one, entity, count in tagged
        for of in (sizes.get(one, count),)
    )
