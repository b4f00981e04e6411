"""What resolution reads of the catalog, and what it leaves there: who goes by whose id, and the matches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from ingest.catalog.database import upsert
from ingest.catalog.entities import Family, changed, directory_changed, stated_generation
from ingest.catalog.schema import (
    customers,
    entity_keys,
    entity_matches,
    entity_names,
    meta,
    people,
)
from ingest.resolution.matches import Match, Pair
from ingest.resolution.profiles import CustomerProfile, PersonProfile
from ingest.resolution.resolution import EDITION, Decided, Resolution

_Keys = dict[str, list[tuple[str, str]]]


def is_resolved(connection: Connection, threshold: int) -> bool:
    """Whether what is kept follows from what the sources say now."""
    said = connection.scalar(select(meta.c.value).where(meta.c.key == "resolved"))
    return said == _stamp(connection, threshold)


def mark_resolved(connection: Connection, threshold: int) -> None:
    row = {"key": "resolved", "value": _stamp(connection, threshold)}
    upsert(connection, meta, [row])


def customer_profiles(connection: Connection) -> dict[str, CustomerProfile]:
    """Every customer as one source states them, by the id issued to them. Of one who is stated no more,
    what was said last."""
    rows = connection.execute(select(customers)).all()
    stated_by = {row.customer_id: row.record_id for row in rows}
    keys = _keys_of(connection, "customer", stated_by)
    names: dict[str, list[str]] = {}
    for named in connection.execute(
        select(entity_names).order_by(entity_names.c.primary_name.desc(), entity_names.c.normalised)
    ):
        if stated_by.get(named.entity_id) == named.record_id:
            names.setdefault(named.entity_id, []).append(named.name)
    found = {}
    for row in rows:
        own = keys.get(row.customer_id)
        if own is None:
            continue
        found[row.customer_id] = CustomerProfile(
            row.customer_id,
            _source(own),
            row.record_id,
            tuple(dict.fromkeys([row.name, *names.get(row.customer_id, ())])),
            _values(own, "tax"),
            _values(own, "domain"),
            _values(own, "mail"),
            _values(own, "phone"),
        )
    return found


def person_profiles(connection: Connection) -> dict[str, PersonProfile]:
    """Every colleague as one directory states them, and everybody known by an address alone. Of one whose
    entry is gone no address counts: it may be another's tomorrow."""
    rows = connection.execute(select(people)).all()
    stated_by = {row.person_id: row.record_id for row in rows}
    keys = _keys_of(connection, "person", stated_by)
    together: dict[str, set[str]] = {}
    for row in rows:
        together.setdefault(row.signs_in_as or row.person_id, set()).add(row.person_id)
    found = {}
    for row in rows:
        own = keys.get(row.person_id)
        if own is None:
            continue
        source = _source(own)
        is_gone = bool(source) and row.record_id is None
        mates = together[row.signs_in_as or row.person_id] if is_gone else ()
        ids = sorted(value.partition(":")[2] for kind, value in own if kind == "id")
        found[row.person_id] = PersonProfile(
            row.person_id,
            source,
            row.record_id,
            ids[0] if ids else "",
            row.name if row.record_id else "",
            row.department if row.record_id else "",
            frozenset() if is_gone else _values(own, "mail"),
            frozenset(mates) - {row.person_id},
        )
    return found


def decisions(connection: Connection, family: Family) -> dict[Pair, Decided]:
    """What curators decided, by pair."""
    rows = connection.execute(
        select(entity_matches).where(
            entity_matches.c.family == family, entity_matches.c.decision != ""
        )
    )
    return {
        (row.first_id, row.second_id): Decided(row.decision, row.same_tax_number) for row in rows
    }


def keep(connection: Connection, family: Family, resolution: Resolution) -> None:
    """Leave what was worked out of a family; whom nothing is known of goes by whom they did."""
    table = customers if family == "customer" else people
    moved = _point(connection, table, "merged_into", resolution.goes_by)
    if family == "person" and _point(connection, table, "signs_in_as", resolution.surely):
        directory_changed(connection)
        moved = True
    if moved:
        changed(connection)
    _keep_matches(connection, family, resolution.matches)


def _point(connection: Connection, table: Table, column: str, to: Mapping[str, str]) -> bool:
    [id_column] = table.primary_key
    held = {row[0]: row[1] for row in connection.execute(select(id_column, table.c[column]))}
    known = set(connection.scalars(select(entity_keys.c.entity_id).distinct()))
    erased = _erased(connection) if table is customers else frozenset[str]()
    wanted = {
        # Nothing says any more whom an erased one was one with, but that it was.
        one: to.get(before, before) if before and one in erased and one not in to else to.get(one)
        for one, before in held.items()
    }
    # One without a key was merged before each kept its own: only old links still name it.
    moved = [
        {"of_entity": one, "goes_by": wanted[one]}
        for one, before in held.items()
        if wanted[one] != before and one in known
    ]
    if moved:
        connection.execute(
            update(table)
            .where(id_column == bindparam("of_entity"))
            .values({column: bindparam("goes_by")}),
            moved,
        )
    return bool(moved)


def _erased(connection: Connection) -> frozenset[str]:
    """Customers of whom nothing is held but their ids."""
    return frozenset(
        connection.scalars(
            select(customers.c.customer_id).where(
                customers.c.record_id.is_(None), customers.c.name == ""
            )
        )
    )


def _keep_matches(connection: Connection, family: Family, matches: Iterable[Match]) -> None:
    held = {
        (row.first_id, row.second_id): row
        for row in connection.execute(
            select(entity_matches).where(entity_matches.c.family == family)
        )
    }
    now = datetime.now(UTC)
    fresh: list[dict[str, object]] = []
    wanted = set()
    for match in matches:
        wanted.add(match.pair)
        said = [[reason.kind, reason.words] for reason in match.reasons]
        row = held.get(match.pair)
        if row is None:
            first, second = match.pair
            fresh.append(
                {
                    "family": family,
                    "first_id": first,
                    "second_id": second,
                    "state": match.state,
                    "score": match.score,
                    "reasons": said,
                    "found_at": now,
                    "decision": "",
                    "decided_by": "",
                    "decided_at": None,
                    "same_tax_number": False,
                }
            )
            continue
        score, said = (match.score, said) if said else (row.score, row.reasons)
        if (row.state, row.score, row.reasons) != (match.state, score, said):
            connection.execute(
                update(entity_matches)
                .where(entity_matches.c.match_id == row.match_id)
                .values(state=match.state, score=score, reasons=said)
            )
    if fresh:
        connection.execute(insert(entity_matches), fresh)
    gone = [{"of_match": row.match_id} for pair, row in held.items() if pair not in wanted]
    if gone:
        of_match = entity_matches.c.match_id == bindparam("of_match")
        connection.execute(delete(entity_matches).where(of_match), gone)


def _keys_of(connection: Connection, family: Family, stated_by: Mapping[str, str | None]) -> _Keys:
    """Kind and value of the keys of each: its id, and what the record that states it says now; of one
    whom no record states all that it had."""
    found: _Keys = {}
    for row in connection.execute(select(entity_keys).where(entity_keys.c.family == family)):
        kind, _, value = row.key.partition(":")
        record_id = stated_by.get(row.entity_id)
        if kind == "id" or record_id is None or row.stated_by == record_id:
            found.setdefault(row.entity_id, []).append((kind, value))
    return found


def _values(keys: Iterable[tuple[str, str]], kind: str) -> frozenset[str]:
    return frozenset(value for of_kind, value in keys if of_kind == kind)


def _source(keys: Iterable[tuple[str, str]]) -> str:
    return min((value.partition(":")[0] for kind, value in keys if kind == "id"), default="")


def _stamp(connection: Connection, threshold: int) -> str:
    return f"{EDITION}/{threshold}/{stated_generation(connection)}"
