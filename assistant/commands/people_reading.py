"""The commands that read of colleagues, each for one asker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.accounts.roles import Action, actions_of
from assistant.commands.command import Command, OnProgress
from assistant.handover.views import HandoverPack
from assistant.people.views import FoundPerson, PersonChoice, TopicSaid
from ingest.errors import NotFoundError

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from ingest.access import Access

_SEES_ALL: frozenset[Action] = frozenset({"see_coverage", "administer"})


@dataclass(frozen=True, slots=True)
class HandoverChoice:
    """The pack of the one whom a name means, or those whom it may mean."""

    pack: HandoverPack | None
    people: tuple[FoundPerson, ...]


@dataclass(frozen=True, slots=True)
class FindHandover(Command[HandoverChoice]):
    """What somebody hands over, for the colleague at `address`."""

    name: str
    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> HandoverChoice:
        # Whoever looks in the store loads it; one that is sent need not.
        from assistant.people.finding import find_people

        access = application.access(self.address)
        people = find_people(application.store, self.name, access=access)
        if len(people) != 1:
            return HandoverChoice(None, people)
        pack = application.terminal_reads.handovers.pack(
            people[0].person.id, access=access, may_see_all=_sees_all(application, access)
        )
        return HandoverChoice(pack, people)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[HandoverChoice]:
        return TypeAdapter(HandoverChoice)


@dataclass(frozen=True, slots=True)
class FindPerson(Command[PersonChoice]):
    """A colleague's page, for the one at `address`."""

    name: str
    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> PersonChoice:
        access = application.access(self.address)
        return application.terminal_reads.people.named(self.name, access=access)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[PersonChoice]:
        return TypeAdapter(PersonChoice)


@dataclass(frozen=True, slots=True)
class SayOfTopic(Command[TopicSaid]):
    """What the colleague at `address` says of a topic of theirs."""

    say: Literal["hide", "confirm", "withdraw"]
    topic: str
    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> TopicSaid:
        access = application.access(self.address)
        own = application.own_topics
        if self.say == "hide":
            return own.hide(self.topic, access=access)
        if self.say == "confirm":
            return own.confirm(self.topic, access=access)
        return own.withdraw(self.topic, access=access)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[TopicSaid]:
        return TypeAdapter(TopicSaid)


def _sees_all(application: Application, access: Access) -> bool:
    """Whether the asker's role lets them see anybody's; without an account nobody has one."""
    try:
        roles = application.accounts.account(access.person_id).roles
    except NotFoundError:
        return False
    return not _SEES_ALL.isdisjoint(actions_of(roles))
