"""Whom a typed query names: customers and people that the asker may know of."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cards import person_cards
from assistant.customers.links import known_customers
from assistant.naming import known_bearers
from assistant.query.selecting import QueryError, Resolved
from assistant.query.typed_query import ME, TypedQuery
from ingest.access import Access
from ingest.store import Store


def resolve(store: Store, query: TypedQuery, *, access: Access) -> Resolved:
    """The ids behind the names; QueryError for whom the asker may not know of, or who does not exist."""
    customers = [one for name in query.customers for one in _bearers(store, name, "c", access)]
    people = []
    for condition in query.people:
        ids = [one for name in condition.people for one in _bearers(store, name, "p", access)]
        people.append((condition, tuple(ids), _called(store, ids, access)))
    return Resolved(tuple(dict.fromkeys(customers)), tuple(people))


def _bearers(store: Store, name: str, prefix: str, access: Access) -> Sequence[str]:
    if prefix == "p" and name == ME:
        return [access.person_id]
    with store.catalog.reading() as connection:
        known = person_cards if prefix == "p" else known_customers
        if known(connection, [name], access=access):
            return [name]
    found = [one for one in known_bearers(store, name, access=access) if one.startswith(prefix)]
    if not found:
        whom = "customer" if prefix == "c" else "colleague"
        raise QueryError(f"There is no {whom} {name!r}, or none that you may know of")
    return found


def _called(store: Store, ids: Sequence[str], access: Access) -> tuple[str, ...]:
    """Names and addresses; a name that others bear too tells nobody."""
    with store.catalog.reading() as connection:
        cards = person_cards(connection, ids, access=access)
    names = [
        card.name
        for card in cards.values()
        if set(known_bearers(store, card.name, access=access)) <= set(ids)
    ]
    return tuple(filter(None, (*names, *(card.email for card in cards.values()))))
