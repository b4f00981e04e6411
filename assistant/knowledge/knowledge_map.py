"""The knowledge map: what there is, what grows, what is stale or missing, and what hangs on one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from assistant.answers import CustomerLink, PersonCard, RecordLink
from assistant.cards import person_cards
from assistant.customers.links import customer_links
from assistant.knowledge.carried import Carrier, carrier_of, dealings, people_here
from assistant.knowledge.complaints import Complaint, complaints
from assistant.knowledge.gaps import Questions, unanswered
from assistant.knowledge.kind_names import KNOWLEDGE_CALLED
from assistant.knowledge.map_views import (
    CitedRecord,
    ComplaintTopic,
    Count,
    CountedRecords,
    CustomerCount,
    Gap,
    KnowledgeCount,
    KnowledgeRecords,
    MapTopic,
    MapView,
    PersonCount,
    SinglePoint,
    StaleTopic,
    TopicPage,
    VoiceQuote,
)
from assistant.knowledge.quarters import by_quarter
from assistant.knowledge.topic_views import Topic, TopicRecord
from assistant.knowledge.topics import Topics
from assistant.knowledge.uses import Uses
from assistant.records import timeline
from assistant.settings_knowledge import KnowledgeSettings
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.filters import Knowledge
from ingest.moments import day_of
from ingest.store import Store

_SHOWN = 5  # people and customers of a topic on the map
_TO_ASK = 3
_QUOTES = 5
_CITED = 50


class KnowledgeMap:
    """Each part is worked out anew for its asker, from what they may read."""

    def __init__(
        self,
        store: Store,
        topics: Topics,
        rules: KnowledgeSettings,
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._topics = topics
        self._rules = rules
        self._today = today
        self._questions = Questions(store)

    def overview(self, *, access: Access) -> MapView:
        """Every topic in numbers, and how much there is of each kind of customer knowledge."""
        topics = self._topics.seen(access=access)
        with self._store.catalog.reading() as connection:
            uses = Uses(connection, access=access)
            kinds = _kinds(connection, access)
        cited = uses.answers({topic.topic_id: topic.record_ids for topic in topics})
        return MapView(
            tuple(self._in_numbers(topic, cited[topic.topic_id]) for topic in topics),
            kinds,
            len({record for topic in topics for record in topic.record_ids}),
        )

    def topic(self, topic_id: str, *, access: Access) -> TopicPage:
        """One of them with the records behind each number; NotFoundError for one that the asker may read
        nothing of."""
        topic = self._topics.topic(topic_id, access=access)
        records = self._topics.records(topic_id, access=access)
        with self._store.catalog.reading() as connection:
            uses = Uses(connection, access=access)
            told = _kinds_of(connection, topic_id, access)
        return TopicPage(
            self._in_numbers(topic, uses.answers({topic_id: topic.record_ids})[topic_id]),
            records,
            CountedRecords("recent", len(topic.recent), topic.recent),
            CountedRecords("earlier", len(topic.earlier), topic.earlier),
            topic.people,
            topic.customers,
            topic.departments,
            tuple(CountedRecords(name, len(ids), ids) for name, ids in topic.quarters),
            tuple(
                CountedRecords(kind, len(ids), tuple(one for one in topic.record_ids if one in ids))
                for kind, ids in told.items()
            ),
            _cited(records, uses),
        )

    def of_knowledge(
        self, knowledge: Knowledge, *, access: Access, offset: int, limit: int
    ) -> KnowledgeRecords:
        """The records that a chunk of is of that kind of knowledge, the newest first, some of them."""
        told = visible(access=access).chunk_knowledge.c
        of_kind = select(told.record_id).where(told.knowledge == knowledge)
        with self._store.catalog.reading() as connection:
            shown, total = timeline(connection, of_kind, access=access, offset=offset, limit=limit)
        return KnowledgeRecords(knowledge, shown, total, offset, limit)

    def single_points(self, *, access: Access) -> tuple[SinglePoint, ...]:
        """What one person carries, topics and customers, those first where most hangs on them."""
        topics = self._topics.seen(access=access)
        with self._store.catalog.reading() as connection:
            dealt = dealings(connection, access=access)
            everybody = {
                *(one.person.id for topic in topics for one in topic.people),
                *(person for people in dealt.values() for person in people),
            }
            cards = person_cards(connection, sorted(everybody), access=access)
            here = people_here(connection, everybody, access=access)
        links = {one.id: one for one in customer_links(self._store, sorted(dealt), access=access)}
        found: list[SinglePoint] = []
        for topic in topics:
            involved = {one.person.id: frozenset(one.records) for one in topic.people}
            if carrier := carrier_of(involved, here, self._rules):
                of = (one for one in topic.record_ids if one in involved[carrier.person_id])
                found.append(_point(carrier, cards, here, of, topic=topic))
        for customer, link in links.items():
            known = {one: frozenset(ids) for one, ids in dealt[customer].items() if one in cards}
            if carrier := carrier_of(known, here, self._rules):
                theirs = sorted(known[carrier.person_id])
                found.append(_point(carrier, cards, here, theirs, customer=link))
        return tuple(
            sorted(
                found,
                key=lambda one: (-one.share * one.record_count, one.topic_id, one.person.id),
            )
        )

    def stale(self, *, access: Access) -> tuple[StaleTopic, ...]:
        """Topics whose newest record is older than the rules say, the oldest first."""
        old = [
            (age, topic)
            for topic in self._topics.seen(access=access)
            if (age := self._age(topic)) is not None and age > self._rules.stale_days
        ]
        with self._store.catalog.reading() as connection:
            titles = _links(connection, [topic.newest_id for _, topic in old], access)
            here = people_here(
                connection,
                {one.person.id for _, topic in old for one in topic.people},
                access=access,
            )
        return tuple(
            StaleTopic(
                topic.topic_id,
                topic.name,
                topic.record_count,
                titles[topic.newest_id],
                topic.newest_at,
                age,
                tuple(one.person for one in topic.people if one.person.id in here)[:_TO_ASK],
            )
            for age, topic in sorted(old, key=lambda one: (-one[0], one[1].topic_id))
            if topic.newest_at and topic.newest_id in titles
        )

    def complaints(self, *, access: Access) -> tuple[ComplaintTopic, ...]:
        """What customers complain of, what rises first, then what most complain of now."""
        today = self._today()
        since = today - timedelta(days=self._rules.period_days)
        before = since - timedelta(days=self._rules.period_days)
        by_topic: dict[str, list[Complaint]] = defaultdict(list)
        with self._store.catalog.reading() as connection:
            for one in complaints(connection, today, access=access):
                by_topic[one.topic_id].append(one)
        names = self._topics.names(access=access).named(by_topic)
        found = []
        for topic_id, said in by_topic.items():
            if topic_id not in names:
                continue
            recent = [one for one in said if one.day > since]
            earlier = [one for one in said if before < one.day <= since]
            rises = len(recent) >= max(
                self._rules.rising_records, self._rules.rising * max(1, len(earlier))
            )
            days = {one.chunk.record_id: one.occurred_at for one in said}
            found.append(
                ComplaintTopic(
                    topic_id,
                    names[topic_id],
                    len(recent),
                    len(earlier),
                    rises,
                    tuple(one.chunk.record_id for one in recent),
                    tuple(one.chunk.record_id for one in earlier),
                    tuple(
                        CountedRecords(quarter, len(ids), tuple(ids))
                        for quarter, ids in by_quarter(days, days).items()
                    ),
                    self._quotes(said[:_QUOTES], access),
                )
            )
        return tuple(
            sorted(found, key=lambda one: (not one.rising, -one.recent, -one.earlier, one.topic_id))
        )

    def gaps(self, *, access: Access) -> tuple[Gap, ...]:
        """What so many different people asked and were not answered, by topic, what most asked first."""
        with self._store.catalog.reading() as connection:
            asked = unanswered(
                self._store, connection, self._questions, self._rules.gap_days, access=access
            )
            wanted = {
                topic_id: one
                for topic_id, one in asked.items()
                if len(one.people) >= self._rules.gap_people
            }
            if not wanted:
                return ()
            nearest = {
                topic_id: [record for record, _ in one.nearest.most_common(_TO_ASK)]
                for topic_id, one in wanted.items()
            }
            links = _links(connection, [one for ids in nearest.values() for one in ids], access)
        topics = {one.topic_id: one for one in self._topics.seen(access=access)}
        spoken = self._topics.names(access=access).spoken
        found = [
            Gap(
                topic_id,
                topics[topic_id].name,
                one.words(spoken, by=self._rules.gap_people),
                len(one.people),
                one.questions,
                one.last_at,
                tuple(links[record] for record in nearest[topic_id] if record in links),
                tuple(person.person for person in topics[topic_id].people[:_TO_ASK]),
            )
            for topic_id, one in wanted.items()
            if one.last_at and topic_id in topics
        ]
        return tuple(
            sorted(found, key=lambda gap: (-gap.people_count, -gap.question_count, gap.topic_id))
        )

    def _in_numbers(self, topic: Topic, cited: int) -> MapTopic:
        age = self._age(topic)
        recent, earlier = len(topic.recent), len(topic.earlier)
        return MapTopic(
            topic_id=topic.topic_id,
            name=topic.name,
            record_count=topic.record_count,
            chunk_count=topic.chunk_count,
            recent=recent,
            earlier=earlier,
            growth=round((recent - earlier) / earlier, 4) if earlier else None,
            newest_at=topic.newest_at,
            age_days=age,
            stale=age is not None and age > self._rules.stale_days,
            cited=cited,
            people_count=len(topic.people),
            people=tuple(
                PersonCount(one.person, one.record_count) for one in topic.people[:_SHOWN]
            ),
            customer_count=len(topic.customers),
            customers=tuple(
                CustomerCount(one.customer, one.record_count) for one in topic.customers[:_SHOWN]
            ),
            departments=tuple(Count(one.department, one.record_count) for one in topic.departments),
            quarters=tuple(Count(name, len(ids)) for name, ids in topic.quarters),
        )

    def _age(self, topic: Topic) -> int | None:
        return (self._today() - day_of(topic.newest_at)).days if topic.newest_at else None

    def _quotes(self, said: Sequence[Complaint], access: Access) -> tuple[VoiceQuote, ...]:
        return tuple(
            VoiceQuote(
                one.chunk.record_id,
                one.chunk.version,
                one.chunk.title,
                one.quote,
                one.start,
                one.end,
                one.occurred_at,
                customer_links(self._store, one.chunk.customers, access=access),
            )
            for one in said
        )


def _point(
    carrier: Carrier,
    cards: dict[str, PersonCard],
    here: frozenset[str],
    records: Iterable[str],
    *,
    topic: Topic | None = None,
    customer: CustomerLink | None = None,
) -> SinglePoint:
    return SinglePoint(
        kind="topic" if topic else "customer",
        topic_id=topic.topic_id if topic else "",
        topic=topic.name if topic else None,
        customer=customer,
        person=cards[carrier.person_id],
        left=carrier.person_id not in here,
        record_count=carrier.record_count,
        share=carrier.share,
        other=cards.get(carrier.other),
        other_share=carrier.other_share,
        records=tuple(records),
    )


def _kinds(connection: Connection, access: Access) -> tuple[KnowledgeCount, ...]:
    told = visible(access=access).chunk_knowledge
    rows = connection.execute(
        select(
            told.c.knowledge,
            func.count(told.c.record_id.distinct()).label("records"),
            func.count().label("chunks"),
        ).group_by(told.c.knowledge)
    )
    counts = {row.knowledge: (row.records, row.chunks) for row in rows}
    return tuple(
        KnowledgeCount(kind, KNOWLEDGE_CALLED["zh"][kind], called, *counts.get(kind, (0, 0)))
        for kind, called in KNOWLEDGE_CALLED["en"].items()
    )


def _kinds_of(
    connection: Connection, topic_id: str, access: Access
) -> dict[Knowledge, frozenset[str]]:
    seen = visible(access=access)
    told, placed = seen.chunk_knowledge, seen.chunk_topics
    rows = connection.execute(
        select(told.c.knowledge, told.c.record_id)
        .join(placed, placed.c.chunk_id == told.c.chunk_id)
        .where(placed.c.topic_id == topic_id)
        .distinct()
    )
    found: dict[Knowledge, set[str]] = defaultdict(set)
    for row in rows:
        found[row.knowledge].add(row.record_id)
    return {kind: frozenset(found[kind]) for kind in KNOWLEDGE_CALLED["en"] if kind in found}


def _cited(records: Sequence[TopicRecord], uses: Uses) -> tuple[CitedRecord, ...]:
    used = [
        CitedRecord(one.record, uses.of_record[one.record.record_id])
        for one in records
        if uses.of_record[one.record.record_id]
    ]
    return tuple(sorted(used, key=lambda one: -one.cited)[:_CITED])


def _links(
    connection: Connection, record_ids: Sequence[str], access: Access
) -> dict[str, RecordLink]:
    records = visible(access=access).records
    rows = connection.execute(
        select(records.c.record_id, records.c.title).where(records.c.record_id.in_(record_ids))
    )
    return {row.record_id: RecordLink(row.record_id, row.title) for row in rows}
