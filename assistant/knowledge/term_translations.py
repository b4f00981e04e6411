"""Says a topic's terms in the other language, as people write them there."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

_OWN = "terms.tsv"  # beside this module: what topics are called, as people say it
_LISTS = (_OWN, "engineering.tsv", "business.tsv", "general.tsv")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_PARTS = re.compile(r"[\u3400-\u9fff]+|[^\s\u3400-\u9fff]+")
_LONGEST_HAN = 8
_LEAST_KNOWN = 2  # characters: a single one means too much by itself
_NOUN = re.compile(r"(?:ing|ion|ment|ance|ence|er|or|ity|ness|al|ure|age|sis|ology)s?$")


def in_english(term: str, spoken: Container[str]) -> str:
    """A Chinese term in English, in words that are `spoken` here where there are such; empty where a part
    of it is not known."""
    said = []
    for part in _PARTS.findall(term):
        if not _HAN.fullmatch(part):
            said.append(part)
            continue
        words = _cut(part)
        if not words:
            return ""
        said += [_chosen(_to_english()[word], spoken) for word in words]
    # 触摸屏画面 is no touch screen screen.
    words = [word for one in said for word in one.split()]
    return " ".join(dict.fromkeys(words))


def in_chinese(term: str, spoken: Container[str]) -> str:
    """An English term in Chinese, in the same way."""
    if whole := _meanings(term.lower()):
        return _chosen(whole, spoken)
    said = ""
    for word in term.split():
        if any(one.isdigit() or one.isupper() for one in word[1:]):
            said += f" {word} "
        elif meanings := _meanings(word.lower()):
            said += _chosen(meanings, spoken)
        else:
            return ""
    return said.strip().replace("  ", " ")


def _chosen(candidates: Sequence[str], spoken: Container[str]) -> str:
    return next((one for one in candidates if one in spoken), candidates[0])


def _meanings(word: str) -> Sequence[str]:
    known = _to_chinese()
    plain = (word, word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word))
    return next((known[one] for one in plain if one in known), ())


def is_trade_word(term: str) -> bool:
    """Whether the lists of the trade know a term: a sign that it says something by itself."""
    return term.lower() in _trade_words()


def _cut(part: str) -> list[str]:
    """Chinese in words that are known, the longest first; none if something is left over."""
    known = _to_english()
    words: list[str] = []
    at = 0
    while at < len(part):
        longest = min(_LONGEST_HAN, len(part) - at)
        ends = range(at + longest, at + _LEAST_KNOWN - 1, -1)
        end = next((end for end in ends if part[at:end] in known), 0)
        if not end:
            return []
        words.append(part[at:end])
        at = end
    return words


@cache
def _to_english() -> Mapping[str, Sequence[str]]:
    """The best first: what means it first, is a noun by its ending, is no rare word, and is short."""
    common = {english for name, english, _ in _entries() if name == "general.tsv"}
    ranked: dict[str, dict[str, tuple[int, bool, bool, int, int]]] = {}
    for name, english, meanings in _entries():
        for place, chinese in enumerate(meanings):
            rank = (
                place + 2 * (name == "general.tsv") - (name == _OWN),
                not _NOUN.search(english),
                english not in common and " " not in english,
                english.count(" "),
                len(english),
            )
            held = ranked.setdefault(chinese, {})
            held[english] = min(rank, held.get(english, rank))
    return {
        chinese: sorted(held, key=lambda one: (held[one], one)) for chinese, held in ranked.items()
    }


@cache
def _to_chinese() -> Mapping[str, Sequence[str]]:
    """In the order of the lists, those of the trade first."""
    said: dict[str, dict[str, None]] = {}
    for _, english, meanings in _entries():
        said.setdefault(english.lower(), {}).update(dict.fromkeys(meanings))
    return {english: list(meanings) for english, meanings in said.items()}


@cache
def _trade_words() -> frozenset[str]:
    return frozenset(
        word.lower()
        for name, english, meanings in _entries()
        if name != "general.tsv"
        for word in (english, *meanings)
    )


def _entries() -> Iterator[tuple[str, str, list[str]]]:
    for name in _LISTS:
        folder = "knowledge" if name == _OWN else "translations"
        text = files("assistant").joinpath(folder, name).read_text("utf-8")
        for line in text.splitlines():
            english, chinese = line.split("\t")
            yield name, english, chinese.split(" ")
