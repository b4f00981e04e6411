"""Which fields the records of a kind have and what stands in them, as far as an asker may read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, String, exists, func, select, type_coerce

from ingest.access import Access
from ingest.catalog.schema import fields
from ingest.catalog.visible import Visible, visible
from ingest.records import Kind

_SAMPLE = 40  # rows by which it is told what a field holds
_MOST_NAMES = 200
_MANY = 400


@dataclass(frozen=True, slots=True)
class SeenField:
    """A field of a kind of record; `labels` are what the sources call it, and what `is_number`,
    `is_day` and `is_record_date`, the day of the record itself, say holds for all of a sample."""

    kind: Kind
    name: str
    labels: tuple[str, ...]
    is_number: bool
    is_day: bool
    is_record_date: bool


def has_records(connection: Connection, kind: Kind, *, access: Access) -> bool:
    """Whether the asker may read any record of the kind."""
    records = visible(access=access).records
    return bool(connection.scalar(select(exists().where(records.c.kind == kind))))


def roles_held(
    connection: Connection, kinds: Collection[Kind], *, access: Access
) -> frozenset[str]:
    """The roles in which people are tied to records of these kinds that the asker may read."""
    seen = visible(access=access)
    ties, records = seen.involvements.c, seen.records.c
    return frozenset(
        connection.scalars(
            select(ties.role)
            .join(seen.records, records.record_id == ties.record_id)
            .where(records.kind.in_(kinds))
            .distinct()
        )
    )


def seen_fields(connection: Connection, kind: Kind, *, access: Access) -> tuple[SeenField, ...]:
    """The fields of the records of a kind that the asker may read."""
    seen, records = visible(access=access).fields, visible(access=access).records
    of_kind = fields.c.kind == kind
    found: list[SeenField] = []
    names = connection.scalars(_distinct(fields.c.name, of_kind)).all()
    for name in map(str, names):
        if len(found) == _MOST_NAMES:
            break
        rows = connection.execute(
            select(
                seen.c.label,
                seen.c.number,
                seen.c.moment,
                type_coerce(records.c.occurred_at, String).label("occurred"),
            )
            .join(records, records.c.record_id == seen.c.record_id)
            .where(seen.c.kind == kind, seen.c.name == name)
            .limit(_SAMPLE)
        ).all()
        if rows:
            found.append(
                SeenField(
                    kind,
                    name,
                    tuple(dict.fromkeys(str(row.label) for row in rows)),
                    all(row.number is not None for row in rows),
                    all(row.moment for row in rows),
                    all(
                        row.moment and row.moment[:10] == (row.occurred or "")[:10] for row in rows
                    ),
                )
            )
    return tuple(found)


def seen_values(
    connection: Connection, kind: Kind, name: str, *, access: Access, most: int
) -> dict[str, str]:
    """The folded values of a field, each as a record writes it that the asker may read; none where that
    would be more than `most`."""
    held = _distinct(fields.c.folded, (fields.c.kind == kind) & (fields.c.name == name)).subquery()
    seen = visible(access=access).fields.c
    written = (
        select(seen.value)
        .where(seen.kind == kind, seen.name == name, seen.folded == held.c.value)
        .limit(1)
        .scalar_subquery()
    )
    readable = select(held.c.value, written.label("written")).subquery()
    rows = connection.execute(
        select(readable).where(readable.c.written.is_not(None)).limit(most + 1)
    ).all()
    return {} if len(rows) > most else {row.value: row.written for row in rows}


def values_among(
    connection: Connection, kind: Kind, name: str, folded: Collection[str], *, access: Access
) -> dict[str, str]:
    """Those of the folded values that the field has, as above."""
    wanted = sorted(folded)
    held: list[str] = []
    for start in range(0, len(wanted), _MANY):
        held += connection.scalars(
            select(fields.c.folded)
            .where(
                fields.c.kind == kind,
                fields.c.name == name,
                fields.c.folded.in_(wanted[start : start + _MANY]),
            )
            .distinct()
        ).all()
    return _readable(connection, kind, name, held, visible(access=access))


def _readable(
    connection: Connection, kind: Kind, name: str, folded: Collection[str], seen: Visible
) -> dict[str, str]:
    """Those that stand in a record which the asker may read, and how it writes them."""
    found = {}
    for one in folded:
        held = seen.fields.c
        value = connection.scalar(
            select(held.value)
            .where(held.kind == kind, held.name == name, held.folded == one)
            .limit(1)
        )
        if value is not None:
            found[one] = value
    return found


def _distinct(column: ColumnElement[str], condition: ColumnElement[bool]) -> Select[tuple[str]]:
    """The different values of a column in order, each by one look into the index: as many steps as there
    are values, however many rows."""
    walk = select(func.min(column).label("value")).where(condition).cte("walk", recursive=True)
    following = select(func.min(column)).where(condition, column > walk.c.value).scalar_subquery()
    walk = walk.union_all(select(following).where(walk.c.value.is_not(None)))
    return select(walk.c.value).where(walk.c.value.is_not(None))
