"""Reads a question for what somebody at a customer said or asked for, or declines: names, days and the words of
`words.toml` must explain all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.addressing import addressed_contacts
from assistant.heard import hear
from assistant.naming import contact_mentions, known_mentions
from assistant.period import Period
from assistant.question_words import question_words
from ingest.access import Access
from ingest.mentions import Mention
from ingest.store import Store

_WE_SPEAK = re.compile(
    r"我(?:们|方|司)?[^|，,]{0,8}(?:跟|和|与|向|对|给)$|咱们[^|，,]{0,8}(?:跟|和|与|向|对|给)$|"
    r"\b(?:we|i)\b(?!.*\b(?:hear|heard|know)\b)"
)
"""Before their name: what we said to them, or want of them."""


@dataclass(frozen=True, slots=True)
class WordsAsked:
    """What is told of the contact whom `start`..`end` of the folded question names: `stating` are the records that
    state whoever bears the name, `customers` where it says at whom. `requests` where it asks for those alone, and
    `latest` where it asks for the last time."""

    stating: tuple[str, ...]
    customers: tuple[str, ...]
    start: int
    end: int
    period: Period | None
    requests: bool
    latest: bool


class ContactGrammar:
    """Reads questions in Chinese and English."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._words = question_words("contact_questions")

    def read(
        self, question: str, today: date, *, access: Access, within: tuple[str, ...] = ()
    ) -> WordsAsked | None:
        """What it asks, of somebody at a customer that it names or is asked `within`; None where it asks for
        anything else, or names several, or a colleague."""
        named = contact_mentions(self._store, question, access=access) or self._addressed(
            question, access, within
        )
        if len(named) != 1:
            return None
        [contact] = named
        heard = hear(self._store, self._words, question, today, access=access, also=named)
        if heard is None or heard.left or heard.people:
            return None
        if _WE_SPEAK.search(heard.text, 0, contact.start):
            return None
        requests = heard.has("marks.asked")
        if not (requests or heard.has("marks.said")):
            return None
        return WordsAsked(
            contact.entities,
            heard.customer_ids or within,
            contact.start,
            contact.end,
            heard.periods[-1] if heard.periods else None,
            requests,
            heard.has("marks.last"),
        )

    def _addressed(
        self, question: str, access: Access, within: tuple[str, ...]
    ) -> tuple[Mention, ...]:
        """People of the customers that it names, called by surname and title."""
        names = known_mentions(self._store, question, access=access)
        customers = [one for name in names for one in name.entities if one.startswith("c")]
        with self._store.catalog.reading() as connection:
            return addressed_contacts(
                connection, self._store, question, customers or within, access=access
            )
