"""Ranks the colleagues who know: passages vote for the people involved in them.

CombSUM (Macdonald and Ounis, 2006) over the fused scores of the passages found, relative to the best
and sharpened, so that many passages that are hardly about the question do not outvote the few that
are; times the weight of the role and 0.5 ** (age / half-life). Whom the sentences that answer name has done
what is asked about, and gets a vote for it. A customer named in the question adds the whole history with that
customer, record by record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import chain
from types import MappingProxyType

from sqlalchemy import Connection, Row, Select, select

from assistant.answers import Expert, PersonCard, Reason, RecordLink
from assistant.cards import person_cards
from assistant.found import Found
from assistant.questions import asked_roles
from ingest.access import Access
from ingest.catalog.visible import Visible, visible
from ingest.moments import day_of, to_text
from ingest.records import DOCUMENTS, Moment, Role
from ingest.store import Store

_RECORDS_SHOWN = 3
_HISTORY_WEIGHT = 1.0
_TOLD_WEIGHT = 0.5
_SHARPNESS = 6
_ASKED_FOR = 3.0  # times its weight counts a role that the question asks for: who wrote it
_MANY = 500
_NOT_EVIDENCE = frozenset({"person"})


@dataclass(frozen=True, slots=True)
class ExpertWeights:
    """What a role says about knowing, and after how many days it says half as much."""

    roles: Mapping[str, float]
    half_life_days: float


@dataclass(frozen=True, slots=True)
class _Involved:
    record_id: str
    title: str
    kind: str
    occurred_at: Moment | None
    person_id: str
    role: Role


class ExpertFinder:
    """Names people from evidence that the asker may read; leavers are never named."""

    def __init__(self, store: Store, weights: ExpertWeights) -> None:
        self._store = store
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
    ) -> tuple[Expert, ...]:
        """People best first, but for `without`; scores are relative to the best. `customers` add their
        whole history; `told` are the people whom sentences that answer name, with how near the answer
        they stand."""
        votes: dict[str, float] = defaultdict(float)
        mentioned: dict[tuple[str, str], float] = {}
        best_score = found.passages[0].score if found.passages else 0.0
        for passage in found.everywhere:
            vote = (passage.score / (best_score or 1.0)) ** _SHARPNESS
            votes[passage.record_id] += vote
            for person_id in passage.people:
                key = (person_id, passage.record_id)
                mentioned[key] = max(mentioned.get(key, 0.0), vote)
        with self._store.catalog.reading() as connection:
            evidence = self._involved(connection, list(votes), access)
            history = self._history(connection, customers, access) if customers else []
            scores: dict[str, float] = defaultdict(float)
            counted = self._score(scores, evidence, votes, today, asked_roles(found.question))
            involved = {(item.person_id, item.record_id) for item in counted}
            for (person_id, record_id), score in mentioned.items():
                if (person_id, record_id) not in involved:
                    scores[person_id] += score * self._weights.roles["mentioned"]
            best = max(scores.values(), default=1.0) or 1.0
            for person_id, share in told.items():
                scores[person_id] += _TOLD_WEIGHT * best * share
            best = max(scores.values(), default=1.0) or 1.0
            by_history: dict[str, float] = defaultdict(float)
            counted += self._score(by_history, history, defaultdict(lambda: 1.0), today)
            most = max(by_history.values(), default=1.0) or 1.0
            total = {
                person_id: scores[person_id] / best + _HISTORY_WEIGHT * by_history[person_id] / most
                for person_id in {*scores, *by_history}
            }
            cards = self._cards(connection, list(total), access)
        known = {person: score for person, score in total.items() if score > 0 and person in cards}
        ranked = sorted(known.keys() - without, key=lambda person: (-known[person], person))
        top = max(known.values(), default=1.0)
        return tuple(
            Expert(cards[person_id], round(total[person_id] / top, 4), reasons)
            for person_id in ranked
            if (reasons := _reasons(person_id, counted, votes, today))
        )[:limit]

    def _score(
        self,
        scores: dict[str, float],
        evidence: Sequence[_Involved],
        votes: Mapping[str, float],
        today: date,
        asked_for: AbstractSet[Role] = frozenset(),
    ) -> list[_Involved]:
        counted = []
        for item in evidence:
            if item.kind in _NOT_EVIDENCE:
                continue
            weight = self._weights.roles.get(item.role, 0.0)
            if item.role in asked_for and (item.role != "author" or item.kind in DOCUMENTS):
                weight *= _ASKED_FOR
            scores[item.person_id] += weight * votes[item.record_id] * self._recency(item, today)
            counted.append(item)
        return counted

    def _recency(self, item: _Involved, today: date) -> float:
        if item.occurred_at is None:
            return 0.5
        age = max(0, (today - day_of(item.occurred_at)).days)
        return float(0.5 ** (age / self._weights.half_life_days))

    def _involved(
        self, connection: Connection, record_ids: Sequence[str], access: Access
    ) -> list[_Involved]:
        found: list[_Involved] = []
        seen = visible(access=access)
        for start in range(0, len(record_ids), _MANY):
            part = record_ids[start : start + _MANY]
            rows = connection.execute(_query(seen).where(seen.records.c.record_id.in_(part)))
            found.extend(_item(row) for row in rows)
        return found

    def _history(
        self, connection: Connection, customers: Sequence[str], access: Access
    ) -> list[_Involved]:
        seen = visible(access=access)
        ties = seen.record_customers
        rows = connection.execute(
            _query(seen)
            .join(ties, ties.c.record_id == seen.records.c.record_id)
            .where(ties.c.customer_id.in_(customers))
            .distinct()
        )
        return [_item(row) for row in rows]

    def _cards(
        self, connection: Connection, person_ids: Sequence[str], access: Access
    ) -> dict[str, PersonCard]:
        """Of those who are still here."""
        cards = person_cards(connection, person_ids, access=access)
        people = visible(access=access).people
        gone = set(connection.scalars(select(people.c.person_id).where(~people.c.active)))
        return {person_id: card for person_id, card in cards.items() if person_id not in gone}


def _query(seen: Visible) -> Select[tuple[object, ...]]:
    records, involvements = seen.records, seen.involvements
    return select(
        records.c.record_id,
        records.c.title,
        records.c.kind,
        records.c.occurred_at,
        involvements.c.person_id,
        involvements.c.role,
    ).join(involvements, involvements.c.record_id == records.c.record_id)


def _item(row: Row[tuple[object, ...]]) -> _Involved:
    return _Involved(row.record_id, row.title, row.kind, row.occurred_at, row.person_id, row.role)


def _reasons(
    person_id: str, counted: Sequence[_Involved], votes: Mapping[str, float], today: date
) -> tuple[Reason, ...]:
    """By role, the role with most records first; the records that bear most on the question are shown."""
    by_role: dict[Role, dict[str, _Involved]] = defaultdict(dict)
    for item in counted:
        if item.person_id == person_id:
            by_role[item.role][item.record_id] = item
    reasons = []
    for role, items in by_role.items():
        telling = sorted(
            items.values(),
            key=lambda item: (
                votes.get(item.record_id, 0.0),
                str(item.occurred_at or ""),
                item.record_id,
            ),
            reverse=True,
        )
        dates = [
            item.occurred_at
            for item in telling
            if item.occurred_at and day_of(item.occurred_at) <= today
        ]
        reasons.append(
            Reason(
                role,
                len(items),
                max(dates, key=to_text, default=None),
                tuple(RecordLink(item.record_id, item.title) for item in telling[:_RECORDS_SHOWN]),
            )
        )
    return tuple(sorted(reasons, key=lambda reason: (-reason.count, reason.role)))


def records_of(experts: Iterable[Expert]) -> frozenset[str]:
    """The records that are shown as the reasons for naming them."""
    reasons = chain.from_iterable(expert.reasons for expert in experts)
    return frozenset(record.record_id for reason in reasons for record in reason.records)
