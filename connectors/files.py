"""The files under a folder, and which of them a pattern means."""

from __future__ import annotations

import errno
import os
import re
import stat as file_kinds
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from ingest.errors import PermanentError


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file by its path relative to the source, with what tells that it has changed."""

    path: Path
    relative: str
    size_bytes: int
    modified_ns: int

    @property
    def mark(self) -> str:
        """What tells, with the size, that it has changed."""
        return str(self.modified_ns)

    def read(self) -> bytes:
        """Raises OSError."""
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True)
class ClosedFolder:
    """A folder below the source that may not be listed; what is known of it stays."""

    relative: str
    why: str


@dataclass(frozen=True, slots=True)
class Unnameable:
    """A file or folder whose name no store, screen or log should have to bear; `shown` spells it out."""

    shown: str

    @property
    def message(self) -> str:
        """What is wrong and what to do."""
        return f"{self.shown}: the name holds what no path may, control characters or bytes that are no UTF-8; rename it."


Found = FoundFile | ClosedFolder | Unnameable


def files_under(root: Path) -> Iterator[Found]:
    """Every file, folder by folder, in order of name; neither devices nor pipes.

    Links are followed to files inside the root alone, never to folders: what lies outside is another
    audience's, and is passed over without a word about it.
    Raises PermanentError if the root itself cannot be listed.
    """
    try:
        entries = _entries(root)
        real_root = root.resolve(strict=True)
    except OSError as error:
        raise PermanentError(
            f"{root}: the folder cannot be read ({error.strerror}); check `path` and its permissions.",
            reason="unavailable",
        ) from error
    yield from _below(entries, real_root, "")


@dataclass(frozen=True, slots=True)
class FileBelow:
    """One file of a folder, found by its path: opened anew for each reading, and never by way of a link
    that leads out."""

    root: Path
    relative: str
    size_bytes: int
    modified_ns: int

    @property
    def mark(self) -> str:
        return str(self.modified_ns)

    def read(self) -> bytes:
        """Raises OSError, also where it is no longer the file that was found."""
        with _opened_below(self.root, self.relative) as file:
            data = file.read()
            stat = os.fstat(file.fileno())
        if (stat.st_size, stat.st_mtime_ns) != (self.size_bytes, self.modified_ns):
            raise OSError(errno.ESTALE, "it has changed meanwhile")
        return data


def file_below(root: Path, relative: str) -> FileBelow | None:
    """The file at this path below the folder, where `files_under` would find it; None otherwise."""
    try:
        with _opened_below(root, relative) as file:
            stat = os.fstat(file.fileno())
    except OSError:
        return None
    return FileBelow(root, relative, stat.st_size, stat.st_mtime_ns)


def is_nameable(name: str) -> bool:
    """Whether stores, screens and logs can bear it: neither control characters nor lone surrogates."""
    return not any(unicodedata.category(character) in ("Cc", "Cs") for character in name)


def spelled_out(name: str) -> str:
    """A name that is not, in signs that can be shown."""
    return ascii(name)[1:-1]


@cache
def pattern(glob: str) -> re.Pattern[str]:
    """A glob over relative paths: `**` spans folders, `*` and `?` do not."""
    parts: list[str] = []
    for piece in re.split(r"(\*\*/|\*\*|\*|\?)", glob):
        match piece:
            case "**/":
                parts.append("(?:.*/)?")
            case "**":
                parts.append(".*")
            case "*":
                parts.append("[^/]*")
            case "?":
                parts.append("[^/]")
            case _:
                parts.append(re.escape(piece))
    return re.compile("".join(parts), re.S)


def matches(relative: str, globs: tuple[str, ...]) -> bool:
    """Whether any of the globs means this path."""
    return any(pattern(glob).fullmatch(relative) for glob in globs)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _below(entries: list[os.DirEntry[str]], real_root: Path, prefix: str) -> Iterator[Found]:
    for entry in entries:
        relative = prefix + entry.name
        if not is_nameable(entry.name):
            yield Unnameable(prefix + spelled_out(entry.name))
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                inner = _entries(Path(entry.path))
            elif _is_inside(entry, real_root) and entry.is_file():
                stat = entry.stat()
                yield FoundFile(Path(entry.path), relative, stat.st_size, stat.st_mtime_ns)
                continue
            else:
                continue
        except FileNotFoundError:
            continue  # gone since it was listed
        except OSError as error:
            yield ClosedFolder(relative, error.strerror or type(error).__name__)
            continue
        yield from _below(inner, real_root, f"{relative}/")


def _is_inside(entry: os.DirEntry[str], real_root: Path) -> bool:
    if not entry.is_symlink():
        return True
    try:
        return Path(entry.path).resolve().is_relative_to(real_root)
    except RuntimeError:
        return False  # a link that leads to itself


def _opened_below(root: Path, relative: str) -> closing[BinaryIO]:
    """A regular file at a path, none of whose folders is a link. Raises OSError."""
    parts = relative.split("/")
    if not is_nameable(relative) or any(part in ("", ".", "..") for part in parts):
        raise FileNotFoundError(errno.ENOENT, "no such file")
    try:
        descriptor = _descriptor(root, parts)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        descriptor = _descriptor(root, _target(root, relative))
    file = os.fdopen(descriptor, "rb")
    if not file_kinds.S_ISREG(os.fstat(descriptor).st_mode):
        file.close()
        raise FileNotFoundError(errno.ENOENT, "no such file")
    return closing(file)


def _target(root: Path, relative: str) -> Sequence[str]:
    """Where a link to a file of the same folder leads."""
    real_root = root.resolve(strict=True)
    real = (real_root / relative).resolve(strict=True)
    if not real.is_relative_to(real_root):
        raise FileNotFoundError(errno.ENOENT, "no such file")
    return real.relative_to(real_root).parts


def _descriptor(root: Path, parts: Sequence[str]) -> int:
    # Step by step, so that nobody who may write there can put a link in the way between look and opening.
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts[:-1]:
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    finally:
        os.close(folder)
