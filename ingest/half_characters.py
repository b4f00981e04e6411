"""Halves of characters: systems that cut text at so many units send them, and nothing can keep them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

Value = TypeVar("Value")


def mended(value: Value) -> Value:
    """The same, with U+FFFD for every lone surrogate in any string of it; dataclasses, tuples and frozen
    sets are gone through, whatever else they hold is left."""
    return cast(Value, _mended(value))


def _mended(value: object) -> object:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple | frozenset):
        parts = [_mended(part) for part in value]
        changed = any(one is not other for one, other in zip(parts, value, strict=True))
        return type(value)(parts) if changed else value
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: getattr(value, one.name) for one in fields(value)}
        better = {name: _mended(part) for name, part in held.items()}
        changes = {name: part for name, part in better.items() if part is not held[name]}
        return replace(value, **changes) if changes else value
    return value


def _text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
