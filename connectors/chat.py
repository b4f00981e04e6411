"""Chat exports: a record for each conversation and day, threads together, for the members where they are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from connectors.files import ClosedFolder, Unnameable, files_under
from connectors.listing import Listed, with_checkpoints
from ingest.errors import PermanentError
from ingest.mentions import is_at
from ingest.parsing.chat_exports import Conversation, Message
from ingest.parsing.chat_files import ENDINGS, LARGEST_BYTES
from ingest.parsing.dialogue import Turn, sections_of
from ingest.parsing.questions import ChatFile, ChatsOf, Unread
from ingest.parsing.worker import ParserWorker
from ingest.records import Change, Failure, Involvement, PersonRef, Record, Tombstone, revision_of
from ingest.tokens import person_token

_FILE_SECONDS = 300.0
_TOO_LARGE = "it is larger than 500 MB; split it."
_MEMORY_BYTES = 4 * 1024**3


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
        files: list[ChatFile] = []
        for found in self._files():
            if isinstance(found, Listed):
                yield found
            else:
                files.append(found)
        # Whoever exports a chat did not write it: it is parsed where it can do no harm.
        with ParserWorker(_FILE_SECONDS, _MEMORY_BYTES, LARGEST_BYTES) as worker:
            for one in worker.chats(ChatsOf(tuple(files), self.timezone)):
                yield self._failed(one.path, one.why) if isinstance(one, Unread) else one

    def _files(self) -> Iterator[ChatFile | Listed]:
        if self.root.is_file():
            # An archive's members are named as in a folder that it is unpacked into.
            if self.root.stat().st_size > LARGEST_BYTES:
                yield self._failed(self.root.name, _TOO_LARGE)
            else:
                yield ChatFile(str(self.root), self.root.name, "")
            return
        for found in files_under(self.root):
            match found:
                case ClosedFolder():
                    raise PermanentError(
                        f"{found.relative}: cannot be listed ({found.why}); check its permissions.",
                        reason="unavailable",
                    )
                case Unnameable():
                    yield self._failed(found.shown, found.message)
                case _ if found.path.suffix.lower() not in ENDINGS:
                    continue
                case _ if found.size_bytes > LARGEST_BYTES:
                    yield self._failed(found.relative, _TOO_LARGE)
                case _:
                    yield ChatFile(str(found.path), found.relative, f"{found.relative}/")

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
