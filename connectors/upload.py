"""What people gave Zhike themselves, as records: each for its owner alone until it is shared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from connectors.listing import Listed, with_checkpoints
from connectors.upload_folder import Upload, UploadFolder
from ingest.errors import NotFoundError
from ingest.records import (
    Change,
    Failure,
    File,
    Involvement,
    Original,
    PersonRef,
    Record,
    Tombstone,
    revision_of,
)
from ingest.tokens import person_token

UPLOADS, KIND = "uploads", "upload"
"""The name of the one source of this kind, which no settings name, and the kind."""


@dataclass(frozen=True, slots=True)
class UploadConnector:
    """Yields a record for each file; its external id is ours."""

    folder: UploadFolder

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Every listing is complete. Nothing is gone but what was deleted: a file that is missing, as
        after a backup was put back elsewhere, keeps its record."""
        return with_checkpoints(self._listed(known))

    def original(self, external_id: str, revision: str) -> Original | None:
        """What was given never changes; None once it is deleted."""
        try:
            upload = self.folder.get(external_id)
        except NotFoundError:
            return None
        return Original(upload.name, upload.size_bytes, True, lambda: self.folder.read(upload))

    def _listed(self, known: Mapping[str, str]) -> Iterator[Listed]:
        listed: set[str] = set()
        for upload in self.folder.all():
            if not upload.deleted:
                listed.add(upload.id)
                yield self._one(upload, known)
            elif upload.id in known:
                listed.add(upload.id)
                # Its owner has said so: nobody else is to confirm it.
                yield Listed(upload.id, Tombstone(upload.id, at_once=True))
        for broken in self.folder.broken():
            listed.add(broken)
            said = f"{broken}.json in the folder of uploads cannot be read; restore or remove it."
            yield Listed(broken, Failure(broken, "damaged", said))
        for external_id in known.keys() - listed:
            yield Listed(external_id)

    def _one(self, upload: Upload, known: Mapping[str, str]) -> Listed:
        audience = (person_token(upload.owner), *upload.audience)
        revision = revision_of(upload.id, upload.name, *sorted(audience))
        if known.get(upload.id) == revision:
            return Listed(upload.id)
        try:
            data = self.folder.read(upload)
        except OSError as error:
            said = f"{upload.name}: the file cannot be opened ({error.strerror}); send it again."
            return Listed(upload.id, Failure(upload.id, "unavailable", said, audience))
        return Listed(
            upload.id,
            Record(
                external_id=upload.id,
                revision=revision,
                kind="mail" if upload.name.lower().endswith(".eml") else "file",
                title="",  # the parser knows what the file calls itself
                audience=audience,
                file=File(upload.name, data),
                uri=upload.name,
                involvements=(Involvement("owner", PersonRef(email=upload.owner)),),
            ),
        )
