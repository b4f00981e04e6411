"""Adds varied copies of the demo to a store of it, till it holds enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.bootstrap import Application, open_application
from assistant.settings import Settings
from eval.bench.embedders import PerturbingEmbedder
from eval.workspace import RecordList
from ingest.embedding import Embedder
from ingest.pipeline import Source
from ingest.records import Record


def fill(
    settings: Settings,
    embedder: Embedder,
    records_of: Callable[[int], Sequence[Record]],
    held: Callable[[Application], int],
    wanted: int,
) -> None:
    """Adds numbered copies until the store has `held` so much. The vectors of what is added are real
    ones with a little noise, written by the pipeline like any other.

    The first copy comes alone and tells how many more it takes: those come as one source.
    """
    perturbing = PerturbingEmbedder(embedder)
    copies = range(1)
    while True:
        records = [record for copy in copies for record in records_of(copy + 1)]
        name = f"filling-{copies.start + 1}-{copies.stop}"
        source = Source(name, "filling", RecordList(records))
        with open_application(settings, sources=[source], embedder=perturbing) as application:
            before = held(application)
            if before >= wanted:
                return
            application.sync()
            gained = held(application) - before
        each = gained // len(copies)
        more = -(-(wanted - before - gained) // each) if each > 0 else 1
        copies = range(copies.stop, copies.stop + max(1, more))


def chunks_held(application: Application) -> int:
    """How many chunks a store has."""
    return application.store.vectors.count()
