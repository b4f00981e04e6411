"""The files of a chat export, opened one after the other, those of archives too."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.errors import Reason, UnreadableError
from ingest.parsing.chat_exports import (
    Conversation,
    NotAnExport,
    other_conversations,
    slack_conversations,
)
from ingest.parsing.questions import Begun, ChatFile, ChatsOf, Unread

ENDINGS = (".json", ".jsonl", ".ndjson", ".txt", ".log", ".zip")
LARGEST_BYTES = 500_000_000
_LOCKED = 0x1  # general purpose bit 0, APPNOTE.TXT 4.4.4
_TOO_MUCH = "reading it takes more memory than allowed; split it."


def chats_in(question: ChatsOf) -> Iterator[Begun | Unread | Conversation]:
    """The conversations of an export, one at a time; each file is named before it is opened.

    No more is held than one conversation of Slack's, or one file of another's. Raises UnreadableError
    for an archive or file that cannot be opened: what it holds is then unknown.
    """
    with ExitStack() as opened:
        files = _Files(opened)
        for file in question.files:
            yield from files.add(file)
        for path in question.left_out:
            files.leave_out(path)
        for root in [
            path.removesuffix("users.json") for path in files if path.endswith("users.json")
        ]:
            inner = files.below(root)
            for found in slack_conversations(inner):
                match found:
                    case Begun(path):
                        yield Begun(root + path)
                    case Conversation():
                        yield replace(found, name=root + found.name)
                    case str():
                        yield Unread(
                            root + found, "it is no day of a Slack export; export it again."
                        )
        for path in files:
            yield Begun(path)
            try:
                yield from other_conversations(path, files[path], question.timezone)
            except MemoryError:
                yield Unread(path, _TOO_MUCH, "too_large")
            except (NotAnExport, UnicodeError):
                yield Unread(path, "it is no chat export that Zhike knows; remove it.")


@dataclass(frozen=True, slots=True)
class _Member:
    """A file, or what an archive has under a name."""

    path: str
    archive: zipfile.ZipFile | None = None
    name: str = ""

    def read(self) -> bytes:
        if self.archive is None:
            return Path(self.path).read_bytes()
        with self.archive.open(self.name) as file:
            return file.read()


@dataclass(slots=True)
class _Files(Mapping[str, bytes]):
    """Reads a file when it is asked for."""

    opened: ExitStack
    members: dict[str, _Member] = field(default_factory=dict)

    def __getitem__(self, path: str) -> bytes:
        member = self.members[path]
        with _in_our_words(path):
            return member.read()

    def __iter__(self) -> Iterator[str]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)

    def add(self, file: ChatFile) -> Iterator[Unread]:
        if not file.path.lower().endswith(".zip"):
            self.members[file.relative] = _Member(file.path)
            return
        with _in_our_words(file.relative):
            archive = self.opened.enter_context(zipfile.ZipFile(file.path))
        left_bytes = LARGEST_BYTES
        for member in archive.infolist():
            if member.is_dir() or not member.filename.lower().endswith(ENDINGS[:-1]):
                continue
            if member.flag_bits & _LOCKED:
                raise _unreadable(
                    file.relative, "the archive is locked by a password; unpack it", "encrypted"
                )
            # zipfile reads no more of a member than its directory states.
            left_bytes -= member.file_size
            if left_bytes < 0:
                raise _unreadable(
                    file.relative, "the archive unpacks to more than 500 MB; split it", "too_large"
                )
            if member.filename.isprintable():
                inside = file.inside + member.filename
                self.members[inside] = _Member(file.path, archive, member.filename)
            else:
                shown = file.inside + ascii(member.filename)[1:-1]
                yield Unread(shown, "its name holds control characters; rename it.")

    def leave_out(self, path: str) -> None:
        self.members.pop(path, None)

    def below(self, root: str) -> _Files:
        """Those below a folder, by their paths in it, which are then no longer among these."""
        paths = [path for path in self.members if path.startswith(root)]
        inner = {path.removeprefix(root): self.members.pop(path) for path in paths}
        return _Files(self.opened, inner)


@contextmanager
def _in_our_words(path: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as error:
        raise _unreadable(path, "the archive is broken; fetch it again", "damaged") from error
    except OSError as error:
        what = f"cannot be opened ({error.strerror}); check its permissions"
        raise _unreadable(path, what, "unavailable") from error


def _unreadable(path: str, what: str, reason: Reason) -> UnreadableError:
    return UnreadableError(f"{path}: {what}.", reason=reason)
