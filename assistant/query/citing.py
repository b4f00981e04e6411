"""Cites the records behind a number, each by the line of it that was counted by."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from assistant.answers import Citation
from assistant.citations import citation_of
from assistant.naming import with_known_tags
from ingest.access import Access
from ingest.catalog.reading import StoredChunk, readable_chunks
from ingest.catalog.visible import visible
from ingest.filters import UNFILTERED

_LONGEST = 200  # characters of a quote


def cite_records(
    connection: Connection,
    sentences: Sequence[Sequence[str]],
    fields: Collection[str],
    *,
    access: Access,
) -> list[tuple[Citation, ...]]:
    """For each sentence the citations of its records; one that several sentences name has one number.

    The quote is a line of one of the `fields` where the record has it, else its first line.
    """
    wanted = list(dict.fromkeys(one for of in sentences for one in of))
    places = _places(connection, wanted, fields, access)
    number_of = {one: number for number, one in enumerate(filter(places.__contains__, wanted), 1)}
    made = {one: _citation(number_of[one], *places[one]) for one in number_of}
    return [tuple(made[one] for one in of if one in made) for of in sentences]


def _places(
    connection: Connection, record_ids: Sequence[str], fields: Collection[str], access: Access
) -> dict[str, tuple[StoredChunk, int, int]]:
    """Record id -> the chunk that is quoted, and from where to where in the document."""
    seen = visible(access=access)
    ids = connection.scalars(
        select(seen.chunks.c.chunk_id).where(seen.chunks.c.record_id.in_(record_ids))
    ).all()
    held = with_known_tags(
        connection,
        readable_chunks(connection, ids, access=access, filters=UNFILTERED),
        access=access,
    )
    lines = connection.execute(
        select(seen.fields)
        .where(seen.fields.c.record_id.in_(record_ids))
        .order_by(seen.fields.c.record_id, seen.fields.c.ordinal)
    ).all()
    places: dict[str, tuple[StoredChunk, int, int]] = {}
    for line in sorted(lines, key=lambda line: line.name not in fields):
        for chunk in held.values():
            if (
                chunk.record_id == line.record_id
                and line.record_id not in places
                and chunk.start <= line.start < chunk.end
            ):
                end = min(line.end, chunk.end, line.start + _LONGEST)
                places[line.record_id] = (chunk, line.start, end)
    for chunk in sorted(held.values(), key=lambda chunk: chunk.ordinal):
        if chunk.record_id not in places:
            first = chunk.text.split("\n", 1)[0][:_LONGEST] or chunk.text[:_LONGEST]
            places[chunk.record_id] = (chunk, chunk.start, chunk.start + len(first))
    return places


def _citation(number: int, chunk: StoredChunk, start: int, end: int) -> Citation:
    quote = chunk.text[start - chunk.start : end - chunk.start]
    return citation_of(chunk, number, quote=quote, start=start, end=end)
