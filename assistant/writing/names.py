"""The names and codes in a sentence, and whether a text bears them, in either language's spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import rjieba
from pypinyin import lazy_pinyin

from assistant.questions import language_of, language_of_passage
from ingest.mentions import Mention, addresses
from ingest.names import fold
from ingest.segmentation import terms

Mentions = Callable[[str], tuple[Mention, ...]]
"""Who is named in a text, of those that the asker may know of."""

_WORD = re.compile(
    r"(?<![\w.@/-])[A-Za-z][\w&'’./+-]*[\w+]|(?<![\w.@/-])[A-Z]\b|"
    r"(?<![\w.-])\d+[A-Za-z][\w-]*|(?<![\w.])\d+(?:\.\d+){2,}"
)
_CODE = re.compile(r"\d.*\..*\.|[A-Za-z].*\d|\d.*[A-Za-z]|[A-Z].*[A-Z]")
_UNIT = re.compile(
    r"\d+(?:[a-z]{1,3}|st|nd|rd|th)|[a-z]{1,3}/[a-z]{1,4}|CNY|RMB|USD|EUR|GBP|Q[1-4]", re.IGNORECASE
)
_OPENS = re.compile(r"(?:^|[.!?:;。！？：；(（“\"])\s*$")
_NO_NAMES = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday i ii iii iv v a am pm "
    "phase stage section chapter article clause step level tier quarter the chinese english".split()
)
_HAN_NAME = frozenset({"nr"})
_HAN_PLACE = frozenset({"ns", "nt", "nz", "nrt"})
# The hundred commonest, of 85 in 100 people (Ministry of Public Security, 2020): what begins otherwise is
# more often a word that the dictionary takes for a name.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
_LEAST = 2
_LEAST_SPELLED = 3  # letters of a word that is looked for in pinyin


@dataclass(frozen=True, slots=True)
class Named:
    """What a text calls by name: entities that are known, and words for what is not."""

    entities: tuple[frozenset[str], ...]
    words: tuple[str, ...]


class NamedText:
    """A text in which names are looked for; `tagged` are the entities that it is about besides."""

    def __init__(self, text: str, tagged: frozenset[str], mentions: Mentions) -> None:
        self._text = text
        self._tagged = tagged
        self._mentions = mentions

    def lacks(self, named: Named) -> str:
        """The first name that it does not bear; empty where it bears all."""
        for bearers in named.entities:
            if bearers.isdisjoint(self._entities):
                return " ".join(sorted(bearers))
        return next((word for word in named.words if not self._bears(word)), "")

    def _bears(self, word: str) -> bool:
        folded = fold(word)
        if folded in self._folded:
            return True
        if any(character.isdigit() for character in word):
            return _squashed(folded) in self._squashed
        if word.isascii():
            parts = [part for part in re.split(r"[^a-z0-9]+", folded) if part]
            stems = terms(word)
            if stems and self._terms.issuperset(stems):
                return True
            return all(
                part.isalpha() and len(part) >= _LEAST_SPELLED and part in self._spelled
                for part in parts
            )
        spelled = lazy_pinyin(word)
        return all(syllable in self._latin for syllable in spelled) and len(self._latin) > _LEAST

    @cached_property
    def _folded(self) -> str:
        return fold(self._text)

    @cached_property
    def _squashed(self) -> str:
        return _squashed(self._folded)

    @cached_property
    def _terms(self) -> frozenset[str]:
        return frozenset(terms(self._text))

    @cached_property
    def _entities(self) -> frozenset[str]:
        held = {entity for mention in self._mentions(self._text) for entity in mention.entities}
        return self._tagged | held

    @cached_property
    def _spelled(self) -> str:
        """Its Chinese in pinyin, without spaces: 恒岳 is found as hengyue."""
        han = re.findall(r"[\u3400-\u9fff]+", self._text)
        return "|".join("".join(lazy_pinyin(run)) for run in han)

    @cached_property
    def _latin(self) -> str:
        return "".join(re.findall(r"[a-z]+", self._folded))


def named_in(claim: str, mentions: Mentions, *, same_language: bool) -> Named:
    """What a sentence calls by name. Places are told apart from other words only where what they are
    looked for in is of the `same_language`."""
    known = mentions(claim)
    folded = fold(claim)
    rest = folded
    for mention in known:
        rest = rest[: mention.start] + "|" * (mention.end - mention.start) + rest[mention.end :]
    inside = {word for mention in known for word in re.findall(r"[a-z0-9]+", mention.name)}
    words = [word for word in _latin_names(claim) if not inside.issuperset(_parts(word))]
    words += [address for address in addresses(claim) if address not in words]
    if language_of(claim) == "zh":
        wanted = _HAN_NAME | (_HAN_PLACE if same_language else frozenset())
        words += [
            word
            for word, kind in rjieba.tag(rest)
            if kind in wanted
            and len(word) >= _LEAST
            and not word.isascii()
            and (kind not in _HAN_NAME or word[0] in _SURNAMES)
        ]
    return Named(tuple(frozenset(one.entities) for one in known), tuple(dict.fromkeys(words)))


def is_of_same_language(claim: str, text: str) -> bool:
    return language_of(claim) == language_of_passage(text)


def _latin_names(claim: str) -> Iterator[str]:
    chinese = language_of(claim) == "zh"
    for match in _WORD.finditer(claim):
        word = match.group().removesuffix("'s").removesuffix("’s").rstrip(".")
        if word.lower() in _NO_NAMES or _UNIT.fullmatch(word):
            continue
        opens = bool(_OPENS.search(claim[: match.start()]))
        # An English sentence begins with a capital, whatever its first word is.
        if _CODE.search(word) or chinese or (word[0].isupper() and not opens):
            yield word


def _squashed(text: str) -> str:
    """A code as one word, however it is parted: HC 200, HC-200."""
    return re.sub(r"[\s_/-]", "", text)


def _parts(word: str) -> Sequence[str]:
    return re.findall(r"[a-z0-9]+", fold(word))
