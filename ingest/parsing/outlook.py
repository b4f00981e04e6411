"""Outlook's MSG files: the same mail as an EML file gives.

The numbers are property ids of [MS-OXPROPS]; the layout is that of [MS-OXMSG].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

from olefile import OleFileIO
from oxmsg.storage import Storage

from ingest.documents import Parsed
from ingest.parsing.charsets import decode_stated
from ingest.parsing.mail import Mail, as_line, parsed_mail, with_inner, words_of
from ingest.parsing.mail_headers import (
    date_of,
    headers_of,
    ids_in,
    is_sound,
    people_in,
    person_of,
)
from ingest.records import PersonRef

_SUBJECT, _BODY, _HTML, _HEADERS = 0x0037, 0x1000, 0x1013, 0x007D
_COMPRESSED_RTF = 0x1009
_MESSAGE_ID, _REFERENCES, _IN_REPLY_TO = 0x1035, 0x1039, 0x1042
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_DISPLAY_NAME, _ADDRESS, _SMTP, _RECIPIENT_TYPE = 0x3001, 0x3003, 0x39FE, 0x0C15
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_CODEPAGE, _INTERNET_CODEPAGE = 0x3FFD, 0x3FDE
_FILE, _LONG_NAME, _SHORT_NAME, _CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x3712
_UNICODE, _BYTES_OF_TEXT, _BINARY, _OBJECT = 0x001F, 0x001E, 0x0102, 0x000D
_HEADER_OF_FILE, _HEADER_OF_INNER, _HEADER_OF_PART = 32, 24, 8
_UTF8 = 65001
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp")
_PICTURE_OF_A_SIGNATURE_BYTES = 30_000
_DEEPEST_MAIL = 3


def read_outlook(data: bytes) -> Mail:
    """A message in a compound file. Raises what olefile and struct raise for a broken one."""
    with OleFileIO(data) as file:
        return _mail(Storage.from_ole(file), _HEADER_OF_FILE, depth=0)


def parse_outlook(data: bytes) -> Parsed:
    """A message in a folder of documents, as `parse_mail` gives an EML file."""
    return parsed_mail(read_outlook(data))


def _mail(storage: Storage, header_bytes: int, *, depth: int) -> Mail:
    item = _Item(storage, header_bytes)
    headers = headers_of(item.text(_HEADERS))
    people: dict[int, tuple[PersonRef, ...]] = {
        1: (),
        2: (),
        3: (),
    }  # To, Cc, Bcc in [MS-OXOMSG] 2.2.3.1
    for kind, person in _recipients(storage, item.charset):
        people[kind] = (*people.get(kind, ()), person)
    subject = " ".join(item.text(_SUBJECT).split())
    files = tuple(_files(storage, item.charset, depth))
    return Mail(
        message_id=_ids(item.text(_MESSAGE_ID)),
        subject=subject,
        sent_at=item.moment(_SUBMITTED) or item.moment(_DELIVERED) or date_of(headers),
        sender=people_in(headers, "From") or _sender(item),
        recipients=people[1],
        cc=people[2],
        bcc=people[3],
        body=words_of(subject, _body(item)),
        thread=next(
            filter(None, (_ids(item.text(i)) for i in (_REFERENCES, _IN_REPLY_TO, _MESSAGE_ID))), ""
        ),
        attached=tuple(name for name, _ in files),
        attachments=with_inner(files, depth=depth),
    )


class _Item:
    """The properties of a message, a recipient or an attachment."""

    def __init__(self, storage: Storage, header_bytes: int, charset: str = "") -> None:
        self._storage = storage
        stream = storage.properties_stream_bytes[header_bytes:]
        self._fixed: Mapping[int, bytes] = {
            struct.unpack_from("<H", stream, at + 2)[0]: stream[at + 8 : at + 16]
            for at in range(0, len(stream) - 15, 16)
        }
        self.charset = charset or _charset(
            self.number(_INTERNET_CODEPAGE) or self.number(_CODEPAGE)
        )

    def text(self, number: int) -> str:
        """A text, whichever way it is kept; empty where there is none."""
        if wide := self.data(number, _UNICODE):
            return wide.decode("utf-16-le", errors="replace").rstrip("\0")
        return decode_stated(self.data(number, _BYTES_OF_TEXT).rstrip(b"\0"), self.charset)

    def data(self, number: int, form: int = _BINARY) -> bytes:
        try:
            return self._storage.property_stream_bytes(number, form)
        except KeyError:
            return b""

    def number(self, number: int) -> int:
        value = self._fixed.get(number)
        return int.from_bytes(value[:4], "little") if value else 0

    def moment(self, number: int) -> datetime | None:
        """A FILETIME: tenths of microseconds since 1601, UTC."""
        value = int.from_bytes(self._fixed.get(number, b""), "little")
        try:
            moment = _EPOCH + timedelta(microseconds=value // 10)
        except OverflowError:
            return None
        return moment.replace(microsecond=0) if value and is_sound(moment) else None


def _charset(codepage: int) -> str:
    return "utf-8" if codepage == _UTF8 else f"cp{codepage}" if codepage else ""


def _ids(stated: str) -> str:
    headers = headers_of("")
    headers["Message-ID"] = stated
    return next(iter(ids_in(headers, "Message-ID")), "")


def _sender(item: _Item) -> tuple[PersonRef, ...]:
    name = item.text(_SENDER_NAME)
    # Inside one Exchange the address is a path in its directory ("/O=…"), and no mail address.
    address = item.text(_SENDER_SMTP) or item.text(_SENDER_ADDRESS)
    return (person_of(name, address if "@" in address else ""),) if name or "@" in address else ()


def _recipients(storage: Storage, charset: str) -> Iterator[tuple[int, PersonRef]]:
    for inner in storage.iter_recipient_storages():
        item = _Item(inner, _HEADER_OF_PART, charset)
        address = item.text(_SMTP) or item.text(_ADDRESS)
        person = person_of(item.text(_DISPLAY_NAME), address if "@" in address else "")
        if person.email or person.name:
            yield item.number(_RECIPIENT_TYPE) & 0xF, person


def _body(item: _Item) -> str:
    plain = item.text(_BODY).replace("\r\n", "\n")
    if plain.strip():
        return plain
    html = decode_stated(item.data(_HTML), item.charset) or item.text(_HTML)
    if not html.strip():
        return _rich_text(item.data(_COMPRESSED_RTF))
    from ingest.parsing.web import text_of_html  # only a mail without plain text needs it

    return text_of_html(html)


def _rich_text(data: bytes) -> str:
    """The words of a body that is kept as RTF alone; none where it cannot be read, as the rest can."""
    if not data:
        return ""
    # Here, as few mails need it.
    from ingest.parsing.compressed_rtf import unpacked_rtf
    from ingest.parsing.rich_text import parse_rich_text

    try:
        sections = parse_rich_text(unpacked_rtf(data)).sections
    except (ValueError, struct.error):
        return ""
    return "\n\n".join(section.text for section in sections)


def _files(storage: Storage, charset: str, depth: int) -> Iterator[tuple[str, bytes]]:
    for part in storage.iter_attachment_storages():
        item = _Item(part, _HEADER_OF_PART, charset)
        name = item.text(_LONG_NAME) or item.text(_SHORT_NAME) or item.text(_DISPLAY_NAME)
        data = item.data(_FILE)
        small = len(data) < _PICTURE_OF_A_SIGNATURE_BYTES and name.lower().endswith(_PICTURES)
        inner = [
            one for one in part.storages if one.name == f"__substg1.0_{_FILE:04X}{_OBJECT:04X}"
        ]
        if data and not (small and item.text(_CONTENT_ID)):
            yield name or "attachment", data
        elif inner and depth + 1 < _DEEPEST_MAIL:
            mail = _mail(inner[0], _HEADER_OF_INNER, depth=depth + 1)
            yield f"{mail.subject or name or 'mail'}.eml", _written_down(mail)


def _written_down(mail: Mail) -> bytes:
    """An embedded message has no bytes of its own: as the EML that it would have been."""
    message = MIMEMultipart()
    for name, value in (
        ("From", as_line(mail.sender)),
        ("To", as_line(mail.recipients)),
        ("Cc", as_line(mail.cc)),
        ("Date", format_datetime(mail.sent_at) if mail.sent_at else ""),
        ("Subject", mail.subject),
        ("Message-ID", f"<{mail.message_id}>" if mail.message_id else ""),
    ):
        if value:
            message[name] = " ".join(value.split())
    message.attach(MIMEText(mail.body, "plain", "utf-8"))
    for attachment in mail.attachments:
        _, _, name = attachment.path.partition("/")
        if "/" not in name:
            part = MIMEApplication(attachment.data)
            part.add_header("Content-Disposition", "attachment", filename=name)
            message.attach(part)
    return message.as_bytes()
