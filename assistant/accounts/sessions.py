"""Sessions: who is signed in at a browser, until they leave, are idle too long, or too long here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from assistant.accounts.codes import derived, digest_of, new_code
from ingest.catalog.database import Catalog
from ingest.catalog.directory import same_person
from ingest.catalog.usage import sessions
from ingest.errors import SignInError

_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts without a request, and at most."""

    idle: timedelta
    longest: timedelta


class Sessions:
    """Opaque codes that stand for a person; the catalog holds only their digests."""

    def __init__(
        self, catalog: Catalog, limits: SessionLimits, now: Callable[[], datetime]
    ) -> None:
        self._catalog = catalog
        self._limits = limits
        self._now = now

    def begin(self, person_id: str) -> str:
        """The code of a new session; sessions that are over are forgotten meanwhile."""
        code, now = new_code(), self._now()
        with self._catalog.writing() as connection:
            connection.execute(
                delete(sessions).where(
                    (sessions.c.expires_at <= now) | (sessions.c.used_at <= now - self._limits.idle)
                )
            )
            connection.execute(
                insert(sessions).values(
                    session_hash=digest_of(code),
                    person_id=person_id,
                    created_at=now,
                    used_at=now,
                    expires_at=now + self._limits.longest,
                )
            )
        return code

    def person_of(self, code: str) -> str:
        """Whose session it is; SignInError when there is none, or none any more."""
        own, now = sessions.c.session_hash == digest_of(code), self._now()
        with self._catalog.reading() as connection:
            row = connection.execute(select(sessions).where(own)).first()
        if row is None:
            raise SignInError("Sign in first")
        if row.expires_at <= now or row.used_at <= now - self._limits.idle:
            raise SignInError("You were signed out; sign in again")
        if now - row.used_at >= _NOTED_EVERY:
            with self._catalog.writing() as connection:
                connection.execute(update(sessions).where(own).values(used_at=now))
        return str(row.person_id)

    def end(self, code: str) -> None:
        """Forget one; one that is not known is over already."""
        with self._catalog.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.session_hash == digest_of(code)))

    def end_all(self, person_id: str, *, but: str = "") -> int:
        """Sign somebody out everywhere, but for the session `but`; how many ended."""
        with self._catalog.writing() as connection:
            ended = connection.execute(
                delete(sessions).where(
                    sessions.c.person_id.in_(same_person(connection, person_id)),
                    sessions.c.session_hash != digest_of(but),
                )
            )
        return ended.rowcount


def csrf_token(code: str) -> str:
    """What a page of ours sends beside the cookie, which another site's page cannot know."""
    return derived(code, "csrf")
