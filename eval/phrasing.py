"""Reads eval/phrasings: how colleagues word a lookup or a count, and which question each wording asks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PHRASINGS = Path(__file__).resolve().parent / "phrasings"
Language = Literal["zh", "en"]
Kind = Literal["lookup", "count", "sum", "average", "group", "top"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A wording with slots: `{name}` is a record's name, `{period}` a time in the field `dated`,
    any other a field that the counted records must have with the value written there.

    `field` is looked up or added up; `by` is what the records are grouped or ranked by.
    """

    id: str
    language: Language
    text: str
    kind: Kind
    of: str
    field: str = ""
    by: str = ""
    dated: str = ""

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots in the order of the text."""
        return tuple(_SLOT.findall(self.text))

    @property
    def filters(self) -> tuple[str, ...]:
        """The fields that the records must have with given values."""
        return tuple(slot for slot in self.slots if slot not in {"name", "period"})


def read_phrasings(folder: Path = PHRASINGS) -> tuple[Phrasing, ...]:
    """Every phrasing, by file and place; a file's name begins with its language."""
    return tuple(
        Phrasing(language=language, **found)
        for language in LANGUAGES
        for path in sorted(folder.glob(f"{language}-*.toml"))
        for found in tomllib.loads(path.read_text(encoding="utf-8"))["phrasings"]
    )


@dataclass(frozen=True, slots=True)
class Writings:
    """How one language writes periods and values: `periods` by granularity, then by relation."""

    periods: Mapping[str, Mapping[str, tuple[str, ...]]]
    values: Mapping[str, str]

    def value(self, value: str) -> str:
        """A value of the records as a question writes it."""
        return self.values.get(value, value)


def read_writings(folder: Path = PHRASINGS) -> Mapping[Language, Writings]:
    """The writings of each language."""
    found = tomllib.loads((folder / "writings.toml").read_text(encoding="utf-8"))
    return {
        language: Writings(
            {
                granularity: {
                    relation: (forms,) if isinstance(forms, str) else tuple(forms)
                    for relation, forms in found[language][granularity].items()
                }
                for granularity in ("month", "quarter", "year")
            },
            found[language]["values"],
        )
        for language in LANGUAGES
    }
