"""Locked files open with the passwords they come with, and tell none of them."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from ingest.errors import UnreadableError
from ingest.parsing.formats import parse, sheets_of
from ingest.parsing.worker import ParserWorker
from ingest.records import File
from tests.ingest.parsing.made_files import pdf, saved


def locked(plain: bytes, password: str) -> bytes:
    file = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(password, file)
    return file.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("恒岳电气")
    return saved(document)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["客户"])
    book.active.append(["恒岳电气"])
    return saved(book)


def text(file: File) -> str:
    return parse(file).sections[0].text


def test_a_locked_document_opens_with_one_of_its_passwords() -> None:
    assert text(File("a.docx", locked(word(), "right"), ("wrong", "right"))) == "恒岳电气"
    assert text(File("a.pdf", pdf([["hello"]], password="right"), ("wrong", "right"))) == "hello"


def test_a_password_that_excel_knows_by_itself_is_asked_of_nobody() -> None:
    assert "恒岳电气" in text(File("a.xlsx", locked(workbook(), "VelvetSweatshop")))


def test_a_locked_table_gives_its_rows() -> None:
    (sheet,) = sheets_of(File("a.xlsx", locked(workbook(), "right"), ("right",)), "")
    assert sheet.rows == [["客户"], ["恒岳电气"]]


@pytest.mark.parametrize("passwords", [(), ("wrong-7391",)])
def test_without_the_right_password_a_file_is_called_encrypted(passwords: tuple[str, ...]) -> None:
    for name, data in (
        ("a.docx", locked(word(), "right-5512")),
        ("a.pdf", pdf([["hello"]], password="right-5512")),
    ):
        with pytest.raises(UnreadableError) as caught:
            parse(File(name, data, passwords))
        assert caught.value.reason == "encrypted"
        told = f"{caught.value} {caught.value.__cause__!r} {caught.value.__cause__}"
        assert "7391" not in told
        assert "5512" not in told


def test_a_file_shows_its_passwords_to_nobody() -> None:
    assert "secret-1" not in repr(File("a.docx", b"", ("secret-1",)))


def test_passwords_reach_the_parser_process() -> None:
    file = File("a.docx", locked(word(), "right"), ("right",))
    with ParserWorker(60, 1 << 30, 10_000_000) as worker:
        assert worker.parse(file).sections[0].text == "恒岳电气"
