"""One retrieval, and one whole answer of the reader, among many chunks against one embedding of a
question."""

from __future__ import annotations

import statistics
from pathlib import Path

from assistant.bootstrap import open_application
from assistant.settings import load_settings
from eval.bench.filling import chunks_held, fill
from eval.bench.material import varied_records
from eval.golden import read_golden
from eval.workspace import timed

_WARM = 10


def measure_retrieval(config: Path, build: Path, *, chunks: int) -> dict[str, float | int]:
    """retrieval_ratio: the median time of `retrieve` with `chunks` in the store, over the median of
    embedding the same questions, taken in turns. reader_ratio: the same of `ask`, from the question to
    the last word, the people who know more and the keeping of the conversation included.

    The demo goes in as it is; the rest is its text varied, whose vectors are real ones with a
    little noise, written by the pipeline like any other.
    """
    settings = load_settings(config).model_copy(update={"data_dir": build / "retrieval"})
    with open_application(settings) as application:
        application.sync()
        embedder = application.embedder
    fill(settings, embedder, varied_records, chunks_held, chunks)
    questions = read_golden("fitting")
    embed_ms: list[float] = []
    retrieve_ms: list[float] = []
    ask_ms: list[float] = []
    with open_application(settings) as application:
        held = application.store.vectors.count()
        embedder = application.embedder
        asked = [(golden.question, application.access(golden.asker)) for golden in questions]
        for question, access in asked[:_WARM]:
            application.assistant.ask(question, access=access)
        for question, access in asked:
            with timed(embed_ms):
                embedder.query(question)
            with timed(retrieve_ms):
                application.assistant.retrieve(question, access=access)
            with timed(ask_ms):
                application.assistant.ask(question, access=access)
    return {
        "retrieval_ratio": statistics.median(retrieve_ms) / statistics.median(embed_ms),
        "retrieval_chunks": held,
        "retrieval_ms": statistics.median(retrieve_ms),
        "retrieval_p95_ms": statistics.quantiles(retrieve_ms, n=20)[-1],
        "reader_ratio": statistics.median(ask_ms) / statistics.median(embed_ms),
        "reader_ms": statistics.median(ask_ms),
        "reader_p95_ms": statistics.quantiles(ask_ms, n=20)[-1],
        "query_embedding_ms": statistics.median(embed_ms),
    }
