"""What the command line shows of the knowledge map."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from assistant.bilingual import Bilingual
from assistant.commands.lines import last, line, short
from assistant.knowledge.map_views import (
    ComplaintTopic,
    Gap,
    MapTopic,
    MapView,
    SinglePoint,
    StaleTopic,
    TopicPage,
)
from assistant.knowledge.topic_names import TopicName
from assistant.questions import Language

_RECORDS_SHOWN = 20
_NUMBERS = Bilingual(
    "{records} 条记录，近期 {recent}，此前 {earlier}，被引用 {cited} 次，{people} 人",
    "{records:record|records}, {recent} recent, {earlier} before, cited {cited:time|times}, {people:person|people}",
)
_STALE = Bilingual("，已陈旧", ", stale")
_KINDS = Bilingual("客户知识", "Customer knowledge")
_KIND = Bilingual("{name}：{records} 条记录", "{name}: {records:record|records}")
_RECORDS = Bilingual("记录", "Records")
_PEOPLE = Bilingual("人员", "People")
_CUSTOMERS = Bilingual("客户", "Customers")
_DEPARTMENTS = Bilingual("部门", "Departments")
_CARRIES = Bilingual(
    "{name}：{records} 条记录中 {share}% 有{person}，其他人最多 {other}%",
    "{name}: {person} in {share}% of {records:record|records}, nobody else in more than {other}%",
)
_LEFT = Bilingual("（已离职）", " (has left)")
_AGED = Bilingual("{name}：最新的已有 {days} 天", "{name}: the newest is {days:day|days} old")
_ASK = Bilingual("可以问", "To ask")
_COMPLAINED = Bilingual(
    "{name}：近期 {recent} 条，此前 {earlier} 条", "{name}: {recent} recently, {earlier} before"
)
_RISING = Bilingual("，上升", ", rising")
_GAP = Bilingual(
    "{name}：{people} 人问了 {questions} 次，没有答案",
    "{name}: asked {questions:time|times} by {people:person|people}, and not answered",
)
_WORDS = Bilingual("共同的词", "Words in common")


def called(name: TopicName, language: Language) -> str:
    """A topic's name in a language."""
    return name.zh if language == "zh" else name.en


def print_map(console: Console, view: MapView, language: Language) -> None:
    """A line a topic, then the kinds of customer knowledge."""
    for topic in view.topics:
        _print_topic(console, topic, language)
    line(console, f"\n{_KINDS.said(language)}", "bold")
    for kind in view.knowledge:
        name = kind.zh if language == "zh" else kind.en
        line(console, f"  {_KIND.filled(name=name, records=kind.record_count).said(language)}")


def print_topic(console: Console, page: TopicPage, language: Language) -> None:
    """A topic with its people, customers, departments and records."""
    _print_topic(console, page.topic, language)
    people = [f"{one.person.name} {one.record_count}" for one in page.people]
    customers = [f"{one.customer.name} {one.record_count}" for one in page.customers]
    departments = [f"{one.department} {one.record_count}" for one in page.departments]
    for what, counts in ((_PEOPLE, people), (_CUSTOMERS, customers), (_DEPARTMENTS, departments)):
        if counts:
            line(console, f"{what.said(language)}: {short(', '.join(counts))}")
    line(console, _RECORDS.said(language), "bold")
    for record in page.records[:_RECORDS_SHOWN]:
        line(
            console, f"  {record.record.title}{last(record.occurred_at)}  {record.record.record_id}"
        )


def print_single_points(
    console: Console, points: Iterable[SinglePoint], language: Language
) -> None:
    """A line a topic or customer."""
    for one in points:
        name = called(one.topic, language) if one.topic else ""
        left = _LEFT.said(language) if one.left else ""
        said = _CARRIES.filled(
            name=name or (one.customer.name if one.customer else ""),
            person=f"{one.person.name}{left}",
            share=f"{one.share:.0%}".removesuffix("%"),
            other=f"{one.other_share:.0%}".removesuffix("%"),
            records=one.record_count,
        )
        line(console, said.said(language), "red" if one.left else "")


def print_stale(console: Console, topics: Iterable[StaleTopic], language: Language) -> None:
    """A topic with its newest record, and whom to ask."""
    for one in topics:
        said = _AGED.filled(name=called(one.name, language), days=one.age_days)
        line(console, said.said(language), "cyan")
        line(console, f"    {one.newest.title}{last(one.newest_at)}", "dim")
        if one.people:
            names = ", ".join(person.name for person in one.people)
            line(console, f"    {_ASK.said(language)}: {names}", "dim")


def print_complaints(
    console: Console, topics: Iterable[ComplaintTopic], language: Language
) -> None:
    """A topic with the customers' words."""
    for one in topics:
        said = _COMPLAINED.filled(
            name=called(one.name, language), recent=one.recent, earlier=one.earlier
        )
        rising = _RISING.said(language) if one.rising else ""
        line(console, f"{said.said(language)}{rising}", "red" if one.rising else "cyan")
        for quote in one.quotes:
            names = ", ".join(customer.name for customer in quote.customers)
            line(console, f"    {short(quote.quote)}", "")
            line(console, f"      {names}{last(quote.occurred_at)}  {quote.title}", "dim")


def print_gaps(console: Console, gaps: Iterable[Gap], language: Language) -> None:
    """A topic with the words that the questions share, and whom to ask."""
    for one in gaps:
        said = _GAP.filled(
            name=called(one.name, language), people=one.people_count, questions=one.question_count
        )
        line(console, said.said(language), "yellow")
        if one.words:
            line(console, f"    {_WORDS.said(language)}: {', '.join(one.words)}", "dim")
        names = ", ".join(person.name for person in one.people)
        line(console, f"    {_ASK.said(language)}: {names}", "dim")


def _print_topic(console: Console, topic: MapTopic, language: Language) -> None:
    numbers = _NUMBERS.filled(
        records=topic.record_count,
        recent=topic.recent,
        earlier=topic.earlier,
        cited=topic.cited,
        people=topic.people_count,
    ).said(language)
    stale = _STALE.said(language) if topic.stale else ""
    line(console, f"{topic.topic_id}  {called(topic.name, language)}", "cyan")
    line(console, f"    {numbers}{last(topic.newest_at)}{stale}", "dim")
