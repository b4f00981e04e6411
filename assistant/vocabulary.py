"""The words people ask for fields and titles with, as `fields.toml` lists them."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from ingest.mentions import Mention, NameMatcher
from ingest.names import fold
from ingest.segmentation import terms

# A field so labelled says something else than what it ends with: 前任负责人, 已付金额, former owner.
_ANOTHER = re.compile(
    r"前任|原(?!因)|上一任|未|已付|已收|折扣|是否|备用|\b(?:former|previous|prior|old|paid|unpaid|tax|discount|is|has|no)\b"
)

_SAID_ALSO = {
    "什么": ("啥", "甚么"), "什么时候": ("啥时候", "何时", "几时", "哪会儿"), "怎么": ("咋", "怎样", "如何"),
    "哪天": ("哪一天", "几号", "哪日"), "谁": ("哪位", "哪个", "哪位同事", "哪个同事", "谁谁"), "多少": ("几多", "好多"),
    "上次": ("上回", "上一次", "上一回"), "最近一次": ("最近一回", "最近那次", "最近这次"), "最后一次": ("最后一回",),
    "哪里": ("哪儿", "哪边", "何处"), "下次": ("下回", "下一次", "下一回"),
}  # fmt: skip
"""What is said -> what people also say for it; each word of fields.toml is known in all of these."""


class FieldVocabulary:
    """What a question asks for, which fields answer to it, and which words say no more."""

    def __init__(self) -> None:
        table = tomllib.loads(files("assistant").joinpath("fields.toml").read_text("utf-8"))
        asked: dict[str, list[str]] = defaultdict(list)
        for name, words in table["words"].items():
            for word in words:
                for form in {fold(word), _plural(fold(word)), *_colloquial(fold(word))}:
                    asked[form].append(name)
        self._asked = NameMatcher(asked)
        self._kinds = {
            kind: frozenset(term for word in words for term in terms(word))
            for kind, words in table["kinds"].items()
        }
        self._values = {
            said: frozenset(term for word in words for term in terms(word))
            for value, words in table["values"].items()
            for said in terms(value)
        }
        self._generic = _Saying(table["generic"]["words"])
        self._comparing = _Saying([*table["generic"]["words"], *table["generic"]["degrees"]])

    def asked(self, question: str) -> tuple[Mention, ...]:
        """The words of a question that ask for fields; their entities are canonical field names."""
        return self._asked.mentions(question)

    def answers_to(self, name: str, label: str) -> frozenset[str]:
        """The canonical names a field answers to: its own, and what its label says last.

        负责人邮箱 is an address, lead_time_weeks a lead time, but contact_id is no contact and 前任负责人
        no owner.
        """
        spelled = fold(label.replace("_", " "))
        said = self._asked.mentions(spelled)
        if (
            not said
            or _ANOTHER.search(spelled)
            or not all(map(self.is_generic, terms(spelled[said[-1].end :])))
        ):
            return frozenset({name})
        return frozenset({name, *said[-1].entities})

    def is_generic(self, term: str, *, comparing: bool = False) -> bool:
        """Whether a term says "look it up" and no more; 几周 does, being made of 几 and 周. Where two
        are compared, higher and longer say no more either."""
        return (self._comparing if comparing else self._generic).says_no_more(term)

    def kind_terms(self, kind: str) -> frozenset[str]:
        """What a record of a kind is called."""
        return self._kinds.get(kind, frozenset())

    def other_words(self, said: Iterable[str]) -> frozenset[str]:
        """The terms by which a question may mean what a record says: dollars, of USD."""
        return frozenset().union(*(self._values.get(term, ()) for term in said))

    def kinds(self, text: str) -> frozenset[str]:
        """The kinds of record that a text speaks of."""
        said = set(terms(text))
        return frozenset(kind for kind, words in self._kinds.items() if words & said)


class _Saying:
    """Words that say no more, and what is made of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._terms = frozenset(term for word in words for term in terms(word))
        self._made_of_them = re.compile(f"(?:{one_of(filter(_is_han, self._terms))})+")

    def says_no_more(self, term: str) -> bool:
        return term in self._terms or bool(self._made_of_them.fullmatch(term))


def one_of(words: Iterable[str]) -> str:
    """A pattern for the longest of the words that fits, Latin ones whole."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(
        rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in longest_first
    )


def blanked(text: str, mentions: Iterable[Mention]) -> str:
    """The folded text with bars in the place of the mentions, so that positions stay."""
    folded = fold(text)
    for mention in mentions:
        folded = (
            folded[: mention.start] + "|" * (mention.end - mention.start) + folded[mention.end :]
        )
    return folded


def _plural(word: str) -> str:
    """Of an English word; any other is its own."""
    if not word.isascii():
        return word
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch")) else f"{word}s"


def _colloquial(word: str) -> Iterator[str]:
    """A Chinese word as it is said in other words for who, what, when and how."""
    for said, others in _SAID_ALSO.items():
        if said in word:
            yield from (word.replace(said, other) for other in others)


def _is_han(term: str) -> bool:
    return not term.isascii()


@cache
def field_vocabulary() -> FieldVocabulary:
    """The one that is shared."""
    return FieldVocabulary()
