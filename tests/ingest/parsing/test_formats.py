from __future__ import annotations

import struct

import docx
import openpyxl
import pytest
from pptx import Presentation

from ingest.errors import Reason, UnreadableError
from ingest.parsing.formats import is_supported, parse
from ingest.records import File
from tests.ingest.parsing.made_files import pdf, rezipped, saved

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def word(text: str = "恒岳电气") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    return saved(document)


def refused(name: str, data: bytes) -> tuple[Reason, str]:
    with pytest.raises(UnreadableError) as caught:
        parse(File(name, data))
    assert name in str(caught.value)
    return caught.value.reason, str(caught.value)


@pytest.mark.parametrize("ending", ["md", "txt", "csv", "html", "eml"])
def test_text_formats_are_read_by_their_ending(ending: str) -> None:
    assert (
        "恒岳电气" in parse(File(f"a.{ending}", "恒岳电气,\n\n恒岳电气".encode())).sections[0].text
    )


def test_a_file_under_a_wrong_ending_is_read_for_what_it_is() -> None:
    assert parse(File("a.pdf", word())).sections[0].text == "恒岳电气"
    assert parse(File("a.docx", pdf([["hello"]]))).sections[0].text == "hello"
    table = b"<html><table><tr><td>a</td><td>b</td><td>c</td></tr></table></html>"
    assert parse(File("export.xls", table)).sections[0].text == "a · b · c"


@pytest.mark.parametrize("data", [b"", b" \n\t "])
@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.txt", "a.csv"])
def test_an_empty_file_says_so(name: str, data: bytes) -> None:
    assert refused(name, data)[0] == "empty"


def test_files_without_text_say_so() -> None:
    assert refused("blank.docx", word(""))[0] == "empty"
    assert refused("blank.xlsx", saved(openpyxl.Workbook()))[0] == "empty"
    assert refused("blank.pptx", saved(Presentation()))[0] == "empty"


def test_a_scanned_pdf_says_that_its_pages_are_pictures() -> None:
    reason, message = refused("scan.pdf", pdf([[]]))
    assert reason == "empty"
    assert "zhike[ocr]" in message


def test_a_locked_file_says_so() -> None:
    assert refused("a.pdf", pdf([["x"]], password="pw"))[0] == "encrypted"
    package = OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    assert refused("a.docx", package)[0] == "encrypted"
    assert refused("a.xlsx", package)[0] == "encrypted"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_cut_short_is_damaged(share: float) -> None:
    for name, data in (("a.docx", word()), ("a.xlsx", saved(openpyxl.Workbook()))):
        assert refused(name, data[: int(len(data) * share)])[0] == "damaged"


def test_bytes_that_are_not_what_the_ending_says_are_damaged() -> None:
    for name in ("a.pdf", "a.docx", "a.xlsx", "a.pptx", "a.doc", "a.ppt", "a.odt", "a.rtf"):
        assert refused(name, b"not at all")[0] == "damaged"
    assert refused("a.txt", bytes(range(256)) * 20)[0] == "damaged"
    assert (
        refused("a.docx", rezipped(word(), {"word/document.xml": b"<w:document"}))[0] == "damaged"
    )


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.wps", "save it as .docx"),
        ("a.dps", "save it as .pptx"),
        ("a.mp4", "exclude"),
        ("noending", "exclude"),
    ],
)
def test_a_format_nobody_reads_says_what_to_do(name: str, advice: str) -> None:
    assert not is_supported(name)
    reason, message = refused(name, b"something")
    assert reason == "unsupported"
    assert advice in message


def test_a_package_that_unpacks_to_too_much_is_refused_unread() -> None:
    data = bytearray(rezipped(word(), {"word/media/big.bin": b""}))
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/media/big.bin"))
    struct.pack_into("<I", data, entry + 24, 600_000_000)  # uncompressed size, APPNOTE.TXT 4.3.12
    assert refused("bomb.docx", bytes(data))[0] == "too_large"


def test_an_xml_entity_is_not_opened() -> None:
    document = (
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">'
        b'<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        b"<w:p><w:r><w:t>before</w:t></w:r></w:p><w:p><w:r><w:t>&x;&b;</w:t></w:r></w:p></w:body></w:document>"
    )
    data = rezipped(word(), {"word/document.xml": document})
    assert [section.text for section in parse(File("x.docx", data)).sections] == ["before"]


def test_more_text_than_anybody_reads_is_too_large() -> None:
    assert refused("a.txt", "恒岳".encode() * 10_000_001)[0] == "too_large"
