"""Builds a reading path for somebody new to a topic, a customer or a role."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from assistant.answers import CustomerLink, Expert
from assistant.bilingual import Bilingual
from assistant.customers.links import known_customers
from assistant.found import Found
from assistant.naming import known_mentions
from assistant.projects.colleagues import Colleagues, busiest, colleagues_of_role
from assistant.projects.customer_reading import customer_items
from assistant.projects.items import document_items
from assistant.projects.learning_views import (
    LearningItem,
    LearningPath,
    PersonToMeet,
    SubjectKind,
)
from assistant.projects.reads import PastProjects
from assistant.projects.role_reading import role_items
from assistant.projects.topic_reading import topic_items
from assistant.role_words import done
from assistant.titles import TitleVocabulary
from assistant.vocabulary import blanked
from ingest.access import Access
from ingest.entities import unambiguous
from ingest.errors import NotFoundError
from ingest.segmentation import telling_terms
from ingest.store import Store

MOST_ITEMS = 10
_PEOPLE = 3
_PROJECTS = 3
_ASKED_FOR = 8
_NOTHING = Bilingual(
    "记录里没有可读的内容；可以请教下面的同事",
    "Nothing on record to read; the colleagues below may know",
)
_NOBODY = Bilingual("记录里没有与此有关的内容", "Nothing on record is about this")
_LEADS = Bilingual("带这个团队", "Leads this team")
_BUSY = Bilingual("同岗位，名下有 {count} 条记录", "Does this work; records: {count}")

Find = Callable[[str, Access], Found]
Experts = Callable[[str, Access, str, int], Sequence[Expert]]
"""Who knows a question, a customer by id, or both: so many."""


class Learning:
    """Of one company; every path is built of what its asker may read."""

    def __init__(self, store: Store, projects: PastProjects, find: Find, experts: Experts) -> None:
        self._store = store
        self._projects = projects
        self._find = find
        self._experts = experts
        self._titles = TitleVocabulary()

    def path(self, asked: str, *, access: Access, kind: SubjectKind | None = None) -> LearningPath:
        """The path for what is asked: a customer's name alone, a title or department of colleagues, else a
        topic; or what `kind` says. NotFoundError where it says a customer or role that the asker may
        know nothing of."""
        with self._store.catalog.reading() as connection:
            customer = self._customer(connection, asked, access, whole=kind is None)
            role = None
            if customer is None or kind == "role":
                role = colleagues_of_role(connection, asked, self._titles, access=access)
        if kind == "customer" and customer is None:
            raise NotFoundError("There is no such customer, or none that you may see")
        if kind == "role" and role is None:
            raise NotFoundError("Nobody here has such a title or department, or nobody you may see")
        if customer and kind in (None, "customer"):
            return self._of_customer(asked, customer, access)
        if role and kind in (None, "role"):
            return self._of_role(asked, role, access)
        return self._of_topic(asked, access)

    def _of_customer(self, asked: str, customer: CustomerLink, access: Access) -> LearningPath:
        projects = self._projects.listed(access=access, customer_id=customer.id)
        pages = self._projects.pages([one.id for one in projects[:_PROJECTS]], access=access)
        with self._store.catalog.reading() as connection:
            found = customer_items(
                connection, customer, pages, self._find, MOST_ITEMS, access=access
            )
        people = self._to_meet("", access, customer.id)
        return _path(asked, "customer", customer.name, customer, found, people)

    def _of_role(self, asked: str, role: Colleagues, access: Access) -> LearningPath:
        with self._store.catalog.reading() as connection:
            documents = document_items(connection, access=access)
            found = role_items(connection, role, documents, self._find, MOST_ITEMS, access=access)
            ranked = busiest(connection, role.members, access=access)
        people = [
            PersonToMeet(one, _LEADS, ()) for one in role.managers[:1] if one.id != access.person_id
        ]
        met = {access.person_id, *(one.person.id for one in people)}
        people += [
            PersonToMeet(one, _BUSY.filled(count=count), ())
            for one, count in ranked
            if one.id not in met and count
        ]
        return _path(asked, "role", role.called, None, found, tuple(people[:_PEOPLE]))

    def _of_topic(self, asked: str, access: Access) -> LearningPath:
        listed = {one.id: one for one in self._projects.listed(access=access)}
        with self._store.catalog.reading() as connection:
            documents = document_items(connection, access=access)
        found = topic_items(self._find(asked, access), documents, listed, MOST_ITEMS)
        people = self._to_meet(asked, access, "") if found else ()
        return _path(asked, "topic", asked.strip(), None, found, people)

    def _to_meet(self, question: str, access: Access, customer_id: str) -> tuple[PersonToMeet, ...]:
        ranked = self._experts(question, access, customer_id, _ASKED_FOR)
        return tuple(
            PersonToMeet(one.person, done(one.reasons), one.reasons)
            for one in ranked
            if one.person.id != access.person_id
        )[:_PEOPLE]

    def _customer(
        self, connection: Connection, asked: str, access: Access, *, whole: bool
    ) -> CustomerLink | None:
        """The one customer that a text names, with `whole` only where it says nothing else."""
        mentions = known_mentions(self._store, asked, access=access)
        named = {
            one
            for mention in mentions
            for one in unambiguous(mention.entities)
            if one.startswith("c")
        }
        if len(named) != 1 or (whole and telling_terms(blanked(asked, mentions).replace("|", " "))):
            return None
        known = known_customers(connection, sorted(named), access=access)
        return next(iter(known.values()), None)


def _path(
    asked: str,
    kind: SubjectKind,
    subject: str,
    customer: CustomerLink | None,
    found: Sequence[LearningItem],
    people: Sequence[PersonToMeet],
) -> LearningPath:
    note = None if found else (_NOTHING if people else _NOBODY)
    return LearningPath(asked, kind, subject, customer, tuple(found), tuple(people), note)
