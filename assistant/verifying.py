"""Which records colleagues have verified: a curator, or an expert, whose own record it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from assistant.accounts.roles import Action
from assistant.answers import PersonCard
from assistant.audit.entries import Entry
from assistant.audit.log import AuditLog
from assistant.cards import person_cards
from ingest.access import Access
from ingest.catalog.database import upsert
from ingest.catalog.directory import issued_ids, survivors
from ingest.catalog.usage import verifications
from ingest.catalog.visible import visible
from ingest.errors import ForbiddenError, NotFoundError, PermanentError
from ingest.records import Moment, Role
from ingest.store import Store

OF_EXPERTS: tuple[Role, ...] = ("author", "owner")
"""Who of those involved in a record may verify it."""


@dataclass(frozen=True, slots=True)
class Verification:
    """That what a version of a record says is right. `by` is null where the asker may not know of them."""

    record_id: str
    version: int
    by: PersonCard | None
    verified_at: Moment


class Verifications:
    """They hold for the version that was verified, as long as it is the live one."""

    def __init__(
        self,
        store: Store,
        log: AuditLog,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._log = log
        self._now = now

    def of(self, record_ids: Sequence[str], *, access: Access) -> tuple[Verification, ...]:
        """Those of the records that are verified and that the asker may read."""
        with self._store.catalog.reading() as connection:
            return _verified(connection, record_ids, access=access)

    def verify(
        self, record_id: str, version: int, actions: frozenset[Action], *, access: Access
    ) -> Verification:
        """Say that the live version is right. NotFoundError where the asker may read no such record,
        ForbiddenError where they may not verify it, PermanentError where another version is live."""
        with self._store.catalog.writing() as connection:
            if _live(connection, record_id, actions, access=access) != version:
                raise PermanentError("The record has changed since; read it again first")
            upsert(
                connection,
                verifications,
                [
                    {
                        "record_id": record_id,
                        "version": version,
                        "person_id": access.person_id,
                        "verified_at": self._now(),
                    }
                ],
            )
            [verified] = _verified(connection, [record_id], access=access)
        self._log.append(Entry("verified", access.person_id, record_id, records=(record_id,)))
        return verified

    def withdraw(self, record_id: str, actions: frozenset[Action], *, access: Access) -> None:
        """Take that back, whoever said it; the same errors. Nothing to take back is no error."""
        with self._store.catalog.writing() as connection:
            _live(connection, record_id, actions, access=access)
            gone = connection.execute(
                delete(verifications).where(verifications.c.record_id == record_id)
            )
        if gone.rowcount:
            self._log.append(
                Entry("verification_withdrawn", access.person_id, record_id, records=(record_id,))
            )


def _live(
    connection: Connection, record_id: str, actions: frozenset[Action], *, access: Access
) -> int:
    """The live version of a record that the asker may verify."""
    seen = visible(access=access)
    version = connection.scalar(
        select(seen.records.c.version).where(seen.records.c.record_id == record_id)
    )
    if version is None:
        raise NotFoundError("There is no such record, or none that you may read")
    involved = seen.involvements.c
    if "verify" not in actions and not connection.scalar(
        select(involved.record_id)
        .where(
            involved.record_id == record_id,
            involved.role.in_(OF_EXPERTS),
            involved.person_id.in_(issued_ids(connection, access.person_id)),
        )
        .limit(1)
    ):
        raise ForbiddenError("A record is verified by curators and by those who wrote or own it")
    return int(version)


def _verified(
    connection: Connection, record_ids: Sequence[str], *, access: Access
) -> tuple[Verification, ...]:
    live = visible(access=access).records
    rows = connection.execute(
        select(verifications)
        .join(
            live,
            (live.c.record_id == verifications.c.record_id)
            & (live.c.version == verifications.c.version),
        )
        .where(verifications.c.record_id.in_(record_ids))
        .order_by(verifications.c.record_id)
    ).all()
    now = {one: survivors(connection, [one])[0] for one in {row.person_id for row in rows}}
    cards = person_cards(connection, sorted(set(now.values())), access=access)
    return tuple(
        Verification(row.record_id, row.version, cards.get(now[row.person_id]), row.verified_at)
        for row in rows
    )
