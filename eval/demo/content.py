"""Reads what was authored for the demo company: rows, storylines and documents."""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
DOMAIN = "huace.example"
Row = Mapping[str, str]

_ENTRY = re.compile(r"^=== (\w+) (\d{4}-\d\d-\d\d)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Interaction:
    """One thing that happened with a customer; `details` holds the header lines of its entry.

    `kind` is visit, service, call, meeting, mail, ticket or chat. `number` counts the entries
    of that customer from 1, in the order authored, so that ids stay put when more are added.
    """

    kind: str
    customer: str
    number: int
    on: date
    details: Row
    body: str

    def people(self, *roles: str) -> tuple[str, ...]:
        """The names written in the given header lines, in order, without repeats."""
        named = (name.strip() for role in roles for name in self.details.get(role, "").split(";"))
        return tuple(dict.fromkeys(name for name in named if name))


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as authored: Markdown below a TOML head, to be written as `path` says."""

    path: str
    title: str
    author: str
    on: date
    head: Mapping[str, Any]
    body: str


def rows(name: str) -> list[Row]:
    """The rows of an authored CSV file, by column."""
    with (CONTENT / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(file)]


def address(name: str) -> str:
    """A colleague's key ("liu.siyu") as an address; a full address stays as it is."""
    return name if "@" in name else f"{name}@{DOMAIN}"


def interactions() -> list[Interaction]:
    """Every authored interaction, by customer, in the order written."""
    found: list[Interaction] = []
    for path in sorted((CONTENT / "stories").glob("C*.md")):
        found.extend(_entries(path.stem.split("-")[0], path.read_text(encoding="utf-8")))
    return found


def _entries(customer: str, text: str) -> Iterator[Interaction]:
    pieces = _ENTRY.split(text)
    for number, start in enumerate(range(1, len(pieces), 3), start=1):
        kind, day, rest = pieces[start : start + 3]
        head, _, body = rest.strip("\n").partition("\n\n")
        details = dict(line.split(": ", 1) for line in head.splitlines())
        yield Interaction(kind, customer, number, date.fromisoformat(day), details, body.strip())


def papers() -> list[Paper]:
    """Every authored document, by path."""
    root = CONTENT / "documents"
    found = []
    for path in sorted(root.rglob("*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        facts = tomllib.loads(head)
        name = path.relative_to(root).as_posix().removesuffix(".md")
        found.append(
            Paper(name, facts["title"], facts["author"], facts["date"], facts, body.strip())
        )
    return found


def digest() -> str:
    """A digest of the content and of the code that writes it."""
    found = hashlib.blake2b(digest_size=16)
    home = Path(__file__).parent
    for path in sorted([*CONTENT.rglob("*"), *home.glob("*.py")]):
        if path.is_file():
            found.update(path.relative_to(home).as_posix().encode())
            found.update(path.read_bytes())
    return found.hexdigest()
