"""Reads a question for a part of a customer's page, or declines: names, days and the words of
`words.toml` must explain all of it, so that a question after one certain thing is left to reading."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answers import PagePart
from assistant.customer_questions.asked import Only, PartAsked
from assistant.heard import blanked, holds_nothing
from assistant.naming import known_mentions
from assistant.period import Period
from assistant.periods import periods
from assistant.promises.reading import Side
from assistant.question_words import question_words
from ingest.access import Access
from ingest.mentions import Mention
from ingest.names import fold
from ingest.records import Kind
from ingest.store import Store

_LONGEST = 160
"""Characters of a question that is read: a longer one tells more than which part is meant."""
_TO = re.compile(r"(?:给|对|向|跟|和|与|欠|替|为|\b(?:to|with|for|towards|at|owe))\s*(?:the\s+)?$")
_FROM = re.compile(r"\b(?:from|by)\s*(?:the\s+)?$")
_THEY = re.compile(r"(?<![给对向跟和与欠替为])(?:他们|她们|对方)|\bthey\b")
_WE = re.compile(r"我们|咱们|我方|我司|\bwe\b")
_ORDER: tuple[PagePart, ...] = (
    "competitors", "signals", "promises", "tickets", "deals", "contracts", "documents", "open", "team",
    "contacts", "timeline", "changes",
)  # fmt: skip
"""Where a question has words of several parts, the first of these is meant: the progress of deals is deals."""
_OF_PEOPLE: frozenset[PagePart] = frozenset({"competitors", "team", "contacts"})
_DATED: frozenset[PagePart] = frozenset(
    {"changes", "timeline", "promises", "open", "tickets", "documents"}
)
_STATED: frozenset[PagePart] = frozenset({"deals", "tickets", "contracts", "open", "changes"})
_DUE: frozenset[PagePart] = frozenset({"promises", "open"})
_OPEN_OR_NOT: frozenset[PagePart] = frozenset({"deals", "contracts", "tickets", "promises", "open"})
_WITH_DAYS: frozenset[PagePart] = frozenset({"timeline", "contracts", "deals", "open", "promises"})
_MET: tuple[Kind, ...] = ("visit", "call", "meeting")
KINDS: dict[str, tuple[Kind, ...]] = {
    "visit": ("visit",),
    "call": ("call",),
    "meeting": ("meeting", "visit"),
    "met": _MET,
    "mail": ("mail",),
    "chat": ("chat",),
    "spoken": (*_MET, "mail", "chat"),
}
"""The kinds of record that a word for them means."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """The words of a question; `text` is folded, with bars in the place of names and days, and `said` what
    the customer is called in it."""

    text: str
    words: Sequence[Mention]
    customer: Mention
    said: str
    period: Period | None

    def has(self, meaning: str) -> bool:
        return any(meaning in one.entities for one in self.words)

    def first(self, meaning: str) -> int:
        return next((one.start for one in self.words if meaning in one.entities), -1)

    def names(self, group: str) -> list[str]:
        """What is said of a group of words, in order."""
        said = [one for word in self.words for one in word.entities]
        return [one.removeprefix(group) for one in said if one.startswith(group)]


class PartGrammar:
    """Reads questions in Chinese and English."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._words = question_words("customer_questions")

    def read(
        self, question: str, today: date, *, access: Access, within: Sequence[str] = ()
    ) -> PartAsked | None:
        """The part that it asks for, of a customer that the asker may know of: the one that it names, or
        else the only one that the question is asked `within`. None where it is none, or not understood whole."""
        text = fold(question)
        if len(text) > _LONGEST:
            return None
        names = known_mentions(self._store, question, access=access)
        customers = [one for one in names if any(map(_is_customer, one.entities))]
        people = [one for one in names if one not in customers]
        if not customers and len(within) == 1:
            customers = [Mention("", 0, 0, tuple(within))]
        if len({one.entities for one in customers}) != 1:
            return None
        stretches = periods(question, today)
        blank = blanked(text, [(one.start, one.end) for one in names])
        blank = blanked(blank, [(one.start, one.end) for one in stretches])
        words = self._words.words(blank)
        if not holds_nothing(blanked(blank, [(one.start, one.end) for one in words])):
            return None
        period = stretches[-1] if stretches else None
        said = text[customers[0].start : customers[0].end]
        asked = _asked(_Heard(blank, words, customers[0], said, period))
        if asked is None or not people:
            return _of_the_asker(asked, words, access)
        meant = tuple(one for name in people for one in name.entities)
        return _of_people(asked, meant)


def _asked(heard: _Heard) -> PartAsked | None:
    part = _part_of(heard)
    if part is None:
        return None
    kinds = tuple(dict.fromkeys(kind for one in heard.names("kinds.") for kind in KINDS[one]))
    said, last = heard.has("marks.said"), part == "timeline" and heard.has("marks.last")
    spoken_of = set(heard.names("kinds."))
    return PartAsked(
        part,
        tuple(filter(_is_customer, heard.customer.entities)),
        heard.said,
        heard.customer.start,
        heard.customer.end,
        heard.period,
        kinds if part == "timeline" else (),
        side=_side(heard) if part == "promises" else "",
        only=_only(heard),
        latest=last,
        bare=part == "contacts"
        or (part == "contracts" and heard.has("marks.when"))
        or (last and not said and spoken_of <= {"spoken", "met"}),
    )


def _part_of(heard: _Heard) -> PagePart | None:
    """Which part is meant; None where the words go with none."""
    parts = _spoken_of(heard)
    part = next((one for one in _ORDER if one in parts), None)
    if part is None:
        return None
    fits = (
        (part in _OF_PEOPLE or not heard.has("marks.people"))
        and (part in _DATED or heard.period is None)
        and (part in _STATED or not heard.has("marks.state"))
        and (part in _WITH_DAYS or not heard.has("marks.when"))
        and (part == "timeline" or not heard.has("marks.said"))
        and (part in _DUE or not heard.has("marks.overdue"))
        and (part in _OPEN_OR_NOT or not heard.has("marks.open"))
    )
    return part if fits else None


def _spoken_of(heard: _Heard) -> Collection[PagePart]:
    """The parts that words of the question speak of."""
    found: set[PagePart] = {one for one in _ORDER if heard.has(f"parts.{one}")}
    people, several = heard.has("marks.people"), heard.has("marks.several")
    if (heard.has("marks.engaged") and people) or (heard.has("marks.following") and several):
        found.add("team")
    if "contacts" in found and heard.has("marks.people"):
        at = heard.first("parts.contacts")
        if heard.text[at : at + 2] == "认识" and heard.first("marks.people") < at:
            found.discard("contacts")  # 谁认识 asks for colleagues
    if heard.names("kinds.") or heard.has("marks.said"):
        found.add("timeline")
    if heard.has("marks.overdue") or (heard.has("marks.open") and not found):
        found.add("open")
    return found


def _only(heard: _Heard) -> Only:
    if heard.has("marks.overdue"):
        return "past_due"
    return "open" if heard.has("marks.open") else ""


def _side(heard: _Heard) -> Side:
    """Whose promises: ours to them, theirs to us, or either's where the words do not tell."""
    before = heard.text[: heard.customer.start]
    promised, we = heard.first("parts.promises"), heard.first("marks.we")
    they = list(_THEY.finditer(heard.text, 0, promised))
    if they and not _WE.search(heard.text, they[-1].end(), promised):
        return "customer"
    if _FROM.search(before):
        return "customer"
    if _TO.search(before):
        return "us"
    if 0 <= we < promised:
        return "us"
    return "customer" if heard.customer.start < promised or we > promised else ""


def _of_people(asked: PartAsked, people: tuple[str, ...]) -> PartAsked | None:
    """The same of what these colleagues had a hand in; None where that is not told apart."""
    return replace(asked, people=people) if asked.part in ("timeline", "promises", "open") else None


def _of_the_asker(
    asked: PartAsked | None, words: Sequence[Mention], access: Access
) -> PartAsked | None:
    """What "I" did is the asker's; of other parts it says no more than who asks."""
    own = any("marks.me" in one.entities for one in words)
    return (asked and own and _of_people(asked, (access.person_id,))) or asked


def _is_customer(entity_id: str) -> bool:
    return entity_id.startswith("c")
