"""Gathers what somebody carries: customers, projects and topics, each with who might take it over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection

from assistant.answers import Expert, PersonCard
from assistant.bilingual import Bilingual
from assistant.customers.links import known_customers
from assistant.handover.shares import (
    Tied,
    customers_of,
    newest,
    records_of_person,
    shares_of,
)
from assistant.handover.views import CarriedCustomer, CarriedProject, CarriedTopic, Successor
from assistant.knowledge.topics import Topics
from assistant.projects.people import active_among
from assistant.projects.reads import PastProjects
from assistant.role_words import done
from assistant.titles import TitleVocabulary
from ingest.access import Access
from ingest.moments import day_of, to_text
from ingest.records import Moment
from ingest.store import Store

_SUCCESSORS = 2
_CONSIDERED = 8
_TOPICS = 50
_IN_RECORDS = Bilingual("在这个主题的 {count} 条记录里", "Records of this topic: {count}")
_SAME_DEPARTMENT = Bilingual("同部门", "Same department")
_ASSIGNS = Bilingual("直属上级：指定新的客户经理", "Leads the team: names who owns it next")
_LEADS = Bilingual("直属上级；记录里没有别的同事", "Leads them; nobody else is on record")
_FIRST = ("最适合接手：", "First for ")
_WHAT = {
    "customers": ("{} 个客户", "customers: {}"),
    "projects": ("{} 个项目", "projects: {}"),
    "topics": ("{} 个主题", "topics: {}"),
}
_NAMED_MOST = 3

Experts = Callable[[str, Access, str, int], Sequence[Expert]]
"""Who knows a question, a customer by id, or both: so many."""


@dataclass(slots=True)
class Carried:
    """What somebody is tied to, and what of it they carry."""

    person: PersonCard
    today: date
    manager: PersonCard | None
    records: dict[str, Tied]
    with_customers: tuple[str, ...] = ()
    customers: list[CarriedCustomer] = field(default_factory=list)
    projects: list[CarriedProject] = field(default_factory=list)
    topics: list[CarriedTopic] = field(default_factory=list)


class Gatherer:
    """Of what an asker may read. Somebody carries a customer or topic alone who is in `share` of its
    records or more, in `records` at least, and where nobody else who is here is in half as many."""

    def __init__(
        self,
        store: Store,
        projects: PastProjects,
        topics: Topics,
        experts: Experts,
        *,
        share: float,
        records: int,
        customers: int,
    ) -> None:
        self._store = store
        self._projects = projects
        self._topics = topics
        self._experts = experts
        self._share = share
        self._records = records
        self._customers = customers
        self._titles = TitleVocabulary()

    def gathered(
        self, person: PersonCard, manager: PersonCard | None, today: date, *, access: Access
    ) -> Carried:
        """All of it. A lead who has left takes nothing over."""
        with self._store.catalog.reading() as connection:
            if manager and not active_among(connection, [manager.id], access=access):
                manager = None
            carried = Carried(
                person, today, manager, records_of_person(connection, person.id, access=access)
            )
            shared = self._shared(connection, carried, access)
        carried.customers = [self._with_successors(one, carried, access) for one in shared]
        carried.projects = list(self._of_projects(carried, access))
        carried.topics = list(self._of_topics(carried, access))
        return carried

    def _shared(
        self, connection: Connection, carried: Carried, access: Access
    ) -> list[CarriedCustomer]:
        """Their customers, those they own first, then those they are in most of."""
        theirs = customers_of(connection, carried.records, access=access)
        known = known_customers(connection, list(theirs), access=access)
        carried.with_customers = tuple(known)
        shares = shares_of(connection, list(known), access=access)
        everybody = sorted({one for held in shares.values() for one in held.of_person})
        here = active_among(connection, everybody, access=access)
        found = []
        for customer_id, link in known.items():
            held = shares[customer_id]
            tied = [carried.records[one] for one in theirs[customer_id]]
            share = len(tied) / len(held.records | set(theirs[customer_id]))
            next_best = max(
                (
                    len(records)
                    for person, records in held.of_person.items()
                    if person != carried.person.id and person in here
                ),
                default=0,
            )
            owns = any(one.kind == "account" and "owner" in one.roles for one in tied)
            if not owns and len(tied) < self._records:
                continue
            found.append(
                CarriedCustomer(
                    link,
                    owns,
                    len(tied),
                    round(share, 4),
                    self._is_alone(len(tied), share, next_best),
                    _latest(tied, carried.today),
                    newest(tied),
                    (),
                )
            )
        ranked = sorted(
            found, key=lambda one: (not one.is_owner, -one.record_count, one.customer.id)
        )
        return ranked[: self._customers]

    def _is_alone(self, count: int, share: float, next_best: int) -> bool:
        """Whether nobody else who is here comes near: the next is in half as many records at most."""
        return count >= self._records and share >= self._share and 2 * next_best <= count

    def _with_successors(
        self, one: CarriedCustomer, carried: Carried, access: Access
    ) -> CarriedCustomer:
        known = self._experts("", access, one.customer.id, _CONSIDERED)
        found = [Successor(expert.person, done(expert.reasons)) for expert in known]
        chosen = self._successors(found, carried)
        lead = carried.manager
        if one.is_owner and lead and lead.id not in {each.person.id for each in chosen}:
            of_team = {each.person.department for each in chosen}
            if carried.person.department not in of_team:
                chosen = (*chosen, Successor(lead, _ASSIGNS))
        return replace(one, successors=chosen)

    def _successors(self, found: Iterable[Successor], carried: Carried) -> tuple[Successor, ...]:
        """Of those who know it, best first: whoever is nearest to their work, then whoever knows most; with
        nobody, who leads them."""
        others = [one for one in found if one.person.id != carried.person.id][:_CONSIDERED]
        if not others:
            return (Successor(carried.manager, _LEADS),) if carried.manager else ()
        nearest = max(others, key=lambda one: self._likeness(one.person, carried.person))
        chosen = [nearest, *(one for one in others if one is not nearest)][:_SUCCESSORS]
        return tuple(
            replace(one, why=_with(_SAME_DEPARTMENT, one.why))
            if one.person.department and one.person.department == carried.person.department
            else one
            for one in chosen
        )

    def _likeness(self, one: PersonCard, other: PersonCard) -> int:
        """2 in one department, 1 where titles have a part in common: engineer."""
        if one.department and one.department == other.department:
            return 2
        return int(bool(self._titles.parts(one.title) & self._titles.parts(other.title)))

    def _of_projects(self, carried: Carried, access: Access) -> Iterable[CarriedProject]:
        for link, people in self._projects.going_on(carried.with_customers, access=access):
            own = next((one for one in people if one.person.id == carried.person.id), None)
            if own is None:
                continue
            others = [
                Successor(one.person, done(one.reasons))
                for one in people
                if one.active and one.person.id != carried.person.id
            ]
            count = sum(reason.count for reason in own.reasons)
            yield CarriedProject(link, count, self._successors(others, carried))

    def _of_topics(self, carried: Carried, access: Access) -> Iterable[CarriedTopic]:
        theirs = self._topics.of_person(carried.person.id, access=access, limit=_TOPICS)
        for one in theirs:
            if one.record_count < self._records:
                continue
            topic = self._topics.topic(one.topic_id, access=access)
            with self._store.catalog.reading() as connection:
                ids = [other.person.id for other in topic.people]
                here = active_among(connection, ids, access=access)
            others = [
                other
                for other in topic.people
                if other.person.id in here and other.person.id != carried.person.id
            ]
            share = one.record_count / topic.record_count
            if not self._is_alone(
                one.record_count, share, max((other.record_count for other in others), default=0)
            ):
                continue
            known = [
                Successor(other.person, _IN_RECORDS.filled(count=other.record_count))
                for other in others
            ]
            yield CarriedTopic(
                one.topic_id,
                one.name,
                one.record_count,
                round(share, 4),
                one.records,
                self._successors(known, carried),
            )


def named_most(carried: Carried) -> tuple[Successor, ...]:
    """Those who are first for most of it, with how much that is."""
    counts: dict[str, Counter[str]] = {}
    cards: dict[str, PersonCard] = {}
    for kind, held in (
        ("customers", carried.customers),
        ("projects", carried.projects),
        ("topics", carried.topics),
    ):
        for one in held:
            for successor in one.successors[:1]:
                cards[successor.person.id] = successor.person
                counts.setdefault(successor.person.id, Counter())[kind] += 1
    ranked = sorted(counts, key=lambda one: (-counts[one].total(), one))[:_NAMED_MOST]
    return tuple(
        Successor(cards[one], Bilingual(_told(counts[one], 0), _told(counts[one], 1)))
        for one in ranked
    )


def _told(counts: Counter[str], language: int) -> str:
    parts = [words[language].format(counts[kind]) for kind, words in _WHAT.items() if counts[kind]]
    return _FIRST[language] + ("、", ", ")[language].join(parts)


def _with(first: Bilingual, then: Bilingual) -> Bilingual:
    return Bilingual(f"{first.zh}；{then.zh}", f"{first.en}; {then.en}")


def _latest(tied: Iterable[Tied], today: date) -> Moment | None:
    """Of what was, not of what is to come."""
    was = (one.occurred_at for one in tied if one.occurred_at and day_of(one.occurred_at) <= today)
    return max(was, key=to_text, default=None)
