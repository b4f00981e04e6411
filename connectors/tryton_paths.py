"""Which field of a Tryton record a column holds: a path through related records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

_STEP = re.compile(r"([a-z_][a-z0-9_]*)(:string)?(?:\[([a-z_][a-z0-9_]*)=([^\]]*)\])?(?:\.|$)")


@dataclass(frozen=True, slots=True)
class _Step:
    field: str
    shown: bool
    """Whether the word that people read is wanted in place of a selection's own value."""
    where: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldPath:
    """Such as name, employee.party.name, state:string, or contact_mechanisms[type=email].value: of the
    related records those alone whose type is email."""

    steps: tuple[_Step, ...]

    @classmethod
    def read(cls, text: str) -> FieldPath:
        """Raises ValueError for what is no path."""
        steps, position = [], 0
        while position < len(text):
            match = _STEP.match(text, position)
            if match is None:
                raise ValueError(f"{text!r} is no path of fields, such as employee.party.name")
            field, shown, where, value = match.groups()
            steps.append(_Step(field, bool(shown), where or "", value or ""))
            position = match.end()
        if not steps or text.endswith(".") or steps[-1].where:
            raise ValueError(f"{text!r} is no path of fields: it ends in no field")
        if any(step.shown for step in steps[:-1]):
            raise ValueError(f"{text!r}: only the last field has a :string")
        return cls(tuple(steps))

    @property
    def first(self) -> str:
        return self.steps[0].field

    def names(self) -> Iterator[str]:
        """What `read` is to be asked for."""
        before = ""
        for step in self.steps:
            if step.where:
                yield f"{before}{step.field}.{step.where}"
            if step is self.steps[-1]:
                yield f"{before}{step.field}:string" if step.shown else before + step.field
            before += f"{step.field}."

    def relations(self) -> Iterator[str]:
        """The related records that it goes through, a change of which changes what it leads to."""
        for length in range(1, len(self.steps)):
            yield ".".join(step.field for step in self.steps[:length])

    def values(self, row: Mapping[str, object]) -> list[object]:
        """What it leads to in an answer of `read`; nothing where a related record is not there."""
        found: list[Mapping[str, object]] = [row]
        for step in self.steps[:-1]:
            found = [
                related
                for one in found
                for related in _related(one.get(f"{step.field}."))
                if not step.where or str(related.get(step.where)) == step.value
            ]
        last = self.steps[-1]
        key = f"{last.field}:string" if last.shown else last.field
        return [value for one in found if (value := one.get(key)) is not None]


def _related(value: object) -> list[Mapping[str, object]]:
    several = value if isinstance(value, list | tuple) else [value]
    return [one for one in several if isinstance(one, Mapping)]


def _checked(text: str) -> str:
    FieldPath.read(text)
    return text


WrittenPath = Annotated[str, AfterValidator(_checked)]
"""A path as config.toml writes it."""
