"""Lays a handover pack out, in either language: the one arrangement that page, DOCX and PDF show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import PersonCard, RecordLink
from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.handover.views import CarriedCustomer, HandoverPack, Successor
from assistant.questions import Language
from ingest.moments import to_text

_OPEN_SHOWN = 60
_STRUCTURED = ("task", "ticket", "deal")
_TITLE = Bilingual("交接包：{name}", "Handover pack: {name}")
_ABOUT = Bilingual(
    "编制日期 {day}。只含查看者有权查看的记录；没有写进记录的事，请向本人确认。",
    "Made on {day}. It holds only what its reader may see; ask the person for what is on no record.",
)
_LEFT = Bilingual("（已离职）", " (has left)")
_MANAGER = Bilingual("上级：{name}", "Reports to {name}")
_REPORTS = Bilingual("下属：{names}", "Leads {names}")
_TAKE_OVER = Bilingual("一、谁来接手", "1. Who takes over")
_CUSTOMERS = Bilingual("二、客户", "2. Customers")
_OPEN = Bilingual("三、未了事项", "3. What is open")
_PROJECTS = Bilingual("四、在做的项目", "4. Projects that go on")
_TOPICS = Bilingual("五、只有这位同事掌握的主题", "5. Topics that nobody else carries")
_TO_WRITE = Bilingual("六、离开前要写下来的文档", "6. Documents to write before leaving")
_WRITTEN = Bilingual(
    "七、写过的文档（需要有人维护）", "7. Documents they wrote, which somebody must keep"
)
_NONE = Bilingual("记录里没有。", "None on record.")
_MORE = Bilingual(
    "另有 {count} 项，见 zhike handover --json。", "{count} more; zhike handover --json tells them."
)
_OWNS = Bilingual("客户经理", "owner")
_ALONE = Bilingual("仅此一人", "nobody else")
_PAST = Bilingual("（已过期）", " (past due)")
_NO_DAY = Bilingual("未定", "no date")
_FROM = Bilingual("依据：{titles}", "From: {titles}")
_HEADS = {
    "take_over": (Bilingual("同事", "Colleague"), Bilingual("为什么", "Why")),
    "customers": (
        Bilingual("客户", "Customer"),
        Bilingual("记录", "Records"),
        Bilingual("占比", "Share"),
        Bilingual("最近", "Last"),
        Bilingual("建议接手", "Could take over"),
    ),
    "open": (
        Bilingual("期限", "Due"),
        Bilingual("事项", "What"),
        Bilingual("客户", "Customer"),
        Bilingual("状态或出处", "Status or source"),
    ),
    "projects": (
        Bilingual("项目", "Project"),
        Bilingual("到期", "Ends"),
        Bilingual("建议接手", "Could take over"),
    ),
    "topics": (
        Bilingual("主题", "Topic"),
        Bilingual("记录", "Records"),
        Bilingual("占比", "Share"),
        Bilingual("建议接手", "Could take over"),
    ),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A title, 1, or the head of a section, 2."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under a head; `widths` are shares of the page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Heading | Paragraph | Points | Grid


def laid_out(pack: HandoverPack, language: Language) -> tuple[Block, ...]:
    """Every section, in order; one without anything says so."""
    return tuple(_blocks(pack, language))


def title_of(pack: HandoverPack, language: Language) -> str:
    """What the pack is called."""
    return _TITLE.filled(name=called(pack.person)).said(language)


def _blocks(pack: HandoverPack, language: Language) -> Iterator[Block]:
    yield Heading(1, title_of(pack, language))
    yield Paragraph(_who(pack, language))
    yield Paragraph(_ABOUT.filled(day=str(pack.made_on)).said(language))
    sections = (
        (_TAKE_OVER, _take_over(pack, language)),
        (_CUSTOMERS, _customers(pack, language)),
        (_OPEN, _open(pack, language)),
        (_PROJECTS, _projects(pack, language)),
        (_TOPICS, _topics(pack, language)),
        (_TO_WRITE, _to_write(pack, language)),
        (_WRITTEN, _written(pack.written)),
    )
    for heading, blocks in sections:
        yield Heading(2, heading.said(language))
        held = list(blocks)
        yield from held or [Paragraph(_NONE.said(language))]


def _who(pack: HandoverPack, language: Language) -> str:
    person = pack.person
    reports = ", ".join(called(one).said(language) for one in pack.reports)
    parts = [
        person.title,
        person.department,
        person.email,
        _MANAGER.filled(name=called(pack.manager)).said(language) if pack.manager else "",
        _REPORTS.filled(names=reports).said(language) if reports else "",
    ]
    left = "" if pack.active else _LEFT.said(language)
    return " · ".join(filter(None, parts)) + left


def _take_over(pack: HandoverPack, language: Language) -> Iterator[Block]:
    if pack.take_over:
        rows = tuple(
            (_named(one.person, language), one.why.said(language)) for one in pack.take_over
        )
        yield Grid(_head("take_over", language), rows, (0.5, 0.5))


def _customers(pack: HandoverPack, language: Language) -> Iterator[Block]:
    if pack.customers:
        rows = tuple(
            (
                _customer(one, language),
                str(one.record_count),
                f"{one.share:.0%}",
                to_text(one.last_at)[:10] if one.last_at else "",
                _successors(one.successors, language),
            )
            for one in pack.customers
        )
        yield Grid(_head("customers", language), rows, (0.26, 0.08, 0.08, 0.14, 0.44))


def _open(pack: HandoverPack, language: Language) -> Iterator[Block]:
    shown = pack.open_items[:_OPEN_SHOWN]
    if shown:
        rows = tuple(
            (
                (str(one.due) if one.due else _NO_DAY.said(language))
                + (_PAST.said(language) if one.past_due else ""),
                _said(one.words),
                called(one.customer).said(language) if one.customer else "",
                one.status if one.kind in _STRUCTURED else one.record.title,
            )
            for one in shown
        )
        yield Grid(_head("open", language), rows, (0.16, 0.4, 0.2, 0.24))
    if (more := len(pack.open_items) - len(shown)) > 0:
        yield Paragraph(_MORE.filled(count=more).said(language))


def _projects(pack: HandoverPack, language: Language) -> Iterator[Block]:
    if pack.projects:
        rows = tuple(
            (
                one.project.name,
                str(one.project.end) if one.project.end else "",
                _successors(one.successors, language),
            )
            for one in pack.projects
        )
        yield Grid(_head("projects", language), rows, (0.42, 0.14, 0.44))


def _topics(pack: HandoverPack, language: Language) -> Iterator[Block]:
    if pack.topics:
        rows = tuple(
            (
                one.name.zh if language == "zh" else one.name.en,
                str(one.record_count),
                f"{one.share:.0%}",
                _successors(one.successors, language),
            )
            for one in pack.topics
        )
        yield Grid(_head("topics", language), rows, (0.36, 0.1, 0.1, 0.44))


def _to_write(pack: HandoverPack, language: Language) -> Iterator[Block]:
    items = []
    for one in pack.to_write:
        titles = "；" if language == "zh" else "; "
        sources = titles.join(record.title for record in one.records)
        parts = [one.title.said(language), one.why.said(language)]
        if sources:
            parts.append(_FROM.filled(titles=sources).said(language))
        items.append(("。" if language == "zh" else ". ").join(parts))
    if items:
        yield Points(tuple(items))


def _written(records: Sequence[RecordLink]) -> Iterator[Block]:
    if records:
        yield Points(tuple(one.title for one in records))


def _head(name: str, language: Language) -> tuple[str, ...]:
    return tuple(one.said(language) for one in _HEADS[name])


def _customer(one: CarriedCustomer, language: Language) -> str:
    marks = [_OWNS.said(language)] if one.is_owner else []
    if one.alone:
        marks.append(_ALONE.said(language))
    name = called(one.customer).said(language)
    return f"{name} ({', '.join(marks)})" if marks else name


def _successors(successors: Sequence[Successor], language: Language) -> str:
    return "\n".join(
        f"{_named(one.person, language)}: {one.why.said(language)}" for one in successors
    )


def _named(person: PersonCard, language: Language) -> str:
    place = ", ".join(part for part in (person.title, person.department) if part)
    name = called(person).said(language)
    return f"{name} ({place})" if place else name


def _said(quote: str) -> str:
    return " ".join(quote.split())
