"""How far a sync is, on standard error."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from assistant.bilingual import counted
from assistant.commands.command import OnProgress

if TYPE_CHECKING:
    from ingest.sync_reports import SyncProgress


@contextlib.contextmanager
def shown_progress() -> Iterator[OnProgress]:
    """A line a source while this context lasts; the lines stay when it ends.

    How many records a source holds is known only at its end, so the bar moves without measuring;
    the time left is told by what the last sync saw.
    """
    columns = (
        SpinnerColumn(finished_text="·"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[counts]}"),
        TimeElapsedColumn(),
    )
    lines = Progress(*columns, console=Console(stderr=True))
    tasks: dict[str, TaskID] = {}

    def show(progress: SyncProgress) -> None:
        if not tasks:
            lines.start()
        if progress.source not in tasks:
            for finished in tasks.values():
                lines.update(finished, total=1, completed=1)
            tasks[progress.source] = lines.add_task(progress.source, total=None, counts="")
        rate = f", {progress.chunks_per_second:.0f}/s" if progress.seconds > 1 else ""
        seen, chunks = (
            counted(progress.seen, "record|records"),
            counted(progress.chunks, "chunk|chunks"),
        )
        counts = f"{seen}, {progress.changed} new, {chunks}{rate}"
        if progress.failed:
            counts += f", {progress.failed} failed"
        if progress.seconds > 1 and progress.seconds_left is not None:
            counts += f", {timedelta(seconds=round(progress.seconds_left))} left"
        lines.update(tasks[progress.source], counts=counts)

    try:
        yield show
        for task in tasks.values():
            lines.update(task, total=1, completed=1)
    finally:
        if tasks:
            lines.stop()
