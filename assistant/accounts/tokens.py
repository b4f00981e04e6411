"""API tokens: what a script signs in with, for some scopes and some time, until it is revoked."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Row, insert, select, update

from assistant.accounts.codes import digest_of, new_code
from assistant.accounts.roles import Scope
from ingest.catalog.database import Catalog
from ingest.catalog.directory import same_person
from ingest.catalog.usage import api_tokens
from ingest.errors import ForbiddenError, NotFoundError, SignInError

PREFIX = "zhike_"
_NOTED_EVERY = timedelta(minutes=1)
_MOST = 50


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token as its owner sees it again; never the token itself."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked: bool

    def in_force(self, now: datetime) -> bool:
        return not self.revoked and self.expires_at > now


class Tokens:
    """Tokens of every person; the catalog holds only their digests."""

    def __init__(self, catalog: Catalog, now: Callable[[], datetime]) -> None:
        self._catalog = catalog
        self._now = now

    def issue(
        self, person_id: str, name: str, scopes: Sequence[Scope], lasting: timedelta
    ) -> tuple[str, TokenView]:
        """A new token, which is told this once. ForbiddenError while 50 of theirs are in force."""
        code, now = new_code(PREFIX), self._now()
        in_force = [view for view in self.listing(person_id) if view.in_force(now)]
        if len(in_force) >= _MOST:
            raise ForbiddenError(f"You have {_MOST} tokens in force; revoke one that is not needed")
        token_id = secrets.token_hex(8)
        with self._catalog.writing() as connection:
            connection.execute(
                insert(api_tokens).values(
                    token_id=token_id,
                    token_hash=digest_of(code),
                    person_id=person_id,
                    name=name,
                    scopes=sorted(set(scopes)),
                    created_at=now,
                    expires_at=now + lasting,
                )
            )
        (view,) = (view for view in self.listing(person_id) if view.id == token_id)
        return code, view

    def owner_of(self, code: str) -> tuple[str, frozenset[Scope]]:
        """Whose it is and what it is for; SignInError for one that is unknown, revoked or expired."""
        own, now = api_tokens.c.token_hash == digest_of(code), self._now()
        with self._catalog.reading() as connection:
            row = connection.execute(select(api_tokens).where(own)).first()
        if row is None or row.revoked_at is not None or row.expires_at <= now:
            raise SignInError("This token is not valid, or not any more; make another")
        if row.used_at is None or now - row.used_at >= _NOTED_EVERY:
            with self._catalog.writing() as connection:
                connection.execute(update(api_tokens).where(own).values(used_at=now))
        return str(row.person_id), frozenset(cast("list[Scope]", row.scopes))

    def listing(self, person_id: str) -> tuple[TokenView, ...]:
        """Somebody's tokens, the newest first."""
        with self._catalog.reading() as connection:
            rows = connection.execute(
                select(api_tokens)
                .where(api_tokens.c.person_id.in_(same_person(connection, person_id)))
                .order_by(api_tokens.c.created_at.desc(), api_tokens.c.token_id)
            ).all()
        return tuple(_view(row) for row in rows)

    def revoke(self, person_id: str, token_id: str) -> None:
        """At once. NotFoundError unless it is theirs."""
        with self._catalog.writing() as connection:
            revoked = connection.execute(
                update(api_tokens)
                .where(
                    api_tokens.c.token_id == token_id,
                    api_tokens.c.person_id.in_(same_person(connection, person_id)),
                    api_tokens.c.revoked_at.is_(None),
                )
                .values(revoked_at=self._now())
            )
        if not revoked.rowcount:
            raise NotFoundError("You have no such token")


def _view(row: Row[tuple[object, ...]]) -> TokenView:
    return TokenView(
        id=row.token_id,
        name=row.name,
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked=row.revoked_at is not None,
    )
