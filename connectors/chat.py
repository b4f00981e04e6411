"""Chat exports: a record for each conversation and day, threads together, for the members where they are told."""

from __future__ import annotations

import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from connectors.chat_exports import (
    Conversation,
    Message,
    NotAnExport,
    other_conversations,
    slack_conversations,
)
from connectors.files import ClosedFolder, Unnameable, files_under
from connectors.listing import Listed, with_checkpoints
from ingest.errors import PermanentError
from ingest.mentions import is_at
from ingest.parsing.dialogue import Turn, sections_of
from ingest.records import Change, Failure, Involvement, PersonRef, Record, Tombstone, revision_of
from ingest.tokens import person_token

_LARGEST_BYTES = 500_000_000
_ENDINGS = (".json", ".jsonl", ".ndjson", ".txt", ".log", ".zip")


class ChatOptions(BaseModel):
    """`address` makes an address of an id, "{id}@acme.example", where the export names people by id alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str = ""


@dataclass(frozen=True, slots=True)
class ChatConnector:
    """Yields records whose external id is "conversation/day", the day in the company's zone."""

    name: str
    options: ChatOptions
    root: Path
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Every listing is complete; there is no cursor. Raises PermanentError if the export is gone."""
        return with_checkpoints(self._listed(known))

    def _listed(self, known: Mapping[str, str]) -> Iterator[Listed]:
        for found in self._conversations():
            if isinstance(found, Listed):
                yield found
                # What was read from a file that cannot be read now stays.
                place = found.external_id.rsplit("/", 1)[0] if "/" in found.external_id else ""
                for held in known:
                    if held.startswith(f"{place or found.external_id}/"):
                        yield Listed(held)
            else:
                yield from self._days(found, known)

    def _conversations(self) -> Iterator[Conversation | Listed]:
        files: dict[str, bytes] = {}
        for path, data in self._files():
            if isinstance(data, str):
                yield self._failed(path, data)
            else:
                files[path] = data
        roots = [path.removesuffix("users.json") for path in files if path.endswith("users.json")]
        for root in roots:
            inner = {
                path.removeprefix(root): files.pop(path)
                for path in list(files)
                if path.startswith(root)
            }
            for found in slack_conversations(inner):
                if isinstance(found, str):
                    yield self._failed(
                        root + found, "it is no day of a Slack export; export it again."
                    )
                else:
                    yield replace(found, name=root + found.name)
        for path, data in files.items():
            try:
                yield from other_conversations(path, data, self.timezone)
            except (NotAnExport, UnicodeError):
                yield self._failed(path, "it is no chat export that Zhike knows; remove it.")

    def _files(self) -> Iterator[tuple[str, bytes | str]]:
        """Every file by its path, those of archives too; in place of its bytes why it cannot be read."""
        if self.root.is_file():
            # An archive's members are named as in a folder that it is unpacked into.
            yield from self._opened(self.root, self.root.name, "")
            return
        for found in files_under(self.root):
            match found:
                case ClosedFolder():
                    raise PermanentError(
                        f"{found.relative}: cannot be listed ({found.why}); check its permissions.",
                        reason="unavailable",
                    )
                case Unnameable():
                    yield found.shown, found.message
                case _ if found.path.suffix.lower() in _ENDINGS:
                    yield from self._opened(found.path, found.relative, f"{found.relative}/")

    def _opened(self, path: Path, relative: str, inside: str) -> Iterator[tuple[str, bytes | str]]:
        try:
            if path.stat().st_size > _LARGEST_BYTES:
                yield relative, "it is larger than 500 MB; split it."
            elif path.suffix.lower() != ".zip":
                yield relative, path.read_bytes()
            else:
                yield from _members(path, inside)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as error:
            raise PermanentError(
                f"{relative}: the archive is broken; fetch it again.", reason="damaged"
            ) from error
        except RuntimeError as error:  # what zipfile says of a password
            raise PermanentError(
                f"{relative}: the archive is locked by a password; unpack it.", reason="encrypted"
            ) from error
        except OSError as error:
            raise PermanentError(
                f"{relative}: cannot be opened ({error.strerror}); check its permissions.",
                reason="unavailable",
            ) from error

    def _days(self, conversation: Conversation, known: Mapping[str, str]) -> Iterator[Listed]:
        days: defaultdict[str, list[Message]] = defaultdict(list)
        begun = {one.message_id: one for one in conversation.messages}
        for message in sorted(conversation.messages, key=lambda one: one.sent_at):
            first = begun.get(message.thread, message)  # an answer stands with what it answers
            days[f"{first.sent_at.astimezone(self.timezone):%Y-%m-%d}"].append(message)
        for day, messages in days.items():
            external_id = f"{conversation.name}/{day}"
            audience = self._audience_of(conversation, messages)
            if not audience:
                # Nobody knows who may see it: what was read of it before goes out of sight at once.
                if external_id in known:
                    yield Listed(external_id, Tombstone(external_id, at_once=True))
                failure = Failure(
                    external_id,
                    "invalid",
                    f"{external_id}: no member has an address, so nobody could read it; "
                    "say `address`, or give the source an audience.",
                )
                yield Listed(external_id, failure)
                continue
            yield self._record(external_id, conversation, messages, audience, known)

    def _record(
        self,
        external_id: str,
        conversation: Conversation,
        messages: list[Message],
        audience: tuple[str, ...],
        known: Mapping[str, str],
    ) -> Listed:
        order = {one.message_id: one.sent_at for one in messages}
        joined = sorted(messages, key=lambda one: (order.get(one.thread, one.sent_at), one.thread, one.sent_at))  # fmt: skip
        turns = [self._turn(message) for message in joined]
        revision = revision_of(
            *sorted(audience),
            *(part for turn in turns for part in (turn.speaker, turn.text, turn.at)),
        )
        if known.get(external_id) == revision:
            return Listed(external_id)
        people = dict.fromkeys(self._addressed(message.sender) for message in joined)
        record = Record(
            external_id=external_id,
            revision=revision,
            kind="chat",
            title=f"{conversation.name.rpartition('/')[2]} {external_id.rpartition('/')[2]}",
            audience=audience,
            sections=sections_of(turns),
            uri=external_id,
            occurred_at=joined[0].sent_at,
            involvements=tuple(Involvement("participant", person) for person in people),
            thread=conversation.name,
        )
        return Listed(external_id, record)

    def _turn(self, message: Message) -> Turn:
        who = message.sender
        clock = message.sent_at.astimezone(self.timezone)
        return Turn(who.name or who.email or who.external_id, message.text, f"{clock:%H:%M}")

    def _audience_of(self, conversation: Conversation, messages: list[Message]) -> tuple[str, ...]:
        """The members with an address of ours; the source's own where the export does not tell any.

        Of a closed conversation whose members are not told, nobody. Where each message says to whom it
        went, those to whom all of the day's did.
        """
        readers = [message.readers for message in messages if message.readers]
        everybody = set.intersection(*map(set, readers)) if readers else set()
        reached = [one for one in readers[0] if one in everybody] if readers else None
        members = [
            self._addressed(person)
            for person in (conversation.members or () if reached is None else reached)
        ]
        told = tuple(
            dict.fromkeys(
                person_token(person.email)
                for person in members
                if is_at(person.email, self.domains)
            )
        )
        return told or (() if conversation.closed else self.audience)

    def _addressed(self, person: PersonRef) -> PersonRef:
        if person.email or not person.external_id or "{id}" not in self.options.address:
            return person
        address = self.options.address.replace("{id}", person.external_id).lower()
        return PersonRef(address, person.external_id, person.name)

    def _failed(self, external_id: str, what: str) -> Listed:
        message = what if what.startswith(external_id) else f"{external_id}: {what}"
        return Listed(external_id, Failure(external_id, "invalid", message, self.audience))


def _members(path: Path, inside: str) -> Iterator[tuple[str, bytes | str]]:
    with zipfile.ZipFile(path) as archive:
        left_bytes = _LARGEST_BYTES
        for member in archive.infolist():
            if member.is_dir() or not member.filename.lower().endswith(_ENDINGS[:-1]):
                continue
            with archive.open(member) as file:
                data = file.read(left_bytes + 1)
            left_bytes -= len(data)
            if left_bytes < 0:
                raise PermanentError(
                    f"{path.name}: the archive unpacks to more than 500 MB; split it.",
                    reason="too_large",
                )
            if member.filename.isprintable():
                yield inside + member.filename, data
            else:
                shown = ascii(member.filename)[1:-1]
                yield inside + shown, "its name holds control characters; rename it."
