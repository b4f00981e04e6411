"""The organisation chart: who reports to whom, as far as an asker may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Row

from assistant.alphabet import alphabetical
from assistant.called import called
from assistant.cards import card_of
from assistant.people.profile import known_people
from assistant.people.views import ChartDepartment, ChartPerson, OrgChart
from assistant.questions import Language
from ingest.access import Access
from ingest.catalog.directory import merged_people
from ingest.store import Store


def org_chart(store: Store, language: Language, *, access: Access) -> OrgChart:
    """Everybody here whose entry the asker may read, and who has left while somebody still reports to them.
    A manager whom the asker may not know of is as one whom nothing names; a line that comes back to itself
    begins with whoever has the first id in it."""
    lines = store.lines()
    with store.catalog.reading() as connection:
        rows = {
            str(row.person_id): row
            for row in known_people(connection, access=access)
            if row.record_id
        }
        merged = merged_people(connection)
    leads: dict[str, str] = {}
    for one in rows:
        lead = next(iter(lines.above(one)), "")
        lead = merged.get(lead, lead)
        if lead in rows and lead != one:
            leads[one] = lead
    _open_circles(leads)
    _leave_out_those_gone(rows, leads)
    return _drawn(rows, leads, language)


def _open_circles(leads: dict[str, str]) -> None:
    """Take away whoever is above the first of each circle."""
    settled: set[str] = set()
    for start in sorted(leads):
        path: list[str] = []
        at = start
        while at in leads and at not in settled:
            if at in path:
                circle = path[path.index(at) :]
                del leads[min(circle)]
                break
            path.append(at)
            at = leads[at]
        settled.update(path)


def _leave_out_those_gone(rows: dict[str, Row[tuple[object, ...]]], leads: dict[str, str]) -> None:
    """Who has left and leads nobody who is here, directly or not."""
    while True:
        leading = set(leads.values())
        gone = [one for one, row in rows.items() if not row.active and one not in leading]
        if not gone:
            return
        for one in gone:
            del rows[one]
            leads.pop(one, None)


def _drawn(
    rows: Mapping[str, Row[tuple[object, ...]]], leads: Mapping[str, str], language: Language
) -> OrgChart:
    places = {one: _place(row, language) for one, row in rows.items()}
    led: dict[str, list[str]] = defaultdict(list)
    for one in sorted(rows, key=lambda person: places[person]):
        if one in leads:
            led[leads[one]].append(one)
    below: dict[str, int] = {}

    def walk(tops: Sequence[str]) -> Iterator[str]:
        """Each before those they lead; counted on the way back."""
        waiting = [(one, False) for one in reversed(tops)]
        while waiting:
            one, is_done = waiting.pop()
            if is_done:
                below[one] = sum(1 + below[report] for report in led[one])
                continue
            yield one
            waiting.append((one, True))
            waiting.extend((report, False) for report in reversed(led[one]))

    tops = [one for one in rows if one not in leads]
    list(walk(tops))
    heads = sorted((one for one in tops if led[one]), key=lambda one: (-below[one], places[one]))
    unplaced = sorted((one for one in tops if not led[one]), key=lambda one: places[one])
    people = tuple(
        ChartPerson(
            card_of(rows[one]),
            bool(rows[one].active),
            str(rows[one].record_id),
            leads.get(one, ""),
            len(led[one]),
            below[one],
        )
        for one in walk([*heads, *unplaced])
    )
    return OrgChart(people, tuple(heads), tuple(unplaced), _departments(people))


def _departments(people: Sequence[ChartPerson]) -> tuple[ChartDepartment, ...]:
    """By name, those who say none last."""
    of = {one.person.id: one.person.department for one in people}
    held: dict[str, list[ChartPerson]] = defaultdict(list)
    for one in people:
        held[one.person.department].append(one)
    return tuple(
        ChartDepartment(
            name,
            len(held[name]),
            tuple(one.person.id for one in held[name] if of.get(one.manager_id) != name),
        )
        for name in sorted(held, key=lambda name: (not name, name))
    )


def _place(
    row: Row[tuple[object, ...]], language: Language
) -> tuple[tuple[str, str], tuple[str, str], str]:
    name = called(card_of(row)).said(language)
    return (alphabetical(str(row.department)), alphabetical(name), str(row.person_id))
