"""The parts of a message: its words, and the files and mails that are attached to it."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath

from ingest.parsing.charsets import decode_stated
from ingest.parsing.mail_headers import decoded, text_of

_PICTURE_OF_A_SIGNATURE_BYTES = 30_000
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")  # fmt: skip
_WRAPPERS = ("application/ms-tnef", "application/vnd.ms-tnef")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\#]+")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a mail. `path` places it there: "2/offer.pdf", in a mail attached third "3/fwd.eml/1/a.pdf"."""

    path: str
    data: bytes


def placed(number: int, name: str) -> str:
    """Where an attachment stands on its mail: its number, and its name without what a path would mean."""
    safe = _UNSAFE.sub("_", " ".join(name.split())).strip(". ") or "attachment"
    if len(safe) > _LONGEST_NAME:
        ending = PurePosixPath(safe).suffix[:10]
        safe = safe[: _LONGEST_NAME - len(ending)] + ending
    return f"{number}/{safe}"


def body_of(message: Message) -> str:
    """The plain part, else the HTML part as text; further inline parts of the same kind follow."""
    plain, html = [], []
    for part in _parts(message):
        if part.is_multipart() or is_attached(part):
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


def names_of_attachments(message: Message) -> tuple[str, ...]:
    """As the mail shows them, small pictures too; of a winmail.dat what it holds."""
    names: list[str] = []
    for part in _parts(message):
        wrapped = _wrapped(part)
        if wrapped is not None:
            names.extend(name for name, _ in wrapped)
        elif is_attached(part):
            names.append(name_of(part))
    return tuple(filter(None, names))


def attached_files(message: Message) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of what is attached; without a signature's seal and its small pictures, and what a
    winmail.dat holds instead of it."""
    for part in _parts(message):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            yield from _mail_in(part)
        elif kind == "text/calendar" and not name_of(part):
            yield "invitation.ics", _bytes(part)
        elif (wrapped := _wrapped(part)) is not None:
            yield from wrapped
        elif not part.is_multipart() and is_attached(part) and kind not in _SIGNATURES:
            data = _bytes(part)
            if data and not _is_of_a_signature(part, len(data)):
                yield name_of(part) or f"attachment{mimetypes.guess_extension(kind) or ''}", data


def _wrapped(part: Message) -> tuple[tuple[str, bytes], ...] | None:
    """The files in a winmail.dat; None for any other part, and for one that cannot be read."""
    if part.get_content_type() not in _WRAPPERS and name_of(part).lower() != "winmail.dat":
        return None
    from ingest.parsing.winmail import files_in  # few mails have one

    try:
        return files_in(_bytes(part))
    except ValueError:
        return None


def _mail_in(part: Message) -> Iterator[tuple[str, bytes]]:
    inner = part.get_payload(0) if part.is_multipart() else None
    if not isinstance(inner, Message):
        return
    try:
        data = inner.as_bytes()
    except (LookupError, ValueError, TypeError, AttributeError):
        return  # too broken for the library to write down again
    subject = " ".join(text_of(inner, "Subject").split())
    name = name_of(part) or subject or "mail"
    yield name if name.lower().endswith(".eml") else f"{name}.eml", data


def is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(name_of(part))


def name_of(part: Message) -> str:
    """The name of a part's file; empty where it has none that can be read."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""
    return " ".join(decoded(name).split())


def _parts(message: Message) -> Iterator[Message]:
    """Every part that holds no parts of this mail's own; of an attached mail the whole alone."""
    if message.get_content_maintype() == "message" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if not isinstance(part, Message):
            continue
        yield from _parts(part)


def _is_of_a_signature(part: Message, size_bytes: int) -> bool:
    inline = part.get_content_disposition() != "attachment" or bool(part.get("Content-ID"))
    picture = part.get_content_maintype() == "image"
    return picture and inline and size_bytes < _PICTURE_OF_A_SIGNATURE_BYTES


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _content(part: Message) -> str:
    try:
        charset = part.get_content_charset("")
    except (ValueError, LookupError):
        charset = ""
    return decode_stated(_bytes(part), charset).replace("\r\n", "\n")
