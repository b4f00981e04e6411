"""Reads a question for the customers that a colleague knows, or declines: names and the words of `words.toml` must
explain all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.heard import hear
from assistant.question_words import question_words
from ingest.access import Access
from ingest.store import Store


@dataclass(frozen=True, slots=True)
class AcquaintanceAsked:
    """All who bear the name that is said; of `me` the asker."""

    people: tuple[str, ...]
    me: bool = False


class PersonGrammar:
    """Reads questions in Chinese and English."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._words = question_words("person_questions")

    def read(self, question: str, today: date, *, access: Access) -> AcquaintanceAsked | None:
        """Whose customers it asks for; None where it asks for anything else, or of nobody, or of several."""
        heard = hear(self._store, self._words, question, today, access=access)
        if heard is None or heard.left or heard.periods or heard.customers:
            return None
        if not all(map(heard.has, ("marks.knows", "marks.customers", "marks.which"))):
            return None
        named = {one.entities for one in heard.people}
        if heard.has("marks.me") and not named:
            return AcquaintanceAsked((access.person_id,), me=True)
        return AcquaintanceAsked(named.pop()) if len(named) == 1 else None
