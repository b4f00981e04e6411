"""The topics of what an asker may read, and what each rests on: nothing else is counted, named or hinted at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from assistant.answers import CustomerLink, Passage, PersonCard, RecordLink
from assistant.cards import person_cards
from assistant.customers.links import known_customers
from assistant.knowledge.quarters import by_quarter
from assistant.knowledge.topic_names import SaidTerms, TopicName, TopicNames
from assistant.knowledge.topic_records import OfTopic, of_topics
from assistant.knowledge.topic_views import (
    NearTopic,
    PersonTopic,
    Topic,
    TopicCustomer,
    TopicDepartment,
    TopicPerson,
    TopicRecord,
)
from assistant.people.claims import claimed, claims_of
from ingest.access import Access
from ingest.catalog.directory import survivors
from ingest.catalog.visible import visible
from ingest.errors import NotFoundError
from ingest.moments import day_of
from ingest.store import Store

PERIOD_DAYS = 180
"""How long a period is that growth compares."""

_SPEAKING = 24  # chunks of a topic that name it: those nearest its centre
_PASSAGES = 40
_SHARPNESS = 4
_RECORDS_OF_A_PERSON = 5
_TELLING_RECORDS = 2  # of a topic has whoever is said to know it, in a list of people
_MANY = 500

Retrieve = Callable[[str, Access, int], Sequence[Passage]]
"""The best passages for a text, so many of them."""


class Topics:
    """Every look at topics takes the asker's access; none is kept for another."""

    def __init__(
        self,
        store: Store,
        retrieve: Retrieve,
        today: Callable[[], date],
        *,
        period_days: int = PERIOD_DAYS,
    ) -> None:
        self._store = store
        self._retrieve = retrieve
        self._today = today
        self._period = timedelta(days=period_days)

    def seen(self, *, access: Access) -> tuple[Topic, ...]:
        """Every topic that some record is of which the asker may read, those with most records first."""
        with self._store.catalog.reading() as connection:
            held = of_topics(connection, access=access)
            names = self._spoken(connection, access).named(held)
            made = list(self._made(connection, held, names, access))
        return tuple(sorted(made, key=lambda topic: (-topic.record_count, topic.topic_id)))

    def topic(self, topic_id: str, *, access: Access) -> Topic:
        """One of them; NotFoundError for one that the asker may read nothing of."""
        with self._store.catalog.reading() as connection:
            held = of_topics(connection, access=access, topic_ids=[topic_id])
            if not held:
                raise NotFoundError("There is no such topic, or none that you may see")
            names = self._spoken(connection, access).named([topic_id])
            [topic] = self._made(connection, held, names, access)
        return topic

    def records(self, topic_id: str, *, access: Access) -> tuple[TopicRecord, ...]:
        """A topic's records, those most about it first; NotFoundError as above."""
        seen = visible(access=access)
        placed, records = seen.chunk_topics, seen.records
        with self._store.catalog.reading() as connection:
            rows = connection.execute(
                select(
                    records.c.record_id,
                    records.c.title,
                    records.c.kind,
                    records.c.occurred_at,
                    func.max(placed.c.nearness).label("nearness"),
                )
                .join(placed, placed.c.record_id == records.c.record_id)
                .where(placed.c.topic_id == topic_id)
                .group_by(
                    records.c.record_id, records.c.title, records.c.kind, records.c.occurred_at
                )
            ).all()
        if not rows:
            raise NotFoundError("There is no such topic, or none that you may see")
        ranked = sorted(rows, key=lambda row: (-row.nearness, row.record_id))
        return tuple(
            TopicRecord(
                RecordLink(row.record_id, row.title),
                row.kind,
                row.occurred_at,
                round(row.nearness, 4),
            )
            for row in ranked
        )

    def names(self, *, access: Access) -> TopicNames:
        """What the asker's topics are called, and what they are called after."""
        with self._store.catalog.reading() as connection:
            return self._spoken(connection, access)

    def nearest(self, text: str, *, access: Access, limit: int = 3) -> tuple[NearTopic, ...]:
        """The topics that a free text is about, by the passages that it finds."""
        passages = self._retrieve(text, access, _PASSAGES)
        return self.of_passages(passages, access=access, limit=limit)

    def of_passages(
        self, passages: Sequence[Passage], *, access: Access, limit: int = 3
    ) -> tuple[NearTopic, ...]:
        """The topics of passages found, each of which votes for its own by its score."""
        best = max((passage.score for passage in passages), default=0.0) or 1.0
        votes: dict[str, float] = defaultdict(float)
        with self._store.catalog.reading() as connection:
            topic_of = _topics_of_chunks(
                connection, [passage.chunk_id for passage in passages], access
            )
            for passage in passages:
                if topic_id := topic_of.get(passage.chunk_id):
                    votes[topic_id] += max(0.0, passage.score / best) ** _SHARPNESS
            ranked = sorted(votes, key=lambda one: (-votes[one], one))[:limit]
            names = self._spoken(connection, access).named(ranked) if ranked else {}
        return tuple(
            NearTopic(one, names[one], round(votes[one] / votes[ranked[0]], 4))
            for one in ranked
            if one in names
        )

    def of_person(
        self, person_id: str, *, access: Access, limit: int = 8, with_hidden: bool = False
    ) -> tuple[PersonTopic, ...]:
        """The topics that a colleague is involved in, those first whose involvements are theirs most; those
        that they hid only `with_hidden`, which is for themselves.

        What the asker may not read of somebody counts for nothing here; of nobody, nothing is said.
        """
        with self._store.catalog.reading() as connection:
            [person_id] = survivors(connection, [person_id])
            if person_id not in person_cards(connection, [person_id], access=access):
                return ()
            own = _topics_of_person(connection, person_id, access)
            held = of_topics(connection, access=access, topic_ids=own) if own else {}
            unsaid = {
                one.subject
                for one in claims_of(connection, person_id)
                if one.state == "hidden" and not with_hidden
            }
            shares = sorted(
                (
                    (len(theirs) * len(theirs) / one.involvements, topic_id, theirs)
                    for topic_id, one in held.items()
                    if topic_id not in unsaid and (theirs := one.records_of(person_id))
                ),
                key=lambda share: (-share[0], share[1]),
            )[:limit]
            wanted = [topic_id for _, topic_id, _ in shares]
            names = self._spoken(connection, access).named(wanted) if shares else {}
            titles = _titles(
                connection,
                [one for *_, theirs in shares for one in theirs[:_RECORDS_OF_A_PERSON]],
                access,
            )
        return tuple(
            PersonTopic(
                topic_id,
                names[topic_id],
                len(theirs),
                round(len(theirs) / held[topic_id].involvements, 4),
                tuple(titles[one] for one in theirs[:_RECORDS_OF_A_PERSON] if one in titles),
            )
            for _, topic_id, theirs in shares
            if topic_id in names
        )

    def of_people(
        self, person_ids: Sequence[str], *, access: Access, limit: int
    ) -> dict[str, tuple[PersonTopic, ...]]:
        """Of several colleagues what `of_person` says of each, those topics that two of their records are of
        or more, and the newest record of each; nobody of whom that is nothing."""
        with self._store.catalog.reading() as connection:
            known = person_cards(connection, person_ids, access=access)
            held = of_topics(connection, access=access) if known else {}
            hidden = claimed(connection, "hidden")
            shares: dict[str, list[tuple[float, str, tuple[str, ...]]]] = {}
            for one in known:
                theirs = [
                    (len(records) * len(records) / topic.involvements, topic_id, records)
                    for topic_id, topic in held.items()
                    if one not in hidden.get(topic_id, ())
                    and len(records := topic.records_of(one)) >= _TELLING_RECORDS
                ]
                shares[one] = sorted(theirs, key=lambda share: (-share[0], share[1]))[:limit]
            wanted = {topic_id for theirs in shares.values() for _, topic_id, _ in theirs}
            names = self._spoken(connection, access).named(sorted(wanted)) if wanted else {}
            newest = {records[0] for theirs in shares.values() for *_, records in theirs}
            titles = _titles(connection, newest, access)
        return {
            one: tuple(
                PersonTopic(
                    topic_id,
                    names[topic_id],
                    len(records),
                    round(len(records) / held[topic_id].involvements, 4),
                    tuple(titles[record] for record in records[:1] if record in titles),
                )
                for _, topic_id, records in theirs
                if topic_id in names and names[topic_id].zh and names[topic_id].en
            )
            for one, theirs in shares.items()
            if theirs
        }

    def _made(
        self,
        connection: Connection,
        held: Mapping[str, OfTopic],
        names: Mapping[str, TopicName],
        access: Access,
    ) -> Iterator[Topic]:
        people = {person for one in held.values() for person in one.people}
        customers = {customer for one in held.values() for customer in one.customers}
        cards = person_cards(connection, sorted(people), access=access)
        hidden = claimed(connection, "hidden")
        links = _links(connection, sorted(customers), access)
        today = self._today()
        since = today - self._period
        before = since - self._period
        for topic_id, one in held.items():
            newest = one.newest(today)
            day = {record: day_of(moment) for record, moment in one.days.items() if moment}
            recent = [record for record in day if since < day[record] <= today]
            past = [record for record in day if day[record] <= today]
            earlier = [record for record in day if before < day[record] <= since]
            unnamed = hidden.get(topic_id, frozenset())
            involved = sorted(
                (person for person in one.people if person in cards and person not in unnamed),
                key=lambda person: (-len(one.people[person]), person),
            )
            stated = sorted(
                (customer for customer in one.customers if customer in links),
                key=lambda customer: (-len(one.customers[customer]), customer),
            )
            yield Topic(
                topic_id=topic_id,
                name=names[topic_id],
                record_count=len(one.days),
                chunk_count=one.chunks,
                newest_at=one.days.get(newest),
                newest_id=newest,
                recent=one.newest_first(recent),
                earlier=one.newest_first(earlier),
                people=tuple(
                    TopicPerson(
                        cards[person],
                        len(one.people[person]),
                        round(len(one.people[person]) / one.involvements, 4),
                        one.records_of(person),
                    )
                    for person in involved
                ),
                customers=tuple(
                    TopicCustomer(
                        links[customer],
                        len(one.customers[customer]),
                        one.newest_first(one.customers[customer]),
                    )
                    for customer in stated
                ),
                departments=_departments(one, cards),
                quarters=tuple(
                    (quarter, one.newest_first(theirs))
                    for quarter, theirs in by_quarter(past, one.days).items()
                ),
                record_ids=one.newest_first(one.days),
            )

    def _spoken(self, connection: Connection, access: Access) -> TopicNames:
        placed = visible(access=access).chunk_topics
        place = (
            func.row_number()
            .over(
                partition_by=placed.c.topic_id,
                order_by=(placed.c.nearness.desc(), placed.c.chunk_id),
            )
            .label("place")
        )
        nearest = (
            select(placed, place).where(placed.c.topic_id.is_not(None)).subquery("nearest_first")
        )
        rows = connection.execute(select(nearest).where(nearest.c.place <= _SPEAKING))
        said = [
            SaidTerms(row.topic_id, row.record_id, row.language, row.title_terms, row.terms)
            for row in rows
        ]
        return TopicNames(said)


def _departments(one: OfTopic, cards: Mapping[str, PersonCard]) -> tuple[TopicDepartment, ...]:
    records: dict[str, set[str]] = defaultdict(set)
    for person, theirs in one.people.items():
        if person in cards and cards[person].department:
            records[cards[person].department].update(theirs)
    return tuple(
        TopicDepartment(department, len(records[department]), one.newest_first(records[department]))
        for department in sorted(records, key=lambda name: (-len(records[name]), name))
    )


def _links(
    connection: Connection, customer_ids: Sequence[str], access: Access
) -> dict[str, CustomerLink]:
    found: dict[str, CustomerLink] = {}
    for start in range(0, len(customer_ids), _MANY):
        part = customer_ids[start : start + _MANY]
        found |= known_customers(connection, part, access=access)
    return found


def _topics_of_person(connection: Connection, person_id: str, access: Access) -> list[str]:
    seen = visible(access=access)
    placed, involved = seen.chunk_topics, seen.involvements
    rows = connection.scalars(
        select(placed.c.topic_id)
        .join(involved, involved.c.record_id == placed.c.record_id)
        .where(
            involved.c.person_id == person_id,
            involved.c.role != "mentioned",
            placed.c.topic_id.is_not(None),
        )
        .distinct()
    )
    return sorted(rows)


def _topics_of_chunks(
    connection: Connection, chunk_ids: Sequence[str], access: Access
) -> dict[str, str]:
    placed = visible(access=access).chunk_topics
    rows = connection.execute(
        select(placed.c.chunk_id, placed.c.topic_id).where(
            placed.c.chunk_id.in_(chunk_ids), placed.c.topic_id.is_not(None)
        )
    )
    return {row.chunk_id: row.topic_id for row in rows}


def _titles(
    connection: Connection, record_ids: Iterable[str], access: Access
) -> dict[str, RecordLink]:
    records = visible(access=access).records
    wanted = sorted(set(record_ids))
    return {
        row.record_id: RecordLink(row.record_id, row.title)
        for start in range(0, len(wanted), _MANY)
        for row in connection.execute(
            select(records.c.record_id, records.c.title).where(
                records.c.record_id.in_(wanted[start : start + _MANY])
            )
        )
    }
