"""Adds varied copies of the demo to a store of it, till it holds enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

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
    enough: Callable[[Application], bool],
) -> None:
    """Adds one copy after another, each a source of its own, until `enough`. The vectors of what is
    added are real ones with a little noise, written by the pipeline like any other."""
    perturbing = PerturbingEmbedder(embedder)
    for copy in count(1):
        source = Source(f"filling-{copy}", "filling", RecordList(tuple(records_of(copy))))
        with open_application(settings, sources=[source], embedder=perturbing) as application:
            if enough(application):
                return
            application.sync()


def at_least(chunks: int) -> Callable[[Application], bool]:
    """Whether a store holds so many chunks."""
    return lambda application: application.store.vectors.count() >= chunks
