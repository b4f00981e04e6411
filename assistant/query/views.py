"""What can be counted by, as a caller or a language model is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.records import Kind


@dataclass(frozen=True, slots=True)
class CountableField:
    """A field: `name` is what a query calls it, `label` the source's own word."""

    name: str
    label: str
    type: Literal["text", "number", "day"]


@dataclass(frozen=True, slots=True)
class CountableKind:
    """A kind of record with its fields."""

    kind: Kind
    fields: tuple[CountableField, ...]
