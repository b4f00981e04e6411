"""Ranks the colleagues who know: records vote for the people tied to them.

CombSUM (Macdonald and Ounis, 2006) over the votes of `assistant.voting`, times the weight of the role and
0.5 ** (age / half-life). Whom the sentences that answer name has done what is asked about, and gets a vote
for it. A customer named in the question adds the whole history with that customer, record by record, the
less the more a record says of what else is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from types import MappingProxyType

from sqlalchemy import Connection

from assistant.answers import (
    Expert,
    Former,
    Knowing,
    PartName,
    PersonCard,
    Reason,
    ScorePart,
)
from assistant.cards import person_cards
from assistant.formerly import successors_of, those_gone, those_inactive
from assistant.found import Found
from assistant.questions import asked_roles
from assistant.ties import Tie, reasons_for, shown, ties_about, ties_to, titles_of
from assistant.voting import Poll, Voting
from ingest.access import Access
from ingest.moments import day_of
from ingest.records import DOCUMENTS, Role
from ingest.store import Store

_TOLD_WEIGHT = 0.5
_CONFIRMED_WEIGHT = 0.25
_ASKED_FOR = 3.0  # times its weight counts a role that the question asks for: who wrote it
_UNDATED = 0.5
_WORTH_NAMING = 0.3  # of the best score has who is told of though they are gone
_FORMERLY = 3
_TELLING = 0.05  # of the best record's votes has one that is shown as a reason


@dataclass(frozen=True, slots=True)
class ExpertWeights:
    """What a role says about knowing, after how many days it says half as much, and after how many
    without a record somebody is no longer named."""

    roles: Mapping[str, float]
    half_life_days: float
    inactive_days: int


class ExpertFinder:
    """Names people from evidence that the asker may read; leavers and the long inactive apart."""

    def __init__(self, store: Store, weights: ExpertWeights) -> None:
        self._store = store
        self._voting = Voting(store)
        self._weights = weights

    def rank(
        self,
        found: Found,
        *,
        access: Access,
        today: date,
        customers: Sequence[str] = (),
        told: Mapping[str, float] = MappingProxyType({}),
        limit: int = 10,
        without: AbstractSet[str] = frozenset(),
        evident: bool = False,
        confirmed: AbstractSet[str] = frozenset(),
        least: float = 0.0,
    ) -> Knowing:
        """People best first, but for `without`; scores are relative to the best, and nobody is named who
        has less than `least` of it. `confirmed` say themselves
        that they know it, which counts where records speak for them too. `customers` add their
        whole history; `told` are the people whom sentences that answer name, with how near the answer
        they stand. Where they are to be `evident`, nobody is named whom only far-off records speak for."""
        poll = self._voting.poll(found, access=access)
        if evident and not customers and not poll.evident:
            return Knowing(())
        with self._store.catalog.reading() as connection:
            tied = list(ties_to(connection, list(poll.votes), access=access))
            known = list(ties_about(connection, customers, access=access)) if customers else []
            parts = self._parts(found, poll, tied, known, told, today, confirmed)
            ranking = _Ranking(
                parts,
                {person: sum(shares.values()) for person, shares in parts.items()},
                _by_person(chain(tied, known)),
                poll.votes,
                {tie.record_id for tie in known},
                today,
            )
            people = [one for one in ranking.order(least) if one not in without]
            gone = those_gone(connection, people, access=access)
            inactive = those_inactive(
                connection,
                {one: ranking.last(one) for one in people},
                self._weights.inactive_days,
                today,
                access=access,
            )
            here = [one for one in people if one not in gone | inactive]
            cards = _first_cards(connection, here, limit, access)
            named = list(cards)
            best = ranking.total[named[0]] if named else max(ranking.total.values(), default=1.0)
            before = [
                one
                for one in people
                if one in gone | inactive and ranking.total[one] >= _WORTH_NAMING * best
            ]
            cards |= person_cards(connection, before, access=access)
            former = [one for one in before if one in cards][:_FORMERLY]
            titles = titles_of(connection, ranking.shown([*named, *former]), access=access)
            return Knowing(
                tuple(ranking.expert(cards[one], best, titles) for one in named),
                tuple(
                    Former(
                        cards[one],
                        ranking.relative(one, best),
                        ranking.reasons(one, titles),
                        one in gone,
                        self._in_place_of(connection, one, ranking, access),
                    )
                    for one in former
                ),
            )

    def _in_place_of(
        self, connection: Connection, person_id: str, ranking: _Ranking, access: Access
    ) -> tuple[PersonCard, ...]:
        records, above = ranking.telling_records(person_id), self._store.lines().above(person_id)
        found = successors_of(connection, person_id, records, above, access=access)
        return tuple(one.person for one in found)

    def _parts(
        self,
        found: Found,
        poll: Poll,
        tied: Sequence[Tie],
        known: Sequence[Tie],
        told: Mapping[str, float],
        today: date,
        confirmed: AbstractSet[str],
    ) -> dict[str, dict[PartName, float]]:
        """Each person's score, by what it comes from."""
        topic = self._scores(tied, poll.votes, today, asked_roles(found.question))
        mine = {(tie.person_id, tie.record_id) for tie in tied}
        for person_id, record_id in _mentions(found):
            if (person_id, record_id) not in mine:
                vote = poll.votes.get(record_id, 0.0)
                topic[person_id] += vote * self._weights.roles["mentioned"]
        history = self._scores(known, defaultdict(lambda: 1.0), today)
        topic, history = _relative(topic), _relative(history)
        share = (1 - poll.said) ** 2
        return {
            person: {
                "topic": topic.get(person, 0.0),
                "named": _TOLD_WEIGHT * told.get(person, 0.0),
                "customer": share * history.get(person, 0.0),
                "confirmed": _CONFIRMED_WEIGHT * (person in confirmed and person in topic),
            }
            for person in {*topic, *history, *told}
        }

    def _scores(
        self,
        ties: Iterable[Tie],
        votes: Mapping[str, float],
        today: date,
        asked_for: AbstractSet[Role] = frozenset(),
    ) -> dict[str, float]:
        scores: dict[str, float] = defaultdict(float)
        for tie in ties:
            weight = self._weights.roles.get(tie.role, 0.0)
            if tie.role in asked_for and (tie.role != "author" or tie.kind in DOCUMENTS):
                weight *= _ASKED_FOR
            scores[tie.person_id] += weight * votes[tie.record_id] * self._recency(tie, today)
        return scores

    def _recency(self, tie: Tie, today: date) -> float:
        if tie.occurred_at is None:
            return _UNDATED
        age = max(0, (today - day_of(tie.occurred_at)).days)
        return float(0.5 ** (age / self._weights.half_life_days))


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Everybody with a score, what it comes from and what they are tied to."""

    parts: Mapping[str, Mapping[PartName, float]]
    total: Mapping[str, float]
    ties: Mapping[str, Sequence[Tie]]
    votes: Mapping[str, float]
    known: AbstractSet[str]
    today: date

    def order(self, least: float) -> list[str]:
        """Those who are tied to a record and have so much of the best score, or had to do with the customer
        that is named, best first."""
        scored = [one for one, score in self.total.items() if score > 0 and one in self.ties]
        most = max((self.total[one] for one in scored), default=0.0)
        named = [
            one
            for one in scored
            if self.total[one] >= least * most or self.parts[one]["customer"] > 0
        ]
        return sorted(named, key=lambda one: (-self.total[one], one))

    def expert(self, card: PersonCard, best: float, titles: Mapping[str, str]) -> Expert:
        parts = tuple(
            ScorePart(name, round(share / best, 4))
            for name, share in self.parts[card.id].items()
            if share
        )
        return Expert(card, self.relative(card.id, best), self.reasons(card.id, titles), parts)

    def relative(self, person_id: str, best: float) -> float:
        return round(self.total[person_id] / best, 4)

    def reasons(self, person_id: str, titles: Mapping[str, str]) -> tuple[Reason, ...]:
        return reasons_for(self._telling(person_id), self.votes, titles, self.today)

    def shown(self, people: Iterable[str]) -> list[str]:
        """The records shown as the reasons for naming these people."""
        found = (shown(self._telling(one), self.votes) for one in people)
        return list(dict.fromkeys(chain.from_iterable(found)))

    def last(self, person_id: str) -> date | None:
        """The day of the latest record here that somebody is tied to, of those that have one."""
        days = (day_of(tie.occurred_at) for tie in self.ties[person_id] if tie.occurred_at)
        return max((day for day in days if day <= self.today), default=None)

    def _telling(self, person_id: str) -> list[Tie]:
        """Those worth showing, or the best: far from all that has a vote is about the question."""
        ties = self.ties[person_id]
        best = max(self.votes.get(tie.record_id, 0.0) for tie in ties)
        return [
            tie
            for tie in ties
            if tie.record_id in self.known
            or self.votes.get(tie.record_id, 0.0) >= min(_TELLING, best)
        ]

    def telling_records(self, person_id: str) -> list[str]:
        """The records of somebody, those that bear most on the question first."""
        records = {tie.record_id for tie in self.ties[person_id]}
        return sorted(records, key=lambda one: (-self.votes.get(one, 0.0), one))


def _first_cards(
    connection: Connection, people: Sequence[str], limit: int, access: Access
) -> dict[str, PersonCard]:
    """The cards of the first `limit` whom the asker may know of, in that order."""
    found: dict[str, PersonCard] = {}
    many = max(1, 2 * limit)
    for start in range(0, len(people), many):
        part = people[start : start + many]
        cards = person_cards(connection, part, access=access)
        found |= {one: cards[one] for one in part if one in cards}
        if len(found) >= limit:
            break
    return dict(islice(found.items(), limit))


def _mentions(found: Found) -> set[tuple[str, str]]:
    return {
        (person_id, passage.record_id)
        for passage in found.everywhere
        for person_id in passage.people
    }


def _relative(scores: Mapping[str, float]) -> dict[str, float]:
    most = max(scores.values(), default=0.0)
    return {person: score / most for person, score in scores.items()} if most else {}


def _by_person(ties: Iterable[Tie]) -> dict[str, list[Tie]]:
    held: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        held[tie.person_id].append(tie)
    return held


def records_of(experts: Iterable[Expert | Former]) -> frozenset[str]:
    """The records that are shown as the reasons for naming them."""
    reasons = chain.from_iterable(expert.reasons for expert in experts)
    return frozenset(record.record_id for reason in reasons for record in reason.records)
