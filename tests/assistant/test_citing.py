"""A citation tells where its quote stands, in a sheet to the row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.citing import cite
from assistant.found import Found
from assistant.reading import Quote, Signs
from ingest.documents import Document, assemble
from ingest.records import Record, Section
from ingest.splitting import split
from tests.assistant.found import found_in
from tests.hash_embedder import HashEmbedder

_ROWS = tuple(f"产品: 控制柜{row} · 单价: {row}00" for row in range(40))
_DOCUMENT = assemble(
    Record(
        "a",
        "1",
        "file",
        "报价",
        (),
        sections=(
            Section("\n".join(_ROWS[:30]), (), "报价!A1:B1,A3:B31"),
            Section("\n".join(_ROWS[30:]), (), "运费!C5:D14"),
        ),
    ),
    None,
)


@pytest.mark.parametrize("chunk_tokens", [40, 100_000])
@pytest.mark.parametrize(
    ("row", "page"),
    [
        (0, "报价!A1:B1"),
        (1, "报价!A3:B3"),
        (29, "报价!A31:B31"),
        (30, "运费!C5:D5"),
        (39, "运费!C14:D14"),
    ],
)
def test_a_row_is_cited_by_its_sheet_and_cells(row: int, page: str, chunk_tokens: int) -> None:
    start = _DOCUMENT.text.index(_ROWS[row])
    ((_, citation),) = cite([_quote(_DOCUMENT, start, _ROWS[row], chunk_tokens)])
    assert (citation.page, citation.quote) == (page, _ROWS[row])


def test_a_chunk_of_a_sheet_names_its_own_rows_alone() -> None:
    pieces = split(_DOCUMENT, HashEmbedder(), chunk_tokens=40)
    lines = sum(_DOCUMENT.text[piece.start : piece.end].count("\n") + 1 for piece in pieces)
    assert lines == len(_ROWS)
    assert len(pieces) > 4
    assert pieces[0].page.startswith("报价!A1:B1,A3:B")
    assert pieces[-1].page.endswith(":D14")
    assert len({piece.page for piece in pieces}) == len(pieces)


def _quote(document: Document, start: int, text: str, chunk_tokens: int) -> Quote:
    """The quote as it would be read from a store that holds the document."""
    piece = next(
        piece
        for piece in split(document, HashEmbedder(), chunk_tokens=chunk_tokens)
        if piece.start <= start < piece.end
    )
    found: Found = found_in("单价?", ("报价", document.text[piece.start : piece.end]))
    (passage,) = found.passages
    passage = replace(passage, page=piece.page, start=piece.start, end=piece.end)
    spans = tuple(
        span for span in document.spans if span.start < piece.end and span.end > piece.start
    )
    found = replace(found, passages=(passage,), sections={passage.chunk_id: spans})
    at = start - piece.start
    signs = Signs(*[0.0] * len(Signs._fields))
    return Quote(passage, found.section(passage, at), text, at, at + len(text), 0.5, signs)
