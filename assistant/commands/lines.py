"""Lines of text as a terminal may show them: short, and steering nothing."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from assistant.answers import Reason
from assistant.bilingual import Bilingual
from assistant.questions import Language
from ingest.moments import to_text
from ingest.records import Moment, Role

_SHORT_CHARACTERS = 160
ROLES: dict[Role, Bilingual] = {
    "author": Bilingual("撰写", "wrote"),
    "owner": Bilingual("负责", "owns"),
    "resolver": Bilingual("解决", "solved"),
    "reviewer": Bilingual("评审", "reviewed"),
    "assignee": Bilingual("处理", "handled"),
    "participant": Bilingual("参与", "took part in"),
    "mentioned": Bilingual("被提到", "mentioned in"),
}
"""What somebody did with a record."""


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


def roles(reasons: Iterable[Reason], language: Language) -> str:
    """What somebody has to do with records: wrote × 3, 2026-05-20."""
    return "; ".join(
        f"{ROLES[one.role].said(language)} × {one.count}{last(one.last_at)}" for one in reasons
    )
