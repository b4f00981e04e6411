"""A colleague's own word on their topics: hide one, confirm one, say one, or take that back."""

from __future__ import annotations

from assistant.audit.entries import Entry, Event
from assistant.audit.log import AuditLog
from assistant.knowledge.topic_views import PersonTopic
from assistant.knowledge.topics import Topics
from assistant.people.claims import Claims, ClaimState, claims_of
from assistant.people.views import TopicSaid
from ingest.access import Access
from ingest.errors import NotFoundError, PermanentError
from ingest.names import fold
from ingest.store import Store

LONGEST_WORDS = 60
_ALL = 200
_LISTED = 8


class OwnTopics:
    """Each word of the asker on themselves is kept in the audit log: by the topic's id, which says nothing."""

    def __init__(self, store: Store, topics: Topics, log: AuditLog) -> None:
        self._store = store
        self._topics = topics
        self._claims = Claims(store)
        self._log = log

    def hide(self, topic: str, *, access: Access) -> TopicSaid:
        """Let nobody name the asker for this topic of theirs, by id or name; NotFoundError where none of
        theirs is called so."""
        return self._said(self._own(topic, access), "hidden", access)

    def confirm(self, topic: str, *, access: Access) -> TopicSaid:
        """Say that the asker knows it: a topic of theirs by id or name, else these words as they stand."""
        found = self._matching(topic, access)
        if len(found) == 1:
            return self._said(found[0], "confirmed", access)
        words = " ".join(topic.split())
        if not 0 < len(words) <= LONGEST_WORDS:
            raise PermanentError(f"Say it in 1 to {LONGEST_WORDS} characters")
        claim = self._claims.say("", "confirmed", words=words, access=access)
        self._log.append(Entry("topic_confirmed", access.person_id))
        return TopicSaid(claim.subject, words, "confirmed")

    def withdraw(self, topic: str, *, access: Access) -> TopicSaid:
        """Take back what the asker said of it; NotFoundError where that was nothing."""
        with self._store.catalog.reading() as connection:
            subjects = {one.subject for one in claims_of(connection, access.person_id)}
        named = [one for one in self._matching(topic, access) if one.topic_id in subjects]
        subject = named[0].topic_id if len(named) == 1 else fold(" ".join(topic.split()))
        if not self._claims.withdraw(subject, access=access):
            raise NotFoundError(f"You have said nothing of {topic!r}")
        self._log.append(
            Entry("topic_withdrawn", access.person_id, named[0].topic_id if named else "")
        )
        return TopicSaid(subject, topic, "withdrawn")

    def _said(self, topic: PersonTopic, state: ClaimState, access: Access) -> TopicSaid:
        self._claims.say(topic.topic_id, state, access=access)
        event: Event = "topic_hidden" if state == "hidden" else "topic_confirmed"
        self._log.append(Entry(event, access.person_id, topic.topic_id))
        return TopicSaid(topic.topic_id, topic.name.zh, state)

    def _own(self, said: str, access: Access) -> PersonTopic:
        found = self._matching(said, access)
        if len(found) == 1:
            return found[0]
        names = [one.name.zh for one in (found or self._all(access))[:_LISTED]]
        raise NotFoundError(
            f"{len(found) or 'None'} of your topics {'are' if found else 'is'} called {said!r}; "
            f"say one by its whole name or id: {'; '.join(names)}"
        )

    def _matching(self, said: str, access: Access) -> list[PersonTopic]:
        """Those of the asker's topics that bear this id or name, else whose names hold it."""
        folded = fold(said)
        own = self._all(access)
        exact = [
            one
            for one in own
            if said.strip() == one.topic_id or folded in (fold(one.name.zh), fold(one.name.en))
        ]
        if exact or not folded:
            return exact
        return [one for one in own if folded in fold(one.name.zh) or folded in fold(one.name.en)]

    def _all(self, access: Access) -> tuple[PersonTopic, ...]:
        return self._topics.of_person(access.person_id, access=access, limit=_ALL, with_hidden=True)
