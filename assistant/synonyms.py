"""Adds to a question what the company's glossary says for its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.translating import Saying
from ingest.glossary import GlossaryEntry
from ingest.segmentation import terms

_LONGEST = 12  # terms of a spelling that is looked for


@dataclass(frozen=True, slots=True)
class Expansion:
    """`sayings` are, by term of the question, what else may be said for it; `spelled` the same as they
    are spelled."""

    sayings: Mapping[str, tuple[Saying, ...]]
    spelled: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """All of them, in order, each once."""
        sayings = chain.from_iterable(self.sayings.values())
        return tuple(dict.fromkeys(chain.from_iterable(sayings)))


NOTHING = Expansion({}, ())


class Synonyms:
    """The glossary at one moment; made anew at each edit."""

    def __init__(self, entries: Iterable[GlossaryEntry] = ()) -> None:
        self._held: dict[Saying, tuple[GlossaryEntry, tuple[str, ...]]] = {}
        for entry in entries:
            for spelling in entry.spellings:
                others = tuple(other for other in entry.spellings if other != spelling)
                if others:
                    self._held[tuple(terms(spelling))] = entry, others

    def expand(self, question: str, shown: Callable[[GlossaryEntry], bool]) -> Expansion:
        """What else the question might have said, of its longest spellings in entries that are shown."""
        if not self._held:
            return NOTHING
        asked = terms(question)
        found: dict[str, list[Saying]] = {}
        spelled: list[str] = []
        for said, others in self._spellings(asked, shown):
            spelled.extend(others)
            sayings = [tuple(terms(other)) for other in others]
            for term in said:
                found.setdefault(term, []).extend(sayings)
        return Expansion(
            {term: tuple(dict.fromkeys(sayings)) for term, sayings in found.items()},
            tuple(dict.fromkeys(spelled)),
        )

    def _spellings(
        self, asked: Sequence[str], shown: Callable[[GlossaryEntry], bool]
    ) -> Iterable[tuple[Saying, tuple[str, ...]]]:
        """With the others. Of those that overlap the longest alone: FAT line, not FAT."""
        start = 0
        while start < len(asked):
            longest = min(_LONGEST, len(asked) - start)
            for length in range(longest, 0, -1):
                said = tuple(asked[start : start + length])
                held = self._held.get(said)
                if held and shown(held[0]):
                    yield said, held[1]
                    start += length
                    break
            else:
                start += 1
