"""Reads a question for past projects or what they taught, or declines: names, days and the words of `words.toml`
must explain all of it but what the projects have to do with, which stands in one piece."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.heard import Heard, hear
from assistant.period import Period
from assistant.projects.vocabulary import State
from assistant.question_words import question_words
from ingest.access import Access
from ingest.mentions import Mention
from ingest.names import fold
from ingest.store import Store

Lessons = Literal["", "all", "wrong"]
"""Whether lessons are asked for: all of them, or what went wrong first."""
_STATES: tuple[State, ...] = ("lost", "done", "running", "planned")
_OR = re.compile(r"\s*(?:[、,，/]|和|与|及|或者?|\b(?:and|or)\b)\s*")
_BEGINS = re.compile(r"(?:[和跟与对]|\b(?:and|or)\s)")
_MOST_SUBJECT = 40  # characters
_LEAST_SUBJECT = 2


@dataclass(frozen=True, slots=True)
class ProjectsAsked:
    """Projects with `customers`, whoever they are with where none is named, that have to do with one of the
    `subjects`, which are `said` so in the question: with that industry where `of_industry`, and where it is
    `of_sector` the question calls it one. `by_name` where projects or a sector are spoken of, whose names may say
    so; `done` where it says that something was done in them; `lists` where it asks which they are; `state` how they
    stand, where it asks for such alone."""

    customers: tuple[str, ...]
    subjects: tuple[str, ...]
    said: str
    of_industry: bool
    of_sector: bool
    period: Period | None
    lessons: Lessons
    by_name: bool
    done: bool
    lists: bool
    state: State | None


class ProjectGrammar:
    """Reads questions in Chinese and English."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._words = question_words("project_questions")

    def read(
        self, question: str, today: date, *, access: Access, within: tuple[str, ...] = ()
    ) -> ProjectsAsked | None:
        """What it asks for, with the customers that it names, or is asked `within`; None where it asks for
        anything else, or names a colleague."""
        heard = hear(self._store, self._words, question, today, access=access)
        if heard is None or heard.people or heard.has("others.asks"):
            return None
        subject = _subject(heard)
        if subject is None or not _asks_for_projects(heard, subject):
            return None
        industry = _behind(heard, subject, "marks.industry", "marks.sector")
        of_sector = industry is not None and "marks.sector" in industry.entities
        lessons = _lessons(heard)
        return ProjectsAsked(
            heard.customer_ids or within,
            tuple(one for one in _OR.split(subject.name) if one),
            _as_written(question, subject),
            industry is not None,
            of_sector,
            heard.periods[-1] if heard.periods else None,
            lessons,
            by_name=of_sector or heard.has("marks.project"),
            done=heard.has("marks.done"),
            lists=not lessons or heard.has("marks.done", "marks.which"),
            state=_state(heard),
        )


def _subject(heard: Heard) -> Mention | None:
    """What is left over, where only words that say nothing stand within it; nameless where nothing is."""
    if not heard.left:
        return Mention("", 0, 0, ())
    start, end = heard.left[0][0], heard.left[-1][1]
    if begins := _BEGINS.match(heard.text, start, end):
        start = begins.end()
    within = [one for one in heard.words if start < one.start < end]
    if any("sayings.filler" not in one.entities for one in within):
        return None
    starts = [*(one.start for one in heard.names), *(one.start for one in heard.periods)]
    if any(start < one < end for one in starts):
        return None
    said = heard.text[start:end]
    fits = _LEAST_SUBJECT <= len(said) <= _MOST_SUBJECT
    return Mention(said, start, end, ()) if fits else None


def _as_written(question: str, subject: Mention) -> str:
    """As the question writes it, where folding it moved nothing."""
    is_as_long = len(fold(question)) == len(question)
    return question[subject.start : subject.end] if is_as_long else subject.name


def _asks_for_projects(heard: Heard, subject: Mention) -> bool:
    about = bool(subject.name or heard.customers or _state(heard))
    asks = heard.has("marks.which", "marks.past")
    if heard.has("marks.project"):
        return _lessons(heard) != "" or (asks and (about or heard.has("marks.done")))
    industry = _behind(heard, subject, "marks.industry", "marks.sector")
    if heard.has("marks.lessons", "marks.pits"):
        return about and (bool(industry) or not heard.has("marks.industry"))
    return bool(industry and asks and heard.has("marks.done"))


def _state(heard: Heard) -> State | None:
    return next((one for one in _STATES if heard.has(f"states.{one}")), None)


def _behind(heard: Heard, subject: Mention, *meanings: str) -> Mention | None:
    """The word of such a meaning that stands next behind the subject."""
    if not subject.name:
        return None
    return next(
        (
            one
            for one in heard.words
            if one.start >= subject.end
            and not heard.text[subject.end : one.start].strip()
            and set(meanings) & set(one.entities)
        ),
        None,
    )


def _lessons(heard: Heard) -> Lessons:
    if heard.has("marks.pits", "marks.wrong"):
        return "wrong"
    return "all" if heard.has("marks.lessons") else ""
