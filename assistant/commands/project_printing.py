"""What the command line shows of projects, for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console

from assistant.bilingual import Bilingual
from assistant.commands.lines import last, line, short
from assistant.projects.views import Milestone, ProjectChoice, ProjectLink, ProjectView
from assistant.projects.vocabulary import State
from assistant.questions import Language
from assistant.quoting import RecordQuote
from assistant.role_words import done
from ingest.moments import to_text

_STATES: dict[State, Bilingual] = {
    "planned": Bilingual("洽谈中", "planned"),
    "running": Bilingual("进行中", "running"),
    "done": Bilingual("已完成", "done"),
    "lost": Bilingual("未做成", "came to nothing"),
}
_GOAL = Bilingual("目标", "Goal")
_RESULT = Bilingual("结果", "Result")
_LESSONS = Bilingual("教训与经验", "Lessons")
_TEAM = Bilingual("分工（原文）", "Who did what, in its own words")
_TIME = Bilingual("时间", "Time")
_PEOPLE = Bilingual("参与的同事", "Colleagues")
_DOCUMENTS = Bilingual("建议的阅读顺序", "Documents, in reading order")
_RECORDS = Bilingual("往来记录", "Also on record")
_SIMILAR = Bilingual("相似的项目", "Similar projects")
_AHEAD = Bilingual("（计划）", " (ahead)")
_LEFT = Bilingual("（已离职）", " (has left)")
_OLDER = Bilingual("旧版：", "older: ")
_WHICH = Bilingual(
    "可能是其中之一，请写全名或编号：", "It may be one of these; say its whole name or number:"
)
_DOCUMENT_COUNT = Bilingual("文档 {count} 份", "documents: {count}")
_MORE = Bilingual("另有 {count} 条", "{count} more")
_RECORDS_SHOWN = 12
_PEOPLE_SHOWN = 12


def print_projects(console: Console, projects: Iterable[ProjectLink], language: Language) -> None:
    """A line each."""
    for project in projects:
        customers = "、".join(one.name for one in project.customers)
        parts = (
            project.name,
            customers,
            _STATES[project.state].said(language),
            _span(project.start, project.end),
            _DOCUMENT_COUNT.filled(count=project.documents).said(language)
            if project.documents
            else "",
        )
        line(console, " · ".join(filter(None, parts)))


def print_choice(console: Console, choice: ProjectChoice, language: Language) -> None:
    """The project, or those that may be meant."""
    if choice.project:
        print_project(console, choice.project, language)
        return
    line(console, _WHICH.said(language), "yellow")
    print_projects(console, choice.candidates, language)


def print_project(console: Console, view: ProjectView, language: Language) -> None:
    """The whole page."""
    project = view.project
    line(console, project.name, "bold")
    customers = "、".join(one.name for one in project.customers)
    facts = (
        customers,
        project.industry,
        project.product,
        _STATES[project.state].said(language),
        _span(project.start, project.end),
        ", ".join(view.numbers).upper(),
    )
    line(console, " · ".join(filter(None, facts)))
    _print_quotes(console, _GOAL.said(language), view.goal)
    _print_quotes(console, _RESULT.said(language), view.result)
    _print_quotes(console, _LESSONS.said(language), view.lessons)
    _print_quotes(console, _TEAM.said(language), view.team)
    _print_time(console, view.milestones, language)
    _print_people(console, view, language)
    if view.documents:
        line(console, f"\n{_DOCUMENTS.said(language)}", "bold")
    for number, document in enumerate(view.documents, 1):
        line(console, f"  {number}. {document.record.title}{last(document.occurred_at)}", "cyan")
        line(console, f"      {document.why.said(language)}", "dim")
        if document.older:
            titles = "; ".join(one.title for one in document.older)
            line(console, f"      {_OLDER.said(language)}{titles}", "dim")
    _print_records(console, view, language)
    if view.similar:
        line(console, f"\n{_SIMILAR.said(language)}", "bold")
    for one in view.similar:
        customers = "、".join(customer.name for customer in one.project.customers)
        line(console, f"  {one.score:.2f}  {one.project.name} · {customers}", "cyan")
        line(console, f"        {'; '.join(why.said(language) for why in one.why)}", "dim")


def _print_quotes(console: Console, heading: str, quotes: Sequence[RecordQuote]) -> None:
    if not quotes:
        return
    line(console, f"\n{heading}", "bold")
    place = ""
    for quote in quotes:
        headings = quote.heading[1:] if quote.heading[:1] == (quote.title,) else quote.heading
        where = " · ".join(
            part for part in (quote.title, *headings, _day(quote), quote.page) if part
        )
        if where != place:
            line(console, f"  {where}", "cyan")
            place = where
        line(console, f"    “{quote.quote}”")


def _print_time(console: Console, milestones: Sequence[Milestone], language: Language) -> None:
    if milestones:
        line(console, f"\n{_TIME.said(language)}", "bold")
    for one in milestones:
        ahead = _AHEAD.said(language) if one.ahead else ""
        line(console, f"  {one.day}  {short(one.text)}{ahead}  [{short(one.record.title)}]")


def _print_people(console: Console, view: ProjectView, language: Language) -> None:
    if view.people:
        line(console, f"\n{_PEOPLE.said(language)}", "bold")
    for one in view.people[:_PEOPLE_SHOWN]:
        person = one.person
        left = "" if one.active else _LEFT.said(language)
        place = " · ".join(part for part in (person.title, person.department) if part)
        line(console, f"  {person.name}{left}  {place}  {person.email}".rstrip(), "green")
        line(console, f"      {done(one.reasons).said(language)}", "dim")
    if (more := len(view.people) - _PEOPLE_SHOWN) > 0:
        line(console, f"  {_MORE.filled(count=more).said(language)}", "dim")


def _print_records(console: Console, view: ProjectView, language: Language) -> None:
    if view.records:
        line(console, f"\n{_RECORDS.said(language)}", "bold")
    for one in view.records[:_RECORDS_SHOWN]:
        day = to_text(one.occurred_at)[:10] if one.occurred_at else "          "
        line(console, f"  {day}  {one.kind:8} {short(one.record.title)}")
    if (more := len(view.records) - _RECORDS_SHOWN) > 0:
        line(console, f"  {_MORE.filled(count=more).said(language)}", "dim")


def _span(start: date | None, end: date | None) -> str:
    return f"{start or '…'} – {end or '…'}" if start or end else ""


def _day(quote: RecordQuote) -> str:
    return to_text(quote.occurred_at)[:10] if quote.occurred_at else ""
