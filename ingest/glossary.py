"""What the company says for what: a term, and the other words, short forms and code names for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.names import fold


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """One thing and every spelling of it."""

    entry_id: str
    term: str
    synonyms: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    code_names: tuple[str, ...] = ()
    note: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """All of them, the term first."""
        return (self.term, *self.synonyms, *self.abbreviations, *self.code_names)

    @property
    def forms(self) -> tuple[str, ...]:
        """All of them, folded."""
        return tuple(fold(spelling) for spelling in self.spellings)


def holding(entries: Iterable[GlossaryEntry], words: str) -> tuple[GlossaryEntry, ...]:
    """The entries a spelling of which holds words."""
    wanted = fold(words)
    return tuple(entry for entry in entries if any(wanted in form for form in entry.forms))
