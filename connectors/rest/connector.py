"""A system that is read over REST: each item of its lists is a record."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from connectors.cursors import Cursor
from connectors.listing import Listed, with_checkpoints
from connectors.outbound import outbound_client
from connectors.rest.asking import Asker, RefusedError
from connectors.rest.entity_list import EntityList
from connectors.rest.item_reader import ItemReader
from connectors.rest.lookups import Lookups
from connectors.rest.options import RestEntity, RestOptions
from connectors.rest.sign_in import SignIn
from connectors.rest.templates import Tree
from ingest.edition import EDITION
from ingest.records import Change, Checkpoint, Failure, Tombstone, revision_of

_RULES = "rules"
_BYTES_IN_A_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class RestConnector:
    """Yields a record for each item; its external id is the entity's name in the settings, "#" and the item's id.

    `sleep` waits so many seconds when the system wants patience.
    """

    name: str
    options: RestOptions
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]
    sleep: Callable[[float], None] = time.sleep

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Everything, when that is due or no entity says how to ask for changes; else what changed.

        Raises TransientError and PermanentError as asking does, SettingsError for a secret that is not set.
        """
        options = self.options
        sign_in = SignIn(options.auth, options.values)
        with outbound_client(
            allow_private=options.allow_private,
            timeout_seconds=options.timeout_seconds,
            limit_bytes=options.largest_answer_mb * _BYTES_IN_A_MB,
        ) as client:
            asker = Asker(options, client, sign_in, self.sleep)
            held = Cursor.read(cursor)
            run = _Run(self, asker, known, held, held.marks.get(_RULES, "") != self._rules())
            for change in with_checkpoints(run.listed()):
                if not isinstance(change, Checkpoint):
                    yield change
                elif change.complete:
                    complete = run.lists_everything and run.whole
                    cursor = run.cursor(self._rules()).written()
                    yield replace(change, complete=complete, cursor=cursor)
                else:
                    yield replace(change, cursor=cursor)

    def _rules(self) -> str:
        """Whatever decides what an item says, and which items there are. Where it changes, all are read again."""
        parts = self.options.parts()
        stated = self.options.model_dump_json(
            include={"url", "values", "lookups", "naming", "false_is_nothing"}
        )
        mapped = (f"{part} {entity.model_dump_json()}" for part, entity in parts.items())
        return revision_of(str(EDITION), stated, *mapped, *self.audience, str(self.timezone))


@dataclass(slots=True)
class _Run:
    """One listing on its way."""

    connector: RestConnector
    asker: Asker
    known: Mapping[str, str]
    held: Cursor
    rules_changed: bool
    lists_everything: bool = field(init=False)
    whole: bool = field(default=True, init=False)
    _started: datetime = field(init=False)
    _marks: dict[str, str] = field(default_factory=dict, init=False)
    _lookups: Lookups = field(init=False)

    def __post_init__(self) -> None:
        options = self.connector.options
        self._started = datetime.now(UTC)
        self._lookups = Lookups(self.asker, options.lookups)
        every = timedelta(hours=options.full_listing_hours)
        self.lists_everything = (
            self.rules_changed
            or self.held.listing_is_due(every, self._started)
            or not any(entity.since for entity in options.parts().values())
        )

    def cursor(self, rules: str) -> Cursor:
        """Where the next listing is taken up."""
        complete = self.lists_everything and self.whole
        listed_at = self._started if complete else self.held.listed_at
        if self.rules_changed and not complete:
            # Nothing may pass for read by these rules until a listing has been through.
            return Cursor({})
        return Cursor({**self._marks, _RULES: rules}, listed_at)

    def listed(self) -> Iterator[Listed]:
        """The items of every entity. One whose list is refused is reported, unless all are."""
        parts = self.connector.options.parts()
        refused: list[RefusedError] = []
        for part, entity in parts.items():
            try:
                yield from self._part(part, entity)
            except RefusedError as error:
                refused.append(error)
                if len(refused) == len(parts):
                    raise
                self.whole = False
                if part in self.held.marks:
                    self._marks[part] = self.held.marks[part]
                message = (
                    f'{part}: {error} Leave it out with leave_out = ["{part}"] if it is not used.'
                )
                yield Listed(part, Failure(part, "unavailable", message))

    def _part(self, part: str, entity: RestEntity) -> Iterator[Listed]:
        mark = _instant(self.held.marks.get(part, ""))
        reading = EntityList(self.asker, part, entity, self._started, mark)
        connector = self.connector
        reader = ItemReader(
            source=connector.name,
            part=part,
            entity=entity,
            options=connector.options,
            audience=connector.audience,
            timezone=connector.timezone,
            lookups=self._lookups.of(entity),
            known=self.known,
        )
        if self.lists_everything or entity.since is None or mark is None:
            items: Iterator[Tree] = reading.everything()
        else:
            # Deletions come first: what was restored since is found among the changes. The last full listing
            # knew of all before it, and a system may refuse to tell of deletions long ago.
            for deleted in reading.deleted(max(mark, self.held.listed_at or mark)):
                external_id = f"{part}#{deleted}"
                if external_id in self.known:
                    yield Listed(external_id, Tombstone(external_id))
            items = reading.changed(entity.since, mark)
        for item in items:
            yield from reader.listed(item)
        self.whole = self.whole and reading.whole
        # An item may have slipped past: it is asked for again from where this reading began.
        reached = reading.mark if reading.whole or mark is None else mark
        if reached:
            self._marks[part] = reached.isoformat()


def _instant(mark: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(mark)
    except ValueError:
        return None
    return instant if instant.tzinfo else None
