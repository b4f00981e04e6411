"""Many records made of the demo's sentences, each for the audiences that a lot draws it for."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from assistant.questions import Language, language_of_passage
from eval.bench.material import varied_records
from eval.demo.company import company
from eval.demo.content import address
from ingest.records import CustomerFacts, Kind, PersonFacts, Record, Section, revision_of
from ingest.sentences import sentence_spans

AUDIENCES: Mapping[str, float] = {"100": 1.0, "30": 0.3, "1": 0.01, "001": 0.0001}
"""The share of the records that each audience may read, by the name its figures have."""
_WINDOW = 3  # sentences
_PAGES = 5


def token_of(audience: str) -> str:
    """The token of those who may read one of `AUDIENCES`."""
    return f"dept:{audience}"


def crowd(chunks: int) -> Iterator[Record]:
    """The demo's customers and colleagues, then records of several pages, enough for so many chunks.

    A page is two windows of sentences of one language; every run makes the same.
    """
    yield from _entities()
    windows = _windows()
    everything = [(language, text) for language, texts in windows.items() for text in texts]
    chance = np.random.default_rng(1)
    for number in range(-(-chunks // _PAGES)):
        pages = []
        for page in range(_PAGES):
            language, first = everything[(number * _PAGES + page) % len(everything)]
            second = windows[language][chance.integers(len(windows[language]))]
            pages.append(Section(f"{first}\n{second}", page=str(page + 1)))
        yield _record(f"crowd-{number}", "file", f"{number}", tuple(pages))


def _windows() -> dict[Language, list[str]]:
    """Each few sentences that stand together in the demo's texts, by language."""
    found: dict[Language, dict[str, None]] = defaultdict(dict)
    for record in varied_records(0):
        for section in record.sections:
            text = section.text
            spans = list(sentence_spans(text))
            for start in range(0, len(spans), _WINDOW):
                window = text[spans[start][0] : spans[min(start + _WINDOW, len(spans)) - 1][1]]
                found[language_of_passage(window)][window] = None
    return {language: list(windows) for language, windows in found.items()}


def _entities() -> Iterator[Record]:
    demo = company()
    for row in demo.customers.values():
        aliases = tuple(name for name in (row["english"], *row["short"].split(";")) if name)
        facts = CustomerFacts(row["id"], row["name"], aliases)
        yield _record(
            row["id"], "account", row["name"], (Section(row["note"] or row["name"]),), facts
        )
    for row in demo.staff:
        mails = (address(row["key"]),)
        person = PersonFacts(row["id"], row["name"], (row["english"],), mails, row["title"])
        yield _record(row["id"], "person", row["name"], (Section(row["title"]),), person)


def _record(
    external_id: str,
    kind: Kind,
    title: str,
    sections: tuple[Section, ...],
    entity: CustomerFacts | PersonFacts | None = None,
) -> Record:
    return Record(
        external_id=external_id,
        revision=revision_of(title, *(section.text for section in sections)),
        kind=kind,
        title=title,
        audience=_audience(external_id),
        sections=sections,
        entity=entity,
    )


def _audience(external_id: str) -> tuple[str, ...]:
    digest = hashlib.blake2b(external_id.encode(), digest_size=8).digest()
    lot = int.from_bytes(digest, "big") / 2**64
    return tuple(token_of(name) for name, share in AUDIENCES.items() if lot < share)
