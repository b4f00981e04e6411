"""Appends to the audit log, proves that nothing is missing in it, and cuts what is too old."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, func, insert, select

from assistant.audit.entries import (
    BEGINNING,
    Entry,
    KeptEntry,
    Proof,
    hash_of,
    signature_of,
)
from ingest.catalog.database import Catalog, upsert
from ingest.catalog.usage import audit, audit_marks

_PAGE = 1000
_CUT_EVERY = timedelta(days=1)


class AuditLog:
    """Append-only. `key` signs where it ends and where it was cut: it belongs to the installation, and
    whoever has it and may write the catalog can forge both."""

    def __init__(
        self, catalog: Catalog, key: bytes, now: Callable[[], datetime], *, kept_for: timedelta
    ) -> None:
        self._catalog = catalog
        self._key = key
        self._now = now
        self._kept_for = kept_for
        self._cut_at: datetime | None = None

    def append(self, *entries: Entry) -> None:
        """Keep what was done, in one transaction."""
        with self._catalog.writing() as connection:
            for entry in entries:
                self._append(connection, entry)
        now = self._now()
        if self._cut_at is None or now - self._cut_at >= _CUT_EVERY:
            self._cut_at = now
            self.cut(before=now - self._kept_for)

    def cut(self, *, before: datetime) -> int:
        """Remove the oldest entries, made before a moment, behind a signed mark; how many."""
        with self._catalog.writing() as connection:
            last = connection.scalar(select(func.max(audit.c.number)).where(audit.c.at < before))
            first_kept = connection.scalar(
                select(func.min(audit.c.number)).where(audit.c.at >= before)
            )
            # A clock that was set back made older moments later on; only the oldest run goes.
            if last is not None and first_kept is not None:
                last = min(last, first_kept - 1)
            bound = connection.scalar(select(audit.c.hash).where(audit.c.number == last))
            if last is None or bound is None:
                return 0
            self._mark(connection, "cut", last, bound)
            removed = connection.execute(delete(audit).where(audit.c.number <= last)).rowcount
            self._append(connection, Entry("audit_cut", details={"through": last}))
        return removed

    def prove(self) -> Proof:
        """Go through the whole log: every entry bound to the one before it, none missing at its
        beginning, in its midst or at its end."""
        with self._catalog.reading() as connection:
            marks = {row.kind: row for row in connection.execute(select(audit_marks))}
            cut, head = marks.get("cut"), marks.get("head")
            for mark in marks.values():
                if not self._is_ours(mark):
                    return Proof(False, 0, 0, f"the mark {mark.kind!r} is not signed by this key")
            number, bound = (cut.number, cut.hash) if cut else (0, BEGINNING)
            cut_away = number
            for kept in _entries(connection):
                if kept.number != number + 1:
                    fault = f"entry {number + 1} is missing"
                    return Proof(False, number - cut_away, cut_away, fault)
                if kept.hash != hash_of(bound, kept.number, kept.at, kept.entry):
                    fault = f"entry {kept.number} was changed"
                    return Proof(False, number - cut_away, cut_away, fault)
                number, bound = kept.number, kept.hash
        ends_at = (head.number, head.hash) if head else (0, BEGINNING)
        if ends_at != (number, bound):
            fault = f"entries after {number} are missing"
            return Proof(False, number - cut_away, cut_away, fault)
        return Proof(True, number - cut_away, cut_away)

    def _append(self, connection: Connection, entry: Entry) -> None:
        head = connection.execute(select(audit_marks).where(audit_marks.c.kind == "head")).first()
        previous, number = (head.hash, head.number + 1) if head else (BEGINNING, 1)
        at = self._now()
        bound = hash_of(previous, number, at, entry)
        connection.execute(
            insert(audit).values(
                number=number,
                at=at,
                person_id=entry.person_id,
                action=entry.event,
                target=entry.target,
                text=entry.text,
                records=list(entry.records),
                details=dict(entry.details),
                address=entry.address,
                hash=bound,
            )
        )
        self._mark(connection, "head", number, bound)

    def _mark(self, connection: Connection, kind: str, number: int, bound: str) -> None:
        at = self._now()
        signature = signature_of(self._key, kind, number, bound, at)
        row = {"kind": kind, "number": number, "hash": bound, "at": at, "signature": signature}
        upsert(connection, audit_marks, [row])

    def _is_ours(self, mark: Row[tuple[object, ...]]) -> bool:
        signature = signature_of(self._key, mark.kind, mark.number, mark.hash, mark.at)
        return hmac.compare_digest(signature, mark.signature)


def kept_entry(row: Row[tuple[object, ...]]) -> KeptEntry:
    """An entry of a row of `audit`."""
    entry = Entry(
        row.action,
        row.person_id,
        row.target,
        row.text,
        tuple(row.records),
        row.details,
        row.address,
    )
    return KeptEntry(row.number, row.at, entry, row.hash)


def _entries(connection: Connection) -> Iterator[KeptEntry]:
    after = 0
    while rows := connection.execute(
        select(audit).where(audit.c.number > after).order_by(audit.c.number).limit(_PAGE)
    ).all():
        yield from map(kept_entry, rows)
        after = rows[-1].number
