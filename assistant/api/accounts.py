"""/api/accounts: who may sign in, and with which roles; for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.accounts.accounts import Account
from assistant.accounts.roles import ACTIONS, Action, Role
from assistant.answers import PersonCard
from assistant.api.identity import (
    TheAdministrator,
    TheAdministratorAtThePage,
    TheApplication,
    client_address,
)
from assistant.api.sign_in import Address
from assistant.audit.entries import Details, Entry, Event
from assistant.bootstrap import Application
from ingest.access import Access
from ingest.errors import PermanentError

router = APIRouter()


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account, and whose it is, as far as the administrator may know of them."""

    person_id: str
    person: PersonCard | None
    roles: tuple[Role, ...]
    has_password: bool
    disabled: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AccountList:
    """Accounts, the oldest first, and how many there are of those wanted."""

    accounts: tuple[AccountView, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role, and what it lets somebody do beyond what everybody may."""

    role: Role
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class RoleList:
    """Every role."""

    roles: tuple[RoleView, ...]


@dataclass(frozen=True, slots=True)
class Invited:
    """With this code they choose a password, once, on the page at #invitation=CODE; it is told this once."""

    person_id: str
    code: str


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewAccount(_Body):
    """A colleague's address, and what they may do beyond asking; left out, it stays as it is."""

    email: Address
    roles: tuple[Role, ...] | None = None


class AccountChange(_Body):
    """What is left out stays."""

    roles: tuple[Role, ...] | None = None
    disabled: bool | None = None


@router.get("/roles")
def roles(_: TheAdministrator) -> RoleList:
    """What each role lets somebody do; what they may read is the same in each."""
    return RoleList(tuple(RoleView(role, tuple(sorted(ACTIONS[role]))) for role in ACTIONS))


@router.get("/accounts")
def accounts(
    app: TheApplication,
    access: TheAdministrator,
    q: Annotated[str, StringConstraints(max_length=200)] = "",
    role: Role | None = None,
    state: Literal["open", "closed", "waiting"] | None = None,
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> AccountList:
    """Who may sign in; with `q` those whose name, address, title or department, as far as the administrator may
    know of them, or whose id holds it. `waiting` are those open without a password."""
    held = [
        one
        for one in app.accounts.listing()
        if (role in (None, "member") or role in one.roles)
        and (state is None or state == _state(one))
    ]
    words = q.strip().casefold()
    if not words:
        return AccountList(_views(app, held[offset : offset + limit], access), len(held))
    found = [view for view in _views(app, held, access) if words in _said(view)]
    return AccountList(tuple(found[offset : offset + limit]), len(found))


@router.post("/accounts", status_code=201)
def create(
    body: NewAccount, request: Request, app: TheApplication, access: TheAdministratorAtThePage
) -> Invited:
    """Give a colleague an account, or other roles, and a code to choose a password with."""
    person_id = app.accounts.create(body.email, roles=body.roles)
    details: Details = {"roles": [*app.accounts.account(person_id).roles]}
    _keep(app, request, access, "account_made", person_id, details)
    return _invited(app, request, access, person_id)


@router.post("/accounts/{person_id}/invitation", status_code=201)
def invite(
    person_id: str, request: Request, app: TheApplication, access: TheAdministratorAtThePage
) -> Invited:
    """A code to choose a password with, for whoever forgot theirs."""
    return _invited(app, request, access, person_id)


@router.patch("/accounts/{person_id}")
def change(
    person_id: str,
    body: AccountChange,
    request: Request,
    app: TheApplication,
    access: TheAdministratorAtThePage,
) -> AccountView:
    """Change somebody's roles, or close their account: they are signed out at once."""
    account = app.accounts.account(person_id)
    ceding = body.roles is not None and "admin" not in body.roles
    if account.person_id == access.person_id and (body.disabled or ceding):
        raise PermanentError("Another administrator must take this from you")
    if body.roles is not None and set(body.roles) != set(account.roles):
        app.accounts.set_roles(person_id, body.roles)
        details: Details = {"before": [*account.roles], "after": [*sorted(set(body.roles))]}
        _keep(app, request, access, "roles_changed", person_id, details)
    if body.disabled is not None and body.disabled != account.disabled:
        app.accounts.disable(person_id, body.disabled)
        event: Event = "account_closed" if body.disabled else "account_opened"
        _keep(app, request, access, event, person_id, {})
    return _views(app, [app.accounts.account(person_id)], access)[0]


def _state(account: Account) -> str:
    if account.disabled:
        return "closed"
    return "open" if account.has_password else "waiting"


def _said(view: AccountView) -> str:
    card = view.person
    known = (card.name, card.email, card.title, card.department) if card else ()
    return " ".join((view.person_id, *known)).casefold()


def _invited(app: Application, request: Request, access: Access, person_id: str) -> Invited:
    code = app.accounts.invite(person_id)
    _keep(app, request, access, "invited", person_id, {})
    return Invited(person_id, code)


def _keep(
    app: Application,
    request: Request,
    access: Access,
    event: Event,
    person_id: str,
    details: Details,
) -> None:
    address = client_address(request)
    app.log.append(Entry(event, access.person_id, person_id, details=details, address=address))


def _views(
    app: Application, held: list[Account] | tuple[Account, ...], access: Access
) -> tuple[AccountView, ...]:
    cards = app.cards([account.person_id for account in held], access=access)
    return tuple(
        AccountView(
            account.person_id,
            cards.get(account.person_id),
            account.roles,
            account.has_password,
            account.disabled,
            account.created_at,
        )
        for account in held
    )
