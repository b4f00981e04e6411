"""Parsing in a process of its own, so that a hostile file costs one failure and not the server."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import Self

from ingest.documents import Parsed
from ingest.errors import PermanentError, UnreadableError
from ingest.parsing.chat_exports import Conversation
from ingest.parsing.mail import Mail
from ingest.parsing.questions import (
    ALL_SAID,
    GOING_ON,
    Begun,
    ChatsOf,
    MailOf,
    MailsOf,
    Question,
    SheetsOf,
    Unread,
)
from ingest.parsing.sheets import Sheet
from ingest.records import File

_START_SECONDS = 60.0


class _LostError(UnreadableError):
    """The process took too long or died."""


class ParserWorker:
    """One lasting child process that parses, replaced when it runs too long or dies.

    It starts at the first file. `memory_limit_bytes` bounds the child's address space, which counts
    its libraries too: 1 GiB leaves room for large documents, 2 GiB for pictures. Of one file at most
    `ocr_pages` pictures are read, each in `ocr_timeout_seconds`. Calls from several threads take turns.
    """

    def __init__(
        self,
        timeout_seconds: float,
        memory_limit_bytes: int,
        file_limit_bytes: int,
        *,
        ocr_pages: int = 0,
        ocr_timeout_seconds: float = 0.0,
    ) -> None:
        self._timeout_seconds = timeout_seconds
        self._memory_limit_bytes = memory_limit_bytes
        self._file_limit_bytes = file_limit_bytes
        self._ocr_pages = ocr_pages
        self._ocr_timeout_seconds = ocr_timeout_seconds
        self._child: tuple[subprocess.Popen[bytes], Connection] | None = None
        self._turn = threading.Lock()

    def parse(self, file: File) -> Parsed:
        """As `formats.parse`, and UnreadableError too_large, timed_out or damaged for what it cannot survive."""
        answer = self._answer(file, file)
        if not isinstance(answer, Parsed):
            raise TypeError(f"the parser process answered {type(answer).__name__}")
        return answer

    def sheets(self, file: File, *, only: str = "") -> tuple[Sheet, ...]:
        """The rows of a workbook, or of its sheet named `only`; raises UnreadableError as `parse` does."""
        answer = self._answer(file, SheetsOf(file, only))
        if not isinstance(answer, tuple):
            raise TypeError(f"the parser process answered {type(answer).__name__}")
        return answer

    def mail(self, file: File) -> Mail:
        """One message, EML or MSG, as `read_message`; raises UnreadableError as `parse` does."""
        answer = self._answer(file, MailOf(file))
        if not isinstance(answer, Mail):
            raise TypeError(f"the parser process answered {type(answer).__name__}")
        return answer

    def mails(self, file: File) -> tuple[Mail, ...]:
        """Every message of an EML, MSG or mbox file; raises UnreadableError as `parse` does."""
        answer = self._answer(file, MailsOf(file))
        if not isinstance(answer, tuple):
            raise TypeError(f"the parser process answered {type(answer).__name__}")
        return answer

    def chats(self, question: ChatsOf) -> Iterator[Conversation | Unread]:
        """An export's conversations one by one, as `chats_in`. A file that the process does not survive is
        told as one that cannot be read; all is begun again without it, so that some come twice."""
        left_out = set(question.left_out)
        while True:
            at = ""
            try:
                for answer in self._streamed(replace(question, left_out=frozenset(left_out))):
                    if isinstance(answer, Begun):
                        at = answer.path
                    else:
                        yield answer
                return
            except _LostError as error:
                if not at or at in left_out:
                    what = f"{at}: {error}" if at else f"the export: {error}"
                    raise UnreadableError(what, reason=error.reason) from error
                left_out.add(at)
                yield Unread(at, str(error), error.reason)

    def _streamed(self, question: ChatsOf) -> Iterator[Conversation | Unread | Begun]:
        with self._turn:
            done = False
            try:
                _, connection = self._child or self._start()
                connection.send(question)
                while True:
                    if not connection.poll(self._timeout_seconds):
                        limit = f"{self._timeout_seconds:g} seconds"
                        raise _LostError(
                            f"reading it took longer than {limit}; split it.", reason="timed_out"
                        )
                    answer = connection.recv()
                    done = answer == ALL_SAID or isinstance(answer, UnreadableError)
                    if isinstance(answer, UnreadableError):
                        raise answer
                    if done:
                        return
                    yield answer
            except (EOFError, OSError) as error:
                raise _LostError(
                    "reading it crashed the parser; export it again.", reason="damaged"
                ) from error
            finally:
                if not done:
                    self._end()

    def close(self) -> None:
        """Ends the child. The worker may be used again; it then starts another."""
        with self._turn:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _answer(self, file: File, question: Question) -> object:
        if len(file.data) > self._file_limit_bytes:
            raise UnreadableError(
                f"{file.name}: it is larger than {self._file_limit_bytes // 1_000_000:,} MB; split it or exclude it.",
                reason="too_large",
            )
        with self._turn:
            return self._ask(file.name, question)

    def _ask(self, name: str, question: Question) -> object:
        _, connection = self._child or self._start()
        try:
            connection.send(question)
            answer: object = GOING_ON
            limit_seconds = self._timeout_seconds
            while answer == GOING_ON:
                if not connection.poll(limit_seconds):
                    self._end()
                    raise UnreadableError(
                        f"{name}: reading it took longer than {limit_seconds:g} seconds; split or exclude it.",
                        reason="timed_out",
                    )
                answer = connection.recv()
                limit_seconds = self._ocr_timeout_seconds
        except (EOFError, OSError) as error:
            self._end()
            raise UnreadableError(
                f"{name}: reading it crashed the parser; "
                "open it in the program it was made with and save it again.",
                reason="damaged",
            ) from error
        except BaseException:
            # Interrupted between question and answer: the next file must not get this one's answer.
            self._end()
            raise
        if isinstance(answer, UnreadableError):
            raise answer
        return answer

    def _start(self) -> tuple[subprocess.Popen[bytes], Connection]:
        ours, theirs = Pipe()
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no input in it
                [
                    sys.executable,
                    "-m",
                    "ingest.parsing.child",
                    str(theirs.fileno()),
                    str(self._memory_limit_bytes),
                    str(self._timeout_seconds),
                    str(self._ocr_pages),
                    str(self._ocr_timeout_seconds),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self._child = process, ours
        try:
            ready = ours.poll(_START_SECONDS) and ours.recv()
        except (EOFError, OSError):
            ready = False
        if not ready:
            self._end()
            raise PermanentError(
                "The parser process does not start; see the lines above in the log.",
                reason="unavailable",
            )
        return process, ours

    def _end(self) -> None:
        if self._child is None:
            return
        process, connection = self._child
        self._child = None
        connection.close()
        process.kill()
        process.wait()
