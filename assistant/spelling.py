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

_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
_LATIN_NAME = re.compile(r"[a-z]+ [a-z]+")
_BEGINNING = re.compile(r"([a-z]{5,}) [a-z]")
_MOST_ALIKE = 3  # customers that one word may mean


class SpelledNames:
    """The other forms of the names that a snapshot of entities holds."""

    def __init__(self, entities: Entities) -> None:
        self._meant: dict[str, list[str]] = defaultdict(list)
        for name, bearers in entities.names.items():
            if any(one.entity_id.startswith("p") for one in bearers):
                for form in _forms(name):
                    if form not in entities.names:
                        self._meant[form].append(name)
        for form, names in _beginnings(entities).items():
            self._meant[form] += names
        self._matcher = NameMatcher(dict.fromkeys(self._meant, ()))
        self._entities = entities

    def candidates(self, text: str) -> list[Mention]:
        """Names that a text holds in another form, by the name meant and where the form stands."""
        return [
            Mention(
                name,
                found.start,
                found.end,
                tuple(sorted({one.entity_id for one in self._entities.names[name]})),
            )
            for found in self._matcher.candidates(text)
            for name in self._meant[found.name]
        ]


@lru_cache(maxsize=2)
def spelled_names(entities: Entities) -> SpelledNames:
    """Made once for a snapshot."""
    return SpelledNames(entities)


def _beginnings(entities: Entities) -> Mapping[str, Sequence[str]]:
    """The words that customers' names begin with, each with those names; none that many customers share."""
    named: dict[str, list[str]] = defaultdict(list)
    borne_by: dict[str, set[str]] = defaultdict(set)
    for name, bearers in entities.names.items():
        customers = {one.entity_id for one in bearers if one.entity_id.startswith("c")}
        begins = _BEGINNING.match(name)
        if customers and begins and begins[1] not in entities.names:
            named[begins[1]].append(name)
            borne_by[begins[1]] |= customers
    return {
        form: names
        for form, names in named.items()
        if len(borne_by[form]) <= _MOST_ALIKE and form not in english_words()
    }


def _forms(name: str) -> Iterator[str]:
    if _HAN_NAME.fullmatch(name):
        family, *given = lazy_pinyin(name)
        yield f"{family} {''.join(given)}"
        yield f"{''.join(given)} {family}"
    elif _LATIN_NAME.fullmatch(name):
        first, second = name.split()
        yield f"{second} {first}"
