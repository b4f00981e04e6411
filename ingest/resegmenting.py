"""Cuts stored text anew where it says words that were just learned."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.catalog.live import live_chunks_by_id, live_texts
from ingest.mentions import NameMatcher
from ingest.segmentation import learn
from ingest.store import Store

_TEXTS = 5000
_PAGE = 500


def learn_and_resegment(store: Store, forms: Iterable[str]) -> int:
    """Let the forms be words, and bring the keyword index up to date with them; gives the chunks that
    say one of them, the only ones to be written again. Embeds nothing."""
    new = learn(forms)
    if not new:
        return 0
    learned = NameMatcher(dict.fromkeys(new, ()))
    affected = [
        chunk.chunk_id
        for page in live_texts(store.catalog, _TEXTS)
        for chunk in page
        if learned.is_in(chunk.said)
    ]
    for start in range(0, len(affected), _PAGE):
        with store.catalog.reading() as connection:
            page = live_chunks_by_id(connection, affected[start : start + _PAGE])
        store.keywords.upsert([chunk.indexed for chunk in page])
    return len(affected)
