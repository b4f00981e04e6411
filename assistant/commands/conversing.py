"""The commands about somebody's own conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.commands.command import Command, OnProgress, SilentCommand
from assistant.conversation_views import ConversationLink, ShareView

if TYPE_CHECKING:
    from assistant.bootstrap import Application


@dataclass(frozen=True, slots=True)
class ListConversations(Command[tuple[ConversationLink, ...]]):
    """The conversations of the colleague at `address`, the latest first."""

    address: str
    words: str
    limit: int

    @override
    def run(
        self, application: Application, on_progress: OnProgress
    ) -> tuple[ConversationLink, ...]:
        access = application.access(self.address)
        return application.terminal_history.listing(self.words, access=access, limit=self.limit)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[ConversationLink, ...]]:
        return TypeAdapter(tuple[ConversationLink, ...])


@dataclass(frozen=True, slots=True)
class RenameConversation(SilentCommand):
    """Give a conversation of theirs a title."""

    address: str
    conversation_id: str
    title: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> None:
        access = application.access(self.address)
        application.terminal_history.rename(self.conversation_id, self.title, access=access)


@dataclass(frozen=True, slots=True)
class DeleteConversation(SilentCommand):
    """Erase a conversation of theirs."""

    address: str
    conversation_id: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> None:
        access = application.access(self.address)
        application.terminal_history.delete(self.conversation_id, access=access)


@dataclass(frozen=True, slots=True)
class Shared:
    """A link, and where the page is that it belongs to."""

    share: ShareView
    page: str


@dataclass(frozen=True, slots=True)
class ShareConversation(Command[Shared]):
    """Let the colleagues at `readers`, or everyone, read a conversation of theirs by a link."""

    address: str
    conversation_id: str
    everyone: bool
    readers: tuple[str, ...]

    @override
    def run(self, application: Application, on_progress: OnProgress) -> Shared:
        people = [application.access(reader).person_id for reader in self.readers]
        share = application.terminal_history.share(
            self.conversation_id,
            access=application.access(self.address),
            everyone=self.everyone,
            people=people,
        )
        return Shared(share, application.page_address)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[Shared]:
        return TypeAdapter(Shared)


@dataclass(frozen=True, slots=True)
class StopSharing(SilentCommand):
    """Void the link of a conversation of theirs."""

    address: str
    conversation_id: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> None:
        access = application.access(self.address)
        application.terminal_history.stop_sharing(self.conversation_id, access=access)
