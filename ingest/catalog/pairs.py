"""The matches that a curator may see, and what they decide of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, Select, func, select

from ingest.access import Access
from ingest.catalog.database import upsert
from ingest.catalog.schema import customers, entity_keys, entity_matches, people, records
from ingest.catalog.visible import stated_to
from ingest.errors import NotFoundError, PermanentError
from ingest.resolution.matches import MatchFamily, MatchState, Reason, SeenMatch, Side, Step
from ingest.resolving import resolve_again

_TABLES = {"customer": (customers, "customer_id"), "person": (people, "person_id")}


def matches_seen(
    connection: Connection,
    family: MatchFamily,
    states: Collection[MatchState],
    *,
    access: Access,
    offset: int,
    limit: int,
) -> list[SeenMatch]:
    """The matches in these states, the best first; those alone both of whose records the asker may read."""
    rows = connection.execute(
        _seen(family, access)
        .where(entity_matches.c.state.in_(states))
        .order_by(entity_matches.c.score.desc(), entity_matches.c.match_id)
        .offset(offset)
        .limit(limit)
    )
    return [_match(row) for row in rows]


def match_seen(connection: Connection, match_id: int, *, access: Access) -> SeenMatch:
    """One of them; NotFoundError for one that is not there, or that the asker may not see."""
    for family in _TABLES:
        row = connection.execute(
            _seen(family, access).where(entity_matches.c.match_id == match_id)
        ).first()
        if row is not None:
            return _match(row)
    raise NotFoundError("There is no such match, or none that you may see")


def decide(
    connection: Connection, match_id: int, step: Step, *, threshold: int, access: Access
) -> SeenMatch:
    """Carry out a curator's word, and work out anew who is one; gives the match as it is then.

    What is undone is two again: a match that joined by itself, and would at once again, is kept apart.
    PermanentError for a step that the match does not allow.
    """
    match = match_seen(connection, match_id, access=access)
    if step == "undo":
        _undo(connection, match, threshold, access)
    elif step == "refuse":
        if match.state != "likely":
            raise PermanentError(f"This match is {match.state}, not likely; undo that first")
        _keep(connection, match, "refused", access)
    else:
        if match.state not in ("likely", "refused"):
            raise PermanentError(f"This match is {match.state} already")
        if _tax_numbers_contradict(connection, match):
            raise PermanentError(
                "They have two tax numbers, and so are two; correct one at its source"
            )
        _keep(connection, match, "accepted", access)
    resolve_again(connection, threshold)
    if _stands(connection, match):
        return match_seen(connection, match_id, access=access)
    return replace(match, state="likely", decided_by="", decided_at=None)


def _undo(connection: Connection, match: SeenMatch, threshold: int, access: Access) -> None:
    if match.state == "likely":
        raise PermanentError("Nothing was decided of this match yet")
    if match.state != "accepted":
        _keep(connection, match, "refused" if match.state == "merged" else "", access)
        return
    _keep(connection, match, "", access)
    resolve_again(connection, threshold)
    if _goes_by(connection, match, match.first) == _goes_by(connection, match, match.second):
        _keep(connection, match, "refused", access)


def _keep(connection: Connection, match: SeenMatch, decision: str, access: Access) -> None:
    tax_numbers = (_tax_numbers(connection, side) for side in (match.first, match.second))
    row = {
        "match_id": match.match_id,
        "family": match.family,
        "first_id": match.first.entity_id,
        "second_id": match.second.entity_id,
        "state": decision or "likely",
        "score": match.score,
        "reasons": [[reason.kind, reason.words] for reason in match.reasons],
        "found_at": match.found_at,
        "decision": decision,
        "decided_by": access.person_id if decision else "",
        "decided_at": datetime.now(UTC) if decision else None,
        "same_tax_number": bool(set[str].intersection(*tax_numbers)),
    }
    upsert(connection, entity_matches, [row])


def _stands(connection: Connection, match: SeenMatch) -> bool:
    own = entity_matches.c.match_id == match.match_id
    return connection.scalar(select(func.count()).where(own)) == 1


def _tax_numbers_contradict(connection: Connection, match: SeenMatch) -> bool:
    one, other = (_tax_numbers(connection, side) for side in (match.first, match.second))
    return bool(one and other and one.isdisjoint(other))


def _tax_numbers(connection: Connection, side: Side) -> set[str]:
    return set(
        connection.scalars(
            select(entity_keys.c.key).where(
                entity_keys.c.entity_id == side.entity_id,
                entity_keys.c.stated_by == side.record_id,
                entity_keys.c.key.startswith("tax:", autoescape=True),
            )
        )
    )


def _goes_by(connection: Connection, match: SeenMatch, side: Side) -> str:
    table, id_name = _TABLES[match.family]
    merged_into = connection.scalar(
        select(table.c.merged_into).where(table.c[id_name] == side.entity_id)
    )
    return str(merged_into or side.entity_id)


def _seen(family: str, access: Access) -> Select[tuple[object, ...]]:
    table, id_name = _TABLES[family]
    first, second = table.alias("first"), table.alias("second")
    of_first, of_second = records.alias("of_first"), records.alias("of_second")
    return (
        select(
            entity_matches,
            func.coalesce(first.c.merged_into, first.c[id_name]).label("first_goes_by"),
            func.coalesce(second.c.merged_into, second.c[id_name]).label("second_goes_by"),
            first.c.name.label("first_name"),
            second.c.name.label("second_name"),
            of_first.c.record_id.label("first_record"),
            of_second.c.record_id.label("second_record"),
            of_first.c.source.label("first_source"),
            of_second.c.source.label("second_source"),
        )
        .join(first, first.c[id_name] == entity_matches.c.first_id)
        .join(second, second.c[id_name] == entity_matches.c.second_id)
        .join(of_first, of_first.c.record_id == first.c.record_id)
        .join(of_second, of_second.c.record_id == second.c.record_id)
        .where(
            entity_matches.c.family == family,
            stated_to(first, access=access),
            stated_to(second, access=access),
        )
    )


def _match(row: Row[tuple[object, ...]]) -> SeenMatch:
    return SeenMatch(
        match_id=row.match_id,
        family=row.family,
        state=row.state,
        score=row.score,
        reasons=tuple(Reason(kind, words) for kind, words in row.reasons),
        first=Side(
            row.first_id, row.first_goes_by, row.first_name, row.first_source, row.first_record
        ),
        second=Side(
            row.second_id, row.second_goes_by, row.second_name, row.second_source, row.second_record
        ),
        found_at=row.found_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
