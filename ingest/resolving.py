"""Makes one of those who are one, after what the sources say or what a curator decided has changed."""

from __future__ import annotations

from sqlalchemy import Connection

from ingest.catalog import matches
from ingest.catalog.database import Catalog
from ingest.resolution.resolution import LIKELY, resolve_customers, resolve_people


def resolve(catalog: Catalog, *, threshold: int = LIKELY) -> None:
    """Bring who goes by whose id up to date, and the list of matches, where a source said anything new.
    Tags follow with the next `retag`."""
    with catalog.reading() as connection:
        if matches.is_resolved(connection, threshold):
            return
    with catalog.writing() as connection:
        resolve_again(connection, threshold)


def resolve_again(connection: Connection, threshold: int) -> None:
    """The same, whatever was worked out before."""
    customers = resolve_customers(
        matches.customer_profiles(connection),
        matches.decisions(connection, "customer"),
        threshold=threshold,
    )
    matches.keep(connection, "customer", customers)
    people = resolve_people(
        matches.person_profiles(connection),
        matches.decisions(connection, "person"),
        threshold=threshold,
    )
    matches.keep(connection, "person", people)
    matches.mark_resolved(connection, threshold)
