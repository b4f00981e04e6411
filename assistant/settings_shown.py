"""The settings as an administrator may see them: what holds, and what differs from the default. No secret
is among them, since the settings hold none but the names of variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from assistant.settings import Settings
from connectors.secrets import variables_unset

Shown = str | int | float | bool | tuple[str, ...] | None

_HIDDEN = frozenset(
    {"root", "sources", "demo.password", "demo.suggestions.zh", "demo.suggestions.en"}
)
"""The folder is no key; sources have a page of their own; the demo's password is no secret, yet nobody's to copy."""


@dataclass(frozen=True, slots=True)
class SettingShown:
    """One key of config.toml, in its table (empty for those before any). `changed` where it differs from
    what is assumed; `variable` tells of one that names a variable whether that is set."""

    table: str
    key: str
    value: Shown
    changed: bool
    variable: Literal["", "set", "unset"] = ""


def settings_shown(settings: Settings) -> tuple[SettingShown, ...]:
    """Every one, by table."""
    return tuple(
        sorted(_shown(settings, settings, ""), key=lambda one: (one.table != "", one.table))
    )


def _shown(settings: Settings, table: BaseModel, before: str) -> Iterator[SettingShown]:
    for key, info in type(table).model_fields.items():
        value, name = getattr(table, key), f"{before}{key}"
        if name in _HIDDEN:
            continue
        if isinstance(value, BaseModel):
            yield from _shown(settings, value, f"{name}.")
            continue
        variable: Literal["", "set", "unset"] = ""
        if key.endswith("_env") and value:
            variable = "unset" if variables_unset({key: value}) else "set"
        changed = info.is_required() or value != _assumed(info, settings)
        yield SettingShown(before.removesuffix("."), key, _written(value), changed, variable)


def _assumed(info: FieldInfo, settings: Settings) -> object:
    assumed = info.get_default(call_default_factory=True)
    return settings.root / assumed if isinstance(assumed, Path) else assumed


def _written(value: object) -> Shown:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, tuple | list | frozenset):
        return tuple(_item(one) for one in value)
    return _item(value)


def _item(value: object) -> str:
    if isinstance(value, Path | date):
        return str(value)
    if isinstance(value, BaseModel):
        return _pairs(value.model_dump(exclude_unset=True))
    if isinstance(value, dict):
        return _pairs(value)
    return str(value)


def _pairs(told: Mapping[str, object]) -> str:
    """As config.toml writes them, without what nobody said."""
    return ", ".join(f"{key} = {_told(one)}" for key, one in told.items())


def _told(value: object) -> str:
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(str, value))}]"
    return str(value)
