"""Exact quotes of records for pages: what was said, and where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.records import Kind, Moment
from ingest.sentences import sentence_spans

_MANY = 500
_BULLET = re.compile(r"(?:[-*•·–]|\d{1,2}[.、)])\s+")
_BYLINE = re.compile(r"[\w .]{1,40} · \d{4}-\d\d-\d\d|\d{4}-\d\d-\d\d")
_LEAST = 4


@dataclass(frozen=True, slots=True)
class RecordQuote:
    """Words of a record: in that version's text, `text[start:end] == quote`."""

    record_id: str
    version: int
    title: str
    kind: Kind
    heading: tuple[str, ...]
    page: str
    occurred_at: Moment | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadSection:
    """Where a section stands in its record's text."""

    start: int
    end: int
    heading: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record's live version with its text; its fields, where it has any, end at `fields_end`."""

    record_id: str
    version: int
    title: str
    kind: Kind
    occurred_at: Moment | None
    text: str
    fields_end: int
    sections: tuple[ReadSection, ...]

    def quote(self, start: int, end: int) -> RecordQuote:
        """The words at a place."""
        section = next(
            (one for one in self.sections if one.start <= start < one.end),
            ReadSection(0, len(self.text), (), ""),
        )
        return RecordQuote(
            self.record_id,
            self.version,
            self.title,
            self.kind,
            section.heading,
            section.page,
            self.occurred_at,
            self.text[start:end],
            start,
            end,
        )

    def sentences(self, section: ReadSection | None = None) -> Iterator[RecordQuote]:
        """What its text says sentence by sentence, behind its fields; bullets and bylines are none."""
        start, end = (section.start, section.end) if section else (0, len(self.text))
        start = max(start, self.fields_end)
        for first, last in sentence_spans(self.text[start:end]):
            first, last = first + start, last + start
            if bullet := _BULLET.match(self.text, first, last):
                first = bullet.end()
            said = self.text[first:last]
            if len(said) >= _LEAST and not _BYLINE.fullmatch(said):
                yield self.quote(first, last)


def read_records(
    connection: Connection, record_ids: Collection[str], *, access: Access
) -> dict[str, ReadRecord]:
    """Those of the records that the asker may read, by id."""
    seen = visible(access=access)
    records, sections, fields = seen.records, seen.sections, seen.fields
    wanted = sorted(set(record_ids))
    read: dict[str, ReadRecord] = {}
    for start in range(0, len(wanted), _MANY):
        part = wanted[start : start + _MANY]
        held: dict[str, list[ReadSection]] = defaultdict(list)
        for row in connection.execute(
            select(sections)
            .where(sections.c.record_id.in_(part))
            .order_by(sections.c.record_id, sections.c.ordinal)
        ):
            held[row.record_id].append(
                ReadSection(row.start, row.end, tuple(row.heading), row.page)
            )
        ends = {
            row.record_id: row.end
            for row in connection.execute(
                select(fields.c.record_id, func.max(fields.c.end).label("end"))
                .where(fields.c.record_id.in_(part))
                .group_by(fields.c.record_id)
            )
        }
        for row in connection.execute(select(records).where(records.c.record_id.in_(part))):
            read[row.record_id] = ReadRecord(
                row.record_id,
                row.version,
                row.title,
                row.kind,
                row.occurred_at,
                row.text,
                ends.get(row.record_id, 0),
                tuple(held[row.record_id]),
            )
    return read


def quoted_records(quotes: Sequence[RecordQuote]) -> set[str]:
    """The records that are quoted."""
    return {one.record_id for one in quotes}
