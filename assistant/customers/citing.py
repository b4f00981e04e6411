"""Cites exact words of records by number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from assistant.answers import Citation, Sentence
from assistant.citations import citation_of
from assistant.naming import with_known_tags
from ingest.access import Access
from ingest.catalog.reading import readable_chunks
from ingest.catalog.visible import visible
from ingest.filters import UNFILTERED

_MANY = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a record's live version: `text[start:end] == quote`."""

    record_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence made of fields and quotes, and where these stand."""

    text: str
    places: tuple[Place, ...]


def cited(
    connection: Connection, told: Sequence[Told], *, access: Access
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """The sentences with the numbers of their citations; the same words have one number. A sentence none of
    whose words can be cited any more is left out."""
    places = list(dict.fromkeys(place for one in told for place in one.places))
    chunk_of = _chunks_of(connection, places, access=access)
    held = with_known_tags(
        connection,
        readable_chunks(
            connection, sorted(set(chunk_of.values())), access=access, filters=UNFILTERED
        ),
        access=access,
    )
    standing = [place for place in places if chunk_of.get(place) in held]
    number_of = {place: number for number, place in enumerate(standing, start=1)}
    citations = tuple(
        citation_of(
            held[chunk_of[place]], number, quote=place.quote, start=place.start, end=place.end
        )
        for place, number in number_of.items()
    )
    sentences = []
    for one in told:
        numbers = tuple(number_of[place] for place in one.places if place in number_of)
        if numbers:
            sentences.append(Sentence(one.text, numbers, True))
    return tuple(sentences), citations


def _chunks_of(
    connection: Connection, places: Sequence[Place], *, access: Access
) -> dict[Place, str]:
    """Where each begins."""
    chunks = visible(access=access).chunks.c
    ids = sorted({place.record_id for place in places})
    held: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for at in range(0, len(ids), _MANY):
        for row in connection.execute(
            select(chunks.record_id, chunks.start, chunks.end, chunks.chunk_id).where(
                chunks.record_id.in_(ids[at : at + _MANY])
            )
        ):
            held[row.record_id].append((row.start, row.end, row.chunk_id))
    return {
        place: chunk_id
        for place in places
        for start, end, chunk_id in held[place.record_id]
        if start <= place.start < end
    }
