"""The names in a question that its asker may know of."""

from __future__ import annotations

from dataclasses import replace

from ingest.access import Access
from ingest.catalog.reading import readable_records
from ingest.mentions import Mention, longest
from ingest.store import Store


def known_mentions(store: Store, text: str, *, access: Access) -> tuple[Mention, ...]:
    """Names found in a text, each with those of its bearers whom a record that the asker may read
    calls so. A name that only other records give is as if nobody bore it."""
    entities = store.entities()
    candidates = entities.candidates(text)
    if not candidates:
        return ()
    stating = {named.record_id for one in candidates for named in entities.names[one.name]}
    with store.catalog.reading() as connection:
        readable = readable_records(connection, stating, access=access)
    known = []
    for candidate in candidates:
        bearers = {
            named.entity_id
            for named in entities.names[candidate.name]
            if named.record_id in readable
        }
        if bearers:
            known.append(replace(candidate, entities=tuple(sorted(bearers))))
    return longest(known)
