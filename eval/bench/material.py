"""The demo company repeated with varied text, written as files for the shipped sources to read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from assistant.settings import Settings
from eval.demo.build import TODAY
from eval.demo.company import Company, company
from eval.demo.content import Interaction, Paper, address
from eval.demo.mails import write_mails
from eval.demo.papers import write_papers
from eval.demo.tables import write_tables
from ingest.records import (
    CustomerRef,
    Involvement,
    Kind,
    PersonRef,
    Record,
    Section,
    revision_of,
)

_NUMBERS_A_COPY = 1000
_CRM = "crm"
_KINDS: Mapping[str, Kind] = {
    "call": "call",
    "meeting": "meeting",
    "mail": "mail",
    "ticket": "ticket",
    "chat": "chat",
}


def write_copies(copies: int, out: Path) -> None:
    """Writes the demo's sources with each document and interaction `copies` times, all different."""
    demo = company()
    many = replace(
        demo,
        papers=[_paper(paper, copy) for copy in range(copies) for paper in demo.papers],
        interactions=[
            _interaction(item, copy) for copy in range(copies) for item in demo.interactions
        ],
    )
    out.mkdir(parents=True, exist_ok=True)
    write_tables(many, out, TODAY)
    write_papers(many.papers, many.names, out / "documents")
    _write_mails(many, out / "mail")


def copied_settings(settings: Settings, files: Path, data_dir: Path, **changes: object) -> Settings:
    """The demo's settings, reading `files` in place of the demo's own, into `data_dir`."""
    sources = tuple(
        source.model_copy(update={"path": files / source.path.name})
        for source in settings.sources
        if source.path is not None
    )
    return settings.model_copy(update={"sources": sources, "data_dir": data_dir} | changes)


def varied_records(copy: int) -> tuple[Record, ...]:
    """The documents and interactions of one copy as records, tied to their customers and authors."""
    demo = company()
    papers = (_paper(paper, copy) for paper in demo.papers)
    items = (_interaction(item, copy) for item in demo.interactions)
    return (
        *(
            _record(paper.path, "file", paper.title, paper.body, by=(paper.author,))
            for paper in papers
        ),
        *(
            _record(
                f"{item.customer}-{item.number}",
                _KINDS.get(item.kind, "visit"),
                item.details.get("subject", item.kind),
                item.body,
                by=item.people("by", "from"),
                customers=(CustomerRef(external_id=item.customer, source=_CRM),),
            )
            for item in items
        ),
    )


def _record(
    external_id: str,
    kind: Kind,
    title: str,
    body: str,
    *,
    by: tuple[str, ...],
    customers: tuple[CustomerRef, ...] = (),
) -> Record:
    return Record(
        external_id=external_id,
        revision=revision_of(title, body),
        kind=kind,
        title=title,
        audience=("everyone",),
        sections=(Section(body),),
        involvements=tuple(
            Involvement("author", PersonRef(email=address(person))) for person in by
        ),
        customers=customers,
    )


def _write_mails(many: Company, folder: Path) -> None:
    mails = [item for item in many.interactions if item.kind == "mail"]
    write_mails(mails, many.names_by_address, folder)


def _paper(paper: Paper, copy: int) -> Paper:
    if copy == 0:
        return paper
    path = PurePosixPath(paper.path)
    return replace(
        paper,
        path=str(path.parent / f"copy-{copy:03}" / path.name),
        title=f"{paper.title} {copy}",
        body=_varied(paper.body, paper.path, copy),
    )


def _interaction(item: Interaction, copy: int) -> Interaction:
    if copy == 0:
        return item
    return replace(
        item,
        number=item.number + copy * _NUMBERS_A_COPY,
        body=_varied(item.body, f"{item.customer}-{item.number}", copy),
    )


def _varied(text: str, key: str, copy: int) -> str:
    """Other digits everywhere and a reference of its own at each line of prose: no chunk repeats."""
    lines = text.split("\n")
    return "\n".join(_line(line, f"{key}\0{copy}\0{at}") for at, line in enumerate(lines))


def _line(line: str, key: str) -> str:
    digest = hashlib.blake2b(key.encode(), digest_size=32).digest()
    shifted = "".join(
        str((int(char) + digest[at % 32]) % 10) if char in "0123456789" else char
        for at, char in enumerate(line)
    )
    plain = shifted.strip() and not shifted.startswith(("#", "|", "---"))
    return f"{shifted} {digest.hex()[:6]}" if plain else shifted
