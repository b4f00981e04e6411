"""Makes one of those who are one, after what the sources say or what a curator decided has changed."""

from __future__ import annotations

from ingest.catalog import matches
from ingest.catalog.database import Catalog
from ingest.resolution.resolution import LIKELY, resolve_customers, resolve_people


def resolve(catalog: Catalog, *, threshold: int = LIKELY, decided: bool = False) -> None:
    """Bring who goes by whose id up to date, and the list of matches; nothing to do where no source
    said anything new and nothing was `decided`. Tags follow with the next `retag`."""
    with catalog.reading() as connection:
        if not decided and matches.is_resolved(connection, threshold):
            return
    with catalog.writing() as connection:
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
