"""Appends to the audit log, proves that nothing is missing in it, and cuts what is too old."""

from __future__ import annotations

import hmac
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, func, insert, select

from assistant.audit.entries import (
    BEGINNING,
    Entry,
    Event,
    KeptEntry,
    Proof,
    hash_of,
    signature_of,
)
from ingest.catalog.database import Catalog, upsert
from ingest.catalog.usage import audit, audit_marks

_PAGE = 1000
_CUT_EVERY = timedelta(days=1)

_Mark = Row[tuple[object, ...]]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _End:
    """An entry's number and hash: what the next one is bound to."""

    number: int
    hash: str


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
        self._lock = threading.Lock()
        self._left_at: _End | None = None

    def append(self, *entries: Entry) -> None:
        """Keep what was done, in one transaction."""
        with self._lock:
            with self._catalog.writing() as connection:
                end = self._extend(connection, entries)
            self._left_at = end
        now = self._now()
        if self._cut_at is None or now - self._cut_at >= _CUT_EVERY:
            self._cut_at = now
            self.cut(before=now - self._kept_for)

    def last(self, event: Event) -> datetime | None:
        """When such a thing was done last, as far back as the log is kept."""
        with self._catalog.reading() as connection:
            at: datetime | None = connection.scalar(
                select(func.max(audit.c.at)).where(audit.c.action == event)
            )
        return at

    def cut(self, *, before: datetime) -> int:
        """Remove the oldest entries, made before a moment, behind a signed mark; how many. None where
        one of them was changed: it may be younger than it says."""
        with self._lock:
            with self._catalog.writing() as connection:
                last = connection.scalar(
                    select(func.max(audit.c.number)).where(audit.c.at < before)
                )
                first_kept = connection.scalar(
                    select(func.min(audit.c.number)).where(audit.c.at >= before)
                )
                # A clock that was set back made older moments later on; only the oldest run goes.
                if last is not None and first_kept is not None:
                    last = min(last, first_kept - 1)
                marks = _marks(connection)
                if last is None or last <= _end_of(marks.get("cut")).number:
                    return 0
                cut, fault = self._followed(connection, marks, through=last)
                if fault:
                    _log.error("nothing is cut from the audit log: %s", fault)
                    return 0
                self._mark(connection, "cut", cut)
                removed = connection.execute(delete(audit).where(audit.c.number <= last)).rowcount
                end = self._extend(connection, [Entry("audit_cut", details={"through": last})])
            self._left_at = end
        return removed

    def prove(self) -> Proof:
        """Go through the whole log: every entry bound to the one before it, none missing at its
        beginning, in its midst or at its end."""
        left_at = self._left_at
        with self._catalog.reading() as connection:
            marks = _marks(connection)
            for mark in marks.values():
                if not self._is_ours(mark):
                    return Proof(False, 0, 0, f"the mark {mark.kind!r} is not signed by this key")
            cut_away = _end_of(marks.get("cut")).number
            end, fault = self._followed(connection, marks)
        taken_away = left_at is not None and end.number < left_at.number
        if not fault and (taken_away or end != _end_of(marks.get("head"))):
            fault = f"entries after {end.number} are missing"
        return Proof(not fault, end.number - cut_away, cut_away, fault)

    def _followed(
        self, connection: Connection, marks: Mapping[str, _Mark], *, through: int | None = None
    ) -> tuple[_End, str]:
        """How far each entry is bound to the one before it, from where the log was cut, and what is
        wrong with the next."""
        cut = marks.get("cut")
        end = _end_of(cut)
        if cut and not self._is_ours(cut):
            return end, "the mark 'cut' is not signed by this key"
        for kept in _entries(connection):
            if through is not None and kept.number > through:
                break
            if kept.number != end.number + 1:
                return end, f"entry {end.number + 1} is missing"
            if kept.hash != hash_of(end.hash, kept.number, kept.at, kept.entry):
                return end, f"entry {kept.number} was changed"
            end = _End(kept.number, kept.hash)
        return end, ""

    def _extend(self, connection: Connection, entries: Iterable[Entry]) -> _End:
        """Bind entries to the end of the log. An end that is not as this log left it stays unsigned
        from now on, lest our signature hide what was taken away before it."""
        head = _marks(connection).get("head")
        end, last = _end_of(head), _last_entry(connection)
        signed = head is None or self._is_ours(head)
        ours = signed and last == end and self._left_at in (None, end)
        if not ours:
            _log.error("the audit log was changed by somebody else; zhike audit prove says so")
            end = max(end, last, key=lambda one: one.number)
        for entry in entries:
            number, at = end.number + 1, self._now()
            end = _End(number, hash_of(end.hash, number, at, entry))
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
                    hash=end.hash,
                )
            )
        self._mark(connection, "head", end, signed=ours)
        return end

    def _mark(self, connection: Connection, kind: str, end: _End, *, signed: bool = True) -> None:
        at = self._now()
        signature = signature_of(self._key, kind, end.number, end.hash, at) if signed else ""
        row = {"kind": kind, "number": end.number, "hash": end.hash, "at": at}
        upsert(connection, audit_marks, [row | {"signature": signature}])

    def _is_ours(self, mark: _Mark) -> bool:
        signature = signature_of(self._key, mark.kind, mark.number, mark.hash, mark.at)
        return hmac.compare_digest(signature, mark.signature)


def _marks(connection: Connection) -> dict[str, _Mark]:
    return {row.kind: row for row in connection.execute(select(audit_marks))}


def _last_entry(connection: Connection) -> _End:
    row = connection.execute(
        select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)
    ).first()
    return _End(row.number, row.hash) if row else _End(0, BEGINNING)


def _end_of(mark: _Mark | None) -> _End:
    return _End(mark.number, mark.hash) if mark else _End(0, BEGINNING)


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
