"""Answers which customers a colleague knows, and how well, as their page has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from assistant.answers import PersonCard
from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.cards import person_cards
from assistant.customer_questions.opened import lines_of
from assistant.customers.citing import Told
from assistant.customers.links import customer_row
from assistant.customers.stated import StatedReader
from assistant.handover.shares import Tied, customers_of, records_of_person, shares_of
from assistant.people.knowing import customers_known
from assistant.people.views import KnownCustomer
from assistant.person_questions.grammar import PersonGrammar
from assistant.query.selecting import local_day
from assistant.questions import Language
from assistant.told import PartTold, with_citations
from assistant.vocabulary import field_vocabulary
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters
from ingest.store import Store

_LEAD = Bilingual(
    "{name}认识的客户：共 {total} 家{first}。",
    "Customers that {name} knows: {total} in all{first}.",
)
_OWN_LEAD = Bilingual(
    "你认识的客户：共 {total} 家{first}。", "Customers that you know: {total} in all{first}."
)
_FIRST = Bilingual("，先列 {most} 家", ", the first {most} here")
_POST = Bilingual("（{post}）", " ({post})")
_ENTRY = Bilingual(
    "{customer}：{owns}熟悉程度 {share}%，相关记录 {count} 条{last}。",
    "{customer}: {owns}familiarity {share}%, records: {count}{last}.",
)
_OWNS = Bilingual("客户负责人，", "owns the account, ")
_LAST = Bilingual("，最近 {day}《{title}》", ', the latest {day}, "{title}"')
_NOBODY = Bilingual(
    "没有查到{name}与哪家客户有关：看过的是你能看到的记录。",
    "No record that you may see ties {name} to a customer.",
)
_YOU = Bilingual("你", "you")
_OF_A_TIE = ("owner", "assignee", "author", "participant", "resolver", "reviewer")
_JOINER: dict[Language, str] = {"zh": "，", "en": ", "}
_NO_TIE = frozenset({"mentioned"})


@dataclass(frozen=True, slots=True)
class _Knower:
    """Somebody with the customers they know, the best known first, and by customer what ties them to it, the
    newest first; `rests` are the records that the figures rest on."""

    name: str
    is_asker: bool
    knows: tuple[KnownCustomer, ...]
    tied: dict[str, list[Tied]]
    rests: frozenset[str]


class PersonQuestions:
    """Answers for one asker at a time; keeps nothing."""

    def __init__(self, store: Store, timezone: ZoneInfo) -> None:
        self._store = store
        self._timezone = timezone
        self._grammar = PersonGrammar(store)
        self._reader = StatedReader(field_vocabulary())

    def answer(
        self,
        question: str,
        today: date,
        *,
        access: Access,
        most: int,
        filters: Filters,
        language: Language,
    ) -> PartTold | None:
        """The answer to a question for whom somebody knows, of everybody who bears the name; None to any other,
        and within a narrowed part of the records."""
        asked = self._grammar.read(question, today, access=access)
        if asked is None or filters != UNFILTERED:
            return None
        with self._store.catalog.reading() as connection:
            knowers = [
                _knower(connection, one, asked.me, len(asked.people) > 1, today, language, access)
                for one in asked.people
            ]
            each = max(1, most // len(knowers))
            told = [
                sentence
                for one in knowers
                for sentence in self._told(connection, one, each, today, language, access)
            ]
            said = with_citations(connection, told, access=access)
        rests = tuple(sorted(chain.from_iterable(one.rests for one in knowers)))
        dumb = [one.name for one in knowers if not one.knows]
        note = " ".join(_NOBODY.said(language).format(name=name) for name in dumb)
        return PartTold(said, None, rests, note, alone=True)

    def _told(
        self,
        connection: Connection,
        knower: _Knower,
        most: int,
        today: date,
        language: Language,
        access: Access,
    ) -> list[Told]:
        """Those they know best behind a sentence that says how many they are."""
        told = [
            self._entry(connection, one, knower.tied[one.customer.id], today, language, access)
            for one in knower.knows[:most]
        ]
        if not told:
            return []
        total = len(knower.knows)
        first = _FIRST.said(language).format(most=len(told)) if len(told) < total else ""
        lead = _OWN_LEAD if knower.is_asker else _LEAD
        text = lead.said(language).format(name=knower.name, total=total, first=first)
        places = tuple(dict.fromkeys(place for one in told for place in one.places[:1]))
        return [Told(text, places), *told]

    def _entry(
        self,
        connection: Connection,
        known: KnownCustomer,
        tied: Sequence[Tied],
        today: date,
        language: Language,
        access: Access,
    ) -> Told:
        """Cited to the newest record that ties them to the customer, and to who owns the account."""
        owns = any(part.name == "owner" and part.value for part in known.parts)
        newest = next(
            (
                one
                for one in tied
                if one.occurred_at and local_day(one.occurred_at, self._timezone) <= today
            ),
            None,
        )
        account = customer_row(connection, known.customer.id, access=access).record_id
        wanted = [(newest or tied[0]).record_id, *([account] if owns else [])]
        stated = self._reader.read(connection, list(dict.fromkeys(wanted)), access=access)
        places = chain.from_iterable(lines_of(one, _OF_A_TIE) for one in stated)
        last = ""
        if newest and newest.occurred_at:
            day = str(local_day(newest.occurred_at, self._timezone))
            last = _LAST.said(language).format(day=day, title=newest.title)
        text = _ENTRY.said(language).format(
            customer=called(known.customer).said(language),
            owns=_OWNS.said(language) if owns else "",
            share=round(known.score * 100),
            count=known.record_count,
            last=last,
        )
        return Told(text, tuple(dict.fromkeys(places)))


def _knower(
    connection: Connection,
    person_id: str,
    me: bool,
    with_post: bool,
    today: date,
    language: Language,
    access: Access,
) -> _Knower:
    """Whom they have only been mentioned with, they do not know."""
    records = records_of_person(connection, person_id, access=access)
    newest_first = {one: place for place, one in enumerate(records)}
    theirs = {
        customer: [records[one] for one in sorted(ids, key=newest_first.__getitem__)]
        for customer, ids in customers_of(connection, records, access=access).items()
    }
    knows = tuple(
        one
        for one in customers_known(connection, records, today, access=access, most=None)
        if any(tied.roles - _NO_TIE for tied in theirs[one.customer.id])
    )
    ids = [one.customer.id for one in knows]
    shares = shares_of(connection, ids, access=access)
    rests = {tied.record_id for one in ids for tied in theirs[one]}
    rests.update(chain.from_iterable(shares[one].records for one in ids))
    cards = person_cards(connection, [person_id], access=access)
    name = _name(cards.get(person_id), language, with_post=with_post)
    return _Knower(name, me, knows, theirs, frozenset(rests))


def _name(card: PersonCard | None, language: Language, *, with_post: bool) -> str:
    """What they are called, with their post where another bears the name."""
    if card is None:
        return _YOU.said(language)
    post = _JOINER[language].join(filter(None, (card.department, card.title)))
    shown = _POST.said(language).format(post=post) if with_post and post else ""
    return f"{called(card).said(language)}{shown}"
