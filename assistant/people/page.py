"""A colleague's page: place, line, what and whom they know, what they answered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from itertools import takewhile

from sqlalchemy import Connection, select

from assistant.answers import PersonCard
from assistant.bilingual import Bilingual
from assistant.cards import card_of, person_cards
from assistant.formerly import successors_of
from assistant.handover.shares import Tied, records_of_person
from assistant.knowledge.topics import Topics
from assistant.people.claims import Claim, claims_of
from assistant.people.finding import find_people
from assistant.people.knowing import answered_by, customers_known
from assistant.people.profile import person_view
from assistant.people.views import (
    DeclaredTopic,
    FoundPerson,
    HiddenTopic,
    Instead,
    KnownProject,
    KnownTopic,
    PersonChoice,
    PersonPage,
)
from assistant.projects.people import active_among
from assistant.projects.reads import PastProjects
from assistant.records import fields_of
from assistant.views import FieldView, PersonView
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.store import Store

_TOPICS = 12
_LEAST_RECORDS = 2
_OWN_TOPICS = 200
_NAMESAKES = 10
_PROJECTS = 12
_PROJECT_RECORDS = 3
_NOT_REACHING = frozenset({"id", "name", "title", "department", "manager", "active"})
_NOTHING = Bilingual(
    "没有与此人有关的、你可以查看的记录", "Nothing that you may see is on record of them"
)
_OWNS_NOW = Bilingual("现在负责其 {count} 个客户", "Now owns {count} of their customers")
_LED = Bilingual("原直属上级", "Led them")


class PersonPages:
    """Of one company."""

    def __init__(
        self, store: Store, topics: Topics, projects: PastProjects, today: Callable[[], date]
    ) -> None:
        self._store = store
        self._topics = topics
        self._projects = projects
        self._today = today

    def named(self, said: str, *, access: Access) -> PersonChoice:
        """The page of the one whom a name, an address or an id means, or those whom it may mean."""
        people = find_people(self._store, said, access=access)
        if len(people) != 1:
            return PersonChoice(None, people)
        return PersonChoice(self.page(people[0].person.id, access=access), people)

    def page(self, person_id: str, *, access: Access) -> PersonPage:
        """NotFoundError unless the directory entry is readable, or, of somebody without one, a record that
        they are tied to."""
        view = person_view(self._store, person_id, access=access)
        person_id = view.person.id
        own = person_id == access.person_id
        lines = self._store.lines()
        with self._store.catalog.reading() as connection:
            above, below = lines.above(person_id), lines.reports(person_id)
            cards = person_cards(connection, [*above, *below], access=access)
            here = active_among(connection, list(cards), access=access)
            claims = claims_of(connection, person_id)
            records = records_of_person(connection, person_id, access=access)
            knows = customers_known(connection, records, self._today(), access=access)
            answered = answered_by(connection, records, access=access)
            reach = self._reach(connection, view, access)
            namesakes = _namesakes(connection, view.person, access)
            instead = (
                None if view.active else _instead(connection, person_id, records, above, access)
            )
        return PersonPage(
            person=view.person,
            active=view.active,
            manager=view.manager,
            record_id=view.record_id,
            record_count=view.record_count,
            customers=view.customers,
            timeline=view.timeline,
            line=tuple(cards[one] for one in takewhile(cards.__contains__, above)),
            reports=tuple(cards[one] for one in below if one in cards and one in here),
            reach=reach,
            namesakes=namesakes,
            instead=instead,
            topics=self._known(person_id, claims, access),
            declared=tuple(DeclaredTopic(one.words, one.said_at) for one in claims if one.words),
            hidden=self._hidden(person_id, claims, access) if own else (),
            knows=knows,
            projects=self._part_of(records, access),
            answered=answered,
            note=None if records else _NOTHING,
        )

    def _known(
        self, person_id: str, claims: Sequence[Claim], access: Access
    ) -> tuple[KnownTopic, ...]:
        """Those that they confirmed first."""
        confirmed = {one.subject for one in claims if one.state == "confirmed"}
        found = self._topics.of_person(person_id, access=access, limit=_OWN_TOPICS)
        telling = [
            one
            for one in found
            if one.topic_id in confirmed
            or (one.record_count >= _LEAST_RECORDS and one.name.zh and one.name.en)
        ]
        ranked = sorted(telling, key=lambda one: one.topic_id not in confirmed)
        return tuple(
            KnownTopic(
                one.topic_id,
                one.name,
                one.record_count,
                one.share,
                one.topic_id in confirmed,
                one.records,
            )
            for one in ranked[:_TOPICS]
        )

    def _part_of(self, records: Mapping[str, Tied], access: Access) -> tuple[KnownProject, ...]:
        """Those that they had a part in; to be mentioned is none."""
        own = [one for one, tied in records.items() if tied.roles != {"mentioned"}]
        found = self._projects.with_any_of(own, access=access) if own else ()
        return tuple(
            KnownProject(project, len(theirs), theirs[:_PROJECT_RECORDS])
            for project, theirs in found[:_PROJECTS]
        )

    def _hidden(
        self, person_id: str, claims: Sequence[Claim], access: Access
    ) -> tuple[HiddenTopic, ...]:
        hidden = {one.subject for one in claims if one.state == "hidden"}
        if not hidden:
            return ()
        found = self._topics.of_person(
            person_id, access=access, limit=_OWN_TOPICS, with_hidden=True
        )
        return tuple(HiddenTopic(one.topic_id, one.name) for one in found if one.topic_id in hidden)

    def _reach(
        self, connection: Connection, view: PersonView, access: Access
    ) -> tuple[FieldView, ...]:
        """What their own entry says, where it is readable."""
        if not view.record_id:
            return ()
        said = {view.person.name, view.person.title, view.person.department}
        return tuple(
            one
            for one in fields_of(connection, view.record_id, seen=visible(access=access))
            if one.name not in _NOT_REACHING and one.value not in said
        )


def _instead(
    connection: Connection,
    person_id: str,
    records: Collection[str],
    above: Sequence[str],
    access: Access,
) -> Instead | None:
    found = successors_of(connection, person_id, records, above, access=access, most=1)
    if not found:
        return None
    [one] = found
    return Instead(one.person, _OWNS_NOW.filled(count=one.customers) if one.customers else _LED)


def _namesakes(
    connection: Connection, person: PersonCard, access: Access
) -> tuple[FoundPerson, ...]:
    """Others of the same name, told apart by department, title and address."""
    people = visible(access=access).people
    rows = connection.execute(
        select(people)
        .where(people.c.name == person.name, people.c.person_id != person.id)
        .order_by(people.c.person_id)
        .limit(_NAMESAKES)
    )
    return tuple(FoundPerson(card_of(row), bool(row.active)) for row in rows)
