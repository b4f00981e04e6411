"""Finds what hangs on one person: topics and customers in whose records they are, and hardly anybody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import Connection, select

from assistant.settings_knowledge import KnowledgeSettings
from ingest.access import Access
from ingest.catalog.visible import visible

_NOT_DEALINGS = frozenset({"account", "contact", "person"})


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who is in the share `share` of the records that anybody is involved in, and who of those here comes
    next. `other` is empty where nobody does."""

    person_id: str
    share: float
    other: str
    other_share: float
    record_count: int


def carrier_of(
    records_of: Mapping[str, AbstractSet[str]],
    here: AbstractSet[str],
    rules: KnowledgeSettings,
) -> Carrier | None:
    """Who carries these records alone, if anybody does; `records_of` by person, those known to the asker."""
    involved = frozenset().union(*records_of.values()) if records_of else frozenset()
    if len(involved) < rules.single_records:
        return None
    ranked = sorted(records_of, key=lambda person: (-len(records_of[person]), person))
    first = ranked[0]
    share = len(records_of[first]) / len(involved)
    # Whoever has left cannot take over.
    other = next((person for person in ranked[1:] if person in here), "")
    other_share = len(records_of[other]) / len(involved) if other else 0.0
    if share < rules.single_share or other_share >= rules.single_other:
        return None
    return Carrier(first, round(share, 4), other, round(other_share, 4), len(involved))


def people_here(
    connection: Connection, person_ids: Collection[str], *, access: Access
) -> frozenset[str]:
    """Those of the people who are still here, as far as the asker may know."""
    people = visible(access=access).people
    wanted = frozenset(person_ids)
    active = connection.scalars(select(people.c.person_id).where(people.c.active))
    return wanted.intersection(active)


def dealings(connection: Connection, *, access: Access) -> dict[str, dict[str, set[str]]]:
    """Customer -> person -> the records that tie them; cards of accounts and people are none."""
    seen = visible(access=access)
    ties, involved, records = seen.record_customers, seen.involvements, seen.records
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = connection.execute(
        select(ties.c.customer_id, involved.c.person_id, ties.c.record_id)
        .join(involved, involved.c.record_id == ties.c.record_id)
        .join(records, records.c.record_id == ties.c.record_id)
        .where(involved.c.role != "mentioned", records.c.kind.not_in(_NOT_DEALINGS))
        .distinct()
    )
    for row in rows:
        found[row.customer_id][row.person_id].add(row.record_id)
    return {customer: dict(people) for customer, people in found.items()}
