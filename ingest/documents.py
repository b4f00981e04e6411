"""A record parsed: ordered sections joined into one text that citations point into."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.marks import normal
from ingest.records import Involvement, Moment, PersonRef, Record, Section

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff]")
_TRAILING = re.compile(r"(?<![ \t\u00a0\u3000])[ \t\u00a0\u3000]+\n")
_BLANK_LINES = re.compile(r"\n{3,}")
SECTION_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says: its sections, and what its format states about itself."""

    sections: tuple[Section, ...]
    title: str = ""
    authors: tuple[PersonRef, ...] = ()
    participants: tuple[PersonRef, ...] = ()
    occurred_at: Moment | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Where a section stands in the document's text, in Unicode code points."""

    start: int
    end: int
    heading: tuple[str, ...]
    page: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpan:
    """Where a field's line stands in the document's text."""

    name: str
    label: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One version's text. `text[span.start:span.end]` is a section; sections never overlap."""

    title: str
    text: str
    spans: tuple[Span, ...]
    fields: tuple[FieldSpan, ...] = ()


def normalise(text: str) -> str:
    """NFC, \\n for line ends, no control or zero-width characters, no trailing blanks."""
    text = normal("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _TRAILING.sub("\n", _UNSEEN.sub("", text))
    return _BLANK_LINES.sub("\n\n", text).strip()


def assemble(record: Record, parsed: Parsed | None) -> Document:
    """The document of a record: its fields as lines, then its sections, then its file's."""
    pieces: list[str] = []
    spans: list[Span] = []
    fields: list[FieldSpan] = []
    position = 0

    def add(text: str, heading: tuple[str, ...], page: str, speaker: str = "") -> int:
        nonlocal position
        if pieces:
            position += len(SECTION_SEPARATOR)
        start = position
        pieces.append(text)
        position += len(text)
        spans.append(Span(start, position, heading, page, speaker))
        return start

    lines = [
        (field, " ".join(normalise(f"{field.label}: {field.value}").split()))
        for field in record.fields
        if field.value.strip()
    ]
    if lines:
        offset = add("\n".join(line for _, line in lines), (), "")
        for field, line in lines:
            fields.append(
                FieldSpan(field.name, field.label, field.value, offset, offset + len(line))
            )
            offset += len(line) + 1
    for section in (*record.sections, *(parsed.sections if parsed else ())):
        text = normalise(section.text)
        if text:
            heading = tuple(normalise(part) for part in section.heading if part)
            add(text, heading, section.page, normalise(section.speaker))
    title = normalise(record.title or (parsed.title if parsed else "")) or record.external_id
    return Document(title, SECTION_SEPARATOR.join(pieces), tuple(spans), tuple(fields))


def with_what_the_file_states(record: Record, parsed: Parsed) -> Record:
    """The record, completed by the authors, participants and date that its file carries."""
    involved = (
        *(Involvement("author", person) for person in parsed.authors),
        *(Involvement("participant", person) for person in parsed.participants),
    )
    return replace(
        record,
        involvements=record.involvements + involved,
        occurred_at=record.occurred_at or parsed.occurred_at,
    )
