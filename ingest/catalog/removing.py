"""Takes records and versions out of readers' sight, and in the end out of the catalog."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, or_, select, tuple_, update

from ingest.catalog.draft_rows import in_parts
from ingest.catalog.embedded import forget_kept, keep_vectors
from ingest.catalog.knowledge_tables import chunk_knowledge, chunk_topics
from ingest.catalog.schema import (
    audiences,
    chunk_tags,
    chunks,
    contacts,
    customers,
    entity_keys,
    entity_matches,
    fields,
    involvements,
    record_customers,
    records,
    sections,
    versions,
)
from ingest.catalog.usage import verifications

_ENDED = ("superseded", "deleted")
_OF_A_CHUNK = (chunk_tags, chunk_knowledge, chunk_topics, chunks)
_OF_A_VERSION = (
    audiences,
    sections,
    fields,
    involvements,
    record_customers,
    verifications,
    versions,
)


def bury(connection: Connection, record_ids: Sequence[str]) -> None:
    """Take records out of every reader's sight; their ids and version numbers stay taken."""
    keep_vectors(connection, record_ids)
    now = datetime.now(UTC)
    for part in in_parts(record_ids):
        connection.execute(
            update(versions)
            .where(versions.c.record_id.in_(part), versions.c.state == "live")
            .values(state="deleted", ended_at=now)
        )
        connection.execute(
            update(records)
            .where(records.c.record_id.in_(part), records.c.live_version > 0)
            .values(deleted_at=now)
        )
        connection.execute(
            update(records).where(records.c.record_id.in_(part)).values(live_version=0, revision="")
        )


def stale_chunks(connection: Connection) -> list[str]:
    """Chunks of versions that are not live: superseded, deleted, or left pending by a crash."""
    return list(
        connection.scalars(
            select(chunks.c.chunk_id)
            .join(
                versions,
                (versions.c.record_id == chunks.c.record_id)
                & (versions.c.version == chunks.c.version),
            )
            .where(versions.c.state.in_(("pending", *_ENDED)), versions.c.indexed)
        )
    )


def forget_stale(connection: Connection, chunk_ids: Sequence[str]) -> None:
    """Drop chunks that both indexes have dropped, and versions that never went live.

    The text of superseded versions stays: old answers point into it.
    """
    for part in in_parts(chunk_ids):
        for table in _OF_A_CHUNK:
            connection.execute(delete(table).where(table.c.chunk_id.in_(part)))
    connection.execute(
        update(versions)
        .where(versions.c.state.in_(_ENDED), versions.c.indexed)
        .values(indexed=False)
    )
    pending = connection.execute(
        select(versions.c.record_id, versions.c.version).where(versions.c.state == "pending")
    ).all()
    _forget_versions(connection, [(row.record_id, row.version) for row in pending])


def records_deleted_before(connection: Connection, before: datetime) -> list[str]:
    """Records that are out of sight since then or longer, and still held."""
    return list(
        connection.scalars(
            select(records.c.record_id).where(
                records.c.deleted_at <= before, records.c.live_version == 0
            )
        )
    )


def erase(connection: Connection, record_ids: Sequence[str]) -> None:
    """Drop everything that deleted records said. Their ids and version numbers stay taken, so that an old
    citation never points at another text."""
    for part in in_parts(record_ids):
        for table in _OF_A_VERSION:
            connection.execute(delete(table).where(table.c.record_id.in_(part)))
        connection.execute(
            update(records)
            .where(records.c.record_id.in_(part))
            .values(external_id="", deleted_at=None)
        )
    forget_kept(connection, record_ids)
    if record_ids:
        _forget_unstated(connection)


def erase_versions(connection: Connection, before: datetime) -> int:
    """Drop versions that have been superseded since then or longer; gives how many."""
    ended = connection.execute(
        select(versions.c.record_id, versions.c.version)
        .join(records, records.c.record_id == versions.c.record_id)
        .where(
            versions.c.ended_at <= before,
            or_(
                versions.c.state == "superseded",
                # Of a record that came back: what it said before it went.
                (versions.c.state == "deleted") & (records.c.live_version > 0),
            ),
        )
    ).all()
    _forget_versions(connection, [(row.record_id, row.version) for row in ended])
    return len(ended)


def _forget_versions(connection: Connection, keys: Sequence[tuple[str, int]]) -> None:
    for table in _OF_A_VERSION:
        for some in in_parts(keys):
            connection.execute(
                delete(table).where(tuple_(table.c.record_id, table.c.version).in_(some))
            )


def _forget_unstated(connection: Connection) -> None:
    """What customers and their people are called, their addresses, domains, telephones and tax numbers, and
    what was said of their likeness to others, where no record says so any more. Their ids stay taken,
    and a curator's word on them stands."""
    for family, table, id_column, named in (
        ("contact", contacts, contacts.c.contact_id, {"name": "", "customer_name": ""}),
        ("customer", customers, customers.c.customer_id, {"name": ""}),
    ):
        nobodys = table.c.record_id.is_(None)
        connection.execute(
            delete(entity_keys).where(
                entity_keys.c.family == family,
                ~entity_keys.c.key.startswith("id:", autoescape=True),
                entity_keys.c.entity_id.in_(select(id_column).where(nobodys)),
            )
        )
        connection.execute(update(table).where(nobodys).values(**named))
    nobody = select(customers.c.customer_id).where(customers.c.record_id.is_(None))
    connection.execute(
        update(entity_matches)
        .where(
            entity_matches.c.family == "customer",
            or_(entity_matches.c.first_id.in_(nobody), entity_matches.c.second_id.in_(nobody)),
        )
        .values(reasons=[])
    )
