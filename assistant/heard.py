"""What a question says word by word: names, days, the words of a lexicon, and what these leave over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.naming import known_mentions
from assistant.period import Period
from assistant.periods import periods
from assistant.question_words import QuestionWords
from ingest.access import Access
from ingest.mentions import Mention
from ingest.names import fold
from ingest.store import Store

LONGEST = 160
"""Characters of a question that is heard: a longer one tells more than which page is meant."""
_SIGNS = re.compile(r"[\s|?？!！。.,，、;；:：·\-—~“”\"'’「」《》()（）]")


@dataclass(frozen=True, slots=True)
class Heard:
    """`text` is the question folded; `names` are those of customers and colleagues whom the asker may know of,
    `words` those of the lexicon outside of names and days, and `left` where anything else stands."""

    text: str
    names: tuple[Mention, ...]
    words: tuple[Mention, ...]
    periods: tuple[Period, ...]
    left: tuple[tuple[int, int], ...]

    def has(self, *meanings: str) -> bool:
        """Whether a word of it has one of the meanings."""
        return any(one in word.entities for word in self.words for one in meanings)

    @property
    def customers(self) -> tuple[Mention, ...]:
        return tuple(one for one in self.names if any(map(_is_customer, one.entities)))

    @property
    def people(self) -> tuple[Mention, ...]:
        """The names that no customer bears."""
        return tuple(one for one in self.names if not any(map(_is_customer, one.entities)))

    @property
    def customer_ids(self) -> tuple[str, ...]:
        """Everybody whom the customers' names mean."""
        meant = (one for name in self.customers for one in name.entities if _is_customer(one))
        return tuple(dict.fromkeys(meant))


def hear(
    store: Store,
    lexicon: QuestionWords,
    question: str,
    today: date,
    *,
    access: Access,
    also: Sequence[Mention] = (),
) -> Heard | None:
    """What it says, beside names that were found in it `also`; None of one that is too long."""
    text = fold(question)
    if len(text) > LONGEST:
        return None
    known = known_mentions(store, question, access=access)
    names = tuple(
        one
        for one in known
        if not any(one.start < other.end and other.start < one.end for other in also)
    )
    stretches = periods(question, today)
    spans = [
        *((one.start, one.end) for one in (*names, *also)),
        *((one.start, one.end) for one in stretches),
    ]
    blank = blanked(text, spans)
    words = lexicon.words(blank)
    rest = _SIGNS.sub(" ", blanked(blank, [(one.start, one.end) for one in words], " "))
    left = tuple(one.span() for one in re.finditer(r"\S+", rest))
    return Heard(text, names, words, stretches, left)


def blanked(text: str, spans: Sequence[tuple[int, int]], sign: str = "|") -> str:
    """The text with bars in the place of these stretches."""
    for start, end in spans:
        text = text[:start] + sign * (end - start) + text[end:]
    return text


def holds_nothing(blank: str) -> bool:
    """Whether nothing is left of a text but bars and signs."""
    return not _SIGNS.sub("", blank)


def _is_customer(entity_id: str) -> bool:
    return entity_id.startswith("c")
