"""A version about to be written: what parsing, splitting and tagging have made of a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Document
from ingest.edition import EDITION
from ingest.records import Kind, Moment, PersonRef, Role, revision_of
from ingest.sentences import spans_within
from ingest.tags import IndexedChunk, Tags, indexed_text


@dataclass(frozen=True, slots=True)
class Tie:
    """A person's tie to a record as the source writes it, and who that is, if known."""

    role: Role
    email: str
    external_id: str
    name: str
    person_id: str | None


@dataclass(frozen=True, slots=True)
class CustomerTie:
    """A customer the record itself states, as the source writes it, and who that is, if known."""

    source: str
    external_id: str
    name: str
    email: str
    customer_id: str | None


@dataclass(frozen=True, slots=True)
class DraftChunk:
    """A chunk about to be written. `header` and `text` joined are what is indexed."""

    start: int
    end: int
    heading: tuple[str, ...]
    page: str
    header: str
    text: str
    customers: tuple[str, ...]
    people: tuple[str, ...]

    @property
    def indexed(self) -> str:
        return indexed_text(self.header, self.text)

    @property
    def indexed_hash(self) -> str:
        """Alike where the same would be embedded."""
        return revision_of(self.header, self.text)

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The sentences of `text`, as they stand in `indexed`."""
        return spans_within(self.indexed, self.text)


@dataclass(frozen=True, slots=True)
class Draft:
    """A version about to be written, whole."""

    record_id: str
    source: str
    external_id: str
    revision: str
    kind: Kind
    uri: str
    occurred_at: Moment | None
    audience: tuple[str, ...]
    document: Document
    ties: tuple[Tie, ...]
    customers: tuple[CustomerTie, ...]
    chunks: tuple[DraftChunk, ...]
    changed_by: PersonRef | None = None
    changed_at: Moment | None = None
    thread: str = ""

    @property
    def text_hash(self) -> str:
        return revision_of(self.document.text)

    @property
    def content_hash(self) -> str:
        """Alike where a version need not be written: same title, text, sections and chunks. A header keeps
        the customers that the record stated when its version was written."""
        document = self.document
        return revision_of(
            str(EDITION),
            document.title,
            document.text,
            repr([(span.start, span.end, span.heading, span.page) for span in document.spans]),
            repr([(chunk.start, chunk.end, chunk.heading, chunk.page) for chunk in self.chunks]),
        )

    @property
    def owners(self) -> tuple[str, ...]:
        return tuple(
            sorted(
                {
                    tie.person_id
                    for tie in self.ties
                    if tie.person_id and tie.role in ("owner", "author")
                }
            )
        )


def chunk_id(record_id: str, version: int, ordinal: int) -> str:
    return f"{record_id}.{version}.{ordinal}"


def indexed_chunks(drafts: Sequence[Draft], numbers: Sequence[int]) -> list[IndexedChunk]:
    """The drafts' chunks as the indexes take them, in order."""
    return [
        IndexedChunk(
            chunk_id(draft.record_id, number, ordinal),
            chunk.indexed,
            Tags(
                draft.record_id,
                draft.source,
                draft.kind,
                draft.audience,
                chunk.customers,
                draft.owners,
                chunk.people,
                draft.occurred_at,
            ),
        )
        for draft, number in zip(drafts, numbers, strict=True)
        for ordinal, chunk in enumerate(draft.chunks)
    ]
