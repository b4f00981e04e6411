"""One's own conversations: listed, found, opened again, named, deleted, and shared by link."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, Select, delete, exists, or_, select, update

from assistant.audit.entries import Details, Entry, Event
from assistant.audit.log import AuditLog
from assistant.cards import person_cards
from assistant.conversation_views import (
    TITLE_CHARACTERS,
    ConversationLink,
    ConversationView,
    SharedConversation,
    ShareView,
)
from assistant.retelling import Retelling, TurnRow
from ingest.access import Access
from ingest.catalog.database import upsert
from ingest.catalog.directory import access_of_person, survivors
from ingest.catalog.usage import conversation_shares, conversations, feedback, turns
from ingest.errors import NotFoundError, PermanentError, UnknownAskerError
from ingest.store import Store

SHARED_WITH_MOST = 100
"""So many people are named at most; beyond, a conversation is for everyone."""
_TURNS = 100
_LINK_BYTES = 24

ConversationRow = Row[tuple[object, ...]]


class History:
    """Everybody finds their own conversations alone, and those that a colleague's link lets them read."""

    def __init__(self, store: Store, log: AuditLog, *, by: str = "") -> None:
        self._store = store
        self._log = log
        self._details = {"by": by} if by else {}

    def listing(
        self, words: str = "", *, access: Access, offset: int = 0, limit: int = 50
    ) -> tuple[ConversationLink, ...]:
        """The latest first; with `words`, those whose title or a question of which says them."""
        shared = exists().where(
            conversation_shares.c.conversation_id == conversations.c.conversation_id
        )
        wanted = select(conversations, shared.label("shared")).where(
            conversations.c.person_id == access.person_id
        )
        if words.strip():
            wanted = _saying(wanted, words.strip())
        latest_first = wanted.order_by(
            conversations.c.changed_at.desc(), conversations.c.conversation_id
        )
        with self._store.catalog.reading() as connection:
            rows = connection.execute(latest_first.offset(offset).limit(limit)).all()
        return tuple(
            ConversationLink(
                row.conversation_id, row.title, row.begun_at, row.changed_at, bool(row.shared)
            )
            for row in rows
        )

    def view(self, conversation_id: str, *, access: Access) -> ConversationView:
        """One of them, opened again; NotFoundError for one that is not the asker's."""
        with self._store.catalog.reading() as connection:
            row = _own(connection, conversation_id, access)
            rows, shortened = _latest(connection, conversation_id)
            retold = Retelling(self._store, connection, owner=access, reader=access).tell(rows)
            shared = connection.execute(_share_of(conversation_id)).first()
            share = _share_view(connection, shared, access) if shared else None
        self._keep("conversation_read", access, conversation_id, records=sorted(retold.records))
        return ConversationView(
            conversation_id,
            row.title,
            row.begun_at,
            row.changed_at,
            retold.turns,
            shortened,
            share,
        )

    def rename(self, conversation_id: str, title: str, *, access: Access) -> None:
        """Give it a title of one's own; PermanentError for an empty or a long one."""
        title = " ".join(title.split())
        if not 0 < len(title) <= TITLE_CHARACTERS:
            raise PermanentError(f"Say the title in 1 to {TITLE_CHARACTERS} characters")
        with self._store.catalog.writing() as connection:
            _own(connection, conversation_id, access)
            connection.execute(
                update(conversations)
                .where(conversations.c.conversation_id == conversation_id)
                .values(title=title, named=True)
            )
        self._keep("conversation_renamed", access, conversation_id)

    def delete(self, conversation_id: str, *, access: Access) -> None:
        """Erase what was asked and answered, and what was said of the answers; its link leads nowhere."""
        with self._store.catalog.writing() as connection:
            _own(connection, conversation_id, access)
            answers = select(turns.c.answer_id).where(turns.c.conversation_id == conversation_id)
            connection.execute(delete(feedback).where(feedback.c.answer_id.in_(answers)))
            for table in (turns, conversation_shares, conversations):
                connection.execute(delete(table).where(table.c.conversation_id == conversation_id))
        self._keep("conversation_deleted", access, conversation_id)

    def share(
        self,
        conversation_id: str,
        *,
        access: Access,
        everyone: bool = False,
        people: Sequence[str] = (),
    ) -> ShareView:
        """Let colleagues read it by a link, whoever was let before: everyone who may sign in, or those
        people, by id. The link of a conversation that is shared already stays."""
        if not everyone and not people:
            raise PermanentError("Say with whom: with everyone, or with whom by name")
        if everyone and people:
            raise PermanentError("Share it with everyone or with those people, not with both")
        if len(people) > SHARED_WITH_MOST:
            raise PermanentError(f"Name at most {SHARED_WITH_MOST} people, or share with everyone")
        with self._store.catalog.writing() as connection:
            _own(connection, conversation_id, access)
            held = connection.execute(_share_of(conversation_id)).first()
            with_whom = survivors(connection, people)
            known = person_cards(connection, with_whom, access=access)
            if unknown := [one for one in with_whom if one not in known]:
                raise NotFoundError(f"There is no colleague {unknown[0]!r} whom you may know of")
            row = {
                "conversation_id": conversation_id,
                "link": held.link if held else secrets.token_urlsafe(_LINK_BYTES),
                "everyone": everyone,
                "people": with_whom,
                "shared_at": datetime.now(UTC),
            }
            upsert(connection, conversation_shares, [row])
            share = _share_view(
                connection, connection.execute(_share_of(conversation_id)).one(), access
            )
        told: Details = {"everyone": everyone, "people": with_whom}
        self._keep("conversation_shared", access, conversation_id, details=told)
        return share

    def stop_sharing(self, conversation_id: str, *, access: Access) -> None:
        """Void the link; shared again, it has another."""
        with self._store.catalog.writing() as connection:
            _own(connection, conversation_id, access)
            connection.execute(
                delete(conversation_shares).where(
                    conversation_shares.c.conversation_id == conversation_id
                )
            )
        self._keep("conversation_unshared", access, conversation_id)

    def shared(self, link: str, *, access: Access) -> SharedConversation:
        """What a link leads to, as far as the asker may read it; NotFoundError for a link that is void,
        and for whoever it is not shared with."""
        with self._store.catalog.reading() as connection:
            row = connection.execute(
                select(conversations, conversation_shares)
                .join(
                    conversation_shares,
                    conversation_shares.c.conversation_id == conversations.c.conversation_id,
                )
                .where(conversation_shares.c.link == link)
            ).first()
            if row is None or not _may_open(connection, row, access):
                raise NotFoundError("This link leads to nothing that you may read")
            own = row.person_id == access.person_id
            rows, shortened = _latest(connection, row.conversation_id)
            telling = Retelling(
                self._store, connection, owner=self._owner(row.person_id), reader=access
            )
            retold = telling.tell(rows)
            may_know = own or (retold.whole and not shortened and telling.may_know(row.title))
            cards = person_cards(connection, [row.person_id], access=access)
        self._keep(
            "shared_conversation_read",
            access,
            row.conversation_id,
            records=sorted(retold.records),
        )
        title = row.title if may_know else ""
        return SharedConversation(title, cards.get(row.person_id), own, retold.turns, shortened)

    def _owner(self, person_id: str) -> Access | None:
        """What the owner may read now; None once they are gone."""
        try:
            return access_of_person(self._store, person_id)
        except UnknownAskerError:
            return None

    def _keep(
        self,
        event: Event,
        access: Access,
        conversation_id: str,
        *,
        records: Sequence[str] = (),
        details: Details | None = None,
    ) -> None:
        said = {**self._details, **(details or {})}
        self._log.append(
            Entry(event, access.person_id, conversation_id, records=tuple(records), details=said)
        )


def _own(connection: Connection, conversation_id: str, access: Access) -> ConversationRow:
    row = connection.execute(
        select(conversations).where(
            conversations.c.conversation_id == conversation_id,
            conversations.c.person_id == access.person_id,
        )
    ).first()
    if row is None:
        raise NotFoundError("That conversation is not known")
    return row


def _latest(connection: Connection, conversation_id: str) -> tuple[list[TurnRow], bool]:
    """The last turns in the order asked, and whether there are more before."""
    rows = connection.execute(
        select(turns)
        .where(turns.c.conversation_id == conversation_id)
        .order_by(turns.c.asked_at.desc(), turns.c.answer_id.desc())
        .limit(_TURNS + 1)
    ).all()
    return [*reversed(rows[:_TURNS])], len(rows) > _TURNS


def _share_of(conversation_id: str) -> Select[tuple[object, ...]]:
    return select(conversation_shares).where(
        conversation_shares.c.conversation_id == conversation_id
    )


def _share_view(connection: Connection, row: Row[tuple[object, ...]], access: Access) -> ShareView:
    with_whom = survivors(connection, row.people)
    cards = person_cards(connection, with_whom, access=access)
    people = tuple(cards[one] for one in with_whom if one in cards)
    return ShareView(row.link, row.everyone, people, row.shared_at)


def _may_open(connection: Connection, row: ConversationRow, access: Access) -> bool:
    if row.everyone or row.person_id == access.person_id:
        return True
    return access.person_id in {*row.people, *survivors(connection, row.people)}


def _saying(wanted: Select[tuple[object, ...]], words: str) -> Select[tuple[object, ...]]:
    asked = exists().where(
        turns.c.conversation_id == conversations.c.conversation_id,
        turns.c.question.icontains(words, autoescape=True),
    )
    return wanted.where(or_(conversations.c.title.icontains(words, autoescape=True), asked))
