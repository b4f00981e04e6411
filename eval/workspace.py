"""What every set is measured with: where stores are kept, which questions are drawn, what is shown."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.bootstrap import Application, open_application
from assistant.reading import PairReader
from assistant.settings import CompanySettings, Settings, SourceSettings, load_settings
from assistant.settings_llm import LlmSettings
from ingest.embedding import Embedder
from ingest.pipeline import Source
from ingest.records import Change, Checkpoint, Record

T = TypeVar("T")


@contextmanager
def timed(milliseconds: list[float]) -> Iterator[None]:
    """Appends how many milliseconds the block took."""
    started = time.perf_counter()
    yield
    milliseconds.append((time.perf_counter() - started) * 1000)


@dataclass(frozen=True, slots=True)
class RecordList:
    """A connector over records made in code: how a set's documents come in."""

    records: Sequence[Record]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Yields what is new or changed, then one complete checkpoint."""
        for record in self.records:
            if known.get(record.external_id) != record.revision:
                yield record
        yield Checkpoint(
            cursor, complete=True, seen=frozenset(record.external_id for record in self.records)
        )


@dataclass(frozen=True, slots=True)
class Workspace:
    """`build` keeps the stores between runs, so that a second run embeds nothing anew.

    `limit` draws so many questions for each thing measured, by `seed`: always the same ones,
    and a greater limit adds to those of a smaller. `embedder`, if given, serves every store.
    """

    build: Path
    config: Path
    limit: int | None
    seed: int
    console: Console
    embedder: Embedder | None = None

    def sample(self, items: Iterable[T], key: Callable[[T], str]) -> list[T]:
        """The drawn items in their first order."""
        return self.drawn(items, key, self.limit)

    def drawn(self, items: Iterable[T], key: Callable[[T], str], most: int | None) -> list[T]:
        """At most so many items, by the same lot, in their first order."""
        items = list(items)
        if most is None or len(items) <= most:
            return items
        order = sorted(range(len(items)), key=lambda at: self._lot(key(items[at])))
        return [items[at] for at in sorted(order[:most])]

    def track(self, items: Sequence[T], label: str) -> Iterator[T]:
        """The items, with a progress bar; where nobody watches a terminal, a line each tenth."""
        if not self.console.is_terminal:
            step = max(1, len(items) // 10)
            for done, item in enumerate(items):
                if done % step == 0:
                    self.console.print(f"{label}: {done} of {len(items)}")
                yield item
            return
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=self.console,
        ) as progress:
            yield from progress.track(items, description=label)

    @contextmanager
    def store(
        self,
        name: str,
        source: Source,
        *,
        domains: Sequence[str] = (),
        llm: LlmSettings | None = None,
    ) -> Iterator[Application]:
        """A store of its own under `build`, with `source` synced into it, and `llm` to write."""
        sources = [replace(source, domains=tuple(domains))]
        settings = self._settings(name, domains, ()).model_copy(update={"llm": llm})
        with self._opened(name, settings, sources) as application:
            yield application

    @contextmanager
    def configured_store(
        self, name: str, sources: Sequence[Mapping[str, object]], *, domains: Sequence[str] = ()
    ) -> Iterator[Application]:
        """The same, with sources as config.toml would state them."""
        with self._opened(name, self._settings(name, domains, sources)) as application:
            yield application

    @contextmanager
    def company_store(
        self, name: str, pair_reader: PairReader | None = None
    ) -> Iterator[Application]:
        """A store under `build` of the company that the workspace's config.toml describes; `pair_reader`
        stands in for the cross-encoder that ships."""
        settings = load_settings(self.config).model_copy(update={"data_dir": self.build / name})
        with self._opened(name, settings, pair_reader=pair_reader) as application:
            yield application

    @contextmanager
    def _opened(
        self,
        name: str,
        settings: Settings,
        sources: Sequence[Source] | None = None,
        pair_reader: PairReader | None = None,
    ) -> Iterator[Application]:
        with open_application(
            settings, sources=sources, embedder=self.embedder, pair_reader=pair_reader
        ) as application:
            self._fill(name, application)
            yield application

    def _fill(self, name: str, application: Application) -> None:
        started = time.perf_counter()
        self.console.print(f"{name}: syncing")
        for report in application.sync():
            self.console.print(
                f"{name}: {report.source}: {report.seen} seen, {report.changed} changed, "
                f"{report.removed} removed, {report.failed} failed, {report.chunks} chunks "
                f"{report.error}".rstrip()
            )
        self.console.print(f"{name}: synced in {time.perf_counter() - started:.0f} s")

    def _settings(
        self, name: str, domains: Sequence[str], sources: Sequence[Mapping[str, object]]
    ) -> Settings:
        """The settings that are measured, of a company that has these sources alone."""
        company = CompanySettings(name=name, domains=tuple(domains), timezone="UTC")
        changed = {
            "data_dir": self.build / name,
            "company": company,
            "demo": None,
            "sources": tuple(SourceSettings.model_validate(dict(source)) for source in sources),
        }
        return load_settings(self.config).model_copy(update=changed)

    def _lot(self, key: str) -> bytes:
        return hashlib.blake2b(f"{self.seed}\0{key}".encode(), digest_size=8).digest()
