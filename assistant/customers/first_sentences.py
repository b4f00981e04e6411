"""What records begin with, behind their fields and a greeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, select

from assistant.customers.citing import Place
from assistant.customers.dealings import Dealing
from ingest.access import Access
from ingest.catalog.reading import fields_end
from ingest.catalog.visible import visible
from ingest.sentences import sentence_spans

_LEAST_CHARACTERS = 5  # of a sentence that tells something
_LONGEST = 300


def first_sentences(
    connection: Connection, held: Sequence[Dealing], *, most: int = 1, access: Access
) -> Iterator[tuple[Dealing, Place]]:
    """So many sentences of each at most, of those that tell something."""
    texts = _texts(connection, held, access=access)
    ends = fields_end(connection, {one.record_id: one.version for one in held}, access=access)
    for one in held:
        text, begin = texts.get(one.record_id, ""), ends.get(one.record_id, 0)
        for place in islice(_telling(one.record_id, text, begin), most):
            yield one, place


def first_lines(
    connection: Connection, held: Sequence[Dealing], *, access: Access
) -> Iterator[tuple[Dealing, Place]]:
    """The first line of each that has any words, whatever it says."""
    texts = _texts(connection, held, access=access)
    for one in held:
        line = texts.get(one.record_id, "").split("\n", 1)[0]
        if line:
            yield one, Place(one.record_id, 0, len(line), line)


def _texts(connection: Connection, held: Sequence[Dealing], *, access: Access) -> dict[str, str]:
    records = visible(access=access).records.c
    rows = connection.execute(
        select(records.record_id, records.text).where(
            records.record_id.in_([one.record_id for one in held])
        )
    )
    return {row.record_id: row.text for row in rows}


def _telling(record_id: str, text: str, begin: int) -> Iterator[Place]:
    for start, end in sentence_spans(text[begin:]):
        quote = text[begin + start : begin + end]
        if _LEAST_CHARACTERS <= len(quote) <= _LONGEST and quote[-1] not in ":：,，":
            yield Place(record_id, begin + start, begin + end, quote)
