"""Run as a process of its own: syncs a made source into a folder, telling each step as it begins."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
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


class TellingEmbedder(HashEmbedder):
    def passages(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Embedded]:
        print("embedding", flush=True)
        embedded = super().passages(texts, sentences)
        print("embedded", flush=True)
        return embedded


def no_files(file: File) -> Parsed:
    raise UnreadableError(file.name)


def run(folder: Path, edition: str) -> None:
    store = Store(folder, TellingEmbedder())
    source = Source("made", "made", MadeSource(edition))
    sync(
        source,
        store,
        no_files,
        chunk_tokens=64,
        on_progress=lambda progress: print("progress", progress.changed, flush=True),
    )
    store.close()
    print("done", flush=True)


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2])
