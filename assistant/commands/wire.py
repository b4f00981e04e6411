"""How a command and what comes of it are written on the socket: JSON, one line a message."""

from __future__ import annotations

import hashlib
import json
import typing
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from assistant.commands.administering import (
    CloseAccount,
    CreateAccount,
    ExportAudit,
    ProveAudit,
    ReadAudit,
)
from assistant.commands.asking import Ask, Experts, Search
from assistant.commands.clearing import Purge, Retry
from assistant.commands.command import Command, Result
from assistant.commands.conversing import (
    DeleteConversation,
    ListConversations,
    RenameConversation,
    ShareConversation,
    StopSharing,
)
from assistant.commands.curating import DecideMatch, ListMatches
from assistant.commands.customers import Customer, Customers
from assistant.commands.glossary import (
    AddTerm,
    ExportGlossary,
    ImportGlossary,
    ListGlossary,
    RemoveTerm,
)
from assistant.commands.keeping import Backup, Doctor, Reindex, Sync
from assistant.commands.map_reading import (
    ReadComplaints,
    ReadGaps,
    ReadMap,
    ReadSinglePoints,
    ReadStale,
    ReadTopic,
)
from assistant.commands.people_reading import FindHandover, FindPerson, SayOfTopic
from assistant.commands.project_reading import Learn, ListProjects, ReadProject
from assistant.commands.steering import Sources, Steer
from assistant.settings import Settings
from ingest.errors import SettingsError, ZhikeError

if TYPE_CHECKING:
    from ingest.sync_reports import SyncProgress

ADDRESS = "http://zhike/command"
"""Where a command is posted; the host's name only fills its place, for the socket leads there."""

SentCommand = (
    Ask
    | Search
    | Experts
    | Sync
    | Retry
    | Purge
    | Doctor
    | Reindex
    | Backup
    | CreateAccount
    | CloseAccount
    | ReadAudit
    | ExportAudit
    | ProveAudit
    | Sources
    | Steer
    | ListMatches
    | DecideMatch
    | ListConversations
    | RenameConversation
    | DeleteConversation
    | ShareConversation
    | StopSharing
    | ListGlossary
    | AddTerm
    | RemoveTerm
    | ImportGlossary
    | ExportGlossary
    | ReadMap
    | ReadTopic
    | ReadSinglePoints
    | ReadStale
    | ReadComplaints
    | ReadGaps
    | ListProjects
    | ReadProject
    | Customer
    | Customers
    | Learn
    | FindHandover
    | FindPerson
    | SayOfTopic
)
"""Every command that can be sent."""

_COMMANDS: dict[str, type[SentCommand]] = {
    kind.__name__: kind for kind in typing.get_args(SentCommand)
}


def settings_mark(settings: Settings) -> str:
    """A digest that tells whether two processes work by the same settings."""
    return hashlib.blake2b(settings.model_dump_json().encode(), digest_size=16).hexdigest()


def write_command(command: Command[Result], settings: Settings) -> bytes:
    """A command as its owner reads it."""
    arguments = TypeAdapter(type(command)).dump_python(command, mode="json")
    return json.dumps(
        {
            "command": type(command).__name__,
            "arguments": arguments,
            "settings": settings_mark(settings),
        }
    ).encode()


def read_command(data: bytes, settings: Settings) -> SentCommand:
    """The inverse of `write_command`; SettingsError when the sender works by other settings."""
    try:
        message = json.loads(data)
        kind = _COMMANDS[message["command"]]
        mark = message["settings"]
        command = TypeAdapter(kind).validate_python(message["arguments"])
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise SettingsError(
            "The running server does not know this command; stop zhike serve and start it again"
        ) from error
    if mark != settings_mark(settings):
        raise SettingsError(
            "The settings have changed since zhike serve was started; stop it and start it again"
        )
    return command


def progress_adapter() -> TypeAdapter[SyncProgress]:
    """How the progress of a sync is written and read."""
    from ingest.sync_reports import SyncProgress

    return TypeAdapter(SyncProgress)


def write_progress(progress: SyncProgress) -> bytes:
    """A line that says how far a sync is."""
    return b'{"progress":%b}\n' % progress_adapter().dump_json(progress)


def write_result(result_json: bytes) -> bytes:
    """The last line, when all went well."""
    return b'{"result":%b}\n' % result_json


def write_error(error: ZhikeError) -> bytes:
    """The last line, when it did not."""
    message = {"kind": type(error).__name__, "message": str(error)}
    return json.dumps({"error": message}).encode() + b"\n"


def read_progress(message: object) -> SyncProgress:
    """The inverse of `write_progress`, from the value of its key."""
    return progress_adapter().validate_python(message)


def read_error(kind: str, message: str) -> ZhikeError:
    """The error that `write_error` wrote, of its own class."""
    classes: list[type[ZhikeError]] = [ZhikeError]
    for known in classes:
        if known.__name__ == kind:
            return known(message)
        classes.extend(known.__subclasses__())
    return ZhikeError(message)
