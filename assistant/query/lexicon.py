"""The words of questions that count, sum, compare or list, as `words.toml` has them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from assistant.questions import Language
from assistant.vocabulary import one_of
from ingest.names import fold
from ingest.records import Kind
from ingest.segmentation import terms

TokenKind = Literal[
    "count", "how_much", "sum", "together", "average", "largest", "smallest", "list", "who", "by", "not", "mine", "ours",
    "open", "closed", "overdue", "age", "age_open", "age_asked", "unread", "newest", "oldest", "compare", "more", "distinct",
    "share", "role", "kind", "field", "time", "value", "name", "period", "about", "number", "top",
]  # fmt: skip

_HOW_OFTEN = re.compile(r"(?:多少|几)[次趟回遍]|how often|how many times|number of times")
_ACQUAINTED = re.compile(r"认识|熟识|(?:people|persons|contacts).*\bknow\b")
_OPENING = re.compile(r"\b(?:did|do|does)\b(?!.*\bhave\b).*\bopen\b")
_TO_US = re.compile(r"\bvisit(?:s|ed|ing)? (?:us\b|our (?:compan|offic|factor|plant|site))")
"""Visits that customers pay to us, of which the visits that we note tell nothing."""
_ANYWHERE = re.compile("")
_IN_CONTEXT: tuple[tuple[TokenKind, re.Pattern[str], tuple[str, ...], re.Pattern[str]], ...] = (
    ("unread", re.compile(r"(?<![目当眼])前|(?<!最)后"), (), _ANYWHERE),
    ("unread", _TO_US, (), _ANYWHERE),
    ("by", re.compile(r"(?<![部百十评积满充])分(?![别布钟析数之享公支配组])"), (), _ANYWHERE),
    (
        "count",
        re.compile(r"(?<![总次个件笔单家函])数(?=$|[?？,，。;；|的有是为按呢吗排前最\s])"),
        (),
        _ANYWHERE,
    ),
    ("list", re.compile(r"\bhow (?:are|is) (?=.*\b(?:distributed|split|spread)\b)"), (), _ANYWHERE),
    (
        "field",
        re.compile(r"(?<=customers )wants?\b|(?<=clients )wants?\b"),
        ("product",),
        _ANYWHERE,
    ),
    ("field", re.compile(r"\bopen\b"), ("opened_on",), _OPENING),
    ("kind", re.compile(r"(?<=[次回场个])会(?![议员计面所])"), ("meeting",), _ANYWHERE),
    ("kind", re.compile(r"(?<=[次回])面(?!前)|见过面|碰过面|开过会"), ("meeting",), _HOW_OFTEN),
    ("kind", re.compile(r"(?<=[次回])话(?!题)|通过话|打过电话"), ("call",), _HOW_OFTEN),
    ("kind", re.compile(r"(?<=[次回])修(?!改)|报过修|修过"), ("ticket",), _HOW_OFTEN),
    ("kind", re.compile(r"(?<=[次回趟])门|上过门|登过门"), ("visit",), _HOW_OFTEN),
    (
        "kind",
        re.compile(
            r"(?<![过出回])[去跑](?:过|了|看过)?(?![年掉除])|到访过?|探访过?|看望过?|"
            r"\b(?:go|goes|gone|went|been|be)(?: out| over)? to(?: (?:see|visit))?\b|\bcalled? on\b"
        ),
        ("visit",),
        _HOW_OFTEN,
    ),
    ("kind", re.compile(r"\b(?:phoned?|rung|rang|called)\b(?! on)"), ("call",), _HOW_OFTEN),
    ("kind", re.compile(r"\b(?:met|meet)(?: with)?\b"), ("meeting",), _HOW_OFTEN),
    (
        "kind",
        re.compile(
            r"(?:联系|沟通|接触|来往|往来|联络)过?|"
            r"\b(?:been in touch|been in contact|in contact|had contact|contacted|spoken|spoke|talked|dealt)(?: (?:with|to))?\b"
        ),
        ("interactions",),
        _HOW_OFTEN,
    ),
    ("kind", re.compile(r"认识|熟识|\bknow\b"), ("contact",), _ACQUAINTED),
)
"""Words that mean something only where they stand so (分区域, 客户数), or in a question that says what the
last pattern does: verbs speak of records where it asks how often, 去过几次, how often have we called on them."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or phrase at `start`..`end` of the folded question; `means` are the roles, kinds, canonical
    fields or times that it may speak of."""

    is_: TokenKind
    start: int
    end: int
    means: tuple[str, ...] = ()

    def overlaps(self, other: Token) -> bool:
        return self.start < other.end and other.start < self.end


class Lexicon:
    """Finds the words; read once."""

    def __init__(self) -> None:
        table = tomllib.loads(files("assistant").joinpath("query", "words.toml").read_text("utf-8"))
        self._patterns: list[tuple[TokenKind, re.Pattern[str], Mapping[str, tuple[str, ...]]]] = []
        for is_, words in table["markers"].items():
            self._add(is_, {is_: words})
        self._add("role", table["roles"], plural=True)
        self._add("kind", table["kinds"], plural=True)
        self._add("time", table["times"])
        self._add("field", table["fields"])
        self._filler = frozenset(
            term for word in table["sayings"]["filler"] for term in (*terms(word), fold(word))
        )
        self._about_chinese = one_of(map(fold, table["about"]["zh"]))
        self._about_english = one_of(map(fold, table["about"]["en"]))
        self.over = frozenset(map(fold, table["states"]["closed"]))
        self.going_on = frozenset(map(fold, table["states"]["open"]))
        self.adjacent_only = frozenset(map(fold, table["same"]["adjacent_only"]))
        self._same: dict[str, frozenset[str]] = {}
        for group in table["same"]["values"]:
            alike = frozenset(map(fold, group))
            for one in alike:
                self._same[one] = self._same.get(one, frozenset()) | alike
        self._said = table["said"]
        self._implied: Mapping[Kind, re.Pattern[str]] = {
            kind: re.compile(one_of(map(fold, words))) for kind, words in table["implied"].items()
        }
        self._fields = {name: tuple(map(fold, words)) for name, words in table["fields"].items()}

    def tokens(self, text: str) -> Iterator[Token]:
        """Every marker, role, kind, time and day's word of a folded text, those that overlap too."""
        for is_, mark, meant, beside in _IN_CONTEXT:
            if not beside.search(text):
                continue
            for found in mark.finditer(text):
                yield Token(is_, *found.span(), meant)
        for is_, pattern, means in self._patterns:
            for found in pattern.finditer(text):
                yield Token(is_, *found.span(1), means[found[1]])

    def topic_marks(self, text: str, language: Language) -> Iterator[tuple[int, int]]:
        """Where a text says "about", and what comes behind it is a topic."""
        pattern = self._about_chinese if language == "zh" else self._about_english
        for found in re.finditer(pattern, text):
            yield found.span()

    def implied_kinds(self, text: str) -> tuple[Kind, ...]:
        """The kinds of record that a folded text may speak of without naming any: deals, of what was won."""
        return tuple(kind for kind, words in self._implied.items() if words.search(text))

    def is_filler(self, term: str) -> bool:
        """Whether a term only holds a question together."""
        return term in self._filler

    def same(self, value: str) -> frozenset[str]:
        """The folded values that say the same as one, itself among them."""
        return self._same.get(value, frozenset()) | {value}

    def kind_word(self, kind: str, language: Language, *, many: bool = True) -> str:
        """What a kind of record is called."""
        word = str(self._said[language]["kinds"].get(kind, kind))
        return word if many or language == "zh" else word.removesuffix("s")

    def field_word(self, name: str, label: str, language: Language) -> str:
        """What a field is called: our word for a canonical one, else the source's."""
        return str(self._said[language]["fields"].get(name, label or name.replace("_", " ")))

    def spoken_fields(self, name: str) -> Sequence[str]:
        """What stands beside a value of a canonical field: its own short names in both languages, and
        what is said of it."""
        own = [fold(said["fields"][name]) for said in self._said.values() if name in said["fields"]]
        return [*own, *self._fields.get(name, ())]

    def _add(
        self, is_: TokenKind, table: Mapping[str, Iterable[str]], *, plural: bool = False
    ) -> None:
        means: dict[str, tuple[str, ...]] = {}
        for meaning, words in table.items():
            for word in words:
                for form in {fold(word), *(_plurals(fold(word)) if plural else ())}:
                    means[form] = (*means.get(form, ()), meaning)
        # Looked for at every place: 数量 in 工单数量, where 单数 stands across it.
        self._patterns.append((is_, re.compile(f"(?=({one_of(means)}))"), means))


@cache
def lexicon() -> Lexicon:
    """The one that is shared."""
    return Lexicon()


def _plurals(word: str) -> Iterator[str]:
    if not word.isascii():
        return
    if word.endswith("y"):
        yield f"{word[:-1]}ies"
    elif word.endswith("person"):
        yield f"{word[:-6]}people"
    else:
        yield f"{word}es" if word.endswith(("s", "x", "ch")) else f"{word}s"
