"""The parser process: reads files from its parent until the parent is gone.

Run by `ingest.parsing.worker` with the number of a socket, a memory limit in bytes and a time limit in seconds.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import sys
import warnings
from multiprocessing.connection import Connection

from ingest.documents import Parsed
from ingest.errors import UnreadableError
from ingest.parsing.formats import mail_of, mails_of, parse, sheets_of
from ingest.parsing.mail import Mail
from ingest.parsing.questions import MailOf, MailsOf, Question, SheetsOf
from ingest.parsing.sheets import Sheet
from ingest.records import File

_GRACE_SECONDS = 5.0


def serve(connection: Connection, limit_seconds: float) -> None:
    """Answers each File with its Parsed, each SheetsOf with its sheets, each MailOf with its Mail,
    until the other end closes.

    What cannot be read is answered with its UnreadableError.
    """
    while True:
        try:
            question = connection.recv()
        except EOFError:
            return
        # The parent ends us when we take too long; should it be gone by then, the alarm does.
        signal.setitimer(signal.ITIMER_REAL, limit_seconds + _GRACE_SECONDS)
        try:
            connection.send(_answer(question))
        except UnreadableError as error:
            connection.send(_portable(error))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(question: Question) -> Parsed | tuple[Sheet, ...] | Mail | tuple[Mail, ...]:
    match question:
        case File():
            return parse(question)
        case SheetsOf(file, only):
            return sheets_of(file, only)
        case MailOf(file):
            return mail_of(file)
        case MailsOf(file):
            return mails_of(file)


def _portable(error: UnreadableError) -> UnreadableError:
    """The error without the library's own exceptions, which the parent cannot load."""
    return UnreadableError(str(error), reason=error.reason)


def main() -> None:
    """Bounds this process, then serves."""
    descriptor, memory_bytes, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()
    warnings.simplefilter("ignore")
    with Connection(descriptor) as connection:
        connection.send(True)
        # Whatever the libraries print from here on is about one file, and is told as its failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
        serve(connection, seconds)


if __name__ == "__main__":
    main()
