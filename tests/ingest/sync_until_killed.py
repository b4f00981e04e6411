"""Run as a process of its own: syncs a made source into a folder, and is killed at a step of it, by itself."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.documents import Parsed
from ingest.embedding import Embedded, Span
from ingest.errors import UnreadableError
from ingest.pipeline import Source, sync
from ingest.records import Change, Checkpoint, CustomerFacts, File, Record, Section
from ingest.store import Store
from tests.hash_embedder import HashEmbedder

RECORDS = 1000
EDITION = {"first": "1", "second": "2"}
OTHERS = ("dept:others",)


class MadeSource:
    """A thousand records in two editions; the second changes every third, shows every other third to
    others, and lacks every tenth."""

    def __init__(self, edition: str) -> None:
        self.edition = edition

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        seen = set()
        for number in range(RECORDS):
            if self.edition == "second" and number % 10 == 0:
                continue
            revision = EDITION[self.edition] if number % 3 < 2 else "1"
            external_id = f"record-{number}"
            seen.add(external_id)
            if known.get(external_id) != revision:
                yield record(external_id, number, revision)
            if number % 100 == 99:
                yield Checkpoint(cursor=str(number), seen=frozenset(seen))
        yield Checkpoint(cursor="end", complete=True, seen=frozenset(seen))


def record(external_id: str, number: int, revision: str) -> Record:
    entity = None
    if number % 50 == 7:
        entity = CustomerFacts(external_id, f"恒岳{number}电气")
    return Record(
        external_id=external_id,
        revision=revision,
        kind="account" if entity else "file",
        title=external_id,
        audience=("everyone",) if number % 3 != 1 or revision == "1" else OTHERS,
        sections=(
            Section(
                f"第{number}号记录,第{revision if number % 3 == 0 else 1}版。恒岳{number - 1}电气 came up."
            ),
        ),
        entity=entity,
    )


@dataclass
class Killer:
    """Kills this process `delay_seconds` after its `nth` step of that name. It does so from within, so that
    it is not another process's turn that decides how far the sync has come by then."""

    step: str
    nth: int
    delay_seconds: float
    _struck: threading.Thread | None = field(default=None, init=False)

    def at(self, step: str) -> None:
        if step != self.step:
            return
        self.nth -= 1
        if self.nth == 0 and self.delay_seconds:
            self._struck = threading.Thread(target=self._strike, daemon=True)
            self._struck.start()
        elif self.nth == 0:
            self._strike()

    def wait(self) -> None:
        """A blow that is on its way falls, however soon the sync is done."""
        if self._struck:
            self._struck.join()

    def _strike(self) -> None:
        time.sleep(self.delay_seconds)
        os.kill(os.getpid(), signal.SIGKILL)


class TellingEmbedder(HashEmbedder):
    def __init__(self, killer: Killer) -> None:
        super().__init__()
        self._killer = killer

    def passages(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Embedded]:
        self._killer.at("embedding")
        embedded = super().passages(texts, sentences)
        self._killer.at("embedded")
        return embedded


def no_files(file: File) -> Parsed:
    raise UnreadableError(file.name)


NOBODY = Killer("", 0, 0.0)


def run(folder: Path, edition: str, killer: Killer = NOBODY) -> None:
    """The whole sync, unless it is killed."""
    store = Store(folder, TellingEmbedder(killer))
    source = Source("made", "made", MadeSource(edition))
    sync(
        source,
        store,
        no_files,
        chunk_tokens=64,
        on_progress=lambda _: killer.at("progress"),
    )
    killer.wait()
    store.close()


if __name__ == "__main__":
    step, nth, delay_seconds = sys.argv[3:]
    run(Path(sys.argv[1]), sys.argv[2], Killer(step, int(nth), float(delay_seconds)))
