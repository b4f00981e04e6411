"""Turns a model's output, as it comes, into plain sentences and the numbers that they cite.

Nothing in it is markup: links, images, tags and web addresses are taken out, so that no page, terminal or
program shows or fetches what a record talked the model into.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.orders import plainly
from ingest.sentences import sentence_spans

_NUMBERS = r"\d{1,3}(?:\s?[,，、\-–—]\s?\d{1,3})*"
_CITED = re.compile(
    rf"(?<!\s)\s*(?:\[\s?\^?({_NUMBERS})\s?\](?!\()|【\s?({_NUMBERS})(?:†[^】]{{0,20}})?\s?】)"
)
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\]]{0,300}\](?:\([^)]{0,600}\)?|\[[^\]]{0,100}\])")
_LINK = re.compile(r"\[([^\]\n]{0,300})\]\([^)]{0,600}\)?")
_REFERENCE = re.compile(r"(?m)^[^\S\n]*\[[^\]\n]{1,60}\]:\s.*$")
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.\-]{1,14}://|\b(?:javascript|data|mailto|tel|file|vbscript):(?=\S)|\bwww\.)[^\s<>\"'）)】\]，。；、]*",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,6}(?:com|net|org|io|cn|dev|app|info|biz|xyz|top|ru|site|online|example|test|invalid)\b(?:[:/?#][^\s<>\"'）)】\]，。；、]*)?",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[/!?]?[a-z][^<>]{0,500}>?|<\|[^<>]{0,60}\|?>|<<[^<>]{0,80}>>", re.IGNORECASE)
_ESCAPE = re.compile(r"\x1b\[?[0-9;?]*[a-zA-Z]?")
_MARKS = re.compile(
    r"(?m)^\s{0,3}(?:#{1,6}\s+|>+\s?|[-*+•]\s+|\d{1,2}[.)、]\s+(?=\S))|[*_]{2,3}|`+|~~"
)
_ENDS = '.。!！?？…”"』」)）'
_MOST_CITED = 9
_MOST_CHARACTERS = 16_000
_LONGEST_OPEN = 2_000  # of a sentence that does not end
_BRACKETS = str.maketrans("［］", "[]")
_MOST_FOLDS = 8
_LONGEST = 1200  # characters of a sentence
_NOTHING = frozenset({"no answer", "无答案", "没有答案", "noanswer"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence as the model wrote it, plain, and the numbers of the passages that it cites."""

    text: str
    cited: tuple[int, ...]

    @property
    def says_nothing(self) -> bool:
        """Whether it is the model's word that the passages do not answer."""
        return self.text.strip(" .。!！*").lower() in _NOTHING


class ClaimStream:
    """Cuts what comes piece by piece into claims; a number behind a full stop belongs before it. What comes
    after 16,000 characters is not heard."""

    def __init__(self) -> None:
        self._text = ""
        self._left = _MOST_CHARACTERS

    def feed(self, piece: str) -> Iterator[Claim]:
        """The claims that are whole with this piece."""
        self._text += piece[: self._left].translate(_BRACKETS)
        self._left -= min(self._left, len(piece))
        thought = self._text.lower().lstrip()
        if thought.startswith("<think") and "</think" not in thought:
            return
        self._text = _THOUGHT.sub("", self._text)
        spans = _joined(self._text)
        # What follows the last one may still be its number.
        if len(self._text) > _LONGEST_OPEN:
            spans.append((len(self._text), len(self._text)))
        open_ones = 2 if spans and self._text[spans[-1][0] :][:1] in ("[", "【") else 1
        for start, end in spans[:-open_ones]:
            yield from _claims(self._text[start:end])
        if spans:
            self._text = self._text[spans[-open_ones:][0][0] :]

    def rest(self) -> Iterator[Claim]:
        """What is left when all has come, but for a sentence that is cut off."""
        text = _THOUGHT.sub("", self._text)
        self._text = ""
        for start, end in _joined(text):
            for claim in _claims(text[start:end]):
                if claim.cited or claim.says_nothing or claim.text[-1] in _ENDS:
                    yield claim


def _joined(text: str) -> list[tuple[int, int]]:
    """The sentences, each with the numbers that stand behind it."""
    spans = list(sentence_spans(_CITED.sub(lambda found: " " * len(found.group()), _veiled(text))))
    starts = [start for start, _ in spans]
    return list(zip(starts, [*starts[1:], len(text)], strict=False))


def _veiled(text: str) -> str:
    """The text with what is no prose made opaque: the ? of an address ends no sentence."""
    for pattern in (_IMAGE, _LINK, _ADDRESS, _TAG):
        text = pattern.sub(lambda match: "x" * len(match.group()), text)
    return text


def _claims(raw: str) -> Iterator[Claim]:
    claim = _claim(raw)
    if claim.text and any(character.isalnum() for character in claim.text):
        yield claim


def _claim(raw: str) -> Claim:
    text = plainly(_ESCAPE.sub("", unicodedata.normalize("NFC", raw)))
    cited: list[int] = []
    for match in _CITED.finditer(text):
        cited.extend(_numbers(match[1] or match[2]))
    text = _CITED.sub("", text)
    text = _plain(text)
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+(?=[。，；！？,.;!?)）])", "", text)
    return Claim(text[:_LONGEST], tuple(dict.fromkeys(cited))[:_MOST_CITED])


def _plain(text: str) -> str:
    """Without markup, also what taking some out makes of the rest; nothing of what is folded into
    itself again and again."""
    for _ in range(_MOST_FOLDS):
        before = text
        for pattern in (_IMAGE, _REFERENCE, _TAG):
            text = pattern.sub("", text)
        text = _LINK.sub(r"\1", text)
        for pattern in (_ADDRESS, _HOST, _MARKS):
            text = pattern.sub("", text)
        if text == before:
            return text
    return ""


def _numbers(said: str) -> Iterator[int]:
    for part in re.split(r"\s?[,，、]\s?", said):
        first, *last = re.split(r"\s?[\-–—]\s?", part)
        end = int(last[-1]) if last else int(first)
        yield from range(int(first), min(end, int(first) + _MOST_CITED) + 1)
