"""Whole chunks with what their records say of them, before anything is narrowed."""

from __future__ import annotations

from sqlalchemy import Select, select

from ingest.catalog.schema import chunks, records, versions


def whole_chunks() -> Select[tuple[object, ...]]:
    """Every column of `chunks`, and source, kind, title, uri, occurred_at and text_hash."""
    return (
        select(
            chunks,
            records.c.source,
            versions.c.kind,
            versions.c.title,
            versions.c.uri,
            versions.c.occurred_at,
            versions.c.text_hash,
        )
        .join(records, records.c.record_id == chunks.c.record_id)
        .join(
            versions,
            (versions.c.record_id == chunks.c.record_id) & (versions.c.version == chunks.c.version),
        )
    )
