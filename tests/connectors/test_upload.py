from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from connectors.upload import UploadConnector
from connectors.upload_folder import UploadFolder
from ingest.records import Tombstone
from tests.connectors.contract import known_after, records_of


def test_what_its_owner_deletes_goes_at_once_without_being_confirmed(tmp_path: Path) -> None:
    folder = UploadFolder(tmp_path / "uploads", lambda: datetime(2026, 3, 1, tzinfo=UTC))
    incoming = folder.receive("offer.txt", "wang@huace.example")
    incoming.write("报价".encode())
    upload = folder.keep(incoming)
    first = list(UploadConnector(folder).changes({}, None))
    assert records_of(first)[upload.id].audience == ("person:wang@huace.example",)
    folder.delete(upload.id)
    again = list(UploadConnector(folder).changes(known_after(first), None))
    assert Tombstone(upload.id, at_once=True) in again
