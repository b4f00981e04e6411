"""The colleagues of a role: whoever holds a title, or works in a department."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, select

from assistant.answers import PersonCard
from assistant.cards import card_of, person_cards
from assistant.projects.people import active_among
from assistant.titles import TitleVocabulary
from ingest.access import Access
from ingest.catalog.directory import people_with
from ingest.catalog.visible import visible
from ingest.names import fold
from ingest.records import Role

_LEAST = 2
_MANAGERS = 20
_WROTE: tuple[Role, ...] = ("author", "owner")


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Those who are still here, of one role, and who leads them and is still here, whoever leads most first."""

    called: str
    members: tuple[PersonCard, ...]
    managers: tuple[PersonCard, ...]


def colleagues_of_role(
    connection: Connection, asked: str, titles: TitleVocabulary, *, access: Access
) -> Colleagues | None:
    """Who holds what is asked for as a title, in either language, or works in a department so called;
    None where nobody does whom the asker may know of."""
    people = visible(access=access).people
    rows = connection.execute(
        select(people)
        .where(people.c.active, people.c.record_id.is_not(None))
        .order_by(people.c.person_id)
    ).all()
    held = _holding(asked, rows, titles)
    if not held:
        return None
    stated = Counter(tuple(row.manager or ()) for row in held)
    leads: Counter[str] = Counter()
    for keys, count in stated.most_common(_MANAGERS):
        for lead in people_with(connection, keys)[:1]:
            leads[lead] += count
    cards = person_cards(connection, list(leads), access=access)
    here = active_among(connection, list(cards), access=access)
    managers = tuple(cards[one] for one, _ in leads.most_common() if one in here)
    return Colleagues(asked.strip(), tuple(map(card_of, held)), managers)


def written_by(
    connection: Connection, person_ids: Sequence[str], *, access: Access
) -> dict[str, str]:
    """Record id -> the first of these people who wrote or owns it."""
    involved = visible(access=access).involvements
    rows = connection.execute(
        select(involved.c.record_id, involved.c.person_id)
        .where(involved.c.person_id.in_(person_ids), involved.c.role.in_(_WROTE))
        .order_by(involved.c.record_id, involved.c.ordinal.desc())
    )
    return {row.record_id: row.person_id for row in rows}


def busiest(
    connection: Connection, people: Sequence[PersonCard], *, access: Access
) -> list[tuple[PersonCard, int]]:
    """The same people by the number of records that they are tied to."""
    involved = visible(access=access).involvements
    rows = connection.execute(
        select(involved.c.person_id, involved.c.record_id).where(
            involved.c.person_id.in_([one.id for one in people])
        )
    )
    records: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        records[row.person_id].add(row.record_id)
    return sorted(
        ((one, len(records[one.id])) for one in people), key=lambda one: (-one[1], one[0].id)
    )


def _holding(
    asked: str, rows: Sequence[Row[tuple[object, ...]]], titles: TitleVocabulary
) -> list[Row[tuple[object, ...]]]:
    folded = fold(asked)
    if len(folded) < _LEAST:
        return []
    exact = [row for row in rows if folded in (fold(row.title), fold(row.department))]
    if exact:
        return exact
    parts = titles.parts(asked)
    of_department = [
        row for row in rows if row.department and titles.parts(row.department) == parts
    ]
    if of_department:
        return of_department
    phrases = titles.phrases(folded, ())
    if len(phrases) != 1 or phrases[0].end - phrases[0].start < len(folded):
        return []
    wanted = phrases[0].parts
    return [row for row in rows if wanted and wanted <= titles.parts(row.title)]
