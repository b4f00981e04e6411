"""What colleagues asked and nobody's texts answered: by topic, where enough of them did, and in no one's words."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from ingest.access import Access
from ingest.catalog.usage import turns
from ingest.catalog.visible import visible
from ingest.store import Store
from ingest.topics.terms import Names, terms_of
from ingest.vector_arithmetic import Vectors

_QUESTIONS = 1000  # of the latest, those that were not answered
_NEAREST = 12  # chunks vote for a question's topic
_LEAST_SHARE = 0.2  # of the votes: a question whose votes are scattered is near no topic
_ANY = 0.1  # a vote of the least near
_VECTORS_KEPT = 2000
_NOBODY = Names((), ())


@dataclass(slots=True)
class Asked:
    """What was asked near a topic, and by whom; `said` counts by term how many people said it."""

    people: set[str] = field(default_factory=set)
    questions: int = 0
    last_at: datetime | None = None
    said: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    nearest: Counter[str] = field(default_factory=Counter)

    def add(
        self, person_id: str, question: str, asked_at: datetime, nearest: Sequence[str]
    ) -> None:
        """A question, and the records nearest to it."""
        self.people.add(person_id)
        self.questions += 1
        self.last_at = max(filter(None, (self.last_at, asked_at)))
        self.nearest.update(nearest)
        for term in terms_of("", question, _NOBODY).text:
            self.said[term].add(person_id)

    def words(self, spoken: Container[str], *, by: int) -> tuple[str, ...]:
        """Terms that so many people said and that the texts say too, what most said first."""
        common = [
            term for term, people in self.said.items() if len(people) >= by and term in spoken
        ]
        return tuple(sorted(common, key=lambda term: (-len(self.said[term]), -len(term), term)))


class Questions:
    """The vectors of questions that were asked again and again, kept in memory: they are nobody's reading."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[str, Vectors] = OrderedDict()

    def vectors(self, questions: Collection[str]) -> dict[str, Vectors]:
        """As questions are embedded to be asked, those not yet kept at once."""
        found = {one: held for one in questions if (held := self._kept.get(one)) is not None}
        fresh = [one for one in questions if one not in found]
        if fresh:
            found.update(zip(fresh, self._store.embedder.queries(fresh), strict=True))
        for one, vector in found.items():  # others may be at it too: what is gone is put back
            self._kept.pop(one, None)
            self._kept[one] = vector
        while len(self._kept) > _VECTORS_KEPT:
            self._kept.popitem(last=False)
        return found


def unanswered(
    store: Store, connection: Connection, questions: Questions, days: int, *, access: Access
) -> dict[str, Asked]:
    """Topic -> what was asked near it in the last so many days and declined.

    A question is near the topics that the texts nearest to it are of, of those that the asker may read, and
    counts for one: that near which most people asked.
    """
    since = datetime.now(UTC) - timedelta(days=days)
    rows = connection.execute(
        select(turns.c.person_id, turns.c.standalone_question, turns.c.asked_at)
        .where(~turns.c.answered, turns.c.asked_at >= since)
        .order_by(turns.c.asked_at.desc(), turns.c.answer_id)
        .limit(_QUESTIONS)
    ).all()
    vectors = questions.vectors({row.standalone_question for row in rows})
    near = {
        question: _topics_near(store, connection, vector, access)
        for question, vector in vectors.items()
    }
    found: dict[str, Asked] = {}
    left = [row for row in rows if near[row.standalone_question]]
    while left:
        people: dict[str, set[str]] = defaultdict(set)
        for row in left:
            for topic_id in near[row.standalone_question]:
                people[topic_id].add(row.person_id)
        best = min(people, key=lambda one: (-len(people[one]), one))
        asked = found[best] = Asked()
        for row in left:
            question = row.standalone_question
            if best in near[question]:
                asked.add(row.person_id, question, row.asked_at, near[question][best])
        left = [row for row in left if best not in near[row.standalone_question]]
    return found


def _topics_near(
    store: Store, connection: Connection, vector: Vectors, access: Access
) -> dict[str, Sequence[str]]:
    """The topics of a question, none where its votes are scattered, and the records nearest to it in each."""
    nearest = store.scan.nearest(vector, _NEAREST, access=access)
    placed = visible(access=access).chunk_topics
    rows = connection.execute(
        select(placed.c.chunk_id, placed.c.record_id, placed.c.topic_id).where(
            placed.c.chunk_id.in_([chunk_id for chunk_id, _ in nearest]),
            placed.c.topic_id.is_not(None),
        )
    )
    of_chunk = {row.chunk_id: (row.topic_id, row.record_id) for row in rows}
    counted = [(cosine, *of_chunk[one]) for one, cosine in nearest if one in of_chunk]
    if not counted:
        return {}
    least = min(cosine for cosine, *_ in counted)
    span = max(cosine for cosine, *_ in counted) - least or 1.0
    votes: dict[str, float] = defaultdict(float)
    records: dict[str, dict[str, None]] = defaultdict(dict)
    for cosine, topic_id, record_id in counted:
        votes[topic_id] += (cosine - least) / span + _ANY
        records[topic_id][record_id] = None
    whole = sum(votes.values())
    return {
        topic_id: list(records[topic_id])
        for topic_id, vote in votes.items()
        if vote >= _LEAST_SHARE * whole
    }
