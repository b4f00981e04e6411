"""The files that records were read from, for whoever may read the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlalchemy import Connection, select

from assistant.views import FileView
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.edition import read_at
from ingest.errors import NotFoundError
from ingest.pipeline import Source
from ingest.records import Keeping, Original
from ingest.store import Store

OTHER = "application/octet-stream"
SHOWN = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
"""What a page may show; anything else is only ever saved. SVG is none of these: it may hold scripts."""
_BEGINNINGS = (
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/gif", b"GIF8"),
)
_PDF_WITHIN = 1024  # ISO 32000-1, annex H.3.4.1: readers look that far for the header


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """Bytes as they were read, and what they are by their own beginning, whatever the name says."""

    name: str
    media_type: str
    data: bytes


class Originals:
    """Asks those of the `sources` of the moment, by name, that keep files; the others have none."""

    def __init__(self, store: Store, sources: Callable[[], Mapping[str, Source]]) -> None:
        self._store = store
        self._sources = sources

    def view(
        self, connection: Connection, record_id: str, version: int, *, access: Access
    ) -> FileView | None:
        """Which file there is of this version; None where none is kept, as of versions before the live one."""
        original = self._original(connection, record_id, version, access)
        if original is None:
            return None
        media_type = SHOWN.get(PurePosixPath(original.name).suffix.lower(), OTHER)
        return FileView(
            original.name,
            media_type,
            original.size_bytes,
            "same" if original.same else "changed",
        )

    def file(self, record_id: str, version: int | None, *, access: Access) -> OriginalFile:
        """The file of the live version, which is `version` where that is said. NotFoundError where there is
        no such record for this asker, where its source keeps no file, and where the file is another now."""
        with self._store.catalog.reading() as connection:
            original = self._original(connection, record_id, version, access)
        if original is None:
            raise NotFoundError("There is no such file, or none that you may read")
        if not original.same:
            raise NotFoundError(
                "The file has changed since it was read; it can be opened once it is read again"
            )
        try:
            data = original.data()
        except OSError as error:
            raise NotFoundError("The file cannot be opened just now; try again later") from error
        return OriginalFile(original.name, media_type_of(data), data)

    def _original(
        self, connection: Connection, record_id: str, version: int | None, access: Access
    ) -> Original | None:
        records = visible(access=access).records
        row = connection.execute(
            select(
                records.c.version, records.c.source, records.c.external_id, records.c.revision
            ).where(records.c.record_id == record_id)
        ).first()
        if row is None or row.version != (version or row.version):
            return None
        source = self._sources().get(row.source)
        if source is None or not isinstance(source.connector, Keeping):
            return None
        return source.connector.original(row.external_id, read_at(row.revision))


def media_type_of(data: bytes) -> str:
    """What a page may show them as; OTHER for everything else."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "application/pdf"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for kind, begins in _BEGINNINGS if data.startswith(begins)), OTHER)
