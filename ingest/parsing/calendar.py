"""Calendars (ICS): a section an event, its facts one a line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from icalendar import Calendar, Component
from icalendar.prop import vRecur

from ingest.documents import Parsed
from ingest.parsing.charsets import decode_stated
from ingest.records import Moment, PersonRef, Section

_EVERY = {"SECONDLY": "second", "MINUTELY": "minute", "HOURLY": "hour", "DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}  # fmt: skip
_DAYS = {"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday", "SU": "Sunday"}  # fmt: skip
_MOST_EVENTS = 20_000


def parse_calendar(data: bytes) -> Parsed:
    """Organisers are authors and attendees participants. Raises icalendar's ValueError for what is none."""
    sections: list[Section] = []
    organisers: list[PersonRef] = []
    attendees: list[PersonRef] = []
    begins: list[Moment] = []
    titles: list[str] = []
    for calendar in Calendar.from_ical(decode_stated(data, "utf-8"), multiple=True):
        titles.append(str(calendar.get("X-WR-CALNAME", "")))
        for event in calendar.walk("VEVENT")[:_MOST_EVENTS]:
            organisers += _people(event, "ORGANIZER")
            attendees += _people(event, "ATTENDEE")
            begin = _moment(event, "DTSTART")
            begins += [begin] if begin else []
            title = str(event.get("SUMMARY", "")).strip()
            day = f"{begin:%Y-%m-%d}" if begin else ""
            sections.append(
                Section("\n".join(_facts(event, title)), (title,) if title else (), day)
            )
    only = sections[0].heading if len(sections) == 1 else ()
    return Parsed(
        tuple(sections),
        title=next(filter(None, titles), "") or next(iter(only), ""),
        authors=tuple(dict.fromkeys(organisers)),
        participants=tuple(dict.fromkeys(attendees)),
        occurred_at=begins[0] if len(begins) == 1 else None,
    )


def _facts(event: Component, title: str) -> Iterator[str]:
    for label, value in (
        ("Event", title),
        ("When", _span(event)),
        ("Repeats", _recurrence(event)),
        ("Where", str(event.get("LOCATION", ""))),
        ("Organiser", ", ".join(map(_shown, _people(event, "ORGANIZER")))),
        ("Attendees", ", ".join(map(_shown, _people(event, "ATTENDEE")))),
        ("Status", str(event.get("STATUS", "")).lower()),
    ):
        if value.strip():
            yield f"{label}: {' '.join(value.split())}"
    if notes := str(event.get("DESCRIPTION", "")).strip():
        yield notes


def _shown(person: PersonRef) -> str:
    return f"{person.name} <{person.email}>" if person.name else person.email


def _people(event: Component, name: str) -> list[PersonRef]:
    found = event.get(name, [])
    people = []
    for entry in found if isinstance(found, list) else [found]:
        address = str(entry)
        address = address[7:] if address.lower().startswith("mailto:") else address
        called = str(getattr(entry, "params", {}).get("CN", "")).strip("\"' ")
        email = address.strip().lower() if "@" in address else ""
        if email or called:
            people.append(PersonRef(email=email, name="" if called.lower() == email else called))
    return people


def _moment(event: Component, name: str) -> Moment | None:
    """UTC; a time without a zone is a date alone, for nobody says where it is that time."""
    value = getattr(event.get(name), "dt", None)
    match value:
        case datetime() if value.tzinfo:
            return value.astimezone(UTC)
        case datetime():
            return value.date()
        case date():
            return value
        case _:
            return None


def _span(event: Component) -> str:
    """As the calendar writes it, in its own zone."""
    begin, end = (getattr(event.get(name), "dt", None) for name in ("DTSTART", "DTEND"))
    if not isinstance(begin, datetime):
        return str(begin or "")
    written = f"{begin:%Y-%m-%d %H:%M}"
    if isinstance(end, datetime):
        written += f" – {end:%H:%M}" if end.date() == begin.date() else f" – {end:%Y-%m-%d %H:%M}"
    return f"{written} {begin.tzinfo}" if begin.tzinfo else written


def _recurrence(event: Component) -> str:
    """A rule in words: "every 2 weeks on Monday until 2026-12-31"."""
    rule = event.get("RRULE")
    rule = rule[0] if isinstance(rule, list) and rule else rule
    if not isinstance(rule, vRecur):
        return ""
    values = {name.upper(): rule[name] if isinstance(rule[name], list) else [rule[name]] for name in rule}  # fmt: skip
    unit = _EVERY.get(str(values.get("FREQ", [""])[0]).upper(), "")
    step = int(str(values.get("INTERVAL", [1])[0]))
    words = [f"every {unit}" if step == 1 else f"every {step} {unit}s"]
    if days := [_DAYS.get(str(day)[-2:], str(day)) for day in values.get("BYDAY", [])]:
        words.append(f"on {', '.join(days)}")
    if "COUNT" in values:
        words.append(f"{values['COUNT'][0]} times")
    for until in values.get("UNTIL", []):
        words.append(f"until {until:%Y-%m-%d}")
    return " ".join(words)
