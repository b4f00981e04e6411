"""The files that people gave Zhike themselves: kept in the data folder under names of our own, each with a
note that says whose it is and for whom."""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter, ValidationError

from ingest.errors import NotFoundError, TransientError

_NOTE, _DATA, _PART = ".json", ".data", ".part"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody gave. `owner` is their address; `audience` holds tokens of those who may read it
    besides them, `wished` of those the owner would let read it. What was deleted stays as a note, so
    that it is gone from every copy of the catalog."""

    id: str
    name: str
    owner: str
    size_bytes: int
    received_at: datetime
    audience: tuple[str, ...] = ()
    wished: tuple[str, ...] = ()
    deleted: bool = False


_upload = TypeAdapter(Upload)


class UploadFolder:
    """Everything that was given, deleted or not. One process has the folder; its threads share this."""

    def __init__(self, root: Path, now: Callable[[], datetime]) -> None:
        self._root = root
        self._now = now
        self._lock = threading.RLock()
        self._uploads: dict[str, Upload] | None = None
        self._broken: list[str] = []

    def all(self) -> tuple[Upload, ...]:
        """In the order in which they came."""
        with self._lock:
            held = self._held().values()
        return tuple(sorted(held, key=lambda upload: (upload.received_at, upload.id)))

    def broken(self) -> tuple[str, ...]:
        """The ids of notes that cannot be read: whose those files are is not known."""
        with self._lock:
            self._held()
            return tuple(self._broken)

    def get(self, upload_id: str) -> Upload:
        """NotFoundError where there is none, or no longer."""
        with self._lock:
            found = self._held().get(upload_id)
        if found is None or found.deleted:
            raise NotFoundError("There is no such file, or none of yours")
        return found

    def receive(self, name: str, owner: str) -> Incoming:
        """A file on its way in."""
        upload_id = secrets.token_hex(16)
        with _room():
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = self._root / f"{upload_id}{_PART}"
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        return Incoming(upload_id, name, owner, part, os.fdopen(descriptor, "wb"))

    def keep(self, incoming: Incoming) -> Upload:
        """What came in whole, from now on ours."""
        with _room():
            incoming.close()
            incoming.part.replace(self._root / f"{incoming.id}{_DATA}")
            upload = Upload(
                incoming.id, incoming.name, incoming.owner, incoming.size_bytes, self._now()
            )
            self._write(upload)
        return upload

    def change(
        self, upload_id: str, *, audience: tuple[str, ...], wished: tuple[str, ...]
    ) -> Upload:
        """Let others read it. NotFoundError where there is none."""
        with self._lock, _room():
            changed = replace(self.get(upload_id), audience=audience, wished=wished)
            self._write(changed)
        return changed

    def delete(self, upload_id: str) -> None:
        """Forget the file; a note of it stays. NotFoundError where there is none."""
        with self._lock, _room():
            upload = self.get(upload_id)
            self._write(replace(upload, name="", audience=(), wished=(), deleted=True))
            (self._root / f"{upload_id}{_DATA}").unlink(missing_ok=True)

    def read(self, upload: Upload) -> bytes:
        """Raises OSError."""
        return (self._root / f"{upload.id}{_DATA}").read_bytes()

    def sweep(self) -> None:
        """Remove what came in half, before a stop. Only while nothing comes in."""
        with self._lock:
            known = self._held()
        for path in self._root.glob("*") if self._root.is_dir() else ():
            orphan = path.suffix == _DATA and path.stem not in (*known, *self._broken)
            if path.suffix == _PART or orphan:
                path.unlink(missing_ok=True)

    def _held(self) -> dict[str, Upload]:
        if self._uploads is None:
            found: dict[str, Upload] = {}
            for note in sorted(self._root.glob(f"*{_NOTE}")):
                try:
                    found[note.stem] = _upload.validate_json(note.read_bytes())
                except (OSError, ValidationError):
                    self._broken.append(note.stem)
            self._uploads = found
        return self._uploads

    def _write(self, upload: Upload) -> None:
        note = self._root / f"{upload.id}{_NOTE}"
        part = note.with_suffix(f"{_NOTE}{_PART}")
        with self._lock:
            held = self._held()
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_upload.dump_json(upload))
                file.flush()
                os.fsync(file.fileno())
            part.replace(note)
            held[upload.id] = upload


class Incoming:
    """A file that is being received; it is no upload before it is kept."""

    def __init__(self, upload_id: str, name: str, owner: str, part: Path, file: BinaryIO) -> None:
        self.id = upload_id
        self.name = name
        self.owner = owner
        self.part = part
        self.size_bytes = 0
        self._file = file

    def write(self, data: bytes) -> None:
        """TransientError where there is no room."""
        with _room():
            self._file.write(data)
        self.size_bytes += len(data)

    def close(self) -> None:
        """To the disk, before it counts."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def drop(self) -> None:
        """Forget what came; nothing happens to what was kept."""
        with contextlib.suppress(OSError):
            self._file.close()
        self.part.unlink(missing_ok=True)


@contextlib.contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TransientError(
            f"The file could not be stored ({error.strerror}); tell whoever runs Zhike"
        ) from error
