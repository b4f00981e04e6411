"""Shows on the command line who knows, and who did."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from assistant.answers import Expert, Former, Knowing, PartName, PersonCard, Reason
from assistant.bilingual import Bilingual
from assistant.commands.lines import last, line, short
from assistant.questions import Language
from assistant.role_words import ROLES

_PARTS: dict[PartName, Bilingual] = {
    "topic": Bilingual("该主题的记录", "records on the topic"),
    "named": Bilingual("答案中提到", "named in what answers"),
    "confirmed": Bilingual("本人确认", "confirmed by themselves"),
    "customer": Bilingual("与客户的往来", "history with the customer"),
}
_NOBODY = Bilingual("在你能看到的资料里，看不出有谁了解。", "Nobody evident in what you may read.")
_FORMERLY = Bilingual("以前了解的人", "Who knew before")
_LEFT = Bilingual("已离职", "has left")
_INACTIVE = Bilingual("很久没有记录", "no record for long")
_INSTEAD = Bilingual("可以找 {names}", "ask {names} instead")


def print_knowing(console: Console, knowing: Knowing, language: Language) -> None:
    """Those who know with what their score comes from, then those who did and whom to ask instead."""
    if not knowing.experts:
        line(console, _NOBODY.said(language))
    print_experts(console, knowing.experts, language, scores=True)
    if knowing.formerly:
        line(console, f"\n{_FORMERLY.said(language)}", "bold")
        for former in knowing.formerly:
            _print_former(console, former, language)


def print_experts(
    console: Console, experts: Iterable[Expert], language: Language, *, scores: bool = False
) -> None:
    """Each person with their place in the company, and what they have to do with it."""
    for number, expert in enumerate(experts, 1):
        line(console, f"  {number}. {_called(expert.person)}", "green")
        if scores:
            parts = [
                f"{_PARTS[part.name].said(language)} {part.share:.2f}" for part in expert.parts
            ]
            line(console, f"      {expert.score:.2f} = {' + '.join(parts)}")
        _print_reasons(console, expert.reasons, language)


def _print_former(console: Console, former: Former, language: Language) -> None:
    said = [(_LEFT if former.left else _INACTIVE).said(language)]
    if former.successors:
        joiner = "、" if language == "zh" else ", "
        names = joiner.join(person.name for person in former.successors)
        said.append(_INSTEAD.filled(names=names).said(language))
    line(console, f"  {_called(former.person)} ({'; '.join(said)})", "yellow")
    _print_reasons(console, former.reasons, language)


def _print_reasons(console: Console, reasons: Iterable[Reason], language: Language) -> None:
    for reason in reasons:
        role = ROLES[reason.role].said(language)
        titles = short(", ".join(record.title for record in reason.records))
        line(console, f"      {role} × {reason.count}{last(reason.last_at)}: {titles}", "dim")


def _called(person: PersonCard) -> str:
    place = " · ".join(part for part in (person.title, person.department) if part)
    return f"{person.name}  {place}  {person.email}".rstrip()
