"""When a project began, what happened since, and when it ended, with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from assistant.answers import RecordLink
from assistant.projects.finding import Project
from assistant.projects.items import Item
from assistant.projects.views import Milestone
from assistant.projects.vocabulary import project_words
from assistant.quoting import ReadRecord, RecordQuote
from assistant.writing.dates import days_in
from ingest.moments import day_of
from ingest.names import fold
from ingest.records import DOCUMENTS

_MOST = 24
_STEP = re.compile(r"(?m)^(?P<day>\d{4}-\d\d-\d\d)[ \t]+(?P<said>\S.*?)[ \t]*$")
_CLAUSE = re.compile(r"[^，,；;。]+")
_HAPPENINGS = frozenset({"meeting", "visit", "event"})


def milestones_of(
    project: Project, read: Mapping[str, ReadRecord], today: date
) -> tuple[Milestone, ...]:
    """By day: steps that deals list, days of contracts, meetings, and dated sentences of documents."""
    marks = project_words().sentences["milestone"]
    found: dict[tuple[date, str], Milestone] = {}
    for one in _all(project, read, today):
        marked = marks.search(fold(one.text))
        found.setdefault((one.day, marked.group() if marked else fold(one.text)), one)
    ordered = sorted(found.values(), key=lambda one: one.day)
    if len(ordered) <= _MOST:
        return tuple(ordered)
    stated = {seed.record_id for seed in project.seeds}
    first = [one for one in ordered if one.record.record_id in stated]
    rest = [one for one in ordered if one.record.record_id not in stated]
    return tuple(sorted((first + rest)[:_MOST], key=lambda one: one.day))


def beginning(project: Project, milestones: Iterable[Milestone]) -> date | None:
    """The first day of anything that states it, else of anything said of it."""
    stated = {seed.record_id for seed in project.seeds}
    days = sorted((one.record.record_id not in stated, one.day) for one in milestones)
    return days[0][1] if days else None


def ending(project: Project, milestones: Iterable[Milestone]) -> date | None:
    """The day its contract ends; of one without, that of the last step, once it is over."""
    said = project.first("end_date")
    for day, _, _ in days_in(fold(said)):
        if exact := _exact(day.year, day.month, day.day):
            return exact
    stated = {seed.record_id for seed in project.seeds}
    days = [one.day for one in milestones if not stated or one.record.record_id in stated]
    return max(days, default=None) if project.state in ("done", "lost") else None


def _all(project: Project, read: Mapping[str, ReadRecord], today: date) -> Iterator[Milestone]:
    for item in project.items:
        record = read.get(item.record_id)
        if record is None:
            continue
        if item in project.seeds:
            yield from _steps(record, today)
            yield from _stated_days(item, record, today)
            if item.kind == "contract":
                yield from _dated_sentences(record, today)
        elif item.kind in DOCUMENTS:
            yield from _dated_sentences(record, today)
        elif item.kind in _HAPPENINGS and item.occurred_at:
            day = day_of(item.occurred_at)
            link = RecordLink(item.record_id, item.title)
            yield Milestone(day, item.title, day > today, link, None)


def _steps(record: ReadRecord, today: date) -> Iterator[Milestone]:
    for match in _STEP.finditer(record.text, record.fields_end):
        day = _read(match["day"])
        if day:
            quote = record.quote(match.start(), match.end())
            yield _milestone(day, match["said"], quote, today)


def _stated_days(item: Item, record: ReadRecord, today: date) -> Iterator[Milestone]:
    """Of a contract when it was signed, begins and ends."""
    if item.kind == "deal":
        return
    for name in ("date", "start_date", "end_date"):
        for value in item.fields.get(name, ()):
            day = _read(value)
            at = record.text.find(value) if day else -1
            if day and at >= 0:
                start = record.text.rfind("\n", 0, at) + 1
                quote = record.quote(start, at + len(value))
                label = record.text[start:at].strip(" :：")
                yield _milestone(day, label or item.title, quote, today)


def _dated_sentences(record: ReadRecord, today: date) -> Iterator[Milestone]:
    marks = project_words().sentences["milestone"]
    for sentence in record.sentences():
        for clause in _CLAUSE.finditer(sentence.quote):
            folded = fold(clause.group())
            days = [
                exact
                for day, _, _ in days_in(folded)
                if (exact := _exact(day.year, day.month, day.day))
            ]
            if len(days) == 1 and marks.search(folded):
                start = sentence.start + clause.start()
                start += len(clause.group()) - len(clause.group().lstrip())
                quote = record.quote(start, sentence.start + clause.end())
                yield _milestone(days[0], quote.quote.strip(" 。."), quote, today)


def _milestone(day: date, text: str, quote: RecordQuote, today: date) -> Milestone:
    return Milestone(day, text, day > today, RecordLink(quote.record_id, quote.title), quote)


def _read(said: str) -> date | None:
    try:
        return date.fromisoformat(said.strip()[:10])
    except ValueError:
        return None


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
