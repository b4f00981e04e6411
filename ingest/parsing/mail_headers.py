"""The header of an RFC 5322 message, however broken: its words, its people, its date and its ids."""

from __future__ import annotations

import email
import re
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import getaddresses, parsedate_to_datetime

from ingest.parsing.charsets import decode_stated
from ingest.records import PersonRef

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


def message_of(data: bytes) -> Message:
    """The message as its parts; headers as they stand."""
    return email.message_from_bytes(data, policy=_RAW_HEADERS)


def headers_of(text: str) -> Message:
    """A message of which only the header is known."""
    return email.message_from_string(text, policy=_RAW_HEADERS)


def message_id(data: bytes) -> str:
    """The Message-ID without brackets, empty if there is none; the body is not looked at."""
    start = data[:_HEADERS_BYTES]
    end = _HEADER_END.search(start)
    return id_in(message_of(start[: end.start()] if end else start), "Message-ID")


def id_in(message: Message, name: str) -> str:
    """The first message id of a header, without brackets; empty for what no program writes."""
    return next(iter(ids_in(message, name)), "")


def ids_in(message: Message, name: str) -> tuple[str, ...]:
    """The message ids of a header in order, without brackets."""
    stated = text_of(message, name).strip()
    found = _MESSAGE_ID.findall(stated) or [stated.strip("<> ")]
    return tuple(one for one in found if one and len(one) <= _LONGEST_LINE and one.isprintable())


def text_of(message: Message, name: str) -> str:
    """A header's text in one line, decoded; empty where there is none."""
    raw = message.get(name)
    return decoded(str(raw)) if raw is not None else ""


def decoded(raw: str) -> str:
    """A header's value with its encoded words read."""
    # Broken mails hold raw bytes in headers, which the parser keeps as lone surrogates.
    return _words(_FOLD.sub(" ", _readable(raw)))


def people_in(message: Message, name: str) -> tuple[PersonRef, ...]:
    """The people of a header that holds addresses; one without an address goes by name."""
    values = [_FOLD.sub(" ", _readable(str(value))) for value in message.get_all(name, [])]
    pairs = getaddresses(values)
    if not any("@" in address for _, address in pairs):
        pairs = [*pairs, *(("", address) for address in _ADDRESS.findall(" ".join(values)))]
    found = [person_of(_words(shown), address) for shown, address in pairs]
    return tuple(dict.fromkeys(person for person in found if person.email or person.name))


def person_of(name: str, address: str) -> PersonRef:
    """Whom a name and an address mean; what is no address is taken for a name."""
    name, address = " ".join(name.split()).strip("'\""), address.strip().lower()
    if "@" in address:
        return PersonRef(email=address, name="" if name.lower() == address else name)
    return PersonRef(name=name or address)


def date_of(message: Message) -> datetime | None:
    """When it was sent, in UTC; None where the header says nothing that can be read."""
    try:
        moment = parsedate_to_datetime(text_of(message, "Date"))
        # "-0000" and a missing zone mean UTC of an unknown place (RFC 5322, 3.3).
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if is_sound(moment) else None


def is_sound(moment: datetime) -> bool:
    """Whether it is a time in every zone: the first and last of all days are in some the year before or after."""
    return MINYEAR < moment.year < MAXYEAR


def _readable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return decode_stated(text.encode("utf-8", "surrogateescape"), "")
    return text


def _words(text: str) -> str:
    return "".join(
        piece if isinstance(piece, str) else decode_stated(piece, charset or "")
        for piece, charset in _pieces(text)
    )


def _pieces(text: str) -> list[tuple[bytes | str, str | None]]:
    if "=?" not in text:
        return [(text, None)]
    try:
        return list(decode_header(text))
    except (ValueError, LookupError, HeaderParseError):
        return [(text, None)]
