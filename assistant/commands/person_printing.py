"""What the command line shows of one colleague."""

from __future__ import annotations

from typing import Literal

from rich.console import Console

from assistant.answers import PersonCard
from assistant.bilingual import Bilingual
from assistant.commands.lines import last, line, short
from assistant.people.views import Answered, FamiliarityPart, KnownCustomer, PersonPage, TopicSaid
from assistant.questions import Language
from ingest.moments import to_text

_RECENT = 10
_SAID = 10
_LEFT = Bilingual("（曾任，已离职）", " (formerly; has left)")
_INSTEAD = Bilingual("可以找", "Ask instead")
_REACH = Bilingual("怎么联系", "How to reach")
_LINE = Bilingual("汇报关系", "Reports to")
_REPORTS = Bilingual("下属", "Leads")
_NAMESAKES = Bilingual("同名的还有", "Of the same name")
_TOPICS = Bilingual("了解的主题", "What they know")
_CONFIRMED = Bilingual("（本人确认）", " (confirmed)")
_DECLARED = Bilingual("本人自述", "In their own words")
_HIDDEN = Bilingual("你已隐藏（只有你看得到）", "Hidden by you (for you alone to see)")
_KNOWS = Bilingual("了解的客户", "Customers they know")
_RECORDS = Bilingual("{count} 条记录", "{count:record|records}")
_TIMELINE = Bilingual("最近的记录", "Latest records")
_ANSWERED = Bilingual("回答过的问题", "What they answered")
_HOW: dict[Literal["solved", "answered", "cited"], Bilingual] = {
    "solved": Bilingual("解决", "solved"),
    "answered": Bilingual("作答", "answered"),
    "cited": Bilingual(
        "其文档回答过 {count} 位同事的提问", "their record answered {count:colleague|colleagues}"
    ),
}
_PARTS: dict[Literal["owner", "share", "contact"], Bilingual] = {
    "owner": Bilingual("负责人", "owner"),
    "share": Bilingual("占比", "share"),
    "contact": Bilingual("往来", "contact"),
}
_TOLD = {
    "hidden": Bilingual("已隐藏：{name}", "Hidden: {name}"),
    "confirmed": Bilingual("已确认：{name}", "Confirmed: {name}"),
    "withdrawn": Bilingual("已撤回：{name}", "Taken back: {name}"),
}


def print_said(console: Console, said: TopicSaid, language: Language) -> None:
    """What was done."""
    line(console, _TOLD[said.state].filled(name=said.name).said(language))


def print_person(console: Console, page: PersonPage, language: Language) -> None:
    """The whole page."""
    left = "" if page.active else _LEFT.said(language)
    line(console, f"{_card(page.person)}{left}", "bold")
    if page.instead:
        why = page.instead.why.said(language)
        line(console, f"{_INSTEAD.said(language)}: {_card(page.instead.person)} ({why})", "green")
    if page.note:
        line(console, page.note.said(language), "yellow")
    _print_place(console, page, language)
    _print_topics(console, page, language)
    if page.knows:
        line(console, f"\n{_KNOWS.said(language)}", "bold")
    for customer in page.knows[:_RECENT]:
        line(console, f"  {_customer(customer, language)}")
    if page.answered:
        line(console, f"\n{_ANSWERED.said(language)}", "bold")
    for answered in page.answered[:_SAID]:
        line(console, f"  {_answered(answered, language)}")
    if page.timeline:
        line(console, f"\n{_TIMELINE.said(language)} ({page.record_count})", "bold")
    for entry in page.timeline[:_RECENT]:
        day = to_text(entry.occurred_at)[:10] if entry.occurred_at else " " * 10
        line(console, f"  {day}  {entry.kind:8} {short(entry.record.title)}")


def _print_place(console: Console, page: PersonPage, language: Language) -> None:
    reach = [one for one in page.reach if one.value]
    if reach:
        said = "; ".join(f"{one.label}: {one.value}" for one in reach)
        line(console, f"{_REACH.said(language)}: {said}")
    if page.line:
        line(console, f"{_LINE.said(language)}: {' → '.join(_named(one) for one in page.line)}")
    if page.reports:
        line(console, f"{_REPORTS.said(language)}: {', '.join(map(_named, page.reports))}")
    if page.namesakes:
        others = "; ".join(_card(one.person) for one in page.namesakes)
        line(console, f"{_NAMESAKES.said(language)}: {others}", "yellow")


def _print_topics(console: Console, page: PersonPage, language: Language) -> None:
    if page.topics:
        line(console, f"\n{_TOPICS.said(language)}", "bold")
    for topic in page.topics:
        name = topic.name.zh if language == "zh" else topic.name.en
        confirmed = _CONFIRMED.said(language) if topic.confirmed else ""
        count = _RECORDS.filled(count=topic.record_count).said(language)
        line(console, f"  {name}{confirmed}  {count}, {topic.share:.0%}", "cyan")
        line(console, f"      {short('; '.join(one.title for one in topic.records))}", "dim")
    if page.declared:
        words = "; ".join(one.words for one in page.declared)
        line(console, f"{_DECLARED.said(language)}: {words}", "cyan")
    if page.hidden:
        names = [one.name.zh if language == "zh" else one.name.en for one in page.hidden]
        line(console, f"{_HIDDEN.said(language)}: {'; '.join(names)}", "dim")


def _customer(known: KnownCustomer, language: Language) -> str:
    parts = ", ".join(_part(one, language) for one in known.parts)
    count = _RECORDS.filled(count=known.record_count).said(language)
    return f"{known.score:.2f}  {known.customer.name}  {count}{last(known.last_at)}  ({parts})"


def _part(part: FamiliarityPart, language: Language) -> str:
    return f"{_PARTS[part.name].said(language)} {part.weight:g}×{part.value:.2f}"


def _answered(one: Answered, language: Language) -> str:
    how = _HOW[one.how].filled(count=one.colleagues).said(language)
    return f"{short(one.record.title)}{last(one.occurred_at)}  ({how})"


def _card(person: PersonCard) -> str:
    parts = (person.name, person.title, person.department, person.email)
    return " · ".join(part for part in parts if part)


def _named(person: PersonCard) -> str:
    return f"{person.name} ({person.title})" if person.title else person.name
