"""What the audit log keeps, and how each entry is bound to the one before it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Literal

from ingest.moments import to_text

Event = Literal[
    "ask", "search", "query", "experts", "record", "records", "file", "customer", "customers", "person", "people",
    "feedback", "next_questions",
    "projects", "project", "map", "gaps",
    "learn", "handover", "topic_hidden", "topic_confirmed", "topic_withdrawn",
    "verified", "verification_withdrawn",
    "sign_in", "sign_in_refused", "sign_out", "sign_out_everywhere", "password_changed", "password_refused",
    "invitation_accepted", "token_made", "token_revoked",
    "account_made", "invited", "roles_changed", "account_closed", "account_opened",
    "conversation_read", "conversation_renamed", "conversation_deleted", "conversation_shared",
    "conversation_unshared", "shared_conversation_read",
    "glossary_added", "glossary_changed", "glossary_removed", "glossary_imported",
    "matches_read", "match_accepted", "match_refused", "match_undone", "merged", "merge_undone",
    "upload", "upload_deleted", "upload_offered", "upload_offers_read", "upload_shared",
    "sync", "sync_paused", "sync_resumed", "sync_cancelled",
    "source_tried", "source_added", "source_changed", "source_removed", "retry", "purge", "reindex", "backup", "restore",
    "audience_changed", "audit_read", "audit_exported", "audit_cut",
]  # fmt: skip

Details = Mapping[str, str | int | bool | list[str]]
"""Plain facts of an entry, which need no audience."""

BEGINNING = "0" * 64
"""What the first entry of all is bound to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done. `person_id` is who did it, empty for nobody known and for Zhike
    itself; `target` is an id. `text` is what was asked, for those alone who may read every one of
    `records`, which were shown. `details` hold plain facts that need no audience."""

    event: Event
    person_id: str = ""
    target: str = ""
    text: str = ""
    records: tuple[str, ...] = ()
    details: Details = field(default_factory=dict)
    address: str = ""


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as it stands in the log, at a number that is one more than that before it."""

    number: int
    at: datetime
    entry: Entry
    hash: str


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries; all where nothing is said. `target` finds a record shown or a thing acted on, and
    `text` only words of questions that whoever looks may see."""

    events: tuple[Event, ...] = ()
    person_id: str = ""
    target: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditView:
    """An entry as one administrator may see it: ids of everything; names only of a colleague whom they
    may know of, and what was asked only if it is their own or they may read all that was shown for it
    (`text_hidden` where that is not so)."""

    number: int
    at: datetime
    event: Event
    person_id: str
    person: str
    alternate_name: str
    target: str
    text: str
    text_hidden: bool
    records: tuple[str, ...]
    details: Details
    address: str
    hash: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the log is whole; `fault` says at which entry it is not, and why. `entries` counts
    those that stand, `cut` those that were cut for their age."""

    ok: bool
    entries: int
    cut: int
    fault: str = ""


def hash_of(previous: str, number: int, at: datetime, entry: Entry) -> str:
    """SHA-256, hexadecimal, over the hash before and everything that the entry says."""
    said = [previous, number, to_text(at), asdict(entry)]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def signature_of(key: bytes, kind: str, number: int, of_hash: str, at: datetime) -> str:
    """HMAC-SHA-256, hexadecimal, of a mark: where the log ends, or where it was cut."""
    said = f"{kind}\n{number}\n{of_hash}\n{to_text(at)}"
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
