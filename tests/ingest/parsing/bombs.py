"""Small Office files made to cost whoever reads them: each grows, nests or points elsewhere."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

from docx import Document
from openpyxl import Workbook
from pptx import Presentation

from tests.ingest.parsing.made_files import rezipped, saved

MEBIBYTE = 1 << 20
_LAUGHS = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE x [<!ENTITY a0 "{seed}">'
    + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    + "]>"
)
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MAIN_PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/sharedStrings.xml",
    "pptx": "ppt/slides/slide1.xml",
}


def office(ending: str, text: str = "恒岳电气") -> bytes:
    """An honest Office file that says `text`."""
    match ending:
        case "docx":
            document = Document()
            document.add_paragraph(text)
            return saved(document)
        case "xlsx":
            return _with_shared_strings(text)
        case _:
            deck = Presentation()
            slide = deck.slides.add_slide(deck.slide_layouts[5])
            slide.shapes.title.text = text
            return saved(deck)


def _with_shared_strings(text: str) -> bytes:
    """A workbook whose one cell names its text by number, as Excel writes them."""
    book = Workbook()
    book.active.append([1])
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(saved(book))) as archive:
        sheet = archive.read(name).decode()
    start, end = sheet.index("<sheetData>"), sheet.index("</sheetData>")
    cell = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    strings = f'<sst xmlns="{_SPREADSHEET}" count="1" uniqueCount="1"><si><t>{text}</t></si></sst>'
    return rezipped(
        saved(book),
        {
            name: (sheet[:start] + cell + sheet[end:]).encode(),
            "xl/sharedStrings.xml": f'<?xml version="1.0" encoding="UTF-8"?>{strings}'.encode(),
        },
    )


def main_part(ending: str) -> tuple[str, str]:
    """The part that holds the text of `office(ending)`, and its XML."""
    name = _MAIN_PARTS[ending]
    with zipfile.ZipFile(io.BytesIO(office(ending))) as archive:
        return name, archive.read(name).decode()


@cache
def inflating(ending: str, size: int, *, stated: int | None = None) -> bytes:
    """An Office file whose main part unpacks to `size` bytes, though its directory may state others."""
    name, xml = main_part(ending)
    head, tail = xml.encode().split("恒岳电气".encode(), 1)
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office(ending))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for other in old.namelist():
            if other != name:
                new.writestr(other, old.read(other))
        with new.open(name, "w", force_zip64=True) as part:
            part.write(head)
            for _ in range(size // MEBIBYTE):
                part.write(b"x" * MEBIBYTE)
            part.write(tail)
    return file.getvalue() if stated is None else _lying(file.getvalue(), name, stated)


def _lying(data: bytes, name: str, stated: int) -> bytes:
    """The package with another unpacked size of one part in both its headers."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        local = archive.getinfo(name).header_offset
        central = archive.start_dir
    name_length, extra_length = struct.unpack_from("<HH", changed, local + 26)
    extra = local + 30 + name_length
    if struct.unpack_from("<H", changed, extra)[0] == 1:  # zip64: sizes stand in the extra field
        struct.pack_into("<Q", changed, extra + 4, stated)
    else:
        struct.pack_into("<I", changed, local + 22, stated)
    while struct.unpack_from("<I", changed, central)[0] == 0x02014B50:
        length, extra_length, comment = struct.unpack_from("<HHH", changed, central + 28)
        if bytes(changed[central + 46 : central + 46 + length]) == name.encode():
            struct.pack_into("<I", changed, central + 24, stated)
            return bytes(changed)
        central += 46 + length + extra_length + comment
    raise ValueError(name)


def overlapping(ending: str, copies: int) -> bytes:
    """One packed part that the directory lists under many names, as one file in each."""
    part = zlib.compress(b"\0" * (8 * MEBIBYTE), 9)[2:-4]
    crc = zlib.crc32(b"\0" * (8 * MEBIBYTE))
    head = struct.pack(
        "<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, crc, len(part), 8 * MEBIBYTE, 1, 0
    )
    body = head + b"a" + part
    folder = {"docx": "word", "xlsx": "xl", "pptx": "ppt"}[ending]
    listing = b""
    for number in range(copies):
        name = f"{folder}/part{number}.xml".encode()
        listing += (
            struct.pack(
                "<IHHHHHHIIIHHHHHII",
                0x02014B50,
                20,
                20,
                0,
                8,
                0,
                0,
                crc,
                len(part),
                8 * MEBIBYTE,
                len(name),
                0,
                0,
                0,
                0,
                0,
                0,
            )
            + name
        )
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, copies, copies, len(listing), len(body), 0)
    return body + listing + end


def nested_zips(ending: str, depth: int) -> bytes:
    """An Office file that holds another, and so on, around one that unpacks to 600 MiB."""
    data = inflating(ending, 600 * MEBIBYTE)
    for _ in range(depth):
        data = rezipped(
            office(ending),
            {f"{_MAIN_PARTS[ending].partition('/')[0]}/embeddings/inner.{ending}": data},
        )
    return data


def laughing(ending: str) -> bytes:
    """An Office file whose text is an entity of a billion laughs."""
    name, xml = main_part(ending)
    body = xml.partition("?>")[2] if xml.startswith("<?xml") else xml
    return rezipped(
        office(ending),
        {name: (_LAUGHS.format(seed="lol") + body.replace("恒岳电气", "&a9;")).encode()},
    )


def quadratic(ending: str) -> bytes:
    """One long entity, named very often: entity limits that count depth alone let it through."""
    name, xml = main_part(ending)
    body = xml.partition("?>")[2] if xml.startswith("<?xml") else xml
    start = f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>'
    return rezipped(
        office(ending), {name: (start + body.replace("恒岳电气", "&a;" * 100_000)).encode()}
    )


def pointing_out(ending: str, target: str) -> bytes:
    """An Office file whose text is an external entity."""
    name, xml = main_part(ending)
    body = xml.partition("?>")[2] if xml.startswith("<?xml") else xml
    start = f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE x [<!ENTITY a SYSTEM "{target}">]>'
    return rezipped(
        office(ending), {name: (start + body.replace("恒岳电气", "恒岳 &a; 电气")).encode()}
    )


def nested(ending: str, depth: int) -> bytes:
    """An Office file whose main part nests elements `depth` deep around its text."""
    name, xml = main_part(ending)
    opening, closing = {
        "docx": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        "xlsx": ("<r>", "</r>"),
        "pptx": ("<p:grpSp>", "</p:grpSp>"),
    }[ending]
    around = {"docx": "<w:p>", "xlsx": "<t>", "pptx": "<p:sp>"}[ending]
    start = xml.index(around)
    end = {"docx": "</w:p>", "xlsx": "</t>", "pptx": "</p:sp>"}[ending]
    stop = xml.index(end) + len(end)
    return rezipped(
        office(ending),
        {
            name: (
                xml[:start] + opening * depth + xml[start:stop] + closing * depth + xml[stop:]
            ).encode()
        },
    )
