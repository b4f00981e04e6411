"""Who is meant by a title: 财务总监, the CFO, the head of finance."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from assistant.vocabulary import blanked, one_of
from ingest.mentions import Mention
from ingest.names import fold

_BOUNDARY = re.compile(
    r"[|,，。;；:：?？!！、/()\"“”]|(?<!部)的|是|谁|哪一?位|哪一?个|哪些|请问|我们|咱们|咱|我|你|现在|目前|当前|公司|叫什么|叫啥|叫谁|什么名字|名字|和|与|及|"
    r"['’]s\b|\b(?:who|is|are|was|the|our|an?|at|for|in|on|with|to|from|and|or|their|its|his|her|my|your|"
    r"company|we|have|has|do|does|what|which|whose|name|tell|me|give|please|current|currently|now|there|that)\b"
)
_JOINT = re.compile(r"\b(?:of|department|dept|team)\b|部门|部(?!长)|的")
_WORD = re.compile(r"[a-z0-9&]+|[\u3400-\u9fff]+")
_SPECIALTY = re.compile(r"\(.*\)")
_WHO = re.compile(r"谁|哪位|哪个|\bwho\b")
_HEADING = frozenset({"head"})
_ANYBODY = frozenset({"anybody"})
_LEADING_A_DEPARTMENT = frozenset({"manager", "supervisor"})
_LEADING = _LEADING_A_DEPARTMENT | {"director", "department_head", "head"}
_FUNCTIONS = frozenset(
    {"finance", "purchasing", "legal", "personnel", "marketing", "quality", "logistics"}
)
"""Areas that a customer has people for, so that whoever handles one there is theirs and no owner of ours."""

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A title as a question says it, at `start`..`end` of the folded question."""

    start: int
    end: int
    parts: frozenset[str]


class TitleVocabulary:
    """Compares titles by their parts, in whichever language: area, rank, and words of their own."""

    def __init__(self) -> None:
        table = tomllib.loads(files("assistant").joinpath("fields.toml").read_text("utf-8"))
        titles = table["titles"]
        part_of = {
            fold(word): part
            for group in (titles["ranks"], titles["areas"])
            for part, words in group.items()
            for word in words
        }
        ranks = {fold(word) for words in titles["ranks"].values() for word in words}
        self._same_as = {fold(short): fold(title) for short, title in titles["same_as"].items()}
        self._short = re.compile(one_of(self._same_as))
        self._part_of = part_of
        self._known_areas = frozenset(titles["areas"])
        self._parts = re.compile(one_of(part_of))
        self._rank = re.compile(one_of([*ranks, *self._same_as]))

    def phrases(self, bare: str, fields: Sequence[Mention]) -> tuple[TitlePhrase, ...]:
        """The titles said in a folded question whose names are blanked, beside the fields asked for.

        A word for a field may be a title too (account manager): it is taken as one.
        """
        said = blanked(bare, [field for field in fields if not self._rank.search(field.name)])
        segments = list(_segments(said))
        phrases = [
            TitlePhrase(start, end, self.parts(said[start:end]))
            for start, end in segments
            if self._rank.search(said[start:end])
        ]
        if any(phrase.parts != _HEADING for phrase in phrases):
            return tuple(phrase for phrase in phrases if phrase.parts != _HEADING)
        if phrases:
            return self._headed(said, segments)
        if not fields or "|" not in bare:
            return self._doing(bare, said, segments)
        if all("owner" in field.entities for field in fields):
            doing = self._doing(
                bare, said.replace("|", " "), list(_segments(said.replace("|", " ")))
            )
            return tuple(one for one in doing if one.parts - _ANYBODY <= _FUNCTIONS)
        return ()

    def _headed(self, said: str, segments: Sequence[_Span]) -> tuple[TitlePhrase, ...]:
        """The head of what stands beside the word: who heads the service department."""
        beside = [span for span in segments if self.parts(said[slice(*span)]) != _HEADING]
        if len(beside) != 1 or not self._areas(said[slice(*beside[0])]):
            return ()
        start = min(start for start, _ in segments)
        end = max(end for _, end in segments)
        return (TitlePhrase(start, end, self.parts(said[slice(*beside[0])]) | _HEADING),)

    def _doing(self, bare: str, said: str, segments: Sequence[_Span]) -> tuple[TitlePhrase, ...]:
        """Whoever has to do with an area, where that is all that is said: who does purchasing there."""
        if len(segments) != 1 or not _WHO.search(bare) or "|" in said[slice(*segments[0])]:
            return ()
        start, end = segments[0]
        areas = self._areas(said[start:end])
        return (TitlePhrase(start, end, areas | _ANYBODY),) if areas else ()

    def _areas(self, phrase: str) -> frozenset[str]:
        """The areas that a phrase names; none where it says anything else."""
        parts = self.parts(phrase)
        return parts if parts <= self._known_areas else frozenset()

    def parts(self, title: str) -> frozenset[str]:
        """What a title is made of: known parts under one name, other words as they stand."""
        spelled = self._short.sub(lambda short: self._same_as[short.group()], fold(title))
        known = {self._part_of[part.group()] for part in self._parts.finditer(spelled)}
        rest = _JOINT.sub(" ", self._parts.sub(" ", spelled))
        return frozenset(known | set(_WORD.findall(rest)))

    def may_mean(self, phrase: TitlePhrase, title: str) -> bool:
        """Whether a phrase says a whole title, or may say it as the head of something."""
        own = self._core(title)
        if phrase.parts >= _ANYBODY:
            return phrase.parts - _ANYBODY <= own
        area = phrase.parts - {"head"}
        if own and own <= phrase.parts:
            return True
        return bool(area) and area != phrase.parts and area <= own and own - area <= _LEADING

    def is_held(self, phrase: TitlePhrase, *, title: str, department: str, text: str) -> bool:
        """Whether the holder of a title that a phrase may mean answers to the phrase.

        What is said beyond the title (a department, a city) must stand in `text`, the holder's
        record. A head of something is its director or the like, or its manager where the
        department has the same name.
        """
        if not self.may_mean(phrase, title):
            return False
        own = self._core(title)
        if phrase.parts >= _ANYBODY:
            return True
        if own <= phrase.parts:
            folded = fold(text)
            held = self.parts(folded)
            return all(part in held or part in folded for part in phrase.parts - own)
        area = phrase.parts - {"head"}
        return not own & _LEADING_A_DEPARTMENT or area == self.parts(department)

    def _core(self, title: str) -> frozenset[str]:
        """The parts of a title without the specialty that it gives in brackets."""
        return self.parts(_SPECIALTY.sub("", fold(title)))


def _segments(said: str) -> Iterator[_Span]:
    """Where something is said between boundaries."""
    begin = 0
    for boundary in [*_BOUNDARY.finditer(said), None]:
        end = boundary.start() if boundary else len(said)
        phrase = said[begin:end].strip().removesuffix(" of")
        if phrase:
            start = said.index(phrase, begin)
            yield start, start + len(phrase)
        begin = boundary.end() if boundary else end
