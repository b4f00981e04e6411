"""One ranking of people among many chunks against one embedding of a question."""

from __future__ import annotations

import statistics
from pathlib import Path

from assistant.bootstrap import open_application
from assistant.settings import load_settings
from eval.bench.colleagues import COLLEAGUES, told_by_many
from eval.bench.filling import chunks_held, fill
from eval.golden import read_golden
from eval.golden_experts import read_who_knows
from eval.workspace import timed

_WARM = 10


def measure_experts(config: Path, build: Path, *, chunks: int) -> dict[str, float | int]:
    """experts_ratio: the median time of `Assistant.experts` with `chunks` of two hundred colleagues in the
    store, over the median of embedding the same questions, taken in turns.

    The demo goes in as it is; the rest is its text varied. Asked are the questions for people of the
    fitting half, each by who asks it.
    """
    settings = load_settings(config).model_copy(update={"data_dir": build / "experts"})
    with open_application(settings) as application:
        application.sync()
        embedder = application.embedder
    fill(settings, embedder, told_by_many, chunks_held, chunks)
    asked = [(one.question, one.asker) for one in read_who_knows("fitting")] + [
        (one.question, one.asker) for one in read_golden("fitting") if one.kind == "who_knows"
    ]
    embed_ms: list[float] = []
    experts_ms: list[float] = []
    with open_application(settings) as application:
        held = application.store.vectors.count()
        embedder = application.embedder
        assistant = application.assistant
        questions = [(question, application.access(asker)) for question, asker in asked]
        for question, access in questions[:_WARM]:
            assistant.experts(question, access=access)
        for question, access in questions:
            with timed(embed_ms):
                embedder.query(question)
            with timed(experts_ms):
                assistant.experts(question, access=access)
    return {
        "experts_ratio": statistics.median(experts_ms) / statistics.median(embed_ms),
        "experts_chunks": held,
        "experts_colleagues": COLLEAGUES,
        "experts_ms": statistics.median(experts_ms),
        "experts_p95_ms": statistics.quantiles(experts_ms, n=20)[-1],
        "experts_query_embedding_ms": statistics.median(embed_ms),
    }
