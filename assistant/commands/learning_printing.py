"""What the command line shows of a reading path."""

from __future__ import annotations

from rich.console import Console

from assistant.bilingual import Bilingual
from assistant.commands.lines import last, line
from assistant.projects.learning_views import LearningPath, SubjectKind
from assistant.questions import Language

_KINDS: dict[SubjectKind, Bilingual] = {
    "topic": Bilingual("了解一个主题", "To learn about a topic"),
    "customer": Bilingual("了解一个客户", "To learn about a customer"),
    "role": Bilingual("熟悉一个岗位", "To learn a role"),
}
_READ = Bilingual("按顺序读", "Read, in this order")
_MEET = Bilingual("认识这几位同事", "People to meet")
_PAGE = Bilingual("（项目页：zhike project）", " (a project: zhike project)")


def print_path(console: Console, path: LearningPath, language: Language) -> None:
    """What to read, then whom to meet."""
    line(console, f"{_KINDS[path.kind].said(language)}: {path.subject}", "bold")
    if path.note:
        line(console, path.note.said(language), "yellow")
    if path.items:
        line(console, f"\n{_READ.said(language)}", "bold")
    for number, item in enumerate(path.items, 1):
        title = item.record.title if item.record else ""
        if item.project:
            title = f"{item.project.name}{_PAGE.said(language)}"
        line(console, f"  {number}. {title}{last(item.occurred_at)}", "cyan")
        line(console, f"      {item.why.said(language)}", "dim")
    if path.people:
        line(console, f"\n{_MEET.said(language)}", "bold")
    for number, one in enumerate(path.people, 1):
        person = one.person
        place = " · ".join(part for part in (person.title, person.department) if part)
        line(console, f"  {number}. {person.name}  {place}  {person.email}".rstrip(), "green")
        line(console, f"      {one.why.said(language)}", "dim")
