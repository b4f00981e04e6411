"""Sentences and chunks: where they begin and end."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Document, Span, assemble, normalise
from ingest.records import Field, Record, Section
from ingest.sentences import sentence_spans
from ingest.splitting import split
from tests.hash_embedder import HashEmbedder


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("好的。他说：“可以！”然后走了", ["好的。", "他说：“可以！”", "然后走了"]),
        (
            "Mr. Li paid 3.5 million. He left at 3 p.m. on May 3.",
            ["Mr. Li paid 3.5 million.", "He left at 3 p.m. on May 3."],
        ),
        ("We ordered 40. See No. 5.", ["We ordered 40.", "See No. 5."]),
        ("1. First item\n2. Second item", ["1. First item", "2. Second item"]),
        ("负责人: 王磊\n阶段: 商务谈判", ["负责人: 王磊", "阶段: 商务谈判"]),
        ("  \n ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="ab。.!？ \n“”1,，", max_size=200))
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def document(*texts: str, heading: tuple[str, ...] = ()) -> Document:
    record = Record("a", "1", "file", "t", (), sections=tuple(Section(t, heading) for t in texts))
    return assemble(record, None)


def pieces(made: Document, chunk_tokens: int) -> list[str]:
    return [
        made.text[piece.start : piece.end]
        for piece in split(made, HashEmbedder(), chunk_tokens=chunk_tokens)
    ]


def test_a_document_that_fits_is_one_chunk() -> None:
    made = document("负责人: 王磊", "一段备注。")
    assert pieces(made, 64) == [made.text]


def test_headings_within_one_chunk_are_kept() -> None:
    sections = (Section("客户经理 15%。", ("折扣", "权限")), Section("无。", ("折扣", "例外")))
    made = assemble(Record("a", "1", "file", "折扣", (), sections=sections), None)
    (piece,) = split(made, HashEmbedder(), chunk_tokens=64)
    assert (piece.heading, piece.inner) == (("折扣",), ("权限", "例外"))


def test_a_longer_document_is_cut_between_sentences() -> None:
    made = document("Alpha beta gamma. Delta epsilon zeta. Eta theta iota.")
    assert pieces(made, 6) == ["Alpha beta gamma. Delta epsilon zeta.", "Eta theta iota."]


def test_no_chunk_spans_two_pages() -> None:
    spans = (Span(0, 10, (), "1"), Span(12, 22, (), "2"))
    made = Document("t", "One two a.\n\nOne two b.", spans)
    assert pieces(made, 4) == ["One two a.", "One two b."]


@given(st.text(alphabet="甲乙丙，。 abc\n", min_size=1, max_size=400), st.integers(1, 20))
def test_chunks_hold_every_word_and_never_overlap(text: str, chunk_tokens: int) -> None:
    made = document(text)
    found = split(made, HashEmbedder(), chunk_tokens=chunk_tokens)
    ends = [0, *(piece.end for piece in found)]
    assert all(piece.start >= end for piece, end in zip(found, ends, strict=False))
    held = "".join(made.text[piece.start : piece.end] for piece in found)
    assert "".join(held.split()) == "".join(made.text.split())


def test_fields_are_lines_that_can_be_quoted() -> None:
    made = assemble(
        Record(
            "a",
            "1",
            "account",
            "t",
            (),
            fields=(
                Field("owner", "负责人", "王磊"),
                Field("note", "备注", " "),
                Field("stage", "阶段", "商务\n谈判"),
            ),
        ),
        None,
    )
    assert made.text == "负责人: 王磊\n阶段: 商务 谈判"
    assert [made.text[field.start : field.end] for field in made.fields] == made.text.split("\n")


def test_normalised_text_has_no_unseen_characters() -> None:
    assert normalise("a\ufeff\u200bb \t\r\n\r\n\r\n\x00c  ") == "ab\n\nc"


class OneTokenEmbedder(HashEmbedder):
    """Takes any text for one token, as models take a run of characters they do not know."""

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return [1 for _ in texts]


def test_a_chunk_is_bounded_in_characters_whatever_the_model_counts() -> None:
    unknown = document("\U00020000" * 50_000)
    pieces = split(unknown, OneTokenEmbedder(), chunk_tokens=192)
    assert max(piece.end - piece.start for piece in pieces) <= 2000
    assert sum(piece.end - piece.start for piece in pieces) == 50_000
    lines = document("\n".join(["\U00020000" * 100] * 500))
    assert (
        max(piece.end - piece.start for piece in split(lines, OneTokenEmbedder(), chunk_tokens=192))
        <= 2200
    )


def dialogue(*turns: tuple[str, str]) -> Document:
    sections = tuple(
        Section(f"{speaker}: {text}", (), f"00:0{number}", speaker)
        for number, (speaker, text) in enumerate(turns)
    )
    return assemble(Record("a", "1", "call", "t", (), sections=sections), None)


def test_turns_share_a_chunk_and_one_that_fits_is_not_cut() -> None:
    made = dialogue(
        ("王芳", "one two three."),
        ("李强", "four five. six seven."),
        ("王芳", "eight nine ten eleven. twelve."),
    )
    found = split(made, HashEmbedder(), chunk_tokens=14)
    assert [made.text[piece.start : piece.end] for piece in found] == [
        "王芳: one two three.\n\n李强: four five. six seven.",
        "王芳: eight nine ten eleven. twelve.",
    ]
    assert [(piece.heading, piece.page) for piece in found] == [((), "00:00"), ((), "00:02")]


def test_what_goes_on_in_the_next_chunk_keeps_its_speaker() -> None:
    made = dialogue(("王芳", "a b c d. " * 9), ("李强", "e f."))
    first, *others = split(made, HashEmbedder(), chunk_tokens=16)
    assert made.text[first.start : first.end].startswith("王芳: ")
    assert first.heading == ()
    assert len(others) >= 2
    assert all(piece.heading == ("王芳",) for piece in others)


def test_a_row_of_a_table_is_not_cut_and_one_beyond_any_model_is_cut_between_cells() -> None:
    row = " · ".join(f"column {n}: value, more {n}" for n in range(20))
    assert pieces(document("first row: 1", row), 32)[1] == row
    longest = " · ".join(f"column {n}: value, more {n}" for n in range(200))
    cut = pieces(document("first row: 1", longest), 32)[1:]
    assert len(cut) > 2
    assert all(piece.startswith("column ") for piece in cut)
