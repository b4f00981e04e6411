"""Sources that administrators add, change and take away while Zhike runs."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import tomli_w

from assistant.audit.entries import Details, Entry, Event
from assistant.audit.log import AuditLog
from assistant.configured import configured_source
from assistant.connecting.limits import check
from assistant.connecting.stating import Stated
from assistant.connecting.trying import Trials, Tried
from assistant.settings import ADDED, Settings, SourceSettings, is_added, with_added
from assistant.upkeep import Upkeep
from connectors.secrets import hide_in_logs, variables_named
from ingest.access import Access
from ingest.errors import BusyError, PermanentError, SettingsError
from ingest.pipeline import Source

_NAME_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class _Checked:
    """A source that may be added, and the settings as they are with it."""

    settings: Settings
    stated: SourceSettings
    keys: Mapping[str, object]

    @property
    def variables(self) -> tuple[str, ...]:
        return variables_named(self.stated.options)

    def open(self) -> Source:
        """Raises SettingsError for what its connector does not take."""
        return configured_source(self.stated, self.settings)


class Adding:
    """Each source that is added stands in a file of its own in sources.d. `settings` gives those of now,
    and `keep` takes those that hold from then on. Everything is logged with who did it."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        keep: Callable[[Settings], None],
        upkeep: Upkeep,
        log: AuditLog,
    ) -> None:
        self._settings = settings
        self._keep = keep
        self._upkeep = upkeep
        self._log = log
        self._trials = Trials()
        self._hidden: set[str] = set()
        self._one_at_a_time = threading.Lock()

    def attempt(self, source: Stated, *, access: Access, address: str = "") -> Tried:
        """Connect as the source would, and look at its first items; nothing is stored.

        ForbiddenError and PermanentError for what may not be named, TooManyError while others are tried."""
        checked = self._checked(source)
        self._say("source_tried", checked, access, address)
        return self._trials.run(lambda: checked.open().connector, checked.variables)

    def add(self, source: Stated, *, access: Access, address: str = "") -> None:
        """Add a source and have it read. PermanentError for what is stated wrongly, naming the field, and
        for the name of one that there is."""
        with self._one_at_a_time:
            if any(one.name == source.name for one in self._settings().sources):
                raise PermanentError(f"name: there is a source {source.name!r}; take another name")
            self._put(source, "source_added", access, address)

    def change(self, source: Stated, *, access: Access, address: str = "") -> None:
        """Put another statement in the place of an added source, and have it read again.

        NotFoundError where there is none, PermanentError for one that stands in config.toml and for
        another kind."""
        with self._one_at_a_time:
            held = self._added(source.name)
            if source.keys()["kind"] != held.kind:
                raise PermanentError(
                    f"kind: {held.name} is a {held.kind}; remove it, and add another in its place"
                )
            self._put(source, "source_changed", access, address)

    def remove(self, name: str, *, keep_records: bool, access: Access, address: str = "") -> None:
        """Take an added source away: with everything that was read of it, or so that this stays, as it was
        last. NotFoundError, PermanentError as `change`; BusyError while another sync runs."""
        with self._one_at_a_time:
            held = self._added(name)
            settings = self._settings()
            if not keep_records:
                self._empty(held, settings)
            left = with_added(settings, name)
            _file(name, settings).unlink(missing_ok=True)
            self._upkeep.let_go(name, left)
            self._keep(left)
            details: Details = {"kind": held.kind, "records_kept": keep_records}
            self._log.append(
                Entry("source_removed", access.person_id, name, details=details, address=address)
            )

    def _empty(self, held: SourceSettings, settings: Settings) -> None:
        if held.name in self._upkeep.syncs.underway():
            raise BusyError(f"{held.name} is being read; cancel that first")
        try:
            report = self._upkeep.empty(held.name)
            if report.error:
                raise BusyError(f"{held.name} could not be emptied: {report.error}")
        except BaseException:
            self._upkeep.take_up(configured_source(held, settings), settings)
            raise

    def _put(self, source: Stated, event: Event, access: Access, address: str) -> None:
        checked = self._checked(source)
        try:
            opened = checked.open()
        except SettingsError as error:
            raise PermanentError(_said(error, source.name)) from error
        _write(_file(source.name, checked.settings), checked.keys)
        self._keep(checked.settings)
        self._upkeep.take_up(opened, checked.settings)
        self._say(event, checked, access, address)
        self._upkeep.syncs.see_to(source.name)

    def _checked(self, source: Stated) -> _Checked:
        if len(source.name) > _NAME_CHARACTERS:
            raise PermanentError(f"name: at most {_NAME_CHARACTERS} characters")
        keys, now = source.keys(), self._settings()
        try:
            settings = with_added(now, source.name, keys)
            stated = settings.source(source.name)
        except SettingsError as error:
            raise PermanentError(_said(error, source.name)) from error
        check(stated, now)
        checked = _Checked(settings, stated, keys)
        if fresh := {*checked.variables} - self._hidden:
            self._hidden |= fresh
            hide_in_logs(fresh)
        return checked

    def _added(self, name: str) -> SourceSettings:
        settings = self._settings()
        held = settings.source(name)
        if not is_added(name, settings.root):
            raise PermanentError(
                f"{name} stands in config.toml; change it there, and restart Zhike"
            )
        return held

    def _say(self, event: Event, checked: _Checked, access: Access, address: str) -> None:
        stated = checked.stated
        details: Details = {
            "kind": stated.kind,
            "where": _where(stated),
            "audience": [*stated.audience],
            "variables": [*checked.variables],
        }
        self._log.append(
            Entry(event, access.person_id, stated.name, details=details, address=address)
        )


def _where(stated: SourceSettings) -> str:
    """As the log keeps it: who signs in there, perhaps with what, stays out, and whatever follows a ?."""
    if stated.path:
        return str(stated.path)
    where = str(stated.options.get("url") or stated.options.get("host") or "")
    try:
        parts = urlsplit(where)
        _ = parts.port
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}" if parts.scheme else parts.path


def _said(error: SettingsError, name: str) -> str:
    """Without the words for which source it is: there is but one."""
    said = str(error)
    for before in (f"source {name!r}.", f"Source {name}: ", f"source {name!r} "):
        said = said.removeprefix(before)
    return said


def _file(name: str, settings: Settings) -> Path:
    return settings.root / ADDED / f"{name}.toml"


def _write(path: Path, keys: Mapping[str, object]) -> None:
    """In one step, readable by its owner alone. PermanentError where the folder cannot be written."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            tomli_w.dump(keys, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise PermanentError(
            f"{path.parent} cannot be written ({error.strerror}); let Zhike's user write there"
        ) from error
