"""The commands of whoever runs Zhike about those who use it: accounts, and the audit log."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.accounts.roles import Role, actions_of, require
from assistant.audit.entries import AuditFilter, AuditView, Entry, Proof
from assistant.commands.command import Command, OnProgress, SilentCommand

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from ingest.access import Access

_BY = {"by": "command line"}


@dataclass(frozen=True, slots=True)
class Invited:
    """With `code`, which stands in `link`, whoever has `address` chooses a password, once."""

    address: str
    roles: tuple[str, ...]
    code: str
    link: str


@dataclass(frozen=True, slots=True)
class CreateAccount(Command[Invited]):
    """Give the colleague at `address` an account with these roles, and a code to choose a password.

    Without roles they keep those they have; the first account of all administers."""

    address: str
    roles: tuple[str, ...] | None

    @override
    def run(self, application: Application, on_progress: OnProgress) -> Invited:
        accounts = application.accounts
        roles = cast("tuple[Role, ...] | None", self.roles)
        if roles is None and not accounts.has_administrator():
            roles = ("admin",)
        person_id = accounts.create(self.address, roles=roles)
        held = accounts.account(person_id).roles
        application.log.append(
            Entry("account_made", target=person_id, details={**_BY, "roles": [*held]}),
            Entry("invited", target=person_id, details=_BY),
        )
        code = accounts.invite(person_id)
        return Invited(self.address, held, code, f"{application.page_address}/#invitation={code}")

    @classmethod
    @override
    def result(cls) -> TypeAdapter[Invited]:
        return TypeAdapter(Invited)


@dataclass(frozen=True, slots=True)
class CloseAccount(SilentCommand):
    """Close the account of the colleague at `address`, or open it again."""

    address: str
    closed: bool

    @override
    def run(self, application: Application, on_progress: OnProgress) -> None:
        person_id = application.access(self.address).person_id
        application.accounts.disable(person_id, self.closed)
        event = Entry(
            "account_closed" if self.closed else "account_opened", target=person_id, details=_BY
        )
        application.log.append(event)


@dataclass(frozen=True, slots=True)
class ReadAudit(Command[tuple[AuditView, ...]]):
    """The latest entries of the audit log, as far as the administrator at `address` may see."""

    address: str
    text: str
    limit: int

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[AuditView, ...]:
        access = _administrator(application, self.address)
        wanted = AuditFilter(text=self.text)
        found = application.audit(wanted, access=access, before=None, limit=self.limit)
        application.log.append(Entry("audit_read", access.person_id, details=_BY))
        return found

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[AuditView, ...]]:
        return TypeAdapter(tuple[AuditView, ...])


@dataclass(frozen=True, slots=True)
class ExportAudit(Command[int]):
    """Every entry, as far as the administrator at `address` may see, into the file `path`, which is
    absolute, a JSON object a line; gives how many."""

    address: str
    path: Path

    @override
    def run(self, application: Application, on_progress: OnProgress) -> int:
        access = _administrator(application, self.address)
        application.log.append(Entry("audit_exported", access.person_id, details=_BY))
        view, count = TypeAdapter(AuditView), 0
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            for one in application.audit_export(access=access):
                file.write(view.dump_json(one) + b"\n")
                count += 1
        return count

    @classmethod
    @override
    def result(cls) -> TypeAdapter[int]:
        return TypeAdapter(int)


@dataclass(frozen=True, slots=True)
class ProveAudit(Command[Proof]):
    """Go through the whole audit log: is anything missing, was anything changed?"""

    @override
    def run(self, application: Application, on_progress: OnProgress) -> Proof:
        return application.log.prove()

    @classmethod
    @override
    def result(cls) -> TypeAdapter[Proof]:
        return TypeAdapter(Proof)


def _administrator(application: Application, address: str) -> Access:
    access = application.accounts.access(application.access(address).person_id)
    require("administer", actions_of(application.accounts.account(access.person_id).roles))
    return access
