"""The colleagues who have to do with a customer, and how."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from heapq import nsmallest

from sqlalchemy import Connection, func, select

from assistant.answers import PersonCard, Reason
from assistant.cards import card_of, person_cards
from assistant.customers.dealings import about_customer
from assistant.customers.dossier import Dossier
from assistant.customers.views import Team, TeamMember
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.records import Role

_RECORDS_SHOWN = 3
_NO_TIE = frozenset({"person"})


def team_of(
    connection: Connection,
    dossier: Dossier,
    today: date,
    *,
    access: Access,
    most: int | None = None,
) -> Team:
    """Those whom the records about a customer are tied to, whoever has to do with most of them first,
    behind the owner, whom the account itself names; `most` of them, if that is said. `last_at` is never in
    the future."""
    people = visible(access=access).people
    owner = owners_of(connection, [dossier.account_id], access=access).get(dossier.account_id)
    reasons, counts = _reasons(connection, dossier, today, most, access=access)
    ids = list(reasons)
    rows = [
        row
        for start in range(0, len(ids), 500)
        for row in connection.execute(
            select(people).where(people.c.person_id.in_(ids[start : start + 500]))
        )
    ]
    members = [
        TeamMember(
            card_of(row),
            owner is not None and row.person_id == owner.id,
            bool(row.active),
            counts[row.person_id],
            tuple(sorted(reasons[row.person_id], key=lambda one: (-one.count, one.role))),
        )
        for row in rows
    ]
    members.sort(key=lambda one: (not one.is_owner, -one.record_count, one.person.id))
    return Team(
        owner,
        tuple(one for one in members if one.active),
        tuple(one for one in members if not one.active),
    )


def owners_of(
    connection: Connection, account_ids: list[str], *, access: Access
) -> dict[str, PersonCard]:
    """Account record -> the colleague who owns it, whom the asker may know of."""
    ties = visible(access=access).involvements.c
    held: dict[str, str] = {}
    for start in range(0, len(account_ids), 500):
        rows = connection.execute(
            select(ties.record_id, ties.person_id)
            .where(
                ties.record_id.in_(account_ids[start : start + 500]),
                ties.role.in_(("owner", "assignee")),
            )
            .order_by(ties.role.desc(), ties.ordinal)
        )
        for row in rows:
            held.setdefault(row.record_id, row.person_id)
    cards = person_cards(connection, sorted(set(held.values())), access=access)
    return {one: cards[person] for one, person in held.items() if person in cards}


def owned_by(connection: Connection, person_id: str, *, access: Access) -> frozenset[str]:
    """The account records that name a colleague as an owner, whoever else they name."""
    ties, records = visible(access=access).involvements.c, visible(access=access).records
    return frozenset(
        connection.scalars(
            select(ties.record_id)
            .join(records, records.c.record_id == ties.record_id)
            .where(ties.person_id == person_id, ties.role == "owner", records.c.kind == "account")
        )
    )


def _busiest(connection: Connection, dossier: Dossier, most: int, *, access: Access) -> list[str]:
    """Those who are tied to a customer's records most often, the owner of the account among them."""
    ties = visible(access=access).involvements.c
    rows = connection.execute(
        select(ties.person_id, func.count())
        .where(ties.record_id.in_(about_customer(dossier.customer.id, access=access)))
        .group_by(ties.person_id)
    ).all()
    counts = {str(row[0]): int(row[1]) for row in rows}
    own = set(
        connection.scalars(select(ties.person_id).where(ties.record_id == dossier.account_id))
    )
    ranked = sorted(counts, key=lambda one: (one not in own, -counts[one], one))
    return ranked[:most]


def _reasons(
    connection: Connection, dossier: Dossier, today: date, most: int | None, *, access: Access
) -> tuple[dict[str, list[Reason]], dict[str, int]]:
    """Person -> by role how many records, the latest up to today, and the newest of them; and how many
    records in all."""
    ties = visible(access=access).involvements.c
    about = about_customer(dossier.customer.id, access=access)
    wanted = select(ties.person_id, ties.role, ties.record_id).where(ties.record_id.in_(about))
    if most is not None:
        busiest = _busiest(connection, dossier, most, access=access)
        wanted = wanted.where(ties.person_id.in_(busiest))
    rows = connection.execute(wanted).all()
    held = [one for one in dossier.dealings if one.kind not in _NO_TIE]  # the newest first
    place_of = {one.record_id: place for place, one in enumerate(held)}
    places: dict[tuple[str, Role], set[int]] = defaultdict(set)
    for person_id, role, record_id in rows:
        if record_id in place_of:
            places[person_id, role].add(place_of[record_id])
    future = next(
        (place for place, one in enumerate(held) if one.day is None or one.day <= today), len(held)
    )
    reasons: dict[str, list[Reason]] = defaultdict(list)
    records: dict[str, set[int]] = defaultdict(set)
    for (person_id, role), at in places.items():
        records[person_id] |= at
        past = nsmallest(_RECORDS_SHOWN, (one for one in at if one >= future))
        shown = past or nsmallest(_RECORDS_SHOWN, at)
        last = held[past[0]].occurred_at if past else None
        links = tuple(held[one].link for one in shown)
        reasons[person_id].append(Reason(role, len(at), last, links))
    return reasons, {person_id: len(at) for person_id, at in records.items()}
