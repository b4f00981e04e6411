"""What colleagues say of their own topics: that they know one, or are not to be named for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, delete, func, select

from assistant.answers import Passage
from ingest.access import Access
from ingest.catalog.database import upsert
from ingest.catalog.directory import issued_ids, survivors
from ingest.catalog.usage import topic_claims
from ingest.catalog.visible import visible
from ingest.errors import PermanentError
from ingest.names import fold
from ingest.records import Moment
from ingest.store import Store

ClaimState = Literal["confirmed", "hidden"]
MOST_WORDS = 20
"""So many topics in words of their own may one colleague say."""
_SHARPNESS = 4
_PASSAGES = 40
_LEAST_SHARE = 0.5
"""Of the best topic's votes: what a question is about is often two topics alike."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Of one colleague: a topic by its id, or, of what no topic is, their own `words`."""

    person_id: str
    subject: str
    words: str
    state: ClaimState
    said_at: Moment


class Claims:
    """Kept until they are withdrawn. A topic's id says nothing of what it is about; words of one's own are
    for everybody who may know of the person."""

    def __init__(
        self, store: Store, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store = store
        self._now = now

    def say(self, subject: str, state: ClaimState, *, words: str = "", access: Access) -> Claim:
        """Keep it, in place of what the asker said of this subject before; PermanentError where these are words
        of their own and they said as many as they may."""
        claim = Claim(access.person_id, subject or fold(words), words, state, self._now())
        with self._store.catalog.writing() as connection:
            self._forget(connection, claim.subject, access)
            if words:
                _leave_room(connection, access)
            upsert(
                connection,
                topic_claims,
                [
                    {
                        "person_id": claim.person_id,
                        "subject": claim.subject,
                        "words": claim.words,
                        "state": claim.state,
                        "said_at": claim.said_at,
                    }
                ],
            )
        return claim

    def withdraw(self, subject: str, *, access: Access) -> bool:
        """Forget what the asker said of it; whether there was anything."""
        with self._store.catalog.writing() as connection:
            return self._forget(connection, subject, access)

    @staticmethod
    def _forget(connection: Connection, subject: str, access: Access) -> bool:
        gone = connection.execute(
            delete(topic_claims).where(
                topic_claims.c.person_id.in_(issued_ids(connection, access.person_id)),
                topic_claims.c.subject == subject,
            )
        )
        return bool(gone.rowcount)


def claims_of(connection: Connection, person_id: str) -> tuple[Claim, ...]:
    """What a colleague says, under whichever of their ids, the oldest first."""
    rows = connection.execute(
        select(topic_claims)
        .where(topic_claims.c.person_id.in_(issued_ids(connection, person_id)))
        .order_by(topic_claims.c.said_at, topic_claims.c.subject)
    )
    return tuple(
        Claim(row.person_id, row.subject, row.words, row.state, row.said_at) for row in rows
    )


def _leave_room(connection: Connection, access: Access) -> None:
    said = connection.scalar(
        select(func.count()).where(
            topic_claims.c.person_id.in_(issued_ids(connection, access.person_id)),
            topic_claims.c.words != "",
        )
    )
    if (said or 0) >= MOST_WORDS:
        raise PermanentError(
            f"You have said {MOST_WORDS} topics in your own words, as many as there may be; "
            "take one back first"
        )


def claimed(connection: Connection, state: ClaimState) -> dict[str, frozenset[str]]:
    """Subject -> the people who say this of it, by the ids that they go by now."""
    people: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(
        select(topic_claims.c.subject, topic_claims.c.person_id).where(
            topic_claims.c.state == state
        )
    ):
        people[row.subject].add(row.person_id)
    return {
        subject: frozenset(survivors(connection, sorted(held))) for subject, held in people.items()
    }


@dataclass(frozen=True, slots=True)
class Said:
    """Who said of what is asked that they know it, and who is not to be named for it."""

    confirmed: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


def said_of(store: Store, passages: Sequence[Passage], *, access: Access) -> Said:
    """What colleagues say of what these passages are about: of the topic that most of them are of, and of
    those that nearly as many are of."""
    with store.catalog.reading() as connection:
        hidden, confirmed = claimed(connection, "hidden"), claimed(connection, "confirmed")
        if not (hidden or confirmed) or not passages:
            return Said()
        best = max(passage.score for passage in passages) or 1.0
        score_of = {one.chunk_id: one.score for one in passages[:_PASSAGES]}
        placed = visible(access=access).chunk_topics
        votes: dict[str, float] = defaultdict(float)
        for row in connection.execute(
            select(placed.c.chunk_id, placed.c.topic_id).where(
                placed.c.chunk_id.in_(list(score_of)), placed.c.topic_id.is_not(None)
            )
        ):
            votes[row.topic_id] += max(0.0, score_of[row.chunk_id] / best) ** _SHARPNESS
    most = max(votes.values(), default=0.0)
    meant = [topic for topic, vote in votes.items() if vote and vote >= _LEAST_SHARE * most]
    return Said(
        frozenset(person for topic in meant for person in confirmed.get(topic, ())),
        frozenset(person for topic in meant for person in hidden.get(topic, ())),
    )
