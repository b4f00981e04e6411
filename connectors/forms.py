"""What may be said of each kind of source, as the fields of a form: from the connectors' own settings, and
from the beginnings that `stub` keeps."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from connectors.kinds import needs_a_path
from connectors.stub import example, stub_names
from connectors.vendors import VENDORS, definition_of
from ingest.errors import SettingsError

FieldType = Literal["text", "number", "integer", "boolean", "choice", "list"]
Value = str | int | float | bool | tuple[str, ...] | None

_MODELS = {
    "directory": ("directory", "DirectoryOptions"),
    "table": ("table_mapping", "TableOptions"),
    "folder": ("folder", "FolderOptions"),
    "mail": ("mail", "MailOptions"),
    "chat": ("chat", "ChatOptions"),
    "sql": ("sql_options", "SqlOptions"),
    "tryton": ("tryton_options", "TrytonOptions"),
    "imap": ("imap", "ImapOptions"),
    "ldap": ("ldap_options", "LdapOptions"),
    "redmine": ("redmine", "RedmineOptions"),
    "wiki": ("wiki_options", "WikiOptions"),
}
_COMMON = ("name", "kind", "path", "audience", "schedule")
_ELSEWHERE = frozenset({"url", "storage", "allow_private"})
"""What a folder says only where it has a `url`."""
_HERE = frozenset({"path", "watch"})
_OF_A_VENDOR = frozenset(
    {
        "url",
        "allow_private",
        "timeout_seconds",
        "full_listing_hours",
        "page_size",
        "only",
        "leave_out",
    }
)
"""What a company may want to say otherwise than a vendor's definition does."""
_VARIABLE = "_env"
_SIGNING_IN = "auth."


@dataclass(frozen=True, slots=True)
class SourceField:
    """One setting: `name` is its key, with a dot where it stands in a table. `variable` says that it names
    an environment variable with a secret, `usual` that a beginning mentions it; `example` is what that says."""

    name: str
    type: FieldType
    required: bool
    default: Value
    example: Value
    choices: tuple[str | bool, ...] = ()
    variable: bool = False
    usual: bool = True


@dataclass(frozen=True, slots=True)
class SourceForm:
    """How a source is begun: `beginning` is a kind or a variety of one (s3 is a folder).

    `tables` is an example, in TOML, of what no field holds; without such `tables_required` says that nothing
    can be read. `missing` is the package without which this kind cannot be read here, empty where it can.
    """

    beginning: str
    kind: str
    fields: tuple[SourceField, ...]
    tables: Mapping[str, object]
    tables_required: bool
    missing: str = ""


def source_forms() -> tuple[SourceForm, ...]:
    """One for each beginning that there is."""
    return tuple(source_form(name) for name in stub_names())


def source_form(beginning: str) -> SourceForm:
    """Raises SettingsError for a beginning that there is not."""
    stated = example(beginning)
    kind = str(stated["kind"])
    try:
        model = options_of(kind)
    except ModuleNotFoundError as error:
        return SourceForm(beginning, kind, (), {}, False, missing=error.name or kind)
    fields = tuple(_fields(kind, model, stated))
    named = {field.name for field in fields}
    rest = _without(stated, named | set(_COMMON))
    required = any(
        info.is_required() and key not in named and not any(n.startswith(f"{key}.") for n in named)
        for key, info in model.model_fields.items()
        if kind not in VENDORS
    )
    return SourceForm(beginning, kind, fields, rest, required)


def options_of(kind: str) -> type[BaseModel]:
    """The settings of a kind. ModuleNotFoundError where what reads it is not installed, SettingsError for
    a kind that there is not."""
    if kind == "rest" or kind in VENDORS:
        module, name = "rest.options", "RestOptions"
    elif kind in _MODELS:
        module, name = _MODELS[kind]
    else:
        raise SettingsError(f"There is no kind of source called {kind!r}")
    # Imported here, so that a company pays in time and memory only when somebody looks.
    model: type[BaseModel] = getattr(import_module(f"connectors.{module}"), name)
    return model


def _fields(
    kind: str, model: type[BaseModel], stated: Mapping[str, object]
) -> Iterator[SourceField]:
    elsewhere = "url" in stated
    if needs_a_path(kind, stated):
        yield SourceField("path", "text", True, None, _value(stated.get("path")))
    vendor = definition_of(kind) if kind in VENDORS else {}
    examples = dict(_leaves({key: one for key, one in stated.items() if key not in _COMMON}))
    known = dict(_settings(model))
    if kind == "folder":
        known = {
            name: info
            for name, info in known.items()
            if name not in (_HERE if elsewhere else _ELSEWHERE)
        }
    for name, value in examples.items():
        info = known.get(name)
        yield _field(kind, name, info, value, vendor, usual=True)
    for name, info in known.items():
        if name not in examples and _is_offered(kind, name):
            yield _field(kind, name, info, None, vendor, usual=False)


def _is_offered(kind: str, name: str) -> bool:
    """Whether a setting that no beginning mentions has a field; what has none may be said in TOML."""
    if kind in VENDORS:
        return name in _OF_A_VENDOR
    return "." not in name or (kind == "rest" and name.startswith(_SIGNING_IN))


def _field(
    kind: str,
    name: str,
    info: FieldInfo | None,
    value: Value,
    vendor: Mapping[str, object],
    *,
    usual: bool,
) -> SourceField:
    type_, choices = (_type_of(info.annotation) if info else None) or (_type_of_value(value), ())
    preset = _value(_at(vendor, name))
    required = preset is None and (
        (info.is_required() if info else False)
        or (kind == "folder" and name == "url")
        or (kind in VENDORS and usual and name.startswith(_SIGNING_IN))
    )
    default = preset
    if default is None and info is not None and not info.is_required():
        default = _value(info.get_default(call_default_factory=True))
    variable = name.endswith(_VARIABLE)
    return SourceField(name, type_, required, default, value, choices, variable, usual)


def _settings(model: type[BaseModel], before: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every setting that one field of a form can hold, those of tables inside as well."""
    for key, info in model.model_fields.items():
        name = f"{before}{info.alias or key}"
        inside = info.annotation
        if isinstance(inside, type) and issubclass(inside, BaseModel):
            yield from _settings(inside, f"{name}.")
        elif _type_of(inside):
            yield name, info


def _type_of(annotation: object) -> tuple[FieldType, tuple[str | bool, ...]] | None:
    """None for what no one field of a form can hold."""
    if get_origin(annotation) is Annotated:
        return _type_of(get_args(annotation)[0])
    if get_origin(annotation) in (typing.Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        if len(parts) == 1:
            return _type_of(parts[0])
        found = [_type_of(part) for part in parts]
        words = [choice for one in found if one for choice in one[1]]
        return ("choice", (True, *words, False)) if bool in parts and words else None
    if get_origin(annotation) is Literal:
        return "choice", tuple(get_args(annotation))
    if get_origin(annotation) is tuple:
        of = get_args(annotation)
        element = _type_of(of[0]) if len(of) == 2 and of[1] is Ellipsis else None
        return ("list", ()) if element and element[0] in ("text", "integer") else None
    simple: dict[object, FieldType] = {
        bool: "boolean", int: "integer", float: "number", str: "text", Path: "text",
    }  # fmt: skip
    return (simple[annotation], ()) if annotation in simple else None


def _type_of_value(value: Value) -> FieldType:
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case tuple():
            return "list"
        case _:
            return "text"


def _value(value: object) -> Value:
    """As a form holds it; None for what it cannot hold."""
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, list | tuple) and not any(
        isinstance(one, Mapping | BaseModel) for one in value
    ):
        return tuple(str(one) for one in value)
    return None


def _leaves(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, Value]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            if not any(isinstance(one, Mapping) for one in value.values()) or before == "":
                yield from _leaves(value, f"{before}{key}.")
        elif (held := _value(value)) is not None:
            yield f"{before}{key}", held


def _without(table: Mapping[str, object], names: set[str], before: str = "") -> dict[str, object]:
    rest: dict[str, object] = {}
    for key, value in table.items():
        name = f"{before}{key}"
        if name in names:
            continue
        if isinstance(value, Mapping):
            inside = _without(value, names, f"{name}.")
            if inside:
                rest[key] = inside
        else:
            rest[key] = value
    return rest


def _at(table: Mapping[str, object], name: str) -> object:
    value: object = table
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value
