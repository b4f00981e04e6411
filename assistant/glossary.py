"""The company's glossary as each may read it, and as their questions are expanded by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.naming import naming_others
from assistant.synonyms import Expansion, Synonyms
from ingest.access import Access
from ingest.catalog.glossary import glossary_entries
from ingest.errors import NotFoundError
from ingest.glossary import GlossaryEntry, holding
from ingest.names import fold
from ingest.store import Store


class Glossary:
    """What stands in it now; `refresh` after it was changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        with self._store.catalog.reading() as connection:
            self.entries: Sequence[GlossaryEntry] = tuple(glossary_entries(connection))
        self._synonyms = Synonyms(self.entries)

    def shown(
        self, entries: Iterable[GlossaryEntry], *, access: Access
    ) -> tuple[GlossaryEntry, ...]:
        """Those that an asker may know of: whomever they name, a record that they may read names too."""
        held = tuple(entries)
        spellings = {spelling for entry in held for spelling in entry.spellings}
        hidden = naming_others(self._store, spellings, access=access)
        return tuple(entry for entry in held if hidden.isdisjoint(entry.spellings))

    def listing(
        self, words: str = "", *, access: Access, offset: int = 0, limit: int = 50
    ) -> tuple[GlossaryEntry, ...]:
        """By term; with `words`, those a spelling of which holds them."""
        return self.shown(holding(self.entries, words), access=access)[offset : offset + limit]

    def entry(self, entry_id: str, *, access: Access) -> GlossaryEntry:
        """One of them; NotFoundError for one that is not there."""
        found = self.shown(
            (entry for entry in self.entries if entry.entry_id == entry_id), access=access
        )
        if not found:
            raise NotFoundError("There is no such entry in the glossary")
        return found[0]

    def entry_of(self, spelling: str, *, access: Access) -> GlossaryEntry:
        """The one in which a spelling stands."""
        form = fold(spelling)
        found = self.shown((entry for entry in self.entries if form in entry.forms), access=access)
        if not found:
            raise NotFoundError(f"{spelling!r} does not stand in the glossary")
        return found[0]

    def expand(self, question: str, access: Access) -> Expansion:
        """What else a question might have said, by the entries that its asker may know of."""
        return self._synonyms.expand(
            question, lambda entry: bool(self.shown([entry], access=access))
        )
