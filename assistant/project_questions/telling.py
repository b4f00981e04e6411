"""Tells projects in sentences: with whom, when and how it stands, and what came of it or was learnt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection

from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.customer_questions.opened import lines_of
from assistant.customers.citing import Place, Told
from assistant.customers.links import customer_row
from assistant.customers.stated import StatedReader
from assistant.project_questions.grammar import Lessons, ProjectsAsked
from assistant.project_questions.subjects import Fitting
from assistant.projects.telling import ProjectTelling
from assistant.projects.views import ProjectLink
from assistant.projects.vocabulary import State
from assistant.questions import Language
from assistant.quoting import RecordQuote
from ingest.access import Access
from ingest.names import fold

_LEAD = Bilingual(
    "{about}项目{days}：共 {total} 个{first}。", "Projects{about}{days}: {total} in all{first}."
)
_IN_DAYS = Bilingual("（{days}）", " ({days})")
_CUSTOMERS = Bilingual("{names}的", " of {names}")
_STANDING = Bilingual("{state}的", " ({state})")
_SUBJECT = Bilingual("与「{subject}」有关的", " to do with “{subject}”")
_FIRST = Bilingual("，先列 {most} 个", ", the first {most} here")
_ENTRY = Bilingual("{name}（{meta}）", "{name} ({meta})")
_QUOTED = Bilingual("{entry}：{quote}", "{entry}: {quote}")
_BARE = Bilingual("{entry}。", "{entry}.")
_DAYS = Bilingual("{start} 至 {end}", "{start} to {end}")
_SINCE = Bilingual("{start} 起", "since {start}")
_UNTIL = Bilingual("至 {end}", "to {end}")
_JOINER: dict[Language, str] = {"zh": "，", "en": ", "}
_LISTED: dict[Language, str] = {"zh": "、", "en": ", "}
_STATES: Mapping[State, Bilingual] = {
    "planned": Bilingual("尚在商谈", "not signed yet"),
    "running": Bilingual("进行中", "going on"),
    "done": Bilingual("已完成", "done"),
    "lost": Bilingual("已终止", "ended without success"),
}
_NONE = Bilingual(
    "没有查到{about}项目{days}：看过的是你能看到的全部项目。",
    "No project{about}{days} was found among all those that you may see.",
)
_OF_OTHERS = Bilingual("有项目的行业：{listed}。", "There are projects in: {listed}.")
_MORE = Bilingual("等", ", …")
_INDUSTRIES = 12
_GAP: dict[Language, str] = {"zh": "", "en": " "}
_NO_LESSONS = Bilingual("{names}的记录里没有查到经验教训。", "No lessons are on record of {names}.")
_WELL = re.compile(r"做得好|顺利|成功|\bwell\b|\bsuccess|\bright\b")
_STATING = 3
_FIELDS = ("stage", "status", "end_date")


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown of a project: its lessons, or what came of it."""

    link: ProjectLink
    quotes: tuple[Place, ...]


class Teller:
    """Tells in one language, at most so many sentences."""

    def __init__(
        self,
        connection: Connection,
        reader: StatedReader,
        language: Language,
        most: int,
        access: Access,
    ) -> None:
        self._connection = connection
        self._reader = reader
        self._language = language
        self._most = most
        self._access = access

    def told(
        self,
        asked: ProjectsAsked,
        held: Sequence[Fitting],
        telling: Mapping[str, ProjectTelling],
    ) -> tuple[tuple[Told, ...], str]:
        """Sentences on those of the projects whose `telling` is there, and of which of them nothing was learnt,
        where that is asked: those that taught something come first then. No sentence where nothing was learnt, and
        which projects there are is not asked."""
        shown = [
            self._shown(one, telling[one.link.id], asked.lessons)
            for one in held
            if one.link.id in telling
        ]
        taught = [one for one in shown if one.quotes] if asked.lessons else shown
        dumb = [one for one in shown if one not in taught]
        note = self._untaught(asked, dumb)
        if not (taught or asked.lists):
            return (), note
        ranked = [*taught, *dumb][: self._most]
        room = self._shared([len(one.quotes) if asked.lessons else 1 for one in ranked])
        told: list[Told] = []
        for one, most in zip(ranked, room, strict=True):
            told += self._entries(one, most, alone=len(held) == 1)
        return self._led(asked, told, len(ranked), held), note

    def _untaught(self, asked: ProjectsAsked, dumb: Sequence[_Shown]) -> str:
        if not asked.lessons or not dumb or len(dumb) > self._most:
            return ""
        names = _LISTED[self._language].join(one.link.name for one in dumb)
        return self._says(_NO_LESSONS, names=names)

    def none(self, asked: ProjectsAsked, each: Sequence[ProjectLink]) -> str:
        """That no project has to do with it, and of which industries there are some."""
        note = self._says(_NONE, about=self._about(asked), days=self._in_days(asked))
        industries = list(dict.fromkeys(one.industry for one in each if one.industry))
        if not industries:
            return note
        listed = _LISTED[self._language].join(industries[:_INDUSTRIES])
        more = _MORE.said(self._language) if len(industries) > _INDUSTRIES else ""
        return _GAP[self._language].join((note, self._says(_OF_OTHERS, listed=f"{listed}{more}")))

    def _led(
        self, asked: ProjectsAsked, told: Sequence[Told], shown: int, held: Sequence[Fitting]
    ) -> tuple[Told, ...]:
        """Behind a sentence that says of what, and how many there are, where these are several."""
        total = len(held)
        if total == 1 or not told:
            return tuple(told)
        first = self._says(_FIRST, most=shown) if shown < total else ""
        about = self._about(asked, held)
        days = self._in_days(asked)
        text = self._says(_LEAD, about=about, days=days, total=total, first=first)
        places = tuple(dict.fromkeys(place for one in told for place in one.places[:1]))
        return (Told(text, places), *told)

    def _in_days(self, asked: ProjectsAsked) -> str:
        days = asked.period.words(self._language) if asked.period else ""
        return self._says(_IN_DAYS, days=days) if days else ""

    def _about(self, asked: ProjectsAsked, held: Sequence[Fitting] = ()) -> str:
        """Whose projects they are, and what they have to do with."""
        customers = {
            one.id: called(one).said(self._language)
            for fits in held
            for one in fits.link.customers
            if one.id in asked.customers
        }
        names = _LISTED[self._language].join(customers.values())
        return "".join(
            (
                self._says(_CUSTOMERS, names=names) if names else "",
                self._says(_SUBJECT, subject=asked.said) if asked.said else "",
                self._says(_STANDING, state=self._says(_STATES[asked.state]))
                if asked.state
                else "",
            )
        )

    def _shown(self, one: Fitting, telling: ProjectTelling, lessons: Lessons) -> _Shown:
        if lessons:
            quotes = [_place(quote) for quote in _lessons(telling, lessons)]
        elif one.saying:
            quotes = [one.saying]
        else:
            quotes = [_place(quote) for quote in telling.result()[:1]]
        return _Shown(one.link, tuple(quotes))

    def _shared(self, wanted: Sequence[int]) -> list[int]:
        """Of all there is room for, how many sentences each has: one each, and the rest to the first."""
        room = [1 for _ in wanted]
        left = self._most - len(room)
        for at, most in enumerate(wanted):
            more = min(max(most - 1, 0), left)
            room[at] += more
            left -= more
        return room

    def _entries(self, one: _Shown, most: int, *, alone: bool) -> list[Told]:
        """The project with its first quote, then the others by its name."""
        stated = self._stated(one.link)
        entry = self._says(_ENTRY, name=one.link.name, meta=self._meta(one.link))
        if not one.quotes:
            return [Told(self._says(_BARE, entry=entry), stated)]
        first, *others = one.quotes[:most]
        text = self._says(_QUOTED, entry=entry, quote=first.quote)
        told = [Told(text, (*stated, first))]
        for place in others:
            text = place.quote
            if not alone:
                text = self._says(_QUOTED, entry=one.link.name, quote=place.quote)
            told.append(Told(text, (place,)))
        return told

    def _stated(self, link: ProjectLink) -> tuple[Place, ...]:
        """Where the records that state it say how it stands, and those that state its customers of which
        industry they are."""
        accounts = [
            customer_row(self._connection, one.id, access=self._access).record_id
            for one in link.customers
        ]
        stating = [*link.records[:_STATING], *accounts]
        held = self._reader.read(self._connection, stating, access=self._access)
        places = (
            lines_of(one, ("industry",) if one.record_id in accounts else _FIELDS) for one in held
        )
        return tuple(dict.fromkeys(chain.from_iterable(places)))

    def _meta(self, link: ProjectLink) -> str:
        customers = (called(one).said(self._language) for one in link.customers)
        return _JOINER[self._language].join(
            filter(
                None,
                (
                    _LISTED[self._language].join(customers),
                    self._says(_STATES[link.state]),
                    self._days(link),
                ),
            )
        )

    def _days(self, link: ProjectLink) -> str:
        if link.start and link.end:
            return self._says(_DAYS, start=str(link.start), end=str(link.end))
        if link.start:
            return self._says(_SINCE, start=str(link.start))
        return self._says(_UNTIL, end=str(link.end)) if link.end else ""

    def _says(self, words: Bilingual, /, **filled: str | int) -> str:
        return words.said(self._language).format(**filled)


def _lessons(telling: ProjectTelling, lessons: Lessons) -> Sequence[RecordQuote]:
    """Where it is asked what went wrong, without what is headed as having gone well."""
    held = telling.lessons()
    if lessons == "wrong":
        return [one for one in held if not _WELL.search(fold(" ".join(one.heading[-1:])))] or held
    return held


def _place(quote: RecordQuote) -> Place:
    return Place(quote.record_id, quote.start, quote.end, quote.quote)
