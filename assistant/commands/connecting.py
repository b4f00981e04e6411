"""zhike connect: a new source begun in config.toml, and one that is filled in tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assistant.settings import Settings, SourceSettings, checked_source_name, load_settings
from connectors.secrets import variables_unset
from connectors.stub import commented, example
from connectors.upload import KIND
from ingest.errors import SettingsError
from ingest.records import Connector, Failure, Record

_SHOWN = 5
_COUNTED = 200
"""So many are looked at: enough to see that they are the right ones."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What stands in `config` now, all of it comments; `missing` are the variables that it names and
    the environment does not hold. `written` is false where it stood there already."""

    config: Path
    name: str
    written: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the source holds."""

    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What a source gave when it was tried: how many of each kind, the first few, and what failed; `more` says
    that it was not gone through to its end. Nothing of it was stored."""

    name: str
    counts: Mapping[str, int]
    first: tuple[Item, ...]
    failures: tuple[str, ...]
    more: bool


def begin(config: Path, stub: str, name: str) -> Begun:
    """Append a commented stub to config.toml, unless one of that name is there; nothing else is changed.

    It goes there, and not into a file under sources.d, because a file there that is all comments is a
    source that says nothing, which stops the start. SettingsError for an unknown stub.
    """
    if stub == KIND:
        raise SettingsError("Files are uploaded on the page; there is nothing to configure")
    try:
        text = commented(stub, checked_source_name(name))
    except ValueError as error:
        raise SettingsError(f"The name {error}") from error
    missing = variables_unset(example(stub))
    try:
        held = config.read_text("utf-8-sig")
        written = f'# name = "{name}"\n' not in held
        if written:
            with config.open("a", encoding="utf-8") as file:
                file.write(f"{'' if held.endswith(chr(10)) else chr(10)}\n{text}")
    except OSError as error:
        raise SettingsError(f"{config} cannot be written: {error.strerror}") from error
    return Begun(config, name, written, missing)


def connect(config: Path, stub: str, name: str) -> Begun | Trial:
    """Try the source of that name where config.toml has one, else begin it.

    SettingsError for what is missing, and what the connector raises where it cannot read.
    """
    settings = load_settings(config)
    source = next((source for source in settings.sources if source.name == name), None)
    if source is None:
        return begin(config, stub, name)
    kind = example(stub)["kind"]
    if source.kind != kind:
        raise SettingsError(
            f"A source called {name!r} is there, of kind {source.kind}; "
            f"name this one otherwise: zhike connect {stub} NAME"
        )
    if missing := variables_unset(source.options):
        raise SettingsError(f"Source {name}: not set in the environment: {', '.join(missing)}")
    return tried(name, _connector(source, settings))


def tried(name: str, connector: Connector) -> Trial:
    """What a connector gives first. Raises what it raises."""
    counts: Counter[str] = Counter()
    first: list[Item] = []
    failures: list[str] = []
    changes = connector.changes({}, None)
    items = (change for change in changes if isinstance(change, Record | Failure))
    for item in islice(items, _COUNTED):
        if isinstance(item, Failure):
            failures.append(item.message)
            continue
        counts[item.kind] += 1
        if len(first) < _SHOWN:
            first.append(Item(item.kind, item.title or item.external_id))
    more = next(items, None) is not None
    return Trial(name, dict(counts), tuple(first), tuple(failures[:_SHOWN]), more)


def _connector(source: SourceSettings, settings: Settings) -> Connector:
    # It loads the stores and the model, which a stub does not need.
    from assistant.configured import configured_source

    return configured_source(source, settings).connector
