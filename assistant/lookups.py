"""Answers questions for a field of a structured record from the field itself.

A question is a lookup when it asks for a field that a record has, and the rest of its words are
explained by that record, by the names in the question, or say no more than "look it up".
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib.resources import files

from sqlalchemy import Connection, select

from assistant.cards import person_cards
from assistant.naming import known_mentions, with_known_tags
from assistant.retrieval import Found
from ingest.access import Access
from ingest.catalog.reading import StoredChunk, readable, readable_chunks
from ingest.catalog.schema import chunks, customers, fields, people, records, versions
from ingest.filters import UNFILTERED
from ingest.mentions import NameMatcher
from ingest.names import fold
from ingest.records import PersonRef
from ingest.segmentation import terms
from ingest.store import Store

_CANDIDATES = 30
_LEAST_EXPLAINED = 0.86
_PEOPLE_FIELDS = frozenset({"owner", "manager", "resolver", "assignee"})


@dataclass(frozen=True, slots=True)
class FieldFact:
    """A field that answers: its line stands at `start`..`end` of the chunk's document."""

    chunk: StoredChunk
    name: str
    line: str
    start: int
    end: int
    spoken: str


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    chunks: tuple[StoredChunk, ...]
    lines: tuple[_Line, ...]
    own: bool
    score: float

    @property
    def record(self) -> StoredChunk:
        """Any chunk of the record stands for what is the record's."""
        return self.chunks[0]


class FieldLookup:
    """Reads fields by the words that `fields.toml` lists for them."""

    def __init__(self, store: Store) -> None:
        table = tomllib.loads(files("assistant").joinpath("fields.toml").read_text("utf-8"))
        self._store = store
        asked: dict[str, list[str]] = defaultdict(list)
        for name, words in table["words"].items():
            for word in words:
                asked[fold(word)].append(name)
        self._asked = NameMatcher(asked)
        self._kinds = {
            kind: frozenset(term for word in words for term in terms(word))
            for kind, words in table["kinds"].items()
        }
        self._generic = frozenset(
            term for word in table["generic"]["words"] for term in terms(word)
        )

    def look_up(
        self, found: Found, *, access: Access, without: frozenset[str], limit: int
    ) -> tuple[FieldFact, ...]:
        """The fields that answer, best record first; empty when the question is no lookup.

        `without` leaves out whole records.
        """
        mentions = self._asked.mentions(found.question)
        if not mentions:
            return ()
        wanted = {name for mention in mentions for name in mention.entities}
        asked_terms = {term for mention in mentions for term in terms(mention.name)}
        name_terms = {
            term
            for mention in known_mentions(self._store, found.question, access=access)
            for term in terms(mention.name)
        }
        with self._store.catalog.reading() as connection:
            candidates = self._candidates(connection, found, wanted, access)
        explained = [
            candidate
            for candidate in candidates
            if candidate.record.record_id not in without
            and self._explains(found, candidate, asked_terms | name_terms | self._generic)
        ]
        if not explained:
            return ()
        explained.sort(key=lambda candidate: (-candidate.own, -candidate.score))
        return tuple(self._facts(explained, access))[:limit]

    def _explains(self, found: Found, candidate: _Candidate, known: AbstractSet[str]) -> bool:
        if (
            found.named
            and not candidate.own
            and not any(
                set(found.named) & {*chunk.customers, *chunk.people} for chunk in candidate.chunks
            )
        ):
            return False
        said = " ".join(f"{chunk.header} {chunk.text}" for chunk in candidate.chunks)
        own = {*terms(said), *self._kinds.get(candidate.record.kind, ())}
        if not found.named and not any(term in own and term not in known for term in found.terms):
            return False
        total = sum(found.idf.values()) or 1.0
        missing = sum(
            idf for term, idf in found.idf.items() if term not in known and term not in own
        )
        return 1 - missing / total >= _LEAST_EXPLAINED

    def _candidates(
        self, connection: Connection, found: Found, wanted: set[str], access: Access
    ) -> list[_Candidate]:
        scores = {
            passage.record_id: passage.score for passage in reversed(found.passages[:_CANDIDATES])
        }
        own = _own_records(connection, found.named)
        rows = connection.execute(
            select(fields)
            .join(
                records,
                (records.c.record_id == fields.c.record_id)
                & (records.c.live_version == fields.c.version),
            )
            .join(versions, versions.c.record_id == records.c.record_id)
            .where(fields.c.record_id.in_([*scores, *own]), readable(access))
            .order_by(fields.c.record_id, fields.c.ordinal)
        ).all()
        by_record: dict[str, list[_Line]] = defaultdict(list)
        for row in rows:
            if wanted & self._says(row.name, row.label):
                by_record[row.record_id].append(_Line(row.name, row.value, row.start, row.end))
        held = self._chunks(connection, by_record, access)
        return [
            _Candidate(
                tuple(held[record_id]),
                tuple(lines),
                record_id in own,
                scores.get(record_id, 0.0),
            )
            for record_id, lines in by_record.items()
            if record_id in held
        ]

    def _chunks(
        self, connection: Connection, record_ids: Mapping[str, object], access: Access
    ) -> dict[str, list[StoredChunk]]:
        """The chunks of each record, in order."""
        ids = connection.scalars(
            select(chunks.c.chunk_id)
            .join(
                records,
                (records.c.record_id == chunks.c.record_id)
                & (records.c.live_version == chunks.c.version),
            )
            .where(chunks.c.record_id.in_(list(record_ids)))
        ).all()
        stored = with_known_tags(
            connection,
            readable_chunks(connection, ids, access=access, filters=UNFILTERED),
            access=access,
        )
        held: dict[str, list[StoredChunk]] = defaultdict(list)
        for chunk in sorted(stored.values(), key=lambda chunk: chunk.ordinal):
            held[chunk.record_id].append(chunk)
        return held

    def _facts(self, candidates: Sequence[_Candidate], access: Access) -> list[FieldFact]:
        facts = []
        best = candidates[0]
        for candidate in candidates:
            if candidate.own != best.own or candidate.record.kind != best.record.kind:
                continue
            for line in candidate.lines:
                for chunk in candidate.chunks:
                    if chunk.start <= line.start and line.end <= chunk.end:
                        said = chunk.text[line.start - chunk.start : line.end - chunk.start]
                        spoken = self._spoken(chunk, line, said, access)
                        facts.append(
                            FieldFact(chunk, line.name, said, line.start, line.end, spoken)
                        )
            if best.own:
                break
        return facts

    def _says(self, name: str, label: str) -> set[str]:
        """The canonical names that a field answers to: its own, and those its label spells."""
        mentions = self._asked.mentions(label.replace("_", " "))
        return {name, *(canonical for mention in mentions for canonical in mention.entities)}

    def _spoken(self, chunk: StoredChunk, line: _Line, said: str, access: Access) -> str:
        """The line with its record's title before it and, behind an address or a staff number, the
        name, if the asker may read the directory."""
        if line.name in _PEOPLE_FIELDS:
            reference = PersonRef(email=line.value.strip().lower(), external_id=line.value.strip())
            person = self._store.entities().person(reference, chunk.source)
            with self._store.catalog.reading() as connection:
                card = person_cards(connection, [person or ""], access=access).get(person or "")
            if card and card.name not in said:
                return f"{chunk.title} · {said} ({card.name})"
        return f"{chunk.title} · {said}"


def _own_records(connection: Connection, named: Sequence[str]) -> frozenset[str]:
    """The account and directory records that state the entities named."""
    stating = select(customers.c.record_id).where(
        customers.c.customer_id.in_(named), customers.c.record_id.is_not(None)
    )
    directory = select(people.c.record_id).where(
        people.c.person_id.in_(named), people.c.record_id.is_not(None)
    )
    return frozenset([*connection.scalars(stating), *connection.scalars(directory)])
