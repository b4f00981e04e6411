"""Answers what somebody at a customer said or asked for lately, word for word from what is on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.contact_questions.finding import Words, words_of_contact
from assistant.contact_questions.grammar import ContactGrammar, WordsAsked
from assistant.contact_questions.meant import (
    Contact,
    choices_among,
    contacts_meant,
    which_is_meant,
)
from assistant.customer_questions.opened import lines_of
from assistant.customers.citing import Told
from assistant.customers.stated import StatedReader
from assistant.query.lexicon import lexicon
from assistant.questions import Language
from assistant.told import PartTold, with_citations
from assistant.vocabulary import field_vocabulary
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters
from ingest.store import Store

_WHO = Bilingual("{name}（{about}）", "{name} ({about})")
_SAID = Bilingual(
    "{who}：往来记录里写到的，最新的在前。", "{who}: what is on record of them, the newest first."
)
_ASKED = Bilingual(
    "{who}：提过的要求，最新的在前。", "{who}: what they asked for, the newest first."
)
_ENTRY = Bilingual("{day} {kind}《{title}》：{quote}", '{day}, {kind} "{title}": {quote}')
_LOOKED = Bilingual(
    "看过的是你能看到的拜访、电话、会议、群聊、工单和对方写的邮件",
    "in the visits, calls, meetings, chats and tickets, and the mails of theirs, that you may read",
)
_NOTHING = Bilingual(
    "没有查到「{who}」{days}说过什么：{looked}。",
    "Nothing that {who} said{days} was found, {looked}.",
)
_NOTHING_ASKED = Bilingual(
    "没有查到「{who}」{days}提过什么要求：{looked}。",
    "Nothing that {who} asked for{days} was found, {looked}.",
)
_DAYS = Bilingual("（{days}）", " ({days})")
_JOINER: dict[Language, str] = {"zh": "，", "en": ", "}


class ContactQuestions:
    """Answers for one asker at a time; keeps nothing."""

    def __init__(self, store: Store, timezone: ZoneInfo) -> None:
        self._store = store
        self._timezone = timezone
        self._grammar = ContactGrammar(store)
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
        """The answer to a question for what one of them said, or which of those so called is meant; what they said,
        and a note, where they asked for nothing; None to any other, and where more than the customer is narrowed by `filters`."""
        if replace(filters, customers=()) != UNFILTERED:
            return None
        asked = self._grammar.read(question, today, access=access, within=filters.customers)
        if asked is None:
            return None
        with self._store.catalog.reading() as connection:
            contacts = contacts_meant(connection, asked, self._reader, access=access)
            if not contacts:
                return None
            if len(contacts) > 1:
                note = which_is_meant(contacts, contacts[0].name, language)
                rests = tuple(stated.record_id for one in contacts for stated in one.stated)
                return PartTold(
                    (), None, rests, note, choices_among(contacts, question, asked, language)
                )
            [contact] = contacts
            wanted = [asked, *([replace(asked, requests=False)] if asked.requests else [])]
            for meant in wanted:
                words = words_of_contact(
                    self._store,
                    connection,
                    contact,
                    today,
                    self._timezone,
                    meant.period,
                    requests=meant.requests,
                    access=access,
                )
                if told := _told(contact, list(words), meant, most, language):
                    break
            said = with_citations(connection, told, access=access)
        rests = tuple(stated.record_id for stated in contact.stated)
        lacking = "" if said and meant is asked else _nothing(contact, asked, language)
        return PartTold(said, None, rests, lacking, alone=True)


def _told(
    contact: Contact, words: Sequence[Words], asked: WordsAsked, most: int, language: Language
) -> list[Told]:
    """The sentences behind one that says whose they are; the first of each record with its day and title."""
    told: list[Told] = []
    for one in words[:1] if asked.latest else words:
        for place in one.places[: most - len(told)]:
            text = place.quote
            if place is one.places[0]:
                text = _ENTRY.said(language).format(
                    day=one.dealing.day,
                    kind=lexicon().kind_word(one.dealing.kind, language, many=False),
                    title=one.dealing.title,
                    quote=place.quote,
                )
            told.append(Told(text, (place,)))
    if not told:
        return []
    lead = (_ASKED if asked.requests else _SAID).said(language)
    text = lead.format(who=_who(contact, language))
    return [Told(text, lines_of(contact.stated[0], ("contact", "name", "title"))), *told]


def _who(contact: Contact, language: Language) -> str:
    customer = called(contact.customer).said(language)
    about = _JOINER[language].join(filter(None, (customer, contact.title)))
    return _WHO.said(language).format(name=contact.name, about=about)


def _nothing(contact: Contact, asked: WordsAsked, language: Language) -> str:
    words = _NOTHING_ASKED if asked.requests else _NOTHING
    days = ""
    if asked.period:
        days = _DAYS.said(language).format(days=asked.period.words(language))
    return words.said(language).format(
        who=_who(contact, language), days=days, looked=_LOOKED.said(language)
    )
