"""Pictures and scans: drawn here, read by the real models."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.errors import UnreadableError
from ingest.parsing.formats import parse
from ingest.parsing.reading_order import Line, in_order
from ingest.parsing.worker import ParserWorker
from ingest.records import File

FONTS = sorted(Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc"))
LINES = ("恒岳电气二期终验收日期为2026年9月10日。", "The warranty ends on 31 December 2027.")


@pytest.fixture(scope="module")
def worker() -> Iterator[ParserWorker]:
    with ParserWorker(120, 2 << 30, 50_000_000, ocr_pages=3, ocr_timeout_seconds=120) as made:
        yield made


def drawn(*lines: str) -> Image.Image:
    if not FONTS:
        pytest.fail("no Chinese letters to draw with: apt-get install fonts-noto-cjk")
    picture = Image.new("RGB", (640, 480), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(FONTS[0], 26)
    for number, line in enumerate(lines):
        pen.text((40, 60 + 60 * number), line, font=font, fill="black")
    return picture


def saved(picture: Image.Image, form: str, *more: Image.Image) -> bytes:
    buffer = io.BytesIO()
    pages = {"save_all": True, "append_images": more} if more else {}
    picture.save(buffer, form, resolution=200, **pages)
    return buffer.getvalue()


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_the_words_in_a_picture_are_its_text(worker: ParserWorker) -> None:
    (section,) = worker.parse(File("验收.webp", saved(drawn(*LINES), "webp"))).sections
    assert [letters(line) for line in section.text.split("\n")] == [letters(one) for one in LINES]


@pytest.mark.heavy
def test_a_scan_that_lies_on_its_side_is_read(worker: ParserWorker) -> None:
    turned = drawn(*LINES).rotate(90, expand=True)
    (section,) = worker.parse(File("a.png", saved(turned, "png"))).sections
    assert letters(section.text) == letters("".join(LINES))


def test_the_pages_of_a_scanned_pdf_keep_their_numbers(worker: ParserWorker) -> None:
    blank = Image.new("RGB", (640, 480), "white")
    data = saved(drawn(LINES[0]), "PDF", blank, drawn(LINES[1]))
    sections = worker.parse(File("扫描.pdf", data)).sections
    assert [(one.page, letters(one.text)) for one in sections] == [
        ("1", letters(LINES[0])),
        ("3", letters(LINES[1])),
    ]


def test_a_scan_of_more_pages_than_allowed_is_too_large(worker: ParserWorker) -> None:
    blank = Image.new("RGB", (200, 200), "white")
    with pytest.raises(UnreadableError) as caught:
        worker.parse(File("a.pdf", saved(blank, "PDF", blank, blank, blank)))
    assert caught.value.reason == "too_large"
    assert "ocr_pages" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("cut.png", saved(Image.effect_noise((90, 90), 60), "png")[:500], "damaged"),
        ("no.jpg", b"no picture at all", "damaged"),
        ("white.png", saved(Image.new("RGB", (300, 200), "white"), "png"), "empty"),
        ("huge.png", saved(Image.new("1", (20_000, 20_000)), "png"), "too_large"),
    ],
    ids=["cut", "none", "white", "huge"],
)
def test_a_picture_that_gives_nothing_is_reported(
    name: str, data: bytes, reason: str, worker: ParserWorker
) -> None:
    with pytest.raises(UnreadableError) as caught:
        worker.parse(File(name, data))
    assert (caught.value.reason, name in str(caught.value)) == (reason, True)


def test_where_pictures_cannot_be_read_it_is_said_how_they_could_be() -> None:
    picture = drawn(LINES[0])
    for name, data, reason in (
        ("a.png", saved(picture, "png"), "unsupported"),
        ("a.pdf", saved(picture, "PDF"), "empty"),
    ):
        with pytest.raises(UnreadableError, match=r"pip install 'zhike\[ocr\]'") as caught:
            parse(File(name, data))
        assert caught.value.reason == reason


def box(text: str, left: float, top: float, width: float) -> Line:
    return Line(text, left, top, left + width, top + 20)


def test_cells_side_by_side_are_one_row_and_columns_of_text_follow_one_another() -> None:
    table = [box("金额", 300, 41, 60), box("项目", 0, 40, 60), box("12", 300, 80, 30), box("泵", 0, 81, 30)]  # fmt: skip
    assert in_order(table) == ["项目 金额", "泵 12"]
    title = box("title", 0, 0, 900)
    left = [box(f"left {n}", 0, 40 * n, 400) for n in (1, 2, 3)]
    right = [box(f"right {n}", 480, 40 * n, 400) for n in (1, 2, 3)]
    assert in_order([*right, *left, title]) == [
        "title",
        *(f"left {n}" for n in (1, 2, 3)),
        *(f"right {n}" for n in (1, 2, 3)),
    ]
