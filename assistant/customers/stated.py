"""Structured records, read by what their fields mean whatever a source calls them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, select

from assistant.answers import RecordLink
from assistant.fielded import FieldLine
from assistant.vocabulary import FieldVocabulary
from ingest.access import Access
from ingest.catalog.values import seen_fields
from ingest.catalog.visible import visible
from ingest.moments import day_of, from_text
from ingest.records import Kind, Moment
from ingest.typed_values import number_of, typed

_MANY = 500
_SYMBOLS = {"¥": "CNY", "￥": "CNY", "元": "CNY", "$": "USD", "€": "EUR", "£": "GBP"}


@dataclass(frozen=True, slots=True)
class Stated:
    """A record that the asker may read, with the lines of its fields and its whole text."""

    record_id: str
    version: int
    kind: Kind
    title: str
    occurred_at: Moment | None
    lines: tuple[FieldLine, ...]
    text: str

    @property
    def link(self) -> RecordLink:
        return RecordLink(self.record_id, self.title)

    def line(self, *names: str) -> FieldLine | None:
        """The first line that says something under one of these canonical names, the first name first."""
        found = (one for name in names for one in self.lines if name in one.names and one.value)
        return next(found, None)

    def value(self, *names: str) -> str:
        """What it says; empty where there is none."""
        found = self.line(*names)
        return found.value if found else ""

    def day(self, *names: str) -> date | None:
        """The first day that stands under one of the names."""
        for name in names:
            for one in self.lines:
                moment = typed(one.value).moment if name in one.names else ""
                if moment:
                    return day_of(from_text(moment))
        return None

    def amount(self) -> Decimal | None:
        """The sum of money it is over."""
        return number_of(self.value("amount"))

    def currency(self, usual: str) -> str:
        """The currency of that sum; the usual one where none is said."""
        said = self.value("currency").strip().upper()
        amount = self.value("amount")
        return said or next((name for sign, name in _SYMBOLS.items() if sign in amount), usual)


class StatedReader:
    """Reads fields; what a name and a label mean is looked up once."""

    def __init__(self, vocabulary: FieldVocabulary) -> None:
        self._vocabulary = vocabulary
        self._means: dict[tuple[str, str], frozenset[str]] = {}

    def read(
        self, connection: Connection, record_ids: Sequence[str], *, access: Access
    ) -> list[Stated]:
        """Those of the records that the asker may read, in the order given."""
        seen = visible(access=access)
        fields, records = seen.fields.c, seen.records.c
        lines: dict[str, list[FieldLine]] = defaultdict(list)
        held = {}
        for start in range(0, len(record_ids), _MANY):
            part = record_ids[start : start + _MANY]
            for row in connection.execute(
                select(
                    records.record_id,
                    records.version,
                    records.kind,
                    records.title,
                    records.occurred_at,
                    records.text,
                ).where(records.record_id.in_(part))
            ):
                held[row.record_id] = row
            for row in connection.execute(
                select(
                    fields.record_id,
                    fields.name,
                    fields.label,
                    fields.value,
                    fields.start,
                    fields.end,
                )
                .where(fields.record_id.in_(part))
                .order_by(fields.record_id, fields.ordinal)
            ):
                one, name, label, value, begin, end = row
                line = FieldLine(name, self.means(name, label), value, begin, end)
                lines[one].append(line)
        return [
            Stated(
                one,
                held[one].version,
                held[one].kind,
                held[one].title,
                held[one].occurred_at,
                tuple(lines[one]),
                held[one].text,
            )
            for one in record_ids
            if one in held
        ]

    def read_kind(
        self,
        connection: Connection,
        kind: Kind,
        names: Collection[str] | None,
        *,
        access: Access,
    ) -> list[Stated]:
        """All records of a kind that the asker may read, without their text, with the lines that answer to
        these names alone, or with all."""
        seen = visible(access=access)
        records, fields = seen.records.c, seen.fields.c
        told = [
            one.name
            for one in seen_fields(connection, kind, access=access)
            if names is None
            or any(not self.means(one.name, label).isdisjoint(names) for label in one.labels)
        ]
        lines: dict[str, list[FieldLine]] = defaultdict(list)
        for row in connection.execute(
            select(seen.fields)
            .where(fields.kind == kind, fields.name.in_(told))
            .order_by(fields.record_id, fields.ordinal)
        ):
            meant = self.means(row.name, row.label)
            lines[row.record_id].append(FieldLine(row.name, meant, row.value, row.start, row.end))
        return [
            Stated(
                row.record_id,
                row.version,
                row.kind,
                row.title,
                row.occurred_at,
                tuple(lines.get(row.record_id, ())),
                "",
            )
            for row in connection.execute(
                select(
                    records.record_id,
                    records.version,
                    records.kind,
                    records.title,
                    records.occurred_at,
                ).where(records.kind == kind)
            )
        ]

    def means(self, name: str, label: str) -> frozenset[str]:
        """The canonical names that a field answers to."""
        if (name, label) not in self._means:
            self._means[name, label] = self._vocabulary.answers_to(name, label)
        return self._means[name, label]
