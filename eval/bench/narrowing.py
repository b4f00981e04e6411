"""Retrieval for askers who may read all, some or hardly any of many chunks, against none asked who they are."""

from __future__ import annotations

import hashlib
import shutil
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answers import Passage
from assistant.bootstrap import Application, open_application
from assistant.settings import Settings, load_settings
from eval.bench.crowd import AUDIENCES, crowd, token_of
from eval.bench.embedders import SentenceEmbedder
from eval.bench.exhaustive import ExhaustiveSearch, UnrestrictedSearch
from eval.demo.content import digest
from eval.golden import read_golden
from eval.workspace import RecordList, timed
from ingest.access import Access
from ingest.embedding import Embedder, SentenceTransformerEmbedder
from ingest.pipeline import Source

_QUESTIONS = 50
_WARM = 5
_TOP = 10
_SOURCES = ("crowd.py", "embedders.py", "material.py")


@dataclass(frozen=True, slots=True)
class _Asker:
    name: str
    access: Access


def measure_narrowing(config: Path, build: Path, *, chunks: int) -> dict[str, float | int]:
    """narrowing_ratio_NAME: for an asker who may read that share of `chunks`, spread at random, the
    median time of `retrieve` over that of a retrieval without any audience, taken in turns;
    narrowing_recall_NAME: the mean share of the exact filtered search's first ten among its own."""
    settings = load_settings(config).model_copy(update={"data_dir": build / "narrowing"})
    embedder = SentenceTransformerEmbedder(
        settings.embedding.model, precision=settings.embedding.precision
    )
    _fill(settings, embedder, chunks)
    questions = _questions()
    askers = [_Asker(name, _access(name)) for name in AUDIENCES]
    with open_application(settings, sources=[], embedder=embedder) as application:
        held = application.store.vectors.count()
        milliseconds = _times(application, askers, questions)
        recalls = {asker.name: _recall(application, asker, questions) for asker in askers}
    unrestricted = statistics.median(milliseconds[""])
    figures: dict[str, float | int] = {
        "narrowing_chunks": held,
        "narrowing_questions": len(questions),
        "narrowing_unrestricted_ms": unrestricted,
    }
    for asker in askers:
        median = statistics.median(milliseconds[asker.name])
        figures[f"narrowing_ratio_{asker.name}"] = median / unrestricted
        figures[f"narrowing_recall_{asker.name}"] = recalls[asker.name]
        figures[f"narrowing_ms_{asker.name}"] = median
    return figures


def _questions() -> list[str]:
    """So many of the fitting half, from all over it."""
    asked = list(dict.fromkeys(golden.question for golden in read_golden("fitting")))
    return [asked[at * len(asked) // _QUESTIONS] for at in range(min(_QUESTIONS, len(asked)))]


def _access(audience: str) -> Access:
    """Like a colleague's: tokens of their own, which no record bears, and that of the audience."""
    own = {f"person:{audience}", f"person:{audience}@example.com"}
    return Access(audience, frozenset({token_of(audience), *own}))


def _times(
    application: Application, askers: Sequence[_Asker], questions: Sequence[str]
) -> Mapping[str, list[float]]:
    """Milliseconds of each question by asker, and under "" without any audience."""
    unrestricted = UnrestrictedSearch(application)
    ways: dict[str, Callable[[str], object]] = {"": unrestricted.retrieve}
    for asker in askers:
        ways[asker.name] = _retrieval(application, asker.access)
    for question in questions[:_WARM]:
        for way in ways.values():
            way(question)
    milliseconds: dict[str, list[float]] = {name: [] for name in ways}
    for question in questions:
        for name, way in ways.items():
            with timed(milliseconds[name]):
                way(question)
    return milliseconds


def _retrieval(application: Application, access: Access) -> Callable[[str], tuple[Passage, ...]]:
    retriever = application.retriever()
    return lambda question: retriever.retrieve(question, access=access, limit=_TOP)


def _recall(application: Application, asker: _Asker, questions: Sequence[str]) -> float:
    exhaustive = ExhaustiveSearch(application, asker.access)
    retrieve = _retrieval(application, asker.access)
    shares = []
    for question in questions:
        right = exhaustive.first(question, _TOP)
        found = {passage.chunk_id for passage in retrieve(question)}
        shares.append(len(right & found) / len(right) if right else 1.0)
    return statistics.mean(shares)


def _fill(settings: Settings, embedder: Embedder, chunks: int) -> None:
    """Makes the store, unless it stands as this code would make it."""
    stamp = _stamp(chunks, embedder.fingerprint)
    kept = settings.data_dir / "stamp"
    if kept.is_file() and kept.read_text(encoding="utf-8") == stamp:
        return
    shutil.rmtree(settings.data_dir, ignore_errors=True)
    source = Source("crowd", "crowd", RecordList(tuple(crowd(chunks))))
    with open_application(
        settings, sources=[source], embedder=SentenceEmbedder(embedder)
    ) as application:
        application.sync()
    kept.write_text(stamp, encoding="utf-8")


def _stamp(chunks: int, fingerprint: str) -> str:
    made = hashlib.blake2b(f"{chunks}\0{fingerprint}\0{digest()}".encode(), digest_size=16)
    for name in _SOURCES:
        made.update(Path(__file__).with_name(name).read_bytes())
    return made.hexdigest()
