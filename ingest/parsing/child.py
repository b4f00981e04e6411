"""The parser process: reads files from its parent until the parent is gone.

Run by `ingest.parsing.worker` with the number of a socket, a memory limit in bytes, a time limit in seconds,
how many pictures of a file to read, and a time limit for each of them.
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
from ingest.parsing.chat_files import chats_in
from ingest.parsing.formats import mail_of, mails_of, parse, sheets_of
from ingest.parsing.mail import Mail
from ingest.parsing.questions import ALL_SAID, GOING_ON, ChatsOf, MailOf, MailsOf, SheetsOf
from ingest.parsing.recognition import Recogniser, can_recognise
from ingest.parsing.sheets import Sheet
from ingest.records import File

_GRACE_SECONDS = 5.0


def serve(
    connection: Connection, limit_seconds: float, most_pictures: int, picture_seconds: float
) -> None:
    """Answers each File with its Parsed, each SheetsOf with its sheets, each MailOf with its Mail,
    each ChatsOf with its conversations, until the other end closes.

    What cannot be read is answered with its UnreadableError; each picture is announced by GOING_ON.
    """

    def picture_begun() -> None:
        connection.send(GOING_ON)
        signal.setitimer(signal.ITIMER_REAL, picture_seconds + _GRACE_SECONDS)

    reads = most_pictures > 0 and can_recognise()
    recogniser = Recogniser(most_pictures, picture_begun) if reads else None
    while True:
        try:
            question = connection.recv()
        except EOFError:
            return
        # The parent ends us when we take too long; should it be gone by then, the alarm does.
        signal.setitimer(signal.ITIMER_REAL, limit_seconds + _GRACE_SECONDS)
        try:
            if isinstance(question, ChatsOf):
                _answer_one_by_one(question, connection, limit_seconds)
            else:
                connection.send(_answer(question, recogniser))
        except UnreadableError as error:
            connection.send(_portable(error))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer_one_by_one(question: ChatsOf, connection: Connection, limit_seconds: float) -> None:
    """The time limit is for each answer, and not for how long the parent takes to want the next."""
    for answer in chats_in(question):
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send(answer)
        signal.setitimer(signal.ITIMER_REAL, limit_seconds + _GRACE_SECONDS)
    connection.send(ALL_SAID)


def _answer(
    question: File | SheetsOf | MailOf | MailsOf, recogniser: Recogniser | None
) -> Parsed | tuple[Sheet, ...] | Mail | tuple[Mail, ...]:
    match question:
        case File():
            return parse(question, recogniser)
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
    most_pictures, picture_seconds = int(sys.argv[4]), float(sys.argv[5])
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()
    warnings.simplefilter("ignore")
    with Connection(descriptor) as connection:
        connection.send(True)
        # Whatever the libraries print from here on is about one file, and is told as its failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
        serve(connection, seconds, most_pictures, picture_seconds)


if __name__ == "__main__":
    main()
