"""What a file's own properties say about who wrote it and when."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import getaddresses
from html import unescape
from typing import Protocol
from zipfile import BadZipFile, ZipFile

from ingest.documents import Parsed
from ingest.records import PersonRef, Section

_NOBODY = frozenset(
    [
        "python-docx",
        "python-pptx",
        "openpyxl",
        "xlsxwriter",
        "anonymous",
        "unknown",
        "author",
        "admin",
        "administrator",
        "user",
        "owner",
        "root",
        "guest",
        "test",
        "microsoft",
        "office",
        "libreoffice",
        "reportlab",
        "none",
        "null",
        "(anonymous)",
        "(unspecified)",
        "unspecified",
        "windows",
        "微软用户",
        "用户",
        "作者",
        "未知",
        "匿名",
        "管理员",
        "微软中国",
    ]
) | frozenset(
    {"microsoft office user", "windows user", "unknown author", "apache poi", "微软 用户"}
)
_LONGEST = 2000  # characters that may name authors
_SEPARATOR = re.compile(r"[;；、|/\n]|,(?=.*@)|\s+and\s+")
_PDF_DATE = re.compile(
    r"D?:?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?:([+\-Z])(\d{2})?'?(\d{2})?)?"
)
_CORE_ELEMENT = re.compile(
    r"<(?:dc:|cp:|dcterms:)(creator|lastModifiedBy|title|created|modified)\b[^<>]*>([^<]*)<"
)
_META_ELEMENT = re.compile(
    r"<(?:dc|meta):(creator|initial-creator|title|date|creation-date)\b[^<>]*>([^<]*)<"
)
_EARLIEST_YEAR = 1990
"""Formats whose clock was never set write 1601, 1900, 1904, 1970 or 1980."""


class CoreProperties(Protocol):
    """The Office core properties, as python-docx and python-pptx both give them."""

    @property
    def author(self) -> str: ...
    @property
    def last_modified_by(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def created(self) -> datetime | None: ...
    @property
    def modified(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Core:
    """The same for a package that no library reads them from."""

    author: str = ""
    last_modified_by: str = ""
    title: str = ""
    created: datetime | None = None
    modified: datetime | None = None


def people(names: str) -> tuple[PersonRef, ...]:
    """The people in an author property; a program's default name is nobody."""
    found = []
    for part in _SEPARATOR.split(names[:_LONGEST]):
        (name, email) = getaddresses([part])[0] if "@" in part else (part, "")
        name, email = " ".join(name.split()), email.strip().lower()
        if "@" in email:
            found.append(PersonRef(email=email, name="" if name == email else name))
        elif name and name.lower() not in _NOBODY and len(name) <= 60:
            found.append(PersonRef(name=name))
    return tuple(dict.fromkeys(found))


def credible(moment: datetime | None) -> datetime | None:
    """The moment in UTC, or None where a program wrote its default. Office writes UTC without saying so."""
    if moment is None or not _EARLIEST_YEAR <= moment.year < 2100:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def core_of_package(data: bytes) -> Core:
    """The core properties of an Office package, empty where it has none (ECMA-376 part 2, 11)."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            text = archive.read("docProps/core.xml").decode(errors="replace")
    except (KeyError, BadZipFile, zlib.error):
        return Core()
    stated = {name: unescape(value) for name, value in _CORE_ELEMENT.findall(text)}
    return Core(
        author=stated.get("creator", ""),
        last_modified_by=stated.get("lastModifiedBy", ""),
        title=stated.get("title", ""),
        created=_instant(stated.get("created", "")),
        modified=_instant(stated.get("modified", "")),
    )


def core_of_meta(meta: str) -> Core:
    """The core properties in the meta.xml of an OpenDocument package."""
    stated = {name: unescape(value) for name, value in _META_ELEMENT.findall(meta)}
    return Core(
        author=stated.get("initial-creator", ""),
        last_modified_by=stated.get("creator", ""),
        title=stated.get("title", ""),
        created=_instant(stated.get("creation-date", "")),
        modified=_instant(stated.get("date", "")),
    )


def office(sections: tuple[Section, ...], core: CoreProperties, title: str) -> Parsed:
    """The parsed file with the author and the last date that its properties state."""
    return Parsed(
        sections,
        title=title or _clean_title(core.title),
        authors=people(core.author or "") or people(core.last_modified_by or ""),
        occurred_at=credible(core.modified) or credible(core.created),
    )


def pdf(sections: tuple[Section, ...], stated: dict[str, str]) -> Parsed:
    """The same from a PDF's information dictionary."""
    return Parsed(
        sections,
        title=_clean_title(stated.get("Title", "")),
        authors=people(stated.get("Author", "")),
        occurred_at=_pdf_date(stated.get("ModDate", ""))
        or _pdf_date(stated.get("CreationDate", "")),
    )


def _instant(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return None


def _clean_title(title: str | None) -> str:
    """A title somebody wrote, not one a program left there."""
    title = " ".join((title or "").split())
    generated = re.search(
        r"^(untitled|无标题|未命名|microsoft word|microsoft powerpoint|powerpoint presentation|word document"
        r"|slide 1|幻灯片 1|\(anonymous\))|\.(docx?|pptx?|xlsx?|pdf|indd|dvi)$",
        title,
        re.I,
    )
    return "" if generated else title


def _pdf_date(value: str) -> datetime | None:
    match = _PDF_DATE.match(value.strip())
    if not match:
        return None
    year, month, day, hour, minute, second, sign, offset_hours, offset_minutes = match.groups()
    offset = "+00:00"
    if sign in ("+", "-"):
        offset = f"{sign}{offset_hours or '00'}:{offset_minutes or '00'}"
    text = f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{offset}"
    try:
        return credible(datetime.fromisoformat(text))
    except ValueError:
        return None
