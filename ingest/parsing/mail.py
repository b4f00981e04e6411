"""Mail: one RFC 5322 message, however broken, as its people, its date and what its author wrote."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import getaddresses, parsedate_to_datetime

from ingest.documents import Parsed
from ingest.parsing.quoting import own_words
from ingest.parsing.text import decode
from ingest.records import PersonRef, Section

_FORWARDS = re.compile(r"(?:fwd?|转发|轉寄)\s*[:：]", re.I)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_MESSAGE_ID = re.compile(r"<([^<>\s]+)>")
_ADDRESS = re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,20}")
_FOLD = re.compile(r"\r?\n[ \t]+|[\r\n]+")


_LONGEST_HEADER = 100_000  # characters: some thousand recipients
_LONGEST_DESCRIPTION = 10_000  # of a part: its type and the name of its file
_LONGEST_LINE = 998  # RFC 5322, 2.1.1
_HEADERS_BYTES = 1_000_000


class _RawHeaders(Compat32):
    """Gives headers as they stand: the default turns bytes that are not ASCII into question marks.

    What no program writes is cut off: the library reads long headers in time that grows with the square.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        described = name.lower().startswith("content-")
        return name, value[: _LONGEST_DESCRIPTION if described else _LONGEST_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - the library's signature
        return value


_RAW_HEADERS = _RawHeaders()


@dataclass(frozen=True, slots=True)
class Mail:
    """A message. `sent_at` is UTC, None where the mail bears no readable date.

    `body` is what this mail's author wrote: earlier mails quoted below it and the signature are cut.
    """

    message_id: str
    subject: str
    sent_at: datetime | None
    sender: tuple[PersonRef, ...]
    recipients: tuple[PersonRef, ...]
    cc: tuple[PersonRef, ...]
    bcc: tuple[PersonRef, ...]
    body: str
    attachments: tuple[str, ...] = ()


def read_message(data: bytes) -> Mail:
    """What cannot be read is empty; raises RecursionError for parts nested beyond any that programs write."""
    message = email.message_from_bytes(data, policy=_RAW_HEADERS)
    subject = " ".join(_header(message, "Subject").split())
    body = _body(message)
    return Mail(
        message_id=_message_id_of(message),
        subject=subject,
        sent_at=_date(message),
        sender=_people(message, "From") or _people(message, "Sender"),
        recipients=_people(message, "To"),
        cc=_people(message, "Cc"),
        bcc=_people(message, "Bcc"),
        body=body.strip() if _FORWARDS.match(subject) else own_words(body),
        attachments=tuple(_attachments(message)),
    )


def message_id(data: bytes) -> str:
    """The Message-ID without brackets, empty if there is none; the body is not looked at."""
    start = data[:_HEADERS_BYTES]
    end = _HEADER_END.search(start)
    return _message_id_of(
        email.message_from_bytes(start[: end.start()] if end else start, policy=_RAW_HEADERS)
    )


def _message_id_of(message: Message) -> str:
    stated = _header(message, "Message-ID").strip()
    match = _MESSAGE_ID.search(stated)
    found = match[1] if match else stated.strip("<> ")
    return found if len(found) <= _LONGEST_LINE and found.isprintable() else ""


def parse_mail(data: bytes) -> Parsed:
    """A message in a folder of documents: its header lines are text too, so that they can be quoted."""
    mail = read_message(data)
    header = [
        f"{label}: {value}"
        for label, value in (
            ("From", as_line(mail.sender)),
            ("To", as_line(mail.recipients)),
            ("Cc", as_line(mail.cc)),
            ("Date", f"{mail.sent_at:%Y-%m-%d %H:%M} UTC" if mail.sent_at else ""),
            ("Subject", mail.subject),
            ("Attachments", ", ".join(mail.attachments)),
        )
        if value
    ]
    sections = [Section("\n".join(header))] if header else []
    if mail.body:
        sections.append(Section(mail.body))
    return Parsed(
        tuple(sections),
        title=mail.subject,
        authors=mail.sender,
        participants=mail.recipients + mail.cc,
        occurred_at=mail.sent_at,
    )


def as_line(people: tuple[PersonRef, ...]) -> str:
    """People as a mail's header shows them: "Name <address>, …"."""
    return ", ".join(
        f"{person.name} <{person.email}>"
        if person.name and person.email
        else person.name or person.email
        for person in people
    )


def _header(message: Message, name: str) -> str:
    # Broken mails hold raw bytes in headers, which the parser keeps as lone surrogates.
    raw = message.get(name)
    if raw is None:
        return ""
    text = _FOLD.sub(" ", _readable(str(raw)))
    return "".join(_decoded(piece, charset) for piece, charset in _pieces(text))


def _readable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return _text_of(text.encode("utf-8", "surrogateescape"), "")
    return text


def _decoded(piece: bytes | str, charset: str | None) -> str:
    return piece if isinstance(piece, str) else _text_of(piece, charset or "")


def _text_of(data: bytes, charset: str) -> str:
    try:
        if charset and charset.lower() not in ("us-ascii", "ascii", "unknown-8bit"):
            return data.decode("gb18030" if charset.lower() in ("gb2312", "gbk") else charset)
    except (LookupError, UnicodeError):
        pass
    try:
        return decode(data)
    except UnicodeError:
        return data.decode("latin-1")


def _people(message: Message, name: str) -> tuple[PersonRef, ...]:
    values = [_FOLD.sub(" ", _readable(str(value))) for value in message.get_all(name, [])]
    pairs = getaddresses(values)
    if not any("@" in address for _, address in pairs):
        pairs = [*pairs, *(("", address) for address in _ADDRESS.findall(" ".join(values)))]
    found = []
    for encoded_name, address in pairs:
        shown = "".join(_decoded(piece, charset) for piece, charset in _pieces(encoded_name))
        shown, address = " ".join(shown.split()).strip("'\""), address.strip().lower()
        if "@" in address:
            found.append(PersonRef(email=address, name="" if shown.lower() == address else shown))
        elif shown or address:
            found.append(PersonRef(name=shown or address))
    return tuple(dict.fromkeys(found))


def _pieces(text: str) -> list[tuple[bytes | str, str | None]]:
    if "=?" not in text:
        return [(text, None)]
    try:
        return list(decode_header(text))
    except (ValueError, LookupError, HeaderParseError):
        return [(text, None)]


def _date(message: Message) -> datetime | None:
    try:
        moment = parsedate_to_datetime(_header(message, "Date"))
        # "-0000" and a missing zone mean UTC of an unknown place (RFC 5322, 3.3).
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _parts(message: Message) -> Iterator[Message]:
    for part in message.walk():
        if not part.is_multipart():
            yield part


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_filename(part))


def _filename(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""
    return " ".join(
        "".join(_decoded(piece, charset) for piece, charset in _pieces(_readable(name))).split()
    )


def _attachments(message: Message) -> Iterator[str]:
    for part in _parts(message):
        if _is_attached(part) and (name := _filename(part)):
            yield name


def _body(message: Message) -> str:
    """The plain part, else the HTML part as text; further inline parts of the same kind follow."""
    plain, html = [], []
    for part in _parts(message):
        if _is_attached(part):
            continue
        if part.get_content_type() == "text/plain":
            plain.append(_content(part))
        elif part.get_content_type() == "text/html":
            html.append(_content(part))
    text = "\n\n".join(piece for piece in plain if piece.strip())
    if text or not html:
        return text
    from ingest.parsing.web import text_of_html  # only a mail without plain text needs it

    return "\n\n".join(text_of_html(piece) for piece in html)


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        charset = part.get_content_charset("")
    except (ValueError, LookupError):
        charset = ""
    return _text_of(payload, charset).replace("\r\n", "\n")
