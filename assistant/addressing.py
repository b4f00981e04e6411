"""Customers' people as Chinese speaks of them: by surname and title, 周总 or 欧阳工."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlalchemy import Connection

from assistant.fielded import contact_records
from assistant.promises.wording import ASKS_FOR_TITLES
from ingest.access import Access
from ingest.mentions import Mention, longest
from ingest.names import fold
from ingest.store import Store

_TITLED = re.compile(
    rf"(?=([\u4e00-\u9fff]{{1,2}})({ASKS_FOR_TITLES})(?![程作厂艺具期时序单资位业共部数价计额结监量]))"
)
_FOUR = 4  # characters of a name of which two are the surname


def addressed_contacts(
    connection: Connection,
    store: Store,
    text: str,
    customers: Collection[str],
    *,
    access: Access,
) -> tuple[Mention, ...]:
    """Where a text calls people of these customers by surname and title, with the records that the asker may read
    and that state whoever bears the surname there; positions are in its folded form."""
    said = list(_TITLED.finditer(fold(text)))
    if not said or not customers:
        return ()
    theirs = frozenset(contact_records(connection, customers, access=access))
    bearers: dict[str, set[str]] = {}
    for name, records in store.entities().contacts.items():
        surname = name[: 2 if len(name) >= _FOUR else 1]
        bearers.setdefault(surname, set()).update(theirs.intersection(records))
    found: list[Mention] = []
    for one in said:
        if meant := bearers.get(one[1]):
            called = one[1] + one[2]
            place = one.start(), one.start() + len(called)
            found.append(Mention(called, *place, tuple(sorted(meant))))
    return longest(found)
