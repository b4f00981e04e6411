"""The commands of curators: the matches of customers and colleagues, and what is decided of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.accounts.roles import actions_of, require
from assistant.commands.command import Command, OnProgress
from ingest.resolution.matches import MatchFamily, MatchState, SeenMatch, Step

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from ingest.access import Access


@dataclass(frozen=True, slots=True)
class ListMatches(Command[tuple[SeenMatch, ...]]):
    """The matches that the curator at `address` may see, the best first."""

    address: str
    family: MatchFamily
    states: tuple[MatchState, ...]
    limit: int

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[SeenMatch, ...]:
        access = curator(application, self.address)
        return application.curation.matches(
            self.family, self.states, access=access, limit=self.limit
        )

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[SeenMatch, ...]]:
        return TypeAdapter(tuple[SeenMatch, ...])


@dataclass(frozen=True, slots=True)
class DecideMatch(Command[SeenMatch]):
    """The word of the curator at `address` on a match."""

    address: str
    match_id: int
    step: Step

    @override
    def run(self, application: Application, on_progress: OnProgress) -> SeenMatch:
        access = curator(application, self.address)
        details = {"by": "command line"}
        return application.decide(self.match_id, self.step, access=access, details=details)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[SeenMatch]:
        return TypeAdapter(SeenMatch)


def curator(application: Application, address: str) -> Access:
    """The curator at an address; ForbiddenError for somebody who is none."""
    access = application.accounts.access(application.access(address).person_id)
    require("verify", actions_of(application.accounts.account(access.person_id).roles))
    return access
