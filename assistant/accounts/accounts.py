"""Accounts: who of the directory may sign in, with what password, and with which roles."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Connection, Row, delete, insert, select, update

from assistant.accounts.codes import digest_of, new_code
from assistant.accounts.passwords import check_password, hash_password, is_password
from assistant.accounts.roles import Role
from assistant.answers import PersonCard
from assistant.people.profile import colleagues, own_card
from ingest.access import Access
from ingest.catalog.database import upsert
from ingest.catalog.directory import (
    access_of,
    access_of_person,
    entry_at,
    is_theirs,
    same_person,
)
from ingest.catalog.usage import accounts, api_tokens, invitations, sessions
from ingest.errors import (
    NotFoundError,
    PermanentError,
    SignInError,
    TooManyError,
    UnknownAskerError,
)
from ingest.store import Store

_AT_ONCE = 4  # argon2 takes 64 MiB and a core for each
_WAIT_SECONDS = 5
_REFUSED = "This address and password do not belong together"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody's account. Without a password they come by the identity provider, or not yet."""

    person_id: str
    roles: tuple[Role, ...]
    has_password: bool
    disabled: bool
    created_at: datetime


class Accounts:
    """The accounts of one company. Whoever is not an active colleague of its directory has none,
    whatever is kept here.

    An account is kept under the id of the entry that it was made for, and found under every id that
    is the same colleague's now: it outlives that two entries turn out to be one, or not to be.
    """

    def __init__(
        self, store: Store, now: Callable[[], datetime], *, invited_for: timedelta, demo: bool
    ) -> None:
        self._store = store
        self._now = now
        self._invited_for = invited_for
        self._demo = demo
        self._places = threading.BoundedSemaphore(_AT_ONCE)

    def sign_in(self, address: str, password: str) -> str:
        """Who signs in; SignInError, the same and after the same work whatever is wrong."""
        try:
            person_id = access_of(self._store, address).person_id
            account = self._row(person_id)
        except (UnknownAskerError, NotFoundError):
            self._is_password(password, "")
            raise SignInError(_REFUSED) from None
        if not self._is_password(password, str(account.password_hash)) or account.disabled:
            raise SignInError(_REFUSED)
        return person_id

    def access(self, person_id: str) -> Access:
        """What somebody who is signed in may read now; SignInError once they may not be."""
        try:
            if self.account(person_id).disabled:
                raise SignInError("This account is closed; ask an administrator")
            return access_of_person(self._store, person_id)
        except (UnknownAskerError, NotFoundError):
            raise SignInError("You are not in the directory any more") from None

    def account(self, person_id: str) -> Account:
        """NotFoundError where somebody has none."""
        row = self._row(person_id)
        with self._store.catalog.reading() as connection:
            return _account(row, same_person(connection, person_id)[0])

    def listing(self) -> tuple[Account, ...]:
        """Every account that may be used here, the oldest first."""
        with self._store.catalog.reading() as connection:
            rows = connection.execute(
                select(accounts)
                .where(accounts.c.demo.in_([False, self._demo]))
                .order_by(accounts.c.created_at, accounts.c.person_id)
            ).all()
            ids = {row.person_id: same_person(connection, row.person_id)[0] for row in rows}
        first: dict[str, Account] = {}
        for row in sorted(rows, key=lambda row: row.disabled):
            first.setdefault(ids[row.person_id], _account(row, ids[row.person_id]))
        kept = dict.fromkeys(ids.values())
        return tuple(first[person_id] for person_id in kept)

    def has_administrator(self) -> bool:
        """Whether anybody who may sign in administers."""
        return any("admin" in one.roles and not one.disabled for one in self.listing())

    def create(
        self, address: str, *, roles: Collection[Role] | None = None, password: str = ""
    ) -> str:
        """Give a colleague an account, or these roles and another password; gives who it is. Roles that
        are not named stay as they are.

        UnknownAskerError for an address that is no colleague's, PermanentError for a bad password and for
        a closed account.
        """
        access = access_of(self._store, address)
        password_hash = self._hashed(access, password) if password else ""
        try:
            held = self.account(access.person_id)
        except NotFoundError:
            with self._store.catalog.reading() as connection:
                own_id = entry_at(connection, access.person_id, address)
            self._insert(own_id, roles or (), password_hash)
            return access.person_id
        if held.disabled:
            raise PermanentError("This account is closed; open it first")
        if roles is not None:
            self.set_roles(access.person_id, roles)
        if password_hash:
            self._change(access.person_id, password_hash=password_hash)
        return access.person_id

    def come_by_provider(self, address: str) -> str:
        """Who comes with an address that the identity provider vouches for: any active colleague, with
        an account from now on. UnknownAskerError for nobody, SignInError for a closed account, and for
        an address that led to somebody who has another now: the provider vouches for whoever has it."""
        person_id = access_of(self._store, address).person_id
        with self._store.catalog.reading() as connection:
            if not is_theirs(connection, person_id, address):
                raise SignInError("The directory gives this address to nobody, or not any more")
        if not self._has_account(person_id):
            self._insert(person_id, (), "")
        self.access(person_id)
        return person_id

    def change_password(self, person_id: str, current: str, new: str) -> None:
        """SignInError unless `current` is right; PermanentError for a bad new one."""
        if not self._is_password(current, str(self._row(person_id).password_hash)):
            raise SignInError("That is not your password")
        password_hash = self._hashed(access_of_person(self._store, person_id), new)
        self._change(person_id, password_hash=password_hash)

    def set_roles(self, person_id: str, roles: Collection[Role]) -> None:
        self._change(person_id, roles=sorted(set(roles)))

    def disable(self, person_id: str, disabled: bool) -> None:
        """Close an account, or open it again. What was signed in with it is over at once, and stays so."""
        self._change(person_id, disabled=disabled)
        if disabled:
            with self._store.catalog.writing() as connection:
                _void_codes(connection, person_id)

    def invite(self, person_id: str) -> str:
        """A code with which somebody may choose a password once; one given before is void."""
        code = new_code()
        self.account(person_id)
        with self._store.catalog.writing() as connection:
            ids = same_person(connection, person_id)
            connection.execute(delete(invitations).where(invitations.c.person_id.in_(ids)))
            connection.execute(
                insert(invitations).values(
                    code_hash=digest_of(code),
                    person_id=person_id,
                    expires_at=self._now() + self._invited_for,
                )
            )
        return code

    def accept(self, code: str, password: str) -> str:
        """Choose the password that a code allows; gives who it is. SignInError for a code that is
        unknown, used or too old, PermanentError for a bad password, which leaves the code as it was."""
        own = invitations.c.code_hash == digest_of(code)
        with self._store.catalog.reading() as connection:
            row = connection.execute(select(invitations).where(own)).first()
        if row is None or row.expires_at <= self._now():
            raise SignInError("This invitation is not valid, or not any more; ask for another")
        person_id = str(row.person_id)
        password_hash = self._hashed(self.access(person_id), password)
        with self._store.catalog.writing() as connection:
            if not connection.execute(delete(invitations).where(own)).rowcount:
                raise SignInError("This invitation was used already; ask for another")
            connection.execute(
                update(accounts)
                .where(accounts.c.person_id.in_(same_person(connection, person_id)))
                .values(password_hash=password_hash)
            )
        return person_id

    def open_demo(self, password: str, admins: Collection[str]) -> None:
        """Let every colleague of the demo company in with one password that is no secret; those at
        the addresses `admins` are administrators."""
        known = {account.person_id for account in self.listing()}
        missing = [person for person in colleagues(self._store) if person.id not in known]
        password_hash = hash_password(password) if missing else ""
        for person in missing:
            roles: tuple[Role, ...] = ("admin",) if person.email in admins else ()
            self._insert(person.id, roles, password_hash, demo=True)

    def close_those_who_left(self) -> tuple[str, ...]:
        """Close the accounts of whoever is no active colleague any more: whoever has their address one day
        is somebody else. Gives whose; nobody's where the directory has no colleague at all, which is
        no directory."""
        if not colleagues(self._store):
            return ()
        left = [one.person_id for one in self.listing() if not one.disabled and self._left(one)]
        for person_id in left:
            self.disable(person_id, True)
        return tuple(left)

    def sign_everybody_out(self) -> None:
        """End every session, and make every token and invitation void."""
        with self._store.catalog.writing() as connection:
            for table in (sessions, invitations, api_tokens):
                connection.execute(delete(table))

    def _left(self, account: Account) -> bool:
        try:
            access_of_person(self._store, account.person_id)
        except UnknownAskerError:
            return True
        return False

    def _is_password(self, password: str, held: str) -> bool:
        if not self._places.acquire(timeout=_WAIT_SECONDS):
            raise TooManyError("Too many are signing in at once; try again in a moment")
        try:
            return is_password(password, held)
        finally:
            self._places.release()

    def _hashed(self, access: Access, password: str) -> str:
        card = own_card(self._store, access)
        check_password(password, about=_about(card))
        return hash_password(password)

    def _insert(
        self, person_id: str, roles: Collection[Role], password_hash: str, *, demo: bool = False
    ) -> None:
        with self._store.catalog.writing() as connection:
            row = {
                "person_id": person_id,
                "password_hash": password_hash,
                "roles": sorted(set(roles)),
                "disabled": False,
                "demo": demo,
                "created_at": self._now(),
            }
            # One of the demo's, at what is a real company now, is replaced, and nobody who knew
            # the demo's password keeps a way in.
            upsert(connection, accounts, [row])
            _void_codes(connection, person_id)

    def _has_account(self, person_id: str) -> bool:
        try:
            self._row(person_id)
        except NotFoundError:
            return False
        return True

    def _change(self, person_id: str, **values: object) -> None:
        with self._store.catalog.writing() as connection:
            ids = same_person(connection, person_id)
            changed = connection.execute(
                update(accounts)
                .where(accounts.c.person_id.in_(ids), accounts.c.demo.in_([False, self._demo]))
                .values(**values)
            )
        if not changed.rowcount:
            raise NotFoundError("They have no account")

    def _row(self, person_id: str) -> Row[tuple[object, ...]]:
        """Of several accounts of one colleague an open one, that of the id they go by before others."""
        with self._store.catalog.reading() as connection:
            ids = same_person(connection, person_id)
            rows = connection.execute(
                select(accounts).where(
                    # Accounts with the demo's password are nobody's at a real company.
                    accounts.c.person_id.in_(ids),
                    accounts.c.demo.in_([False, self._demo]),
                )
            ).all()
        if not rows:
            raise NotFoundError("They have no account")
        return min(rows, key=lambda row: (row.disabled, ids.index(row.person_id)))


def _about(card: PersonCard) -> tuple[str, ...]:
    """What somebody is called, whole and in parts."""
    account = card.email.partition("@")[0]
    parts = (card.name, card.email, account, *re.split(r"\W+", f"{card.name} {card.email}"))
    return tuple(part for part in parts if len(part) > 1)


def _void_codes(connection: Connection, person_id: str) -> None:
    """Forget whatever somebody is signed in with, or may sign in with beside their password."""
    ids = same_person(connection, person_id)
    for table in (sessions, invitations, api_tokens):
        connection.execute(delete(table).where(table.c.person_id.in_(ids)))


def _account(row: Row[tuple[object, ...]], person_id: str) -> Account:
    return Account(
        person_id=person_id,
        roles=tuple(cast("list[Role]", row.roles)),
        has_password=bool(row.password_hash),
        disabled=row.disabled,
        created_at=row.created_at,
    )
