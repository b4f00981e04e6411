"""The catalog's glossary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, delete, select, update

from ingest.catalog.database import upsert
from ingest.catalog.usage import glossary, glossary_forms
from ingest.glossary import GlossaryEntry

_MANY = 500


def glossary_entries(connection: Connection) -> list[GlossaryEntry]:
    """Every entry, by its term."""
    rows = connection.execute(select(glossary).order_by(glossary.c.term, glossary.c.entry_id))
    return [_entry(row) for row in rows]


def learned_forms(connection: Connection) -> list[str]:
    """Every spelling, folded, that stands in an entry or once did: what is stored was segmented by it."""
    return [*connection.scalars(select(glossary_forms.c.form).order_by(glossary_forms.c.form))]


def save_entries(
    connection: Connection, entries: Sequence[GlossaryEntry], *, changed_by: str
) -> None:
    """Add entries, or put them in the place of those with the same ids."""
    now = datetime.now(UTC)
    _free_forms(connection, [entry.entry_id for entry in entries])
    for entry in entries:
        row = {
            "entry_id": entry.entry_id,
            "term": entry.term,
            "synonyms": list(entry.synonyms),
            "abbreviations": list(entry.abbreviations),
            "code_names": list(entry.code_names),
            "note": entry.note,
            "changed_by": changed_by,
            "changed_at": now,
        }
        upsert(connection, glossary, [row])
        upsert(
            connection,
            glossary_forms,
            [{"form": form, "entry_id": entry.entry_id} for form in entry.forms],
        )


def remove_entry(connection: Connection, entry_id: str) -> None:
    """Take an entry out; its spellings stay words."""
    _free_forms(connection, [entry_id])
    connection.execute(delete(glossary).where(glossary.c.entry_id == entry_id))


def _free_forms(connection: Connection, entry_ids: Sequence[str]) -> None:
    for start in range(0, len(entry_ids), _MANY):
        connection.execute(
            update(glossary_forms)
            .where(glossary_forms.c.entry_id.in_(entry_ids[start : start + _MANY]))
            .values(entry_id=None)
        )


def _entry(row: Row[tuple[object, ...]]) -> GlossaryEntry:
    return GlossaryEntry(
        row.entry_id,
        row.term,
        tuple(row.synonyms),
        tuple(row.abbreviations),
        tuple(row.code_names),
        row.note,
    )
