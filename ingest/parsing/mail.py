"""Mail: one message as its people, its date, what its author wrote and what is attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from ingest.documents import Parsed
from ingest.parsing.mail_headers import date_of, id_in, ids_in, message_of, people_in, text_of
from ingest.parsing.mail_parts import (
    Attachment,
    attached_files,
    body_of,
    names_of_attachments,
    placed,
)
from ingest.parsing.quoting import own_words
from ingest.records import PersonRef, Section

_FORWARDS = re.compile(r"(?:fwd?|fw|转发|轉寄)\s*[:：]", re.I)
_DEEPEST_MAIL = 3
_MOST_ATTACHMENTS = 100


@dataclass(frozen=True, slots=True)
class Mail:
    """A message. `sent_at` is UTC, None where the mail bears no readable date.

    `body` is what this mail's author wrote: earlier mails quoted below it and the signature are cut.
    `thread` is the id of the message that began the conversation, as far as the mail tells: its own
    where it answers none. `attachments` holds those of attached mails too, three mails deep, and
    at most a hundred; `attached` are the names that the mail shows.
    """

    message_id: str
    subject: str
    sent_at: datetime | None
    sender: tuple[PersonRef, ...]
    recipients: tuple[PersonRef, ...]
    cc: tuple[PersonRef, ...]
    bcc: tuple[PersonRef, ...]
    body: str
    thread: str = ""
    attached: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def read_message(data: bytes) -> Mail:
    """What cannot be read is empty; raises RecursionError for parts nested beyond any that programs write."""
    return _mail(message_of(data), depth=0)


def _mail(message: Message, *, depth: int) -> Mail:
    subject = " ".join(text_of(message, "Subject").split())
    return Mail(
        message_id=id_in(message, "Message-ID"),
        subject=subject,
        sent_at=date_of(message),
        sender=people_in(message, "From") or people_in(message, "Sender"),
        recipients=people_in(message, "To"),
        cc=people_in(message, "Cc"),
        bcc=people_in(message, "Bcc"),
        body=words_of(subject, body_of(message)),
        thread=thread_of(message),
        attached=names_of_attachments(message),
        attachments=with_inner(attached_files(message), depth=depth),
    )


def thread_of(message: Message) -> str:
    """The id of the first message of the conversation, by References, In-Reply-To or its own."""
    for name in ("References", "In-Reply-To", "Message-ID"):
        if ids := ids_in(message, name):
            return ids[0]
    return ""


def words_of(subject: str, body: str) -> str:
    """What the author wrote; a mail that forwards says what it forwards."""
    return body.strip() if _FORWARDS.match(subject) else own_words(body)


def with_inner(files: Iterable[tuple[str, bytes]], *, depth: int) -> tuple[Attachment, ...]:
    """Attachments by name and bytes, each attached mail followed by its own."""
    found: list[Attachment] = []
    for number, (name, data) in enumerate(files, start=1):
        if len(found) >= _MOST_ATTACHMENTS:
            break
        attachment = Attachment(placed(number, name), data)
        found.append(attachment)
        if depth + 1 < _DEEPEST_MAIL and name.lower().endswith(".eml"):
            found.extend(_inside(attachment, depth + 1))
    return tuple(found[:_MOST_ATTACHMENTS])


def _inside(mail: Attachment, depth: int) -> Iterator[Attachment]:
    for inner in _mail(message_of(mail.data), depth=depth).attachments:
        yield Attachment(f"{mail.path}/{inner.path}", inner.data)


def parse_mail(data: bytes) -> Parsed:
    """A message in a folder of documents: its header lines are text too, so that they can be quoted."""
    return parsed_mail(read_message(data))


def parsed_mail(mail: Mail) -> Parsed:
    """A mail as a document of its header lines and its words."""
    return Parsed(
        tuple(Section(text) for text in (header_lines(mail), mail.body) if text),
        title=mail.subject,
        authors=mail.sender,
        participants=mail.recipients + mail.cc,
        occurred_at=mail.sent_at,
    )


def header_lines(mail: Mail) -> str:
    """Who wrote to whom, when and on what, a line each."""
    return "\n".join(
        f"{label}: {value}"
        for label, value in (
            ("From", as_line(mail.sender)),
            ("To", as_line(mail.recipients)),
            ("Cc", as_line(mail.cc)),
            ("Date", f"{mail.sent_at:%Y-%m-%d %H:%M} UTC" if mail.sent_at else ""),
            ("Subject", mail.subject),
            ("Attachments", ", ".join(mail.attached)),
        )
        if value
    )


def as_line(people: tuple[PersonRef, ...]) -> str:
    """People as a mail's header shows them: "Name <address>, …"."""
    return ", ".join(
        f"{person.name} <{person.email}>"
        if person.name and person.email
        else person.name or person.email
        for person in people
    )
