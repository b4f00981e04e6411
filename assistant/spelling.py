"""Names as people also write them: Zhao Pengfei or Pengfei Zhao of 赵鹏飞, Liu Siyu of Siyu Liu; of a customer the
word that its Latin name begins with, where that is no word of English: Hengyue, of Hengyue Electric."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pypinyin import lazy_pinyin

from assistant.translating import english_words
from ingest.entities import Entities
from ingest.mentions import Mention, NameMatcher
from ingest.segmentation import terms

_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
_LATIN_NAME = re.compile(r"[a-z]+ [a-z]+")
_BEGINNING = re.compile(r"([a-z]{5,}) [a-z]")


class SpelledNames:
    """The other forms of the names that a snapshot of entities holds."""

    def __init__(self, entities: Entities) -> None:
        self._entities = entities
        spelled: dict[str, list[str]] = defaultdict(list)
        begun: dict[str, list[str]] = defaultdict(list)
        for name, bearers in entities.names.items():
            if any(one.entity_id.startswith("p") for one in bearers):
                for form in other_forms(name):
                    if form not in entities.names:
                        spelled[form].append(name)
            begins = _BEGINNING.match(name)
            if begins and any(one.entity_id.startswith("c") for one in bearers):
                begun[begins[1]].append(name)
        at_customers: dict[str, list[str]] = defaultdict(list)
        for name in entities.contacts:
            for form in other_forms(name):
                at_customers[form].append(name)
        self._spelled = _Spellings(spelled)
        self._at_customers = _Spellings(at_customers)
        self._begun = _Spellings(
            {
                word: names
                for word, names in begun.items()
                if not english_words().issuperset(terms(word))
            }
        )

    def candidates(self, text: str) -> list[Mention]:
        """Colleagues' names that a text holds in another form, by the name meant and where the form stands."""
        return self._mentions(self._spelled, text)

    def contacts(self, text: str) -> list[Mention]:
        """The same of customers' people, each with the records that state who bears the name."""
        return [
            Mention(name, found.start, found.end, tuple(self._entities.contacts[name]))
            for found in self._at_customers.matcher.candidates(text)
            for name in self._at_customers.meant[found.name]
        ]

    def beginnings(self, text: str) -> list[Mention]:
        """Customers' names of which a text holds the first word, by the name and where the word stands."""
        return self._mentions(self._begun, text)

    def _mentions(self, forms: _Spellings, text: str) -> list[Mention]:
        return [
            Mention(
                name,
                found.start,
                found.end,
                tuple(sorted({one.entity_id for one in self._entities.names[name]})),
            )
            for found in forms.matcher.candidates(text)
            for name in forms.meant[found.name]
        ]


class _Spellings:
    def __init__(self, meant: Mapping[str, Sequence[str]]) -> None:
        self.meant = meant
        self.matcher = NameMatcher(dict.fromkeys(meant, ()))


@lru_cache(maxsize=2)
def spelled_names(entities: Entities) -> SpelledNames:
    """Made once for a snapshot."""
    return SpelledNames(entities)


def other_forms(name: str) -> Iterator[str]:
    """The other forms of a folded name of somebody."""
    if _HAN_NAME.fullmatch(name):
        family, *given = lazy_pinyin(name)
        yield f"{family} {''.join(given)}"
        yield f"{''.join(given)} {family}"
    elif _LATIN_NAME.fullmatch(name):
        first, second = name.split()
        yield f"{second} {first}"
