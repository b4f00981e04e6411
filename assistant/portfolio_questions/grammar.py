"""Reads a question over many customers, or declines: names of colleagues, days and the words of `words.toml`
must explain all of it, and say whose customers, or whose hands, are meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.customer_questions.grammar import KINDS
from assistant.customers.dealings import CONTACTS
from assistant.heard import blanked, holds_nothing
from assistant.naming import known_mentions
from assistant.period import Period
from assistant.periods import periods
from assistant.portfolio_questions.asked import Matter, PortfolioAsked
from assistant.promises.reading import Side
from assistant.question_words import question_words
from ingest.access import Access
from ingest.mentions import Mention
from ingest.names import fold
from ingest.records import Kind
from ingest.store import Store

_LONGEST = 120
"""Characters of a question that is read: a longer one tells more than which customers are meant."""
_USUALLY_LONG = "近 90 天"
_STRETCH = re.compile(
    r"(?:超过|大约|差不多|快)?(?P<han>(?:\d{1,4}|十[一二]|[一二两三四五六七八九十]|半)\s?(?:年|个?月|个?季度|个?星期|周|天))(?:多|以上|了)?|"
    r"\b(?:(?:for|in|over|more than|at least|longer than) )*(?P<en>(?:\d{1,4}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:day|week|month|quarter|year)s?)\b"
)
_THEIRS = re.compile(r"客户(?:们)?[^|]{0,3}(?:承诺|答应|欠)|\b(?:customers?|clients?|accounts?)\b[^|]{0,12}\b(?:promis|commit|owe)")  # fmt: skip
_OURS = re.compile(r"我|\b(?:we|i)\b")
_POINTING = re.compile(r"他们|她们|它们|该客户|这家|这个客户|对方|\b(?:they|them|it|this (?:customer|client|account))\b")  # fmt: skip
_WHO_DID_NOT = re.compile(r"\bwho (?:has|have)(?: not|n['’]t) (?:(?:yet|ever) )?(?!been|had)")
_SEVERAL = re.compile(r"哪些|哪几|有什么|所有|全部|列|\b(?:which|any|all|list|show|every)\b|^(?:contracts|agreements)\b")  # fmt: skip
_MATTERS_OF_CUSTOMERS: frozenset[Matter] = frozenset(
    {"signals", "silent", "changes", "competitors"}
)
_SIGNS = {
    "signs.payment": "payment_overdue",
    "signs.praise": "praise",
}
_ITEMS: frozenset[Matter] = frozenset({"open", "promises", "tickets"})


@dataclass(frozen=True, slots=True)
class _Heard:
    """The words of a question; `text` is folded, with bars in the place of names and days."""

    text: str
    words: Sequence[Mention]
    people: tuple[str, ...]
    period: Period | None
    access: Access

    def has(self, *meanings: str) -> bool:
        return any(meaning in one.entities for one in self.words for meaning in meanings)

    def only_of(self, *parts: str) -> bool:
        """Whether it speaks of no part of a customer's page but these."""
        spoken = {one for word in self.words for one in word.entities if one.startswith("parts.")}
        return spoken <= set(parts)

    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of record that are spoken of; every contact where it is only said to be one."""
        said = [
            one.removeprefix("kinds.")
            for word in self.words
            for one in word.entities
            if one.startswith("kinds.") and "sayings.filler" not in word.entities
        ]
        if not said or "spoken" in said:
            return tuple(sorted(CONTACTS)) if said else ()
        return tuple(dict.fromkeys(kind for one in said for kind in KINDS[one]))


class PortfolioGrammar:
    """Reads questions in Chinese and English."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._words = question_words("customer_questions", "portfolio_questions")

    def read(self, question: str, today: date, *, access: Access) -> PortfolioAsked | None:
        """What it asks of many customers; None where it is nothing, or not understood whole."""
        text = fold(question)
        if len(text) > _LONGEST or _POINTING.search(text):
            return None  # of a customer whom an earlier question named
        names = known_mentions(self._store, question, access=access)
        people = tuple(dict.fromkeys(one for name in names for one in name.entities))
        if len(people) > 1 or any(one.startswith("c") for one in people):
            return None
        stretches = periods(question, today)
        if len(stretches) > 1:
            return None
        blank = blanked(text, [(one.start, one.end) for one in names])
        blank = blanked(blank, [(one.start, one.end) for one in stretches])
        period = stretches[-1] if stretches else None
        words = self._words.words(blank)
        if period is None and any("turn.without" in one.entities for one in words):
            blank, period = _long(blank, today)
            words = self._words.words(blank)
        if not holds_nothing(blanked(blank, [(one.start, one.end) for one in words])):
            return None
        return _asked(_Heard(blank, words, people, period, access), today)


def _asked(heard: _Heard, today: date) -> PortfolioAsked | None:
    matter = _matter_of(heard)
    if matter is None or _is_asked_otherwise(matter, heard, today):
        return None
    asked = PortfolioAsked(matter, period=heard.period)
    mine, several = heard.has("scope.mine"), heard.has("scope.several")
    own = heard.has("marks.me", "scope.hands", "scope.own") and not heard.has("marks.we")
    person = heard.people[0] if heard.people else heard.access.person_id if own or mine else ""
    if matter == "silent":
        return _silent(asked, heard, person, today)
    if matter in _ITEMS:
        asked = replace(
            asked,
            side=_side(heard),
            past_due=heard.has("marks.overdue"),
            due=heard.has("turn.due", "turn.ending")
            or _lies_ahead(heard.period, today)
            or (matter == "open" and heard.period is not None),
        )
        if person and not mine and not (heard.people and several):
            return replace(asked, hands=person)
    elif matter == "signals":
        signs = tuple(name for word, name in _SIGNS.items() if heard.has(word))[:1]
        asked = replace(asked, signs=signs, period=None)
    if matter in _MATTERS_OF_CUSTOMERS and not (mine or several):
        return None
    if matter == "tickets" and not person:
        return None  # a number of records, which is counted
    if matter == "open" and not (person or several):
        return None
    if matter == "promises" and not (person or several or asked.due or asked.past_due):
        return None
    if matter == "ending" and not (
        (person or several or _SEVERAL.search(heard.text)) and not heard.has("marks.when")
    ):
        return None
    return replace(asked, owner=person)


def _matter_of(heard: _Heard) -> Matter | None:
    if heard.has("parts.contracts") and heard.has("turn.ending", "turn.due"):
        return "ending"
    if heard.has("parts.competitors"):
        return "competitors"
    if heard.has("turn.quiet") or (heard.has("turn.without", "turn.long") and heard.kinds()):
        return "silent"
    if heard.has("parts.contracts", "parts.deals", "parts.documents", "parts.contacts"):
        return None
    if _speaks_of_going(heard):
        who = heard.has("marks.people") and not heard.has("scope.mine")
        return None if who else "signals"
    if heard.has("parts.promises"):
        return "promises"
    if heard.has("parts.tickets"):
        is_open = heard.has("marks.open", "marks.overdue", "parts.open")
        return "tickets" if is_open else None
    if heard.has("parts.open", "marks.overdue") or _is_in_hands(heard):
        return "open"
    return "changes" if heard.has("parts.changes") else None


def _is_asked_otherwise(matter: Matter, heard: _Heard, today: date) -> bool:
    """Whether some of the words turn the question into another, which no list of the matter answers."""
    if matter == "silent":
        colleagues = heard.has("marks.people") and heard.has("scope.several")
        of_whom = colleagues or _WHO_DID_NOT.search(heard.text)  # which colleagues met no customer
        return bool(of_whom) or not heard.only_of("parts.timeline")
    if heard.kinds() or heard.has("turn.without", "turn.long"):
        return True
    if heard.has("turn.over") and not heard.has("marks.overdue"):
        return not (matter == "ending" and heard.period)
    since, before = (heard.period.since, heard.period.before) if heard.period else (None, None)
    if matter in ("changes", "competitors"):
        return since is not None and since > today
    if matter == "signals":  # they are read as of today, those of one sort of half a year
        is_now = (since is None or since <= today) and (before is None or before > today)
        return not is_now or (heard.period is not None and heard.has(*_SIGNS))
    return False


def _speaks_of_going(heard: _Heard) -> bool:
    """Whether more is said than words for the relation, which may be a good one."""
    going = any(
        "parts.signals" in one.entities and "turn.staying" not in one.entities
        for one in heard.words
    )
    return going or heard.has(*_SIGNS)


def _is_in_hands(heard: _Heard) -> bool:
    """What somebody has in their hands, where nothing else is said to be there."""
    if heard.has("marks.open") and heard.people:
        return True
    plain = not (heard.kinds() or heard.has("scope.several", "scope.mine", "marks.people"))
    return heard.has("scope.hands") and plain and heard.only_of("parts.open")


def _silent(
    asked: PortfolioAsked, heard: _Heard, person: str, today: date
) -> PortfolioAsked | None:
    """Whom nobody, or one colleague, has met: of their own customers where they are asked about."""
    mine, named = heard.has("scope.mine"), heard.has("scope.several", "scope.whom")
    if not (mine or named):
        return None
    period = asked.period
    if period is None and heard.has("turn.long", "turn.quiet"):
        period = periods(_USUALLY_LONG, today)[0]
    if period and period.since and period.since > today:
        return None
    kinds = heard.kinds() or tuple(sorted(CONTACTS))
    by_them = bool(heard.people) or (heard.has("marks.me") and not mine)
    return replace(
        asked, period=period, kinds=kinds, owner=person, people=(person,) if by_them else ()
    )


def _side(heard: _Heard) -> Side:
    """Whose promises: ours to customers or theirs to us; either's where the words do not tell."""
    if not heard.has("parts.promises"):
        return ""
    theirs = _THEIRS.search(heard.text)
    if theirs and not _OURS.search(heard.text, 0, theirs.start()):
        return "customer"
    return "us" if heard.has("marks.we", "marks.me", "scope.hands") or heard.people else ""


def _lies_ahead(period: Period | None, today: date) -> bool:
    """Whether days that are named are still to come, or go on."""
    return period is not None and (period.before is None or period.before > today)


def _long(blank: str, today: date) -> tuple[str, Period | None]:
    """三个月没联系, no contact for 90 days: that long, up to today."""
    found = _STRETCH.search(blank)
    if found is None:
        return blank, None
    said = f"近 {found['han']}" if found["han"] else f"last {found['en']}"
    stretches = periods(said, today)
    if not stretches:
        return blank, None
    return blanked(blank, [found.span()]), replace(
        stretches[0], start=found.start(), end=found.end()
    )
