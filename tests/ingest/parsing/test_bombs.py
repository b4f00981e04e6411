from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.documents import Parsed
from ingest.errors import UnreadableError
from ingest.parsing.worker import ParserWorker
from ingest.records import File, Section
from tests.ingest.parsing import bombs, pdf_bombs
from tests.ingest.parsing.bombs import MEBIBYTE
from tests.ingest.parsing.made_files import rezipped
from tests.waiting import PATIENCE_SECONDS

OFFICE = ("docx", "xlsx", "pptx")
MEMORY = 1 << 30


@pytest.fixture
def worker() -> Iterator[ParserWorker]:
    """For what is to be read, or refused for what it is, on any machine."""
    with ParserWorker(PATIENCE_SECONDS, MEMORY, 50_000_000) as made:
        yield made


@pytest.fixture
def hasty() -> Iterator[ParserWorker]:
    """For what may take too long."""
    with ParserWorker(6.0, MEMORY, 50_000_000) as made:
        yield made


def reason_of(worker: ParserWorker, name: str, data: bytes) -> str:
    """Why the file is refused, "read" if it is not; whichever, the next good file must be read."""
    try:
        worker.parse(File(name, data))
        reason = "read"
    except UnreadableError as error:
        reason = error.reason
        assert name in str(error)
    assert worker.parse(File("next.txt", b"next")).sections == (Section("next"),)
    return reason


def text_of(parsed: Parsed) -> str:
    return "\n".join(section.text for section in parsed.sections)


@pytest.mark.parametrize("ending", OFFICE)
def test_an_honest_file_is_read(ending: str, worker: ParserWorker) -> None:
    assert "恒岳电气" in text_of(worker.parse(File(f"a.{ending}", bombs.office(ending))))


@pytest.mark.parametrize("ending", OFFICE)
def test_a_package_that_unpacks_to_too_much_is_refused(ending: str, worker: ParserWorker) -> None:
    assert reason_of(worker, f"a.{ending}", bombs.inflating(ending, 600 * MEBIBYTE)) == "too_large"


@pytest.mark.parametrize("ending", OFFICE)
def test_a_package_is_measured_not_believed(ending: str, worker: ParserWorker) -> None:
    data = bombs.inflating(ending, 600 * MEBIBYTE, stated=1000)
    assert reason_of(worker, f"a.{ending}", data) == "too_large"


@pytest.mark.parametrize("ending", OFFICE)
def test_one_part_listed_under_many_names_is_refused(ending: str, worker: ParserWorker) -> None:
    assert reason_of(worker, f"a.{ending}", bombs.overlapping(ending, 500)) == "too_large"


@pytest.mark.parametrize("ending", OFFICE)
def test_what_is_packed_within_a_file_is_left_alone(ending: str, worker: ParserWorker) -> None:
    data = bombs.nested_zips(ending, 3)
    assert "恒岳电气" in text_of(worker.parse(File(f"a.{ending}", data)))


@pytest.mark.parametrize("ending", OFFICE)
@pytest.mark.parametrize("made", [bombs.laughing, bombs.quadratic])
def test_entities_that_multiply_are_refused(
    ending: str, made: Callable[[str], bytes], worker: ParserWorker
) -> None:
    assert reason_of(worker, f"a.{ending}", made(ending)) == "damaged"


@pytest.mark.parametrize("ending", OFFICE)
def test_an_entity_that_points_to_a_file_is_not_read(
    ending: str, worker: ParserWorker, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("PASSWD-OF-THE-HOST")
    data = bombs.pointing_out(ending, (tmp_path / "secret.txt").as_uri())
    try:
        text = text_of(worker.parse(File(f"a.{ending}", data)))
    except UnreadableError as error:
        text = str(error)
    assert "PASSWD" not in text


@pytest.mark.parametrize("name", ["a.html", "a.xhtml", "a.md", "a.txt"])
def test_web_pages_and_texts_know_no_entities(
    name: str, worker: ParserWorker, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("PASSWD-OF-THE-HOST")
    target = (tmp_path / "secret.txt").as_uri()
    page = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "{target}"><!ENTITY b "lol">'
        '<!ENTITY c "&b;&b;&b;">]><html><body><p>恒岳电气 &a; &c;</p><svg><text>&a;&c;</text></svg></body></html>'
    )
    text = text_of(worker.parse(File(name, page.encode())))
    assert "恒岳电气" in text
    assert "PASSWD" not in text
    assert "lollol" not in text


@pytest.mark.parametrize("ending", OFFICE)
@pytest.mark.parametrize("depth", [200, 100_000])
def test_deep_nesting_in_an_office_file_costs_that_file_at_most(
    ending: str, depth: int, worker: ParserWorker
) -> None:
    assert reason_of(worker, f"a.{ending}", bombs.nested(ending, depth)) in ("read", "damaged")


def test_a_table_cell_that_claims_to_span_a_billion_columns_spans_a_few(
    worker: ParserWorker,
) -> None:
    name, xml = bombs.main_part("docx")
    wide = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
        "<w:p><w:r><w:t>宽</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p>"
    )
    data = rezipped(bombs.office("docx"), {name: xml.replace("<w:p>", wide, 1).encode()})
    assert "宽" in text_of(worker.parse(File("a.docx", data)))


def test_a_sheet_with_a_cell_in_its_farthest_corner_costs_that_file(worker: ParserWorker) -> None:
    name = "xl/worksheets/sheet1.xml"
    rows = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{rows}</worksheet>'
    data = rezipped(bombs.office("xlsx"), {name: sheet.encode()})
    assert reason_of(worker, "a.xlsx", data) in ("too_large", "damaged")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pdf_bombs.growing(2048 * MEBIBYTE, rounds=1), id="grows"),
        pytest.param(pdf_bombs.growing(4096 * MEBIBYTE, rounds=2), id="grows twice"),
        pytest.param(pdf_bombs.drawing_in_turn(40), id="draws ten to the fortieth times"),
        pytest.param(pdf_bombs.pages_that_hold_themselves(), id="holds itself"),
        pytest.param(pdf_bombs.deep_pages(20_000), id="deep pages"),
        pytest.param(pdf_bombs.deep_objects(1_000_000), id="deep objects"),
    ],
)
def test_a_pdf_that_grows_or_loops_costs_that_file(data: bytes, hasty: ParserWorker) -> None:
    reason = reason_of(hasty, "a.pdf", data)
    assert reason in ("damaged", "timed_out", "too_large", "empty")


def test_a_pdf_whose_form_draws_itself_costs_that_file_at_most(hasty: ParserWorker) -> None:
    reason = reason_of(hasty, "a.pdf", pdf_bombs.drawing_itself())
    assert reason in ("read", "damaged", "timed_out")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("div.html", b"<div>" * 10_000 + b"x" + b"</div>" * 10_000),
        ("table.html", b"<table><tr><td>" * 10_000 + b"x"),
        ("bold.html", b"<b><p>" * 10_000 + b"x"),
        ("endless.html", b"<ul><li>" * 200_000),
        ("quotes.md", b"> " * 10_000 + b"x"),
        ("lists.md", b"- " * 10_000 + b"x"),
        ("links.md", b"[" * 100_000 + b"x"),
        ("pictures.md", b"![" * 100_000),
        ("stars.md", b"**a" * 200_000),
        ("line.csv", b"a" * 30_000_000),
        ("commas.csv", b"," * 30_000_000),
        ("quote.csv", b'"' + b"a\n" * 5_000_000),
        ("line.txt", b"a" * 30_000_000),
    ],
)
def test_text_that_nests_or_never_ends_costs_that_file_at_most(
    name: str, data: bytes, hasty: ParserWorker
) -> None:
    reason = reason_of(hasty, name, data)
    assert reason in ("read", "empty", "timed_out", "too_large", "damaged")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)
                for i in range(10_000)
            ),
            id="parts in parts",
        ),
        pytest.param(b"Content-Type: message/rfc822\n\n" * 10_000 + b"x", id="mails in mails"),
        pytest.param(b"Content-Type: text/html\n\n" + b"<div>" * 200_000, id="deep page"),
        pytest.param(b"To: " + b"(" * 100_000 + b"\n\nx", id="brackets"),
    ],
)
def test_a_mail_that_nests_costs_that_mail(data: bytes, hasty: ParserWorker) -> None:
    mail = b"From: a@huace.example\nDate: Mon, 1 Jun 2026 09:00:00 +0800\n" + data
    assert reason_of(hasty, "a.eml", mail) in ("damaged", "timed_out")
    with pytest.raises(UnreadableError):
        hasty.mail(File("inbox.mbox#1", mail))


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: " + b"=?utf-8?q?a?= " * 300_000,
        b"Subject: " + b"=?a?q?" * 300_000,
        b"To: " + b"a" * 1_000_000,
        b"To: " + b"a@b.example, " * 100_000,
        b"Message-ID: " + b"=?a?q?" * 300_000,
        b"Content-Type: text/plain; " + b"a=b; " * 200_000,
        b"Content-Type: text/plain; name*0=" + b"b; name*1=c; " * 100_000,
        b'Content-Disposition: attachment; filename="' + b'\\";' * 100_000,
    ],
)
def test_a_mail_with_an_endless_header_is_read(header: bytes, worker: ParserWorker) -> None:
    mail = b"From: a@huace.example\n" + header + b"\n\nhello"
    assert worker.mail(File("a.eml", mail)).sender[0].email == "a@huace.example"
