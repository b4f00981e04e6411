"""Cuts a document into chunks of about as many model tokens as the embedding model reads well."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.documents import Document, Span
from ingest.embedding import Embedder
from ingest.parsing.cell_ranges import narrowed
from ingest.parsing.rows import BETWEEN_CELLS
from ingest.sentences import sentence_spans

_CLAUSE = re.compile(r"[，、,:：;]\s*|\s+")
_CELL = re.compile(re.escape(BETWEEN_CELLS))
_LONGEST_ROW_TOKENS = 400  # with its header less than the 512 that embedding models read
_HARD_LIMIT_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """A chunk's place: `text[start:end]` of the document, under one heading path and page. The page of
    a sheet's rows names these rows alone.

    `inner` are the headings that stand within it, where it spans several.
    """

    start: int
    end: int
    heading: tuple[str, ...]
    page: str
    inner: tuple[str, ...] = ()


def split(document: Document, embedder: Embedder, *, chunk_tokens: int) -> tuple[Piece, ...]:
    """Whole sentences packed up to `chunk_tokens`. A document that fits into one chunk is one; in a
    longer one no chunk spans two headings or pages, and a sentence that alone is too long is cut
    at clauses, then anywhere.

    The turns of a dialogue share a chunk, each whole where it fits into one; what goes on in the next
    chunk has its speaker as last heading. A table's row is whole up to the longest that models read,
    then cut between cells."""
    units: list[tuple[int, int, int]] = []
    for index, span in enumerate(document.spans):
        for start, end in sentence_spans(document.text[span.start : span.end]):
            units.append((index, span.start + start, span.start + end))
    counts = [
        # A model may take any length of characters that it does not know for one token.
        max(tokens, (end - start) * chunk_tokens // _HARD_LIMIT_CHARACTERS)
        for tokens, (_, start, end) in zip(
            embedder.token_counts([document.text[start:end] for _, start, end in units]),
            units,
            strict=True,
        )
    ]
    if units and sum(counts) <= chunk_tokens:
        whole = _whole(document, units[0][1], units[-1][2])
        if sum(counts) + sum(embedder.token_counts(whole.inner)) <= chunk_tokens:
            return (whole,)
    turns = Counter[int]()
    for (section, _, _), count in zip(units, counts, strict=True):
        turns[section] += count if document.spans[section].speaker else 0
    pieces: list[Piece] = []
    open_section, last, begin, finish, size = -1, -1, 0, 0, 0

    def close() -> None:
        if finish > begin:
            pieces.append(_piece(document.spans[open_section], begin, finish))

    for (section, start, end), count in zip(units, counts, strict=True):
        begun, last = section == last, section
        joins = begun or _same_place(document, open_section, section)
        whole_turn = not begun and count <= turns[section] <= chunk_tokens
        needed = turns[section] if whole_turn else count
        if joins and size + needed <= chunk_tokens:
            finish, size = end, size + count
            continue
        close()
        open_section, begin, finish, size = section, start, end, count
        limit = chunk_tokens
        if BETWEEN_CELLS in document.text[start:end]:
            limit = max(chunk_tokens, _LONGEST_ROW_TOKENS)
        if count > limit:
            *full, (begin, finish) = _cut(document.text, start, end, count, chunk_tokens)
            span = document.spans[section]
            pieces.extend(_piece(span, left, right) for left, right in full)
            size = chunk_tokens
    close()
    return _in_their_rows(document, pieces)


def _in_their_rows(document: Document, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, in order, each with the page of its own lines where a section's page tells of each."""
    placed = []
    starts = [span.start for span in document.spans]
    at, counted, line = -1, 0, 0
    for piece in pieces:
        index = bisect_right(starts, piece.start) - 1
        if index != at:
            at, counted, line = index, starts[index], 0
        line += document.text.count("\n", counted, piece.start)
        counted = piece.start
        more = document.text.count("\n", piece.start, piece.end)
        placed.append(replace(piece, page=narrowed(piece.page, line, more)))
    return tuple(placed)


def _piece(span: Span, start: int, end: int) -> Piece:
    goes_on = span.speaker and start > span.start
    heading = (*span.heading, span.speaker) if goes_on else span.heading
    return Piece(start, end, heading, span.page)


def _whole(document: Document, start: int, end: int) -> Piece:
    headings = [span.heading for span in document.spans]
    pages = {span.page for span in document.spans}
    shared = []
    for parts in zip(*headings, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    inner = dict.fromkeys(part for heading in headings for part in heading[len(shared) :])
    page = pages.pop() if len(pages) == 1 else ""
    return Piece(start, end, tuple(shared), page, tuple(inner))


def _same_place(document: Document, left: int, right: int) -> bool:
    if left < 0:
        return False
    first, second = document.spans[left], document.spans[right]
    spoken = bool(first.speaker and second.speaker)
    return first.heading == second.heading and (spoken or first.page == second.page)


def _cut(text: str, start: int, end: int, count: int, limit: int) -> Sequence[tuple[int, int]]:
    """Parts of an over-long sentence, of roughly `limit` tokens, at clause marks where there are any."""
    width = max(1, min((end - start) * limit // count, _HARD_LIMIT_CHARACTERS))
    parts: list[tuple[int, int]] = []
    while end - start > width:
        half, full = start + width // 2, start + width
        marks = [mark.end() for mark in _CELL.finditer(text, half, full)] or [
            mark.end() for mark in _CLAUSE.finditer(text, half, full)
        ]
        stop = marks[-1] if marks else full
        parts.append((start, start + len(text[start:stop].rstrip())))
        start = stop
    parts.append((start, end))
    return [(left, right) for left, right in parts if left < right]
