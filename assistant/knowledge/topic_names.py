"""Calls topics by what sets them apart in the texts that the asker may read, in both languages.

Class-based TF-IDF (Grootendorst, 2022): a term counts by the share of a topic's records that say it, and
the less the more all topics say it. Nothing but visible text is counted, so a name hints at nothing else.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.knowledge.term_translations import in_chinese, in_english, is_trade_word

_TERMS = 3
_TITLE_SAYS = 4  # times what the text does: it is how people call it
_LENGTH_SAYS = 0.35  # a phrase says more than its parts
_TRADE_SAYS = 0.25
_OWN_LANGUAGE = 3  # records, or the share below, from which a language has words of its own
_OWN_SHARE = 0.2
_LEAST_RECORDS = 2  # that say a term, in a topic of more than that
_WORDS = re.compile(r"[a-z0-9][a-z0-9\-]*|[\u3400-\u9fff]")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class TopicName:
    """What a topic is called; `terms` are its telling words, each as the texts say it."""

    zh: str
    en: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidTerms:
    """The terms that a chunk of a topic says."""

    topic_id: str
    record_id: str
    language: str
    title: Sequence[str]
    text: Sequence[str]


class TopicNames:
    """Names for every topic that something `said` is of."""

    def __init__(self, said: Iterable[SaidTerms]) -> None:
        # topic -> language -> term -> record -> chunks that say it
        counts: dict[str, dict[str, dict[str, dict[str, int]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
        )
        records: dict[str, dict[str, dict[str, int]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(int))
        )
        for chunk in said:
            records[chunk.topic_id][chunk.language][chunk.record_id] += 1
            for term in chunk.title:
                counts[chunk.topic_id][chunk.language][term][chunk.record_id] += _TITLE_SAYS
            for term in chunk.text:
                counts[chunk.topic_id][chunk.language][term][chunk.record_id] += 1
        self._weights: dict[str, dict[str, dict[str, tuple[float, int]]]] = {}
        self._sizes: dict[str, dict[str, tuple[float, int]]] = {}
        self._everywhere: dict[str, float] = defaultdict(float)
        for topic_id, languages in records.items():
            self._sizes[topic_id] = {
                language: (_weight(held), len(held)) for language, held in languages.items()
            }
            self._weights[topic_id] = {}
            for language in languages:
                said_here = {
                    term: (_weight(held), len(held))
                    for term, held in counts[topic_id][language].items()
                }
                self._weights[topic_id][language] = said_here
                for term, (weight, _) in said_here.items():
                    self._everywhere[term] += weight
        totals = [weight for sizes in self._sizes.values() for weight, _ in sizes.values()]
        self._average = sum(totals) / len(totals) if totals else 1.0

    @property
    def spoken(self) -> Container[str]:
        """Every term that is said of any topic."""
        return self._everywhere

    def named(self, topic_ids: Iterable[str]) -> dict[str, TopicName]:
        """The names of those of the topics that anything was said of, by id."""
        return {one: self.name(one) for one in topic_ids if one in self._sizes}

    def name(self, topic_id: str) -> TopicName:
        """The name of one that something was said of."""
        sizes = self._sizes[topic_id]
        most = max(sizes, key=lambda language: (sizes[language], language))
        all_records = sum(records for _, records in sizes.values())
        terms: dict[str, list[str]] = {}
        for language, (_, records) in sizes.items():
            if language == most or (
                records >= _OWN_LANGUAGE and records >= _OWN_SHARE * all_records
            ):
                terms[language] = self._best(topic_id, language)
        own = [*terms[most], *(term for one in terms if one != most for term in terms[one])]
        chinese = self._filled(terms.get("zh", []), terms.get("en", []), in_chinese)
        english = self._filled(terms.get("en", []), terms.get("zh", []), in_english)
        return TopicName(_titled(chinese[:_TERMS]), _titled(english[:_TERMS]), tuple(own))

    def _best(self, topic_id: str, language: str) -> list[str]:
        total, records = self._sizes[topic_id][language]
        least = min(_LEAST_RECORDS, records)
        scores: Mapping[str, float] = {
            term: self._telling(term, weight, total)
            for term, (weight, saying) in self._weights[topic_id][language].items()
            if saying >= least
        }
        chosen: list[str] = []
        for term in sorted(scores, key=lambda one: (-scores[one], one)):
            if not any(_overlap(term, other) for other in chosen):
                chosen.append(term)
            if len(chosen) == 2 * _TERMS:
                break
        return chosen

    def _filled(
        self, own: Sequence[str], others: Sequence[str], say: Callable[[str, Container[str]], str]
    ) -> list[str]:
        """A language's own terms, and where these are few those of the other that can be said in it; as
        they are where none can."""
        chosen = list(own)
        for term in others:
            said = say(term, self._everywhere)
            if said and not any(_overlap(said, one) for one in chosen):
                chosen.append(said)
        return chosen or list(others)

    def _telling(self, term: str, weight: float, total: float) -> float:
        rarity = math.log(1 + self._average / self._everywhere[term])
        length = len(_HAN.findall(term)) / 2 or len(term.split())
        extra = _LENGTH_SAYS * (min(length, 3) - 1) + _TRADE_SAYS * is_trade_word(term)
        return weight / total * rarity * (1 + extra)


def _weight(held: Mapping[str, int]) -> float:
    """Records count, and each the more the more of its chunks say it, though ever less."""
    return sum(math.sqrt(chunks) for chunks in held.values())


def _overlap(term: str, other: str) -> bool:
    """Whether two terms say a word in common; of Chinese, half of the shorter one's characters."""
    one, two = set(_WORDS.findall(term.lower())), set(_WORDS.findall(other.lower()))
    shared = one & two
    if any(len(word) > 1 for word in shared):
        return True
    return len(shared) * 2 >= min(len(one), len(two))


def _titled(terms: Sequence[str]) -> str:
    """Terms beside each other, the first with a capital."""
    name = " · ".join(terms)
    return name[:1].upper() + name[1:]
