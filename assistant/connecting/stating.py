"""What a form says of a source, as config.toml would."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import tomli_w

from assistant.settings import SourceSettings
from connectors.forms import SourceForm, source_form
from connectors.stub import example, stub_names
from ingest.errors import PermanentError, SettingsError

Held = str | bool | int | float | list[str]
_COMMON = frozenset({"path", "audience", "schedule"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A source as a form has it: its fields by name (`auth.token_env` stands in a table), and in TOML
    whatever has no field."""

    beginning: str
    name: str
    fields: Mapping[str, Held] = field(default_factory=dict)
    tables: str = ""

    def keys(self) -> dict[str, object]:
        """What its file says, but for the name. Raises PermanentError for what is no TOML and for an unknown beginning."""
        keys = _read(self.tables)
        for name, value in self.fields.items():
            *steps, last = name.split(".")
            table = keys
            for step in steps:
                inside = table.setdefault(step, {})
                if not isinstance(inside, dict):
                    raise PermanentError(f"{step}: stated twice, as a field and below it")
                table = inside
            table[last] = value
        keys.pop("name", None)
        return keys | {"kind": self._kind()}

    def _kind(self) -> object:
        try:
            return example(self.beginning)["kind"]
        except SettingsError as error:
            raise PermanentError(f"beginning: {error}") from error


def stated(source: SourceSettings, root: Path) -> Stated:
    """The inverse: a configured source as its form shows it. Paths below `root` are told relative to it."""
    beginning = _beginning_of(source)
    named = {one.name for one in source_form(beginning).fields} | _COMMON
    fields: dict[str, Held] = {}
    if source.path is not None:
        fields["path"] = _shown(source.path, root)
    fields["audience"] = [*source.audience]
    if source.schedule:
        fields["schedule"] = source.schedule
    rest = _parted(_plain(source.options, root), named, fields)
    return Stated(beginning, source.name, fields, tomli_w.dumps(rest))


def tables_of(form: SourceForm) -> str:
    """The example of a form, as somebody would write it."""
    return tomli_w.dumps(form.tables)


def _read(text: str) -> dict[str, object]:
    try:
        keys = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PermanentError(f"tables: this is no TOML: {error}") from error
    # As it would stand in config.toml, where somebody copied it from.
    inside = keys.pop("sources", {})
    if isinstance(inside, list) and len(inside) == 1:
        (inside,) = inside
    if not isinstance(inside, dict):
        raise PermanentError("tables: state one source alone, without [[sources]]")
    return {**inside, **keys}


def _beginning_of(source: SourceSettings) -> str:
    if source.kind == "folder" and "url" in source.options:
        scheme = str(source.options["url"]).partition("://")[0]
        known = {
            str(example(name).get("url", "")).partition("://")[0]: name for name in _elsewhere()
        }
        return known.get(scheme, "webdav" if scheme.startswith("dav") else "s3")
    return source.kind


def _elsewhere() -> list[str]:
    return [name for name in stub_names() if example(name)["kind"] == "folder" and name != "folder"]


def _parted(
    table: Mapping[str, object], named: set[str], fields: dict[str, Held], before: str = ""
) -> dict[str, object]:
    """Puts what has a field into `fields`; gives the rest."""
    rest: dict[str, object] = {}
    for key, value in table.items():
        name = f"{before}{key}"
        if name in named and isinstance(value, str | bool | int | float | list):
            fields[name] = value
        elif isinstance(value, dict):
            if inside := _parted(value, named, fields, f"{name}."):
                rest[key] = inside
        else:
            rest[key] = value
    return rest


def _plain(table: Mapping[str, object], root: Path) -> dict[str, object]:
    return {
        key: _shown(value, root) if isinstance(value, Path) else value
        for key, value in table.items()
    }


def _shown(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
