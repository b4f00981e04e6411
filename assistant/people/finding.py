"""Whom a name, an address or an id means, of those whom the asker may know of."""

from __future__ import annotations

from sqlalchemy import select

from assistant.cards import card_of
from assistant.naming import known_bearers
from assistant.people.views import FoundPerson
from ingest.access import Access
from ingest.catalog.directory import survivors
from ingest.catalog.visible import visible
from ingest.names import fold
from ingest.store import Store

_LEAST = 2
_MOST = 20


def find_people(store: Store, said: str, *, access: Access) -> tuple[FoundPerson, ...]:
    """Everybody who may be meant, those who are here first: by id or address one, by a name all who
    bear it, else all whose names hold what is said."""
    folded = fold(said)
    if not folded:
        return ()
    named = [one for one in known_bearers(store, said, access=access) if one.startswith("p")]
    with store.catalog.reading() as connection:
        people = visible(access=access).people
        rows = connection.execute(select(people).order_by(people.c.person_id)).all()
        ids = set(survivors(connection, [said.strip()]))
    exact = [
        row for row in rows if row.person_id in ids or (row.email and fold(row.email) == folded)
    ]
    called = [row for row in rows if row.person_id in named]
    holding = [row for row in rows if len(folded) >= _LEAST and folded in fold(row.name)]
    found = exact or called or holding
    ranked = sorted(found, key=lambda row: (not row.active, row.person_id))
    return tuple(FoundPerson(card_of(row), bool(row.active)) for row in ranked[:_MOST])
