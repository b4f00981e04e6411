"""PDF: a section a page and heading, its wrapped lines joined into paragraphs.

pdfium reads first: on 98 hostile and plain files it was five times as fast as pypdf and opened nine
more (AES, broken cross references); pypdf takes the pages where pdfium's text is absent or garbage.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import pypdfium2

from ingest.documents import Parsed
from ingest.parsing import properties
from ingest.parsing.lines import joined_lines, widest_line
from ingest.parsing.locks import locked
from ingest.parsing.outline import Outline
from ingest.parsing.pdf_tables import ROW, TableReader
from ingest.parsing.pictures import with_pictures_read
from ingest.parsing.recognition import Recogniser
from ingest.parsing.typography import LineSizes, heading_levels, line_sizes, may_be_heading
from ingest.records import Section

_PASSWORD = 4  # FPDF_ERR_PASSWORD in pdfium's fpdfview.h
_GARBAGE_SHARE = 0.2
_OF_A_TABLE = -1
_LARGE_TYPE = 0.6  # of the characters of a usual line fill one of a heading, or nearly
_GLYPH_NAME = re.compile(r"\(cid:\d+\)|/(?:G|g|C|uni)[0-9A-Fa-f]{2,4}(?=/|\s|$)")


def parse_pdf(
    data: bytes, passwords: Sequence[str] = (), recogniser: Recogniser | None = None
) -> Parsed:
    """Pages that are pictures are read where there is a recogniser. Raises UnreadableError for a file that
    no password opens, ValueError where neither library can."""
    pages, sizes, stated, password = _read(data, passwords)
    poor = [index for index, text in enumerate(pages) if _is_garbage(text)]
    if poor:
        for index, text in enumerate(_second_reading(data, password, len(pages))):
            if index in poor and text.strip():
                pages[index] = text
    pages = ["" if _is_garbage(text) else text for text in pages]
    pages = with_pictures_read(data, pages, recogniser)
    levels = heading_levels(sizes)
    pages = _without_running_lines(pages, sizes, levels)
    return properties.pdf(_under_headings(pages, sizes, levels), stated)


def _under_headings(
    pages: Sequence[str], sizes: Sequence[LineSizes], levels: Mapping[float, int]
) -> tuple[Section, ...]:
    """The text of each page under the headings that its letters' sizes tell."""
    outline = Outline()
    for number, (text, sized) in enumerate(zip(pages, sizes, strict=True), start=1):
        outline.turn(str(number))
        lines_of_page = text.split("\n")
        widest = widest_line("\n".join(x for x in lines_of_page if not x.startswith(ROW)))
        leveled = [(_level(line, sized, levels), line) for line in lines_of_page]
        for level, group in groupby(leveled, itemgetter(0)):
            lines = "\n".join(line for _, line in group)
            if level == _OF_A_TABLE:
                for line in lines.split("\n"):
                    outline.line(line.removeprefix(ROW))
            elif level:
                for heading in joined_lines(lines, _LARGE_TYPE * widest).split("\n"):
                    outline.heading(level, heading)
            elif joined := joined_lines(lines, widest):
                outline.paragraph(joined)
    return outline.sections()


def _level(line: str, sized: LineSizes, levels: Mapping[float, int]) -> int:
    if line.startswith(ROW):
        return _OF_A_TABLE
    level = levels.get(sized.get(line.strip(), 0.0), 0)
    return level if may_be_heading(line.strip()) else 0


def _is_garbage(text: str) -> bool:
    visible = [character for character in text if not character.isspace()]
    if not visible:
        return False
    unreadable = sum(
        character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc")
        for character in visible
    )
    names = sum(len(match) for match in _GLYPH_NAME.findall(text))
    return (unreadable + names) / len(visible) > _GARBAGE_SHARE


def _without_running_lines(
    pages: Sequence[str], sizes: Sequence[LineSizes], levels: Mapping[float, int]
) -> list[str]:
    """Drops headers, footers and page numbers: first or last lines that most pages share. Headings
    that differ by their number alone are none: 附件 1, 附件 2."""
    if len(pages) < 4:
        return list(pages)

    def key(line: str, sized: LineSizes) -> str:
        return line.strip() if _level(line, sized, levels) else re.sub(r"\d+", "#", line.strip())

    split = [
        [line for line in page.replace("\r", "").split("\n") if line.strip()] for page in pages
    ]
    seen = Counter(
        shape
        for lines, sized in zip(split, sizes, strict=True)
        for shape in {key(line, sized) for line in _edges(lines)}
    )
    running = {shape for shape, count in seen.items() if count > 0.6 * len(pages)}
    kept = []
    for lines, sized in zip(split, sizes, strict=True):
        edges = set(_edges(lines))
        kept.append("\n".join(x for x in lines if not (x in edges and key(x, sized) in running)))
    return kept


def _edges(lines: Sequence[str]) -> list[str]:
    return [*lines[:2], *lines[-2:]] if len(lines) > 4 else []


def _read(
    data: bytes, passwords: Sequence[str]
) -> tuple[list[str], list[LineSizes], dict[str, str], str]:
    """The pages, their lines' sizes, what the file states of itself, and the password that opened it."""
    for password in ("", *passwords):
        try:
            return *_read_with_pdfium(data, password), password
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) != _PASSWORD:
                break
    for password in ("", *passwords):
        pages = _read_with_pypdf(data, password)
        if pages is not None:
            return pages, [LineSizes() for _ in pages], {}, password
    raise locked(tried=bool(passwords))


def _read_with_pdfium(
    data: bytes, password: str
) -> tuple[list[str], list[LineSizes], dict[str, str]]:
    with pypdfium2.PdfDocument(data, password=password or None) as document:
        pages, sizes, tables = [], [], TableReader()
        for index in range(len(document)):
            page = document[index]
            textpage = page.get_textpage()
            pages.append(tables.text(page, textpage))
            sizes.append(line_sizes(textpage))
            textpage.close()
            page.close()
        return pages, sizes, document.get_metadata_dict()


def _read_with_pypdf(data: bytes, password: str) -> list[str] | None:
    """Its pages, or None where the password does not open it."""
    # Rarely needed, and large.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(password):
            return None
        return [page.extract_text() for page in reader.pages]
    except PyPdfError as error:
        raise ValueError(str(error)) from error


def _second_reading(data: bytes, password: str, pages: int) -> list[str]:
    try:
        return _read_with_pypdf(data, password) or [""] * pages
    except ValueError:
        return [""] * pages
