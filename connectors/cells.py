"""What people write in the cells of a table: several values, dates, yes and no, colleagues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from ingest.records import Moment, PersonRef

_SEVERAL = re.compile(r"[;；|、\n]")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(
    r"[T\s]*(上午|下午)?\s*(\d{1,2})[:：时](\d{1,2})?(?:[:：分](\d{1,2})(?:[.,](\d{1,9}))?)?[秒分]?\s*"
    r"(AM|PM)?\s*(Z|UTC|[+\-]\d{2}:?\d{2})?",
    re.I,
)
_NO = frozenset(
    [
        "否",
        "no",
        "n",
        "false",
        "f",
        "0",
        "离职",
        "已离职",
        "停用",
        "inactive",
        "left",
        "disabled",
        "否。",
        "无",
    ]
)
_NAME_AND_ID = re.compile(r"(\D+?)[\s(（]+([A-Za-z]{0,4}-?\d+)[)）]?")
_SITE = re.compile(r"^(?:[a-z]+://)?(?:www\.)?([^/\s?#:@]+)", re.I)
_LITERAL_BREAK = re.compile(r"\\r\\n|\\n|\\r")
_HTML = re.compile(r"</?(?:p|div|br|span|li|ul|ol|table|td)\b[^<>]*>", re.I)
_LONGEST_VALUE = 320  # a date, a name, a person: RFC 5321 lets an address have 254 characters
_LONGEST_PAGE = 200_000


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold more than one, divided by ; ； | 、 or a line end."""
    return tuple(dict.fromkeys(part for raw in _SEVERAL.split(cell) if (part := raw.strip())))


def addresses(cell: str) -> tuple[str, ...]:
    """The mail addresses in a cell, in lower case."""
    parts = [part[:_LONGEST_VALUE] for value in several(cell) for part in value.split(",")]
    found = [parseaddr(part)[1].lower() for part in parts]
    return tuple(dict.fromkeys(address for address in found if "@" in address))


def domain(value: str) -> str:
    """The domain of a web address, a mail address or a domain, in lower case without www."""
    match = _SITE.match(value.rpartition("@")[2].strip())
    return match[1].lower().rstrip(".") if match else ""


def people(cell: str) -> tuple[PersonRef, ...]:
    """The colleagues in a cell. What is neither an address nor plainly a name may be either id or name."""
    return tuple(dict.fromkeys(_person(part) for part in _parts(cell) if part.strip()))


def is_yes(cell: str) -> bool:
    """False for the words that say no; an empty cell says yes."""
    return cell.strip().lower() not in _NO


def moment(cell: str, timezone: ZoneInfo) -> Moment | None:
    """A date, or an instant in UTC; a time without zone is of `timezone`. None if it is neither."""
    text = cell.strip()[:_LONGEST_VALUE]
    match = _DATE.match(text) or _COMPACT.fullmatch(text)
    if not match:
        return _english_date(text)
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    time = _TIME.fullmatch(text[match.end() :])
    return _instant(day, time, timezone) if time else day


def prose(cell: str) -> str:
    """Long text as it was meant: exports write line ends as \\n, or keep the HTML of a form."""
    if "\\n\\n" in cell and "\n" not in cell:
        cell = _LITERAL_BREAK.sub("\n", cell)
    if len(cell) <= _LONGEST_PAGE and len(_HTML.findall(cell)) >= 2:
        from ingest.parsing.web import text_of_html  # few tables hold HTML

        return text_of_html(cell)
    return cell


def _parts(cell: str) -> Iterator[str]:
    for value in several(cell):
        for part in value.split("，"):
            # "Smith, John" is one person; commas divide addresses and Chinese names.
            divided = part.count("@") > 1 or not part.isascii()
            yield from part.split(",") if divided else (part,)


def _person(value: str) -> PersonRef:
    value = value.strip()[:_LONGEST_VALUE]
    if "@" in value:
        name, address = parseaddr(value)
        return PersonRef(email=address.lower(), name=name)
    both = _NAME_AND_ID.fullmatch(value)
    if both:
        return PersonRef(external_id=both[2], name=both[1].strip())
    if any(character.isdigit() for character in value):
        return PersonRef(external_id=value)
    return PersonRef(name=value, external_id=value)


def _english_date(text: str) -> date | None:
    words = text.replace(",", " ").replace("-", " ").split()
    for form in ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y"):
        try:
            return datetime.strptime(" ".join(words), form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def _instant(day: date, time: re.Match[str], timezone: ZoneInfo) -> Moment:
    half, hour_text, minute, second, fraction, meridiem, zone = time.groups()
    hour = int(hour_text)
    if (half == "下午" or (meridiem or "").upper() == "PM") and hour < 12:
        hour += 12
    elif (half == "上午" or (meridiem or "").upper() == "AM") and hour == 12:
        hour = 0
    try:
        local = datetime(
            day.year,
            day.month,
            day.day,
            hour,
            int(minute or 0),
            int(second or 0),
            int((fraction or "0")[:6].ljust(6, "0")),
        )
    except ValueError:
        return day
    try:
        if not zone:
            return local.replace(tzinfo=timezone).astimezone(UTC)
        offset = "+0000" if zone.upper() in ("Z", "UTC") else zone.replace(":", "")
        written = f"{local.year:04}{local:%m%d%H%M%S%f}{offset}"
        return datetime.strptime(written, "%Y%m%d%H%M%S%f%z").astimezone(UTC)
    except (ValueError, OverflowError):  # no such zone, or before the year 1 there
        return day


def label(column: str) -> str:
    """A column's name as a person reads it: list_price_cny as list price cny."""
    return " ".join(column.replace("_", " ").split()) or column
