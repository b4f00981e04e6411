"""Writes mail: EML files by month, and one mbox for the archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from eval.demo.content import DOMAIN, Interaction, address

_SHANGHAI = timezone(timedelta(hours=8))
ARCHIVE = "archive-2024.mbox"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to be written; people are keys of colleagues or full addresses."""

    key: str
    on: date
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    body: str
    hour: int = 10
    minute: int = 0
    answers: str = ""


def letter_of(mail: Interaction) -> Letter:
    """An interaction of kind mail as a letter."""
    minute = (mail.number * 7 + mail.on.day * 3) % 60
    return Letter(
        key=f"{mail.customer.lower()}-{mail.number:02d}",
        on=mail.on,
        sender=mail.details["from"],
        to=mail.people("to"),
        cc=mail.people("cc"),
        subject=mail.details["subject"],
        body=mail.body,
        hour=9 + (mail.number * 5 + mail.on.day) % 9,
        minute=minute,
        answers=mail.details.get("answers", ""),
    )


def message_id(key: str) -> str:
    """The Message-ID of a letter, without brackets."""
    return f"{key}@{DOMAIN}"


def mail_path(mail: Interaction) -> str:
    """Where a mail stands in the mail folder: an EML file, or a message of the archive."""
    key = f"{mail.customer.lower()}-{mail.number:02d}"
    if mail.details.get("box") == "archive":
        return f"{ARCHIVE}#{message_id(key)}"
    return f"{mail.on:%Y-%m}/{mail.on:%m%d}-{key}.eml"


def as_bytes(letter: Letter, names: Mapping[str, str]) -> bytes:
    """The letter as RFC 5322 bytes; `names` maps an address to the name shown."""

    def shown(who: str) -> Address:
        where = address(who)
        return Address(names.get(where, ""), addr_spec=where)

    message = EmailMessage(policy=SMTP)
    message["From"] = shown(letter.sender)
    message["To"] = [shown(who) for who in letter.to]
    if letter.cc:
        message["Cc"] = [shown(who) for who in letter.cc]
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(
        datetime.combine(letter.on, time(letter.hour, letter.minute), _SHANGHAI)
    )
    message["Message-ID"] = f"<{message_id(letter.key)}>"
    if letter.answers:
        message["In-Reply-To"] = f"<{message_id(letter.answers)}>"
        message["References"] = f"<{message_id(letter.answers)}>"
    message.set_content(letter.body, charset="utf-8")
    return message.as_bytes()


def write_mails(mails: list[Interaction], names: Mapping[str, str], folder: Path) -> int:
    """Writes every mail; returns the number of files."""
    folder.mkdir(parents=True, exist_ok=True)
    archive = bytearray()
    written = 0
    for mail in sorted(mails, key=lambda mail: (mail.on, mail.customer, mail.number)):
        letter = letter_of(mail)
        data = as_bytes(letter, names)
        if mail.details.get("box") == "archive":
            stamp = datetime.combine(mail.on, time(letter.hour)).strftime("%a %b %d %H:%M:%S %Y")
            archive += f"From {address(letter.sender)} {stamp}\n".encode()
            archive += data.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ") + b"\n"
        else:
            path = folder / mail_path(mail)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written += 1
    (folder / ARCHIVE).write_bytes(bytes(archive))
    return written + 1
