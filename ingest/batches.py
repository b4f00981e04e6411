"""What of a listing is written together."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.documents import Document
from ingest.records import Checkpoint, Failure, Record, record_id
from ingest.splitting import Piece

_BATCH_CHUNKS = 512
_BATCH_RECORDS = 400


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record whose text is ready, waiting to be written."""

    record: Record
    document: Document
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class Batch:
    """What is written together, up to the next checkpoint. `hidden` are the ids of records that go out of
    sight with it."""

    prepared: list[Prepared] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    checkpoint: Checkpoint | None = None
    pieces: int = 0

    def add(self, item: Prepared) -> None:
        """Write this one too."""
        self.prepared.append(item)
        self.pieces += len(item.pieces)

    def take_back(self, record_id: str) -> None:
        """Of one that was gone and is here again, the later word counts."""
        self.hidden = [gone for gone in self.hidden if gone != record_id]

    def granting_nothing(self, source: str) -> list[str]:
        """The records of directory entries that cannot be read."""
        return [record_id(source, one.external_id) for one in self.failures if one.grants_nothing]

    @property
    def is_full(self) -> bool:
        items = len(self.prepared) + len(self.failures) + len(self.hidden)
        return self.pieces >= _BATCH_CHUNKS or items >= _BATCH_RECORDS
