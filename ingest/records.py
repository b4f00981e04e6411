"""What a connector yields: records, tombstones, failures and checkpoints."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol, runtime_checkable

from ingest.errors import Reason

Kind = Literal[
    "file", "account", "contact", "deal", "contract", "product", "project", "visit", "call", "mail",
    "meeting", "event", "task", "chat", "ticket", "article", "answer", "person",
]  # fmt: skip
Role = Literal["author", "owner", "participant", "assignee", "resolver", "reviewer", "mentioned"]
DOCUMENTS: frozenset[Kind] = frozenset({"file", "article"})
"""What somebody has written for others to read, not noted of something that happened."""
Moment = datetime | date
"""An instant (aware, UTC) or a date that the source gave without a time."""


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A colleague as a source names them: by address, by the source's own id, or by name."""

    email: str = ""
    external_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class CustomerRef:
    """A customer as a source names it; `source` is given when the id is another source's.

    `email` alone is the address of somebody there.
    """

    external_id: str = ""
    name: str = ""
    source: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Involvement:
    """A person's tie to a record."""

    role: Role
    person: PersonRef


@dataclass(frozen=True, slots=True)
class Field:
    """One fact of a structured record: `name` is canonical ("owner"), `label` is the source's word."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """An account: what lets the rest of the company's text be tied to it, and it to other sources' accounts."""

    external_id: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    tax_number: str = ""
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """Somebody at a customer."""

    external_id: str
    name: str
    customer: CustomerRef
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A colleague, as the directory states them. `active` is false for leavers.

    `memberships` holds the tokens of their teams and groups: `team:<name>`, `group:<source>:<name>`.
    """

    external_id: str
    name: str
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    title: str = ""
    department: str = ""
    manager: PersonRef | None = None
    active: bool = True
    memberships: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """Bytes still to be parsed; the ending of `name` says the format. `passwords` may open it."""

    name: str
    data: bytes
    passwords: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading path; `page` is a page, sheet, slide, message or time label.

    `speaker` is whose words they are, in a dialogue.
    """

    text: str
    heading: tuple[str, ...] = ()
    page: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One item of a source at one revision.

    Its text comes from `fields` (one "label: value" a line), then `sections`, then `file`, of
    which any may be absent. `revision` changes whenever content, metadata or audience do.
    `audience` holds tokens: `everyone`, `dept:<name>`, `team:<name or address of the lead>`,
    `group:<source>:<name>`, `person:<email>`, `line:<email>`. `uri` is http(s) or a path relative to the source.
    `changed_by` and `changed_at` say who made it what it is, and when, where the source tells.
    Records of one conversation (a mail and what answers it, what is attached to a mail) share `thread`.
    """

    external_id: str
    revision: str
    kind: Kind
    title: str
    audience: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    sections: tuple[Section, ...] = ()
    file: File | None = None
    uri: str = ""
    occurred_at: Moment | None = None
    involvements: tuple[Involvement, ...] = ()
    customers: tuple[CustomerRef, ...] = ()
    entity: CustomerFacts | ContactFacts | PersonFacts | None = None
    changed_by: PersonRef | None = None
    changed_at: Moment | None = None
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A source's word that a record is gone.

    `at_once` says that nobody knows any more who may see it: it goes out of sight with the records
    before it, however much of the source does. The others wait for the end of the listing, where more
    than a share of the source is removed only when somebody confirms it.
    """

    external_id: str
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that could not be read: what, why in one word, and a sentence for the person who runs Zhike.

    `audience` holds the tokens that might have read it; none where that is not known. What is held of
    the item goes out of sight if others than these might read it. With a `revision`, which is then known
    to the connector, it is tried again only when that changes or some time has passed. Where the item is
    an entry of a directory, `grants_nothing` says that until it is read again the colleague keeps their
    name and nothing that the entry gave them: department, teams, groups, place in the line.
    """

    external_id: str
    reason: Reason
    message: str
    audience: tuple[str, ...] = ()
    revision: str = ""
    grants_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Everything before it may be saved; `complete` says that every item was listed.

    Only a complete listing proves a deletion: a known record that was neither yielded nor
    reported unchanged (`seen`) is then removed. `seen` holds the external ids listed since the
    last checkpoint, changed or not, failed or not.
    """

    cursor: str | None = None
    complete: bool = False
    seen: frozenset[str] = frozenset()


Change = Record | Tombstone | Failure | Checkpoint


class Connector(Protocol):
    """Reads one system. Stateless: what is known comes in, what changed comes out.

    `known` maps the external id of each record held, and of each item that failed and waits, to its
    revision; an item whose revision is unchanged is only named in a checkpoint's `seen`. Raises TransientError or PermanentError
    when the source as a whole cannot be read.
    """

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]: ...


@runtime_checkable
class Finding(Protocol):
    """A connector that is asked only for what changed, and finds an item by its id as well.

    `again` yields records, tombstones and failures of these items, and leaves out what it does not find:
    that an item is gone, a whole listing proves. Raises as `changes` does.
    """

    def again(
        self, external_ids: Collection[str], known: Mapping[str, str]
    ) -> Iterator[Record | Tombstone | Failure]: ...


@dataclass(frozen=True, slots=True)
class Original:
    """A file as its source keeps it now. `same` says that it is the one that was read; `data` gives its
    bytes, and raises OSError, also where it changes meanwhile."""

    name: str
    size_bytes: int
    same: bool
    data: Callable[[], bytes]


@runtime_checkable
class Keeping(Protocol):
    """A connector whose source keeps the files that its records were read from.

    `original` gives that of an item which was read at `revision`; None where there is none, or no longer.
    """

    def original(self, external_id: str, revision: str) -> Original | None: ...


def record_id(source: str, external_id: str) -> str:
    """base32 of blake2b-128 over source name, NUL, external id; lower case, 26 characters."""
    digest = hashlib.blake2b(f"{source}\0{external_id}".encode(), digest_size=16).digest()
    return base64.b32encode(digest).decode().rstrip("=").lower()


def revision_of(*parts: bytes | str) -> str:
    """A revision for sources that keep none: a digest of everything the record would say."""
    written = [part.encode() if isinstance(part, str) else part for part in parts]
    told_apart = b"".join([len(data).to_bytes(8, "big") + data for data in written])
    return hashlib.blake2b(told_apart, digest_size=16).hexdigest()
