"""Colleagues as a list: searched, narrowed, a page at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from sqlalchemy import Connection, Row, select

from assistant.alphabet import alphabetical
from assistant.called import called
from assistant.cards import card_of, person_cards
from assistant.knowledge.topics import Topics
from assistant.people.chart import org_chart
from assistant.people.profile import known_people
from assistant.people.views import DepartmentCount, OrgChart, PersonList, PersonRow
from assistant.questions import Language
from ingest.access import Access
from ingest.catalog.directory import merged_people, people_with
from ingest.catalog.visible import visible
from ingest.names import fold
from ingest.store import Store

_TOPICS = 3

Presence = Literal["here", "left", "all"]
_People = Sequence[Row[tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class WantedPeople:
    """Which colleagues; all who are here where nothing is said. Each word of `search` is a part of their
    name in any script, address, title or department; `department` is the whole name of theirs, and `language` that of the names
    they are ordered by."""

    search: str = ""
    department: str = ""
    presence: Presence = "here"
    with_topics: bool = False
    language: Language = "zh"
    offset: int = 0
    limit: int = 50


class Directory:
    """Everybody who has a page for the asker: whose entry they may read, or a record that these are tied to."""

    def __init__(self, store: Store, topics: Topics) -> None:
        self._store = store
        self._topics = topics

    def chart(self, language: Language = "zh", *, access: Access) -> OrgChart:
        """Who reports to whom."""
        return org_chart(self._store, language, access=access)

    def listed(self, wanted: WantedPeople, *, access: Access) -> PersonList:
        """Those asked for, by department and name; where something is searched for, those first whose name
        it is. None is no error."""
        with self._store.catalog.reading() as connection:
            found = _of_presence(known_people(connection, access=access), wanted.presence)
            if wanted.search:
                found = _holding(connection, found, wanted, access=access)
            else:
                found = sorted(found, key=partial(_by_department, wanted.language))
            counts = Counter(str(row.department) for row in found)
            if wanted.department:
                found = [row for row in found if row.department == wanted.department]
            page = found[wanted.offset : wanted.offset + wanted.limit]
            managers = {row.person_id: people_with(connection, row.manager or []) for row in page}
            leads = sorted({one for ones in managers.values() for one in ones})
            cards = person_cards(connection, leads, access=access)
        topics = (
            self._topics.of_people([row.person_id for row in page], access=access, limit=_TOPICS)
            if wanted.with_topics
            else {}
        )
        return PersonList(
            tuple(
                PersonRow(
                    card_of(row),
                    bool(row.active),
                    row.record_id or "",
                    next((cards[one] for one in managers[row.person_id] if one in cards), None),
                    topics.get(row.person_id, ()),
                )
                for row in page
            ),
            tuple(
                DepartmentCount(name, count)
                for name, count in sorted(
                    counts.items(), key=lambda held: (not held[0], alphabetical(held[0]))
                )
            ),
            len(found),
            wanted.offset,
            wanted.limit,
        )


def _of_presence(rows: _People, presence: Presence) -> list[Row[tuple[object, ...]]]:
    if presence == "all":
        return list(rows)
    return [row for row in rows if bool(row.active) == (presence == "here")]


def _holding(
    connection: Connection, rows: _People, wanted: WantedPeople, *, access: Access
) -> list[Row[tuple[object, ...]]]:
    """Those who hold every word of it, by how near the name it is."""
    names = _names(connection, access=access)
    words = fold(wanted.search).split()
    whole = " ".join(words)
    found: list[tuple[int, Row[tuple[object, ...]]]] = []
    for row in rows:
        called = {fold(row.name), *names.get(row.person_id, ())}
        said = " ".join([*called, *map(fold, (row.email, row.title, row.department))])
        if not words or not all(word in said for word in words):
            continue
        near = 0 if whole in called else 1 if any(one.startswith(whole) for one in called) else 2
        if near == 2 and not any(whole in one for one in called):
            near = 3
        found.append((near, row))
    found.sort(key=lambda held: (held[0], *_by_department(wanted.language, held[1])))
    return [row for _, row in found]


def _names(connection: Connection, *, access: Access) -> Mapping[str, set[str]]:
    """Person -> every name that records readable by the asker give them, folded."""
    held: dict[str, set[str]] = defaultdict(set)
    merged = merged_people(connection)
    named = visible(access=access).entity_names.c
    for row in connection.execute(
        select(named.entity_id, named.normalised).where(named.entity_id.startswith("p"))
    ):
        held[merged.get(row.entity_id, row.entity_id)].add(row.normalised)
    return held


def _by_department(
    language: Language, row: Row[tuple[object, ...]]
) -> tuple[bool, bool, tuple[str, str], tuple[str, str], str]:
    return (
        not row.active,
        not row.department,
        alphabetical(str(row.department)),
        alphabetical(called(card_of(row)).said(language)),
        str(row.person_id),
    )
