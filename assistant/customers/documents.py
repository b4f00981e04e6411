"""The documents that are about a customer or name them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from assistant.customers.dealings import Dealing
from assistant.customers.views import DocumentView
from ingest.names import fold
from ingest.records import DOCUMENTS


def document_views(dealings: Iterable[Dealing], names: Collection[str]) -> tuple[DocumentView, ...]:
    """Those among the records, the newest first; those without a date last. `names` are the customer's,
    folded: a document with one in its title is about them."""
    held = [one for one in dealings if one.kind in DOCUMENTS]
    held.sort(key=lambda one: one.record_id)
    held.sort(key=lambda one: str(one.day or ""), reverse=True)
    return tuple(
        DocumentView(
            one.link,
            one.occurred_at,
            one.uri,
            one.about or any(name in fold(one.title) for name in names),
        )
        for one in held
    )
