"""Lines of text as a terminal may show them: short, and steering nothing."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from ingest.moments import to_text
from ingest.records import Moment

_SHORT_CHARACTERS = 160


def line(console: Console, text: str, style: str = "") -> None:
    """One or several, in a style."""
    console.print(Text(harmless(text), style=style), soft_wrap=not console.is_terminal)


def harmless(text: str) -> str:
    """What stands in a record must not steer the terminal."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)


def short(text: str) -> str:
    """On one line, and no longer than one reads at a glance."""
    said = " ".join(text.split())
    return said if len(said) <= _SHORT_CHARACTERS else f"{said[:_SHORT_CHARACTERS]}…"


def last(moment: Moment | None) -> str:
    """The day of something, behind a comma; nothing where there is none."""
    return f", {to_text(moment)[:10]}" if moment else ""
