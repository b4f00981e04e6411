"""A sync after one row in a hundred changed, and one after none did, against the first load and bare reading."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import statistics
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from connectors.kinds import connector_of
from eval.bench.rows import files_of, table_options, write_rows
from eval.workspace import timed
from ingest.embedding import Embedder, SentenceTransformerEmbedder
from ingest.pipeline import Source
from ingest.sync_reports import SyncProgress, SyncReport

_ROUNDS = 3
_SAVED_EVERY_SECONDS = 5.0
_NAME = "rows"


class _Kept:
    """What is known of a store from one run to the next: of which edition it is, and how long its first load
    took and how much of the processor, all its parts together."""

    def __init__(self, folder: Path, stamp: str) -> None:
        self._path = folder / "kept.json"
        held = json.loads(self._path.read_text(encoding="utf-8")) if self._path.is_file() else {}
        self.is_of_this_code = held.get("stamp") == stamp
        self._stamp = stamp
        self.seconds = float(held.get("seconds", 0.0)) if self.is_of_this_code else 0.0
        self.cpu_seconds = float(held.get("cpu_seconds", 0.0)) if self.is_of_this_code else 0.0
        self.edition = int(held.get("edition", 0)) if self.is_of_this_code else 0
        self.loaded = bool(held.get("loaded")) if self.is_of_this_code else False

    def save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        held = {
            "stamp": self._stamp,
            "seconds": self.seconds,
            "cpu_seconds": self.cpu_seconds,
            "edition": self.edition,
            "loaded": self.loaded,
        }
        self._path.write_text(json.dumps(held), encoding="utf-8")


def measure_increment(config: Path, build: Path, *, rows: int) -> dict[str, float | int]:
    """increment_ratio: the time of a sync after one row in a hundred changed, over that of the first load
    of all; increment_cpu_ratio: the same in processor time, which what else runs does not change;
    unchanged_ratio: the median time of a sync with nothing changed, over the median time of
    reading the same files with `csv` and hashing each row, taken in turns.

    The store is kept, and the first load goes on where it was cut short: its time is that of its parts.
    """
    settings = load_settings(config)
    embedder = SentenceTransformerEmbedder(
        settings.embedding.model,
        precision=settings.embedding.precision,
        batch_size=settings.embedding.batch_size,
    )
    embedder.query("warm")
    folder = build / "increment" / str(rows)
    kept = _Kept(folder, _stamp(rows, embedder))
    if not kept.is_of_this_code:
        shutil.rmtree(folder, ignore_errors=True)
        kept.save()
    files = folder / "files"
    held = write_rows(rows, kept.edition, files)
    source = Source(
        _NAME,
        "table",
        connector_of(
            "table",
            _NAME,
            table_options(),
            files,
            ("everyone",),
            ZoneInfo("UTC"),
            ("rows.example",),
        ),
        ("rows.example",),
    )
    mine = settings.model_copy(update={"data_dir": folder / "store", "sources": ()})
    with open_application(mine, sources=[source], embedder=embedder) as application:
        if not kept.loaded:
            _load(application, kept)
        kept.edition += 1
        write_rows(rows, kept.edition, files)
        kept.save()
        incremental: list[float] = []
        cpu = time.process_time()
        with timed(incremental):
            report = _synced(application)
        cpu = time.process_time() - cpu
        unchanged: list[float] = []
        bare: list[float] = []
        for _ in range(_ROUNDS):
            with timed(unchanged):
                again = _synced(application)
            if again.changed:
                raise RuntimeError(f"{again.changed} rows count as changed, and none was")
            with timed(bare):
                _read_and_hash(files)
    return {
        "increment_ratio": incremental[0] / 1000 / kept.seconds,
        "increment_cpu_ratio": cpu / kept.cpu_seconds,
        "unchanged_ratio": statistics.median(unchanged) / statistics.median(bare),
        "increment_rows": held,
        "increment_changed": report.changed,
        "increment_chunks": report.chunks,
        "increment_first_seconds": kept.seconds,
        "increment_seconds": incremental[0] / 1000,
        "unchanged_seconds": statistics.median(unchanged) / 1000,
        "unchanged_bare_seconds": statistics.median(bare) / 1000,
    }


def _load(application: Application, kept: _Kept) -> None:
    before, started = kept.seconds, time.perf_counter()
    cpu_before, cpu_started = kept.cpu_seconds, time.process_time()

    def keep_time(_: SyncProgress | None) -> None:
        spent = before + time.perf_counter() - started
        if spent - kept.seconds > _SAVED_EVERY_SECONDS or kept.loaded:
            kept.seconds = spent
            kept.cpu_seconds = cpu_before + time.process_time() - cpu_started
            kept.save()

    application.sync(on_progress=keep_time)
    kept.loaded = True
    keep_time(None)


def _synced(application: Application) -> SyncReport:
    (report,) = application.sync()
    if report.error or report.failed:
        raise RuntimeError(f"the rows were not all read: {report.error or report.failures[:3]}")
    return report


def _read_and_hash(files: Path) -> None:
    for path in files_of(files):
        with path.open(encoding="utf-8", newline="") as file:
            for cells in csv.reader(file):
                hashlib.blake2b("\0".join(cells).encode(), digest_size=16).hexdigest()


def _stamp(rows: int, embedder: Embedder) -> str:
    made = hashlib.blake2b(f"{rows}\0{embedder.fingerprint}".encode(), digest_size=16)
    made.update(Path(__file__).with_name("rows.py").read_bytes())
    return made.hexdigest()
