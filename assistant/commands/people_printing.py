"""What the command line shows of colleagues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.bilingual import Bilingual
from assistant.commands.lines import harmless, line
from assistant.handover.layout import Block, Grid, Heading, Paragraph, Points
from assistant.people.views import FoundPerson
from assistant.questions import Language

_NOBODY = Bilingual(
    "没有这个人，或者你无权查看。", "There is no such person, or nobody that you may see."
)
_WHICH = Bilingual(
    "同名的有几位，请用邮箱或编号指明：", "Several are called so; say the address or id:"
)
_LEFT = Bilingual("（已离职）", " (has left)")


def print_people(console: Console, people: Sequence[FoundPerson], language: Language) -> None:
    """Those who may be meant, told apart; or that there is nobody."""
    if not people:
        line(console, _NOBODY.said(language), "yellow")
        return
    line(console, _WHICH.said(language), "yellow")
    for one in people:
        person = one.person
        left = "" if one.active else _LEFT.said(language)
        place = " · ".join(part for part in (person.title, person.department) if part)
        line(console, f"  {person.name}{left}  {place}  {person.email}  {person.id}", "green")


def print_blocks(console: Console, blocks: Iterable[Block]) -> None:
    """What is laid out for a page, on a terminal."""
    for block in blocks:
        match block:
            case Heading(1, text):
                line(console, text, "bold")
            case Heading(_, text):
                line(console, f"\n{text}", "bold")
            case Paragraph(text):
                line(console, text)
            case Points(items):
                for item in items:
                    line(console, f"  • {item}")
            case Grid(head, rows, _):
                _draw(console, head, rows)


def _draw(console: Console, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    drawn = Table(box=box.SIMPLE)
    for name in head:
        drawn.add_column(Text(harmless(name)), overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(harmless(cell)) for cell in row))
    console.print(drawn)
