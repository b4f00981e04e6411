"""Reporting lines at one moment: whose records somebody may read as a lead, and as one of a team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from ingest.catalog.entities import directory_generation
from ingest.catalog.schema import entity_keys, people
from ingest.tokens import line_token, team_token


class Lines:
    """A snapshot of who reports to whom; `generation` tells when it is stale.

    Only entries of the directory make a line. One who has left but stands in it still links those
    below them to those above; a line that comes back to itself is walked once.
    """

    def __init__(self, connection: Connection) -> None:
        self.generation = directory_generation(connection)
        rows = connection.execute(
            select(
                people.c.person_id, people.c.signs_in_as, people.c.manager, people.c.record_id
            ).order_by(people.c.signs_in_as.is_not(None), people.c.person_id)
        ).all()
        one_of = {row.person_id: row.signs_in_as or row.person_id for row in rows}
        listed = {one_of[row.person_id] for row in rows if row.record_id is not None}
        keys: dict[str, str] = {}
        holders: dict[str, set[str]] = {}
        for key, person_id in connection.execute(
            select(entity_keys.c.key, entity_keys.c.entity_id)
            .where(entity_keys.c.family == "person")
            .order_by(entity_keys.c.stated_by.is_(None), entity_keys.c.entity_id)
        ):
            one = one_of.get(person_id, person_id)
            holders.setdefault(key, set()).add(one)
            if one in listed:
                keys.setdefault(key, one)
        self._addresses: dict[str, list[str]] = {}
        for key, ones in holders.items():
            # One that was theirs once and is another's now is nobody's: what it may read, or is
            # for, is neither's alone.
            if key.startswith("mail:") and len(ones) == 1 and ones <= listed:
                [one] = ones
                self._addresses.setdefault(one, []).append(key.removeprefix("mail:"))
        self._above: dict[str, list[str]] = {}
        self._below: dict[str, list[str]] = {}
        for row in rows:
            own = one_of[row.person_id]
            lead = next((keys[key] for key in row.manager if key in keys), None)
            if row.record_id is not None and lead is not None and own not in self._above:
                self._above[own] = [lead]
                self._below.setdefault(lead, []).append(own)

    def addresses(self, person_id: str) -> list[str]:
        """Their addresses, but for those that are, or were, another's too."""
        return self._addresses.get(person_id, [])

    def above(self, person_id: str) -> list[str]:
        """Whom they report to, and so on up; nobody twice."""
        chain: list[str] = []
        last = person_id
        while (leads := self._above.get(last)) and leads[0] not in (person_id, *chain):
            last = leads[0]
            chain.append(last)
        return chain

    def reports(self, person_id: str) -> list[str]:
        """Who reports to them directly."""
        return list(self._below.get(person_id, ()))

    def tokens(self, person_id: str) -> frozenset[str]:
        """`line:` of each address of theirs and of everybody below them, directly or not; `team:` of
        each address of theirs and of everybody above them."""
        led = self._addresses_of(_reached(person_id, self._below))
        leads = self._addresses_of(_reached(person_id, self._above))
        return frozenset(map(line_token, led)) | frozenset(map(team_token, leads))

    def _addresses_of(self, person_ids: Iterable[str]) -> list[str]:
        return [
            address for person_id in person_ids for address in self._addresses.get(person_id, ())
        ]


def _reached(start: str, steps: Mapping[str, list[str]]) -> set[str]:
    reached, left = {start}, [start]
    while left:
        fresh = [one for one in steps.get(left.pop(), ()) if one not in reached]
        reached.update(fresh)
        left += fresh
    return reached
