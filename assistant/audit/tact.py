"""What of other people's questions may be told: words that somebody could have read themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, select

from assistant.audit.entries import KeptEntry
from ingest.access import Access
from ingest.catalog.reading import readable_chunks, readable_records
from ingest.catalog.visible import visible
from ingest.filters import UNFILTERED
from ingest.segmentation import telling_terms
from ingest.store import Store

_MANY = 500
_CODE = re.compile(r"[\w.:/-]+")


class Tact:
    """For one reader of the log. A question is told if it is their own, or if they may read every record
    that was shown for it, each of its telling words stands in something that they may read, and each number
    and code in what was shown: whoever asked may have known more.

    A question for which nothing was shown is its asker's alone: what it is about is not known.
    """

    def __init__(self, store: Store, access: Access) -> None:
        self._store = store
        self._access = access
        self._known: dict[str, bool] = {}

    def sayable(self, connection: Connection, kept: Sequence[KeptEntry]) -> frozenset[int]:
        """The numbers of those entries whose text may be told."""
        own = {one.number for one in kept if one.entry.person_id == self._access.person_id}
        others = [
            one for one in kept if one.number not in own and one.entry.text and one.entry.records
        ]
        shown = {record for one in others for record in one.entry.records}
        readable = readable_records(connection, shown, access=self._access)
        others = [one for one in others if readable.issuperset(one.entry.records)]
        words = {one.number: telling_terms(one.entry.text) for one in others}
        self._learn(connection, {word for said in words.values() for word in said})
        return frozenset(own).union(
            one.number
            for one in others
            if all(self._known[word] for word in words[one.number])
            and self._were_shown(connection, codes_in(one.entry.text), one.entry.records)
        )

    def known(self, connection: Connection, words: set[str]) -> frozenset[str]:
        """Those of the words that stand in something that the reader may read."""
        self._learn(connection, words)
        return frozenset(word for word in words if self._known[word])

    def _learn(self, connection: Connection, words: set[str]) -> None:
        """Which of the words stand in something that the reader may read; the gate has the last word."""
        new = sorted(words - self._known.keys())
        hits = {word: self._store.keywords.search([word], 1, within=self._access) for word in new}
        chunk_ids = sorted({chunk_id for found in hits.values() for chunk_id, _ in found})
        readable = readable_chunks(
            connection, chunk_ids, access=self._access, filters=UNFILTERED
        ).keys()
        for word, found in hits.items():
            self._known[word] = any(chunk_id in readable for chunk_id, _ in found)

    def _were_shown(
        self, connection: Connection, codes: Sequence[str], record_ids: Sequence[str]
    ) -> bool:
        if not codes:
            return True
        records = visible(access=self._access).records
        text = "\n".join(
            f"{row.title}\n{row.text}"
            for start in range(0, len(record_ids), _MANY)
            for row in connection.execute(
                select(records.c.title, records.c.text).where(
                    records.c.record_id.in_(record_ids[start : start + _MANY])
                )
            )
        ).casefold()
        return all(code.casefold() in text for code in codes)


def codes_in(text: str) -> tuple[str, ...]:
    """Its numbers, and words with digits in them."""
    return tuple(word for word in _CODE.findall(text) if any(map(str.isdecimal, word)))
