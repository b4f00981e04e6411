"""The fields that can be counted by: those that the asker's records really have."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from assistant.query.typed_query import RECORD_DATE
from assistant.vocabulary import FieldVocabulary
from ingest.access import Access
from ingest.catalog.values import SeenField, has_records, seen_fields
from ingest.names import fold
from ingest.records import Kind


@dataclass(frozen=True, slots=True)
class KnownField:
    """A field as the catalog has it, and the canonical names that it answers to."""

    seen: SeenField
    names: frozenset[str]

    @property
    def name(self) -> str:
        return self.seen.name

    @property
    def label(self) -> str:
        return self.seen.labels[0]


class KnownFields:
    """The fields of every kind of record that one asker may read, each kind looked up once."""

    def __init__(
        self, connection: Connection, vocabulary: FieldVocabulary, *, access: Access
    ) -> None:
        self._connection = connection
        self._vocabulary = vocabulary
        self._access = access
        self._of: dict[Kind, tuple[KnownField, ...]] = {}
        self._exists: dict[Kind, bool] = {}

    def of(self, kind: Kind) -> tuple[KnownField, ...]:
        """The fields of a kind."""
        if kind not in self._of:
            found = seen_fields(self._connection, kind, access=self._access)
            self._of[kind] = tuple(KnownField(one, self._names(one)) for one in found)
        return self._of[kind]

    def exists(self, kind: Kind) -> bool:
        """Whether the asker may read any record of the kind."""
        if kind not in self._exists:
            self._exists[kind] = has_records(self._connection, kind, access=self._access)
        return self._exists[kind]

    def meant(self, kind: Kind, field: str) -> KnownField | None:
        """The field that a name means: one so called, or so labelled, or that answers to the name."""
        held, folded = self.of(kind), fold(field)
        for is_meant in (
            lambda one: one.name == field,
            lambda one: folded in (fold(one.name), *map(fold, one.seen.labels)),
            lambda one: field in one.names,
        ):
            found = next(filter(is_meant, held), None)
            if found:
                return found
        return None

    def record_date(self, kind: Kind) -> KnownField | None:
        """The field that gives the records of a kind their own date; None where none does."""
        return next(
            (one for one in self.of(kind) if one.seen.is_record_date),
            None,
        )

    def _names(self, seen: SeenField) -> frozenset[str]:
        return frozenset().union(
            *(self._vocabulary.answers_to(seen.name, label) for label in seen.labels)
        )


def is_record_date(field: str) -> bool:
    """Whether a record's own date is meant, which is no field."""
    return field in ("", RECORD_DATE)
