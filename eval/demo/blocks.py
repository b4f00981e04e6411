"""The small Markdown that documents are authored in, as blocks that every format can draw."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's own."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text of one paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """The items of one list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first row is its head."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Bullets | Grid

_RULE = re.compile(r"^\|[\s:|-]+\|$")


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text: `#` headings, `- ` lists, `|` tables, and paragraphs between blanks."""
    found: list[Block] = []
    for piece in re.split(r"\n\s*\n", text.strip()):
        lines = piece.strip().splitlines()
        while lines and lines[0].startswith("#"):
            marks, _, words = lines.pop(0).partition(" ")
            found.append(Heading(len(marks), words.strip()))
        if not lines:
            continue
        if lines[0].startswith("|"):
            found.append(Grid(tuple(_cells(line) for line in lines if not _RULE.match(line))))
        elif lines[0].startswith("- "):
            found.append(Bullets(tuple(line.removeprefix("- ") for line in lines)))
        else:
            found.append(Paragraph(_joined(lines)))
    return found


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _joined(lines: list[str]) -> str:
    """Lines of Latin script are joined by a space, lines of Chinese by nothing."""
    text = lines[0]
    for line in lines[1:]:
        text += ("" if ord(text[-1]) > 0x2E80 or ord(line[0]) > 0x2E80 else " ") + line
    return text
