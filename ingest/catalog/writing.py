"""Puts versions into the catalog and makes them live, or says anew whose a version that stays is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, select, tuple_, update

from ingest.catalog.draft_rows import (
    Row,
    in_parts,
    insert,
    insert_text,
    insert_ties,
    metadata_of,
    version_row,
)
from ingest.catalog.embedded import forget_kept, save_vectors
from ingest.catalog.schema import (
    audiences,
    chunk_tags,
    chunks,
    fields,
    involvements,
    record_customers,
    records,
    untagged,
    versions,
)
from ingest.drafts import Draft, chunk_id
from ingest.embedding import Embedded

_TIES = (audiences, fields, involvements, record_customers)


def live_contents(connection: Connection, record_ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Record id -> the live version's number and content hash."""
    found: dict[str, tuple[int, str]] = {}
    for part in in_parts(record_ids):
        for row in connection.execute(
            select(versions.c.record_id, versions.c.version, versions.c.content_hash)
            .join(
                records,
                (records.c.record_id == versions.c.record_id)
                & (records.c.live_version == versions.c.version),
            )
            .where(records.c.record_id.in_(part))
        ):
            found[row.record_id] = (row.version, row.content_hash)
    return found


def write_pending(connection: Connection, drafts: Sequence[Draft]) -> list[int]:
    """Write versions that no reader sees yet; gives their numbers, draft by draft."""
    latest: dict[str, int] = {}
    for part in in_parts([draft.record_id for draft in drafts]):
        for row in connection.execute(
            select(records.c.record_id, records.c.latest_version).where(
                records.c.record_id.in_(part)
            )
        ):
            latest[row.record_id] = row.latest_version
    numbers = [latest.get(draft.record_id, 0) + 1 for draft in drafts]
    numbered = list(zip(drafts, numbers, strict=True))
    insert(
        connection,
        records,
        (
            {
                "record_id": draft.record_id,
                "source": draft.source,
                "external_id": draft.external_id,
                "revision": "",
                "live_version": 0,
            }
            for draft in drafts
            if draft.record_id not in latest
        ),
    )
    connection.execute(
        update(records)
        .where(records.c.record_id == bindparam("of_record"))
        .values(latest_version=bindparam("number"), external_id=bindparam("known_as")),
        [
            {"of_record": draft.record_id, "number": number, "known_as": draft.external_id}
            for draft, number in numbered
        ],
    )
    now = datetime.now(UTC)
    insert(connection, versions, (version_row(draft, number, now) for draft, number in numbered))
    insert_text(connection, numbered)
    insert_ties(connection, numbered)
    return numbers


def make_live(
    connection: Connection,
    drafts: Sequence[Draft],
    numbers: Sequence[int],
    embedded: Sequence[Embedded],
) -> None:
    """Flip versions live with their vectors, and supersede those before. `embedded` holds the
    chunks of all drafts in order."""
    rows = [
        {"of_record": draft.record_id, "number": number, "stamp": draft.revision}
        for draft, number in zip(drafts, numbers, strict=True)
    ]
    of_record = versions.c.record_id == bindparam("of_record")
    connection.execute(
        update(versions)
        .where(of_record, versions.c.state == "live")
        .values(state="superseded", ended_at=datetime.now(UTC)),
        rows,
    )
    connection.execute(
        update(versions)
        .where(of_record, versions.c.version == bindparam("number"))
        .values(state="live"),
        rows,
    )
    connection.execute(
        update(records)
        .where(records.c.record_id == bindparam("of_record"))
        .values(live_version=bindparam("number"), revision=bindparam("stamp"), deleted_at=None),
        rows,
    )
    ids = [
        chunk_id(draft.record_id, number, ordinal)
        for draft, number in zip(drafts, numbers, strict=True)
        for ordinal in range(len(draft.chunks))
    ]
    save_vectors(connection, ids, embedded)
    forget_kept(connection, [draft.record_id for draft in drafts])


def say_anew(connection: Connection, numbered: Sequence[tuple[Draft, int]]) -> None:
    """Change who may see live versions and whom they are tied to, at once; their text stays.

    Until `mark_tagged_in_indexes` the indexes are behind.
    """
    for part in in_parts([(draft.record_id, number) for draft, number in numbered]):
        for table in _TIES:
            connection.execute(
                delete(table).where(tuple_(table.c.record_id, table.c.version).in_(part))
            )
    chunk_rows = [
        {
            "of_chunk": chunk_id(draft.record_id, number, ordinal),
            "about": list(chunk.customers),
            "naming": list(chunk.people),
        }
        for draft, number in numbered
        for ordinal, chunk in enumerate(draft.chunks)
    ]
    for some in in_parts([row["of_chunk"] for row in chunk_rows]):
        connection.execute(delete(chunk_tags).where(chunk_tags.c.chunk_id.in_(some)))
    connection.execute(
        update(chunks)
        .where(chunks.c.chunk_id == bindparam("of_chunk"))
        .values(customers=bindparam("about"), people=bindparam("naming")),
        chunk_rows,
    )
    insert_ties(connection, numbered)
    connection.execute(
        update(versions)
        .where(
            versions.c.record_id == bindparam("of_record"),
            versions.c.version == bindparam("number"),
        )
        .values(
            {name: bindparam(f"new_{name}") for name in ("kind", "uri", "thread", "occurred_at")}
        ),
        [
            {"of_record": draft.record_id, "number": number}
            | {f"new_{name}": value for name, value in metadata_of(draft).items()}
            for draft, number in numbered
        ],
    )
    connection.execute(
        update(records)
        .where(records.c.record_id == bindparam("of_record"))
        .values(revision=bindparam("stamp")),
        [{"of_record": draft.record_id, "stamp": draft.revision} for draft, _ in numbered],
    )
    insert(connection, untagged, ({"record_id": draft.record_id} for draft, _ in numbered))


def narrow(connection: Connection, wanted: Mapping[str, AbstractSet[str]]) -> list[Row]:
    """Shut those out of live versions who may not read what is about to take their place: of each record
    in `wanted` whoever is not in that audience.

    Gives what was taken from them, which they get back once they are live no longer: then an asker must
    be within both audiences.
    """
    taken: list[Row] = []
    for part in in_parts(list(wanted)):
        held = connection.execute(
            select(audiences)
            .join(
                records,
                (records.c.record_id == audiences.c.record_id)
                & (records.c.live_version == audiences.c.version),
            )
            .where(records.c.record_id.in_(part))
        ).mappings()
        taken += (dict(row) for row in held if row["token"] not in wanted[row["record_id"]])
    keys = [(row["record_id"], row["version"], row["token"]) for row in taken]
    key = tuple_(audiences.c.record_id, audiences.c.version, audiences.c.token)
    for some in in_parts(keys):
        connection.execute(delete(audiences).where(key.in_(some)))
    return taken


def give_back(connection: Connection, taken: Sequence[Row]) -> None:
    """Undo `narrow`, for those of the versions that are superseded now."""
    ended: set[tuple[str, int]] = set()
    for part in in_parts([(row["record_id"], row["version"]) for row in taken]):
        rows = connection.execute(
            select(versions.c.record_id, versions.c.version).where(
                tuple_(versions.c.record_id, versions.c.version).in_(part),
                versions.c.state == "superseded",
            )
        )
        ended.update((row.record_id, row.version) for row in rows)
    of_ended = (row for row in taken if (row["record_id"], row["version"]) in ended)
    insert(connection, audiences, of_ended)


def untagged_records(connection: Connection) -> list[str]:
    """Records whose tags the indexes may not have yet."""
    return list(connection.scalars(select(untagged.c.record_id)))


def mark_tagged_in_indexes(connection: Connection, record_ids: Sequence[str]) -> None:
    """Both indexes have the records' tags as they are here."""
    for part in in_parts(record_ids):
        connection.execute(delete(untagged).where(untagged.c.record_id.in_(part)))
