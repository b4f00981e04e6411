"""What the command line shows: answers, passages, experts and reports, for a person to read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.answers import Answer, AnswerTable, Citation, Passage
from assistant.audit.entries import AuditView, Proof
from assistant.bilingual import counted
from assistant.commands.administering import Invited
from assistant.commands.connecting import Begun, Trial
from assistant.commands.experts_printing import print_experts
from assistant.commands.keeping import Diagnosis
from assistant.commands.lines import harmless as _harmless
from assistant.commands.lines import line as _line
from assistant.commands.lines import short as _short
from assistant.conversation_views import ConversationLink, ShareView
from assistant.questions import Language
from assistant.settings import Settings
from assistant.views import FailureView, ProgressView, SourceView
from ingest.glossary import GlossaryEntry
from ingest.resolution.matches import SeenMatch

if TYPE_CHECKING:
    from ingest.sync_reports import SyncReport

_SOURCES = {"zh": "出处", "en": "Sources"}
_NEAREST = {"zh": "最接近的内容", "en": "What came nearest"}
_EXPERTS = {"zh": "可以请教的同事", "en": "Who knows more"}
_MORE_ROWS = {"zh": "另有 {} 行", "en": "{} more rows"}


def print_answer(console: Console, answer: Answer) -> None:
    """The text with its numbers, then the source of each number, then the people who know more; what is
    counted leaves nothing to ask them."""
    if answer.note:
        _line(console, answer.note, "yellow")
    _line(console, answer.text)
    if answer.table and (len(answer.table.rows) > 1 or len(answer.table.columns) > 1):
        print_table(console, answer.table, answer.language)
    if answer.citations:
        heading = _SOURCES if answer.answered else _NEAREST
        _line(console, f"\n{heading[answer.language]}", "bold")
        for citation in answer.citations:
            _line(console, f"  [{citation.number}] {_place(citation)}", "cyan")
            _line(console, f"      {_short(citation.quote)}", "dim")
    if answer.experts and not answer.table:
        _line(console, f"\n{_EXPERTS[answer.language]}", "bold")
        print_experts(console, answer.experts, answer.language)


def print_table(console: Console, table: AnswerTable, language: Language) -> None:
    """The numbers, a line each, under what was counted."""
    drawn = Table(title=Text(_harmless(table.caption)), title_justify="left", box=box.SIMPLE)
    for at, column in enumerate(table.columns):
        is_number = at == len(table.columns) - 1 and any(row.number for row in table.rows)
        drawn.add_column(Text(_harmless(column)), justify="right" if is_number else "left")
    for row in table.rows:
        drawn.add_row(*(Text(_harmless(_short(cell))) for cell in row.cells))
    console.print(drawn)
    if table.total_rows > len(table.rows):
        _line(console, _MORE_ROWS[language].format(table.total_rows - len(table.rows)), "dim")


def print_passages(console: Console, passages: Iterable[Passage]) -> None:
    """Each passage with its score, its place and how it begins."""
    for number, passage in enumerate(passages, 1):
        _line(console, f"{number:3} {passage.score:.2f}  {_place(passage)}", "cyan")
        _line(console, f"          {_short(passage.text)}", "dim")


def print_reports(console: Console, reports: Iterable[SyncReport]) -> None:
    """One line a source, and under it each item that did not go in, with the reason."""
    for report in reports:
        state = "" if report.complete else "  (not complete)"
        _line(
            console,
            f"{report.source}: {counted(report.seen, 'record|records')}, {report.changed} new or changed, "
            f"{report.unchanged} unchanged, {report.removed} removed, {report.failed} failed, "
            f"{counted(report.chunks, 'chunk|chunks')}, {report.seconds:.1f} s{state}",
            "bold" if report.complete else "yellow",
        )
        for failure in report.failures:
            _line(console, f"  {failure.external_id}: {failure.reason}: {failure.message}", "red")
        if more := report.failed - len(report.failures):
            _line(console, f"  and {more:,} more; zhike doctor tells them all", "red")
        if report.error:
            _line(console, f"  {report.error}", "bold red")


def print_sources(console: Console, sources: Iterable[SourceView]) -> None:
    """A line a source, and what stopped its last sync."""
    for source in sources:
        parts = [
            f"{source.name} ({source.kind}): {source.state}",
            counted(source.records, "record|records"),
            f"{source.failures} failed" if source.failures else "",
            _reached(source.progress) if source.progress else "",
            f"next {source.next_at.astimezone():%Y-%m-%d %H:%M}" if source.next_at else "",
        ]
        _line(console, ", ".join(filter(None, parts)))
        if source.error:
            _line(console, f"  {source.error}", "yellow")


def _reached(progress: ProgressView) -> str:
    left = (
        f", {timedelta(seconds=round(progress.seconds_left))} left"
        if progress.seconds_left is not None
        else ""
    )
    return f"{progress.seen} seen, {progress.changed} new ({progress.chunks_per_second:.0f} chunks/s{left})"


def print_diagnosis(console: Console, diagnosis: Diagnosis) -> None:
    """Each check, then each item that did not go in, then the verdict."""
    for check in diagnosis.checks:
        _line(
            console,
            f"{'ok  ' if check.ok else 'BAD '} {check.name}: {check.message}",
            "green" if check.ok else "bold red",
        )
    _print_failures(console, diagnosis.failures)


def print_welcome(console: Console, settings: Settings, address: str) -> None:
    """What to open, how to sign in there, and what to ask."""
    _line(console, f"Zhike 知客 · {settings.company.name}", "bold")
    _line(console, f"Open  {settings.server.public_url or address}", "bold green")
    if settings.demo is None:
        _line(console, "Sign in with your account; the first is made by  zhike admin create EMAIL")
    else:
        _line(console, f"Sign in as anybody of the list, password {settings.demo.password}")
        if settings.demo.admins:
            _line(console, f"      administrator: {', '.join(settings.demo.admins)}")
        suggestions = settings.demo.suggestions
        for question in (*suggestions.zh[:2], *suggestions.en[:2]):
            _line(console, f"Ask   {question}")
    _line(console, "Stop  Ctrl-C", "dim")


def print_invitation(console: Console, settings: Settings, invited: Invited) -> None:
    """The link with which a password is chosen, and what its bearer may do."""
    days = settings.sign_in.invited_days
    roles = ", ".join(invited.roles) or "member"
    _line(
        console, f"{invited.address} ({roles}) chooses a password here, within {days:g} days, once:"
    )
    _line(console, f"  {invited.link}", "bold")
    _line(console, "Send it to nobody else. It works while zhike serve runs.", "dim")


def print_audit(console: Console, entries: Iterable[AuditView]) -> None:
    """One line an entry, the newest first."""
    for entry in entries:
        who = entry.person or entry.person_id or "-"
        said = "(hidden from you)" if entry.text_hidden else entry.text
        shown = counted(len(entry.records), "record|records") if entry.records else ""
        parts = (
            str(entry.number),
            f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}",
            who,
            entry.event,
            entry.target,
        )
        _line(console, "  ".join(filter(None, (*parts, shown, said))))


def print_proof(console: Console, proof: Proof) -> None:
    """Whether the audit log is whole."""
    counts = f"{proof.entries} entries" + (f", {proof.cut} cut for their age" if proof.cut else "")
    if proof.ok:
        _line(console, f"The audit log is whole: {counts}", "green")
    else:
        _line(console, f"BAD  The audit log is not whole: {proof.fault}", "bold red")


def print_matches(console: Console, matches: Iterable[SeenMatch]) -> None:
    """Each match with its number, score and state, the two, and why they may be one."""
    for match in matches:
        pair = " = ".join(
            f"{side.name} ({side.source}, {side.entity_id})" for side in (match.first, match.second)
        )
        _line(console, f"{match.match_id:5} {match.score:3} {match.state:8}  {pair}", "cyan")
        _line(console, f"          {'; '.join(reason.words for reason in match.reasons)}", "dim")


def print_conversations(console: Console, conversations: Iterable[ConversationLink]) -> None:
    """One line a conversation, the latest first."""
    for one in conversations:
        shared = "  (shared)" if one.shared else ""
        _line(
            console,
            f"{one.id}  {one.changed_at.astimezone():%Y-%m-%d %H:%M}  {_short(one.title)}{shared}",
        )


def print_share(console: Console, share: ShareView, address: str) -> None:
    """The link, and who may read by it."""
    names = ", ".join(person.name for person in share.people)
    _line(console, f"{address}/#shared={share.link}", "bold")
    _line(console, f"Read by {'everyone who may sign in' if share.everyone else names}", "dim")


def print_glossary(console: Console, entries: Iterable[GlossaryEntry]) -> None:
    """Each entry on a line, its note below."""
    for entry in entries:
        _line(console, " = ".join(entry.spellings), "cyan")
        if entry.note:
            _line(console, f"  {_short(entry.note)}", "dim")


def print_beginning(console: Console, folder: Path, written: Iterable[Path]) -> None:
    """What was written, and the next steps."""
    for path in written:
        _line(console, f"Written: {path}")
    _line(console, "\nNext: fill in both, put documents into the folder beside them, then")
    steps = ("cd {}", "zhike sync", "zhike admin create YOUR_ADDRESS", "zhike serve")
    _line(console, "\n".join(f"  {step.format(folder)}" for step in steps), "bold")


def print_begun_source(console: Console, begun: Begun, kind: str) -> None:
    """Where the stub stands, and the next steps."""
    said = "Written, as comments, at the end of" if begun.written else "It stands already in"
    _line(console, f"{said} {begun.config}")
    if begun.missing:
        _line(console, f"Not set in the environment: {', '.join(begun.missing)}", "yellow")
    again = f"zhike connect {kind} {begun.name}"
    _line(console, f"Next: fill it in, take the # away, and try it with  {again}", "bold")


def print_trial(console: Console, trial: Trial) -> None:
    """How many of each kind, the first few, and what failed."""
    counts = ", ".join(f"{count} × {kind}" for kind, count in trial.counts.items()) or "nothing"
    more = ", and more" if trial.more else ""
    _line(console, f"{trial.name} answers: {counts}{more}", "bold green")
    for item in trial.first:
        _line(console, f"  {item.kind}: {_short(item.title)}")
    for failure in trial.failures:
        _line(console, f"  {_short(failure)}", "red")
    _line(console, f"Nothing was stored. Read it with  zhike sync {trial.name}", "bold")


def _print_failures(console: Console, failures: tuple[FailureView, ...]) -> None:
    if failures:
        _line(console, f"\n{counted(len(failures), 'item|items')} did not go in:", "bold")
    for failure in failures:
        _line(
            console,
            f"  {failure.source}: {failure.external_id}: {failure.reason}: {failure.message}",
            "red",
        )


def _place(found: Citation | Passage) -> str:
    page = (f"p. {found.page}" if found.page.isdecimal() else found.page) if found.page else ""
    # The first heading of a document is often its title.
    headings = found.heading[1:] if found.heading[:1] == (found.title,) else found.heading
    return " · ".join(part for part in (found.title, *headings, page, f"({found.source})") if part)
