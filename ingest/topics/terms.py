"""The words and phrases that a chunk says its topic with: nouns and what is made of them, in its own language,
without names of customers and people, addresses, dates and numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import rjieba

from ingest.languages import chinese_share
from ingest.mentions import NameMatcher
from ingest.names import fold
from ingest.records import revision_of

_CHINESE = (
    0.2  # share of Chinese from which a text is cut as Chinese; the rest are codes and brands
)
_LONGEST_WORDS = 3
_LONGEST_PHRASE = 12  # characters
_EDITION = "1"  # to be changed with what this module finds
_MOST = 30  # terms of one chunk
_BREAK = "\n"
_NOT_WORDS = re.compile(
    r"""
      (?:^|(?<=\n))[^\S\n]*\d{4}-\d\d-\d\d[^\S\n]+\S{1,12}[^\S\n]*(?=\n|$)   # a step in a history
    | \S+@\S+ | (?:https?|www)\S+ | [#]\S+
    | \d{2,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)? | \d{1,2}:\d\d
    """,
    re.VERBOSE,
)
_NAMED_AT_START = re.compile(
    r"^[^\S\n]*[^\s:：]{1,8}(?:[^\S\n]+\d{1,2}:\d\d)?\s*[：:](?!//)", re.MULTILINE
)
_SIGNED = re.compile(
    r"^[^\S\n]*(?:From|To|Cc|Date|Subject|发件人|收件人|抄送|主题)\s*[：:].*$",
    re.MULTILINE | re.IGNORECASE,
)
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-/][A-Za-z0-9]+)*|[^\sA-Za-z]+|\n")
_CODE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9\-]*")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Parts of speech as jieba tells them: nouns (but of persons, places and bodies), verbs used as nouns.
_NOUNS = frozenset({"n", "vn", "nz", "j", "an"})
_VERBS = frozenset({"v", "l", "i"})
_BESIDE_NOUNS = frozenset({"v", "b", "a", "l", "i"})


@dataclass(frozen=True, slots=True)
class Terms:
    """What a chunk says, each term once: in its title, and in its text."""

    language: Literal["zh", "en"]
    title: tuple[str, ...]
    text: tuple[str, ...]


def terms_of(title: str, body: str, names: Names) -> Terms:
    """The terms of a chunk; in a title verbs count as nouns do."""
    language: Literal["zh", "en"] = "zh" if chinese_share(f"{title}\n{body}") >= _CHINESE else "en"
    cut = _chinese if language == "zh" else _english
    in_title = cut(names.blanked(_NOT_WORDS.sub(_BREAK, title)), in_title=True)
    in_text = cut(names.blanked(_prose(body)), in_title=False)
    said = dict.fromkeys(term for term in in_title if not names.is_one(term))
    more = dict.fromkeys(term for term in in_text if not names.is_one(term) and term not in said)
    return Terms(language, tuple(said)[:_MOST], tuple(more)[:_MOST])


class Names:
    """What nothing may be called after: customers, colleagues and customers' people, by their folded names;
    of persons in Latin letters each part as well."""

    def __init__(self, customers: Iterable[str], people: Iterable[str]) -> None:
        self._whole = frozenset([*customers, *people])
        self._parts = frozenset(
            part
            for name in people
            if name.isascii()
            for part in re.split(r"[\s.\-]+", name)
            if len(part) > 1
        )
        self._matcher = NameMatcher(dict.fromkeys(self._whole, ()))

    def blanked(self, text: str) -> str:
        """The text with a break wherever somebody is named."""
        for name in {mention.name for mention in self._matcher.mentions(text)}:
            text = re.sub(re.escape(name).replace(r"\ ", r"\s+"), _BREAK, text, flags=re.IGNORECASE)
        return text

    def is_one(self, term: str) -> bool:
        """Whether a term is a name, or holds a part of a person's."""
        folded = fold(term)
        return folded in self._whole or not self._parts.isdisjoint(folded.split())


def _prose(body: str) -> str:
    """What is said, without who says it to whom."""
    return _NOT_WORDS.sub(_BREAK, _NAMED_AT_START.sub(_BREAK, _SIGNED.sub(_BREAK, body)))


def _chinese(text: str, *, in_title: bool) -> Iterator[str]:
    run: list[tuple[str, bool]] = []
    for word, part in [*_tagged(text), ("", "x")]:
        # In a title a verb is a noun: 打样, 回访, 选型.
        is_noun = part in _NOUNS or (in_title and part in _VERBS and len(word) > 1)
        is_code = part == "eng" and bool(_CODE.fullmatch(word)) and len(word) > 1
        beside = part in _BESIDE_NOUNS and len(word) > 1
        # One character is a piece of a word that the dictionary does not know.
        whole = len(word) > 1 or (bool(run) and part == "n")
        if (is_noun or is_code or beside) and whole and not _says_nothing(word):
            run.append((word, is_noun or is_code))
            continue
        yield from _phrases_of(run, in_title=in_title)
        run = []


def _tagged(text: str) -> Iterator[tuple[str, str]]:
    """Words with their part of speech; a space between Latin and Chinese is none."""
    for line in text.splitlines():
        for word, part in rjieba.tag(line):
            if word.strip():
                yield word, part
        yield "", "x"


def _phrases_of(run: list[tuple[str, bool]], *, in_title: bool) -> Iterator[str]:
    """Of up to three words beside each other what ends with a noun."""
    for start in range(len(run)):
        for end in range(start + 1, min(start + _LONGEST_WORDS, len(run)) + 1):
            words = [word for word, _ in run[start:end]]
            phrase = _joined(words)
            # What begins with a verb is a piece of a sentence, but in a title: 寄回旧件.
            if not (in_title or run[start][1] or end - start == 1):
                continue
            ends_with_noun = run[end - 1][1]
            if not ends_with_noun or not 2 <= len(phrase) <= _LONGEST_PHRASE:
                continue
            if _HAN.search(phrase) or _is_code(phrase):
                yield phrase


def _joined(words: list[str]) -> str:
    """Chinese without spaces, Latin with."""
    said = words[0]
    for word in words[1:]:
        apart = said[-1].isascii() or word[0].isascii()
        said += f" {word}" if apart else word
    return said


def _english(text: str, *, in_title: bool) -> Iterator[str]:
    del in_title  # English tells its nouns by no more than what stands between them
    run: list[str] = []
    for word in [*_ENGLISH.findall(text), _BREAK]:
        if _CODE.fullmatch(word[:40]) and word[0].isalpha() and not _says_nothing(word):
            run.append(_spelled(word))
            continue
        for start in range(len(run)):
            for end in range(start + 1, min(start + _LONGEST_WORDS, len(run)) + 1):
                phrase = " ".join(run[start:end])
                if len(phrase) > 2:
                    yield phrase
        run = []


def _spelled(word: str) -> str:
    """In small letters, but for codes and short forms: P500, OPC."""
    return word if _is_code(word) else word.lower()


def _is_code(word: str) -> bool:
    return any(one.isdigit() or one.isupper() for one in word[1:])


def _says_nothing(word: str) -> bool:
    if len(word) < 2 and not _HAN.match(word):
        return True
    folded = word.lower()
    return folded in _empty_words() or (folded.isascii() and _plain(folded) in _empty_words())


def _plain(word: str) -> str:
    """A form of an English word without its ending, as far as that is plain."""
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return word


def terms_edition() -> str:
    """Changes with the rules by which terms are drawn."""
    return revision_of(_EDITION, _words())[:12]


def _words() -> str:
    return files("ingest.topics").joinpath("words.toml").read_text("utf-8")


@cache
def _empty_words() -> frozenset[str]:
    table = tomllib.loads(_words())
    return frozenset(word for words in table.values() for word in words.split())
