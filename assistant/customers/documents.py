"""The documents that are about a customer or name them."""

from __future__ import annotations

from assistant.customers.dossier import Dossier
from assistant.customers.views import DocumentView
from ingest.names import fold
from ingest.records import DOCUMENTS


def document_views(dossier: Dossier) -> tuple[DocumentView, ...]:
    """The newest first; those without a date last."""
    held = [one for one in (*dossier.dealings, *dossier.naming) if one.kind in DOCUMENTS]
    held.sort(key=lambda one: one.record_id)
    held.sort(key=lambda one: str(one.day or ""), reverse=True)
    return tuple(
        DocumentView(
            one.link,
            one.occurred_at,
            one.uri,
            one.about or any(name in fold(one.title) for name in dossier.names),
        )
        for one in held
    )
