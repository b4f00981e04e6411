"""Reading files of each format, and the same files read by a library alone."""

from __future__ import annotations

import io
import logging
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.data import MissingDataError, set_folder
from eval.demo.build import build
from ingest.errors import UnreadableError
from ingest.parsing.formats import as_unreadable, is_supported, parse
from ingest.records import File

_ROUNDS = 3


@dataclass(slots=True)
class _Timed:
    """Processor seconds that the files of one format took, each file's by its median round."""

    files: int = 0
    size_bytes: int = 0
    pages: int = 0
    ours: float = 0.0
    compared: float = 0.0
    bare: float = 0.0


def measure_parsing(demo: Path) -> dict[str, float | int]:
    """parse_ratio_FORMAT: our processor seconds over those of pypdf, python-docx, python-pptx or calamine alone
    on the files that both can read, each file by the median of three turns taken in alternation.

    parse_mb_per_second, parse_files_per_second and, of PDF, parse_pages_per_second are ours, one
    process, embedding excluded, on the demo's files and those of messy_docs that give text.
    """
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    formats: dict[str, _Timed] = {}
    for name, data in _files(demo):
        ending = name.rsplit(".", 1)[-1].lower()
        try:
            parse(File(name, data))  # warm, and whether it can be read at all
        except UnreadableError:
            continue
        _time(formats.setdefault(ending, _Timed()), File(name, data), _BARE.get(ending))
    figures: dict[str, float | int] = {}
    for ending, timed in sorted(formats.items()):
        figures[f"parse_mb_per_second_{ending}"] = timed.size_bytes / 1e6 / timed.ours
        figures[f"parse_files_per_second_{ending}"] = timed.files / timed.ours
        if timed.pages:
            figures[f"parse_pages_per_second_{ending}"] = timed.pages / timed.ours
        if timed.bare:
            figures[f"parse_ratio_{ending}"] = timed.compared / timed.bare
    return figures


def _files(demo: Path) -> Iterator[tuple[str, bytes]]:
    build(demo)
    folders = [demo]
    try:
        folders.append(set_folder("messy_docs") / "files")
    except MissingDataError as error:
        print(error)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and is_supported(path.name):
                yield path.name, path.read_bytes()


def _time(timed: _Timed, file: File, bare: Callable[[bytes], int] | None) -> None:
    ours: list[float] = []
    others: list[float] = []
    pages = 0
    for _ in range(_ROUNDS):
        started = time.process_time()
        parse(file)
        ours.append(time.process_time() - started)
        if bare is not None:
            started = time.process_time()
            try:
                with as_unreadable(file):
                    pages = bare(file.data)
            except UnreadableError:
                bare = None
                others.clear()
            else:
                others.append(time.process_time() - started)
    timed.files += 1
    timed.size_bytes += len(file.data)
    timed.ours += statistics.median(ours)
    if others:
        timed.pages += pages
        timed.compared += statistics.median(ours)
        timed.bare += statistics.median(others)


def _pypdf(data: bytes) -> int:
    from pypdf import PdfReader

    return len([page.extract_text() for page in PdfReader(io.BytesIO(data)).pages])


def _python_docx(data: bytes) -> int:
    from docx import Document

    document = Document(io.BytesIO(data))
    _ = [paragraph.text for paragraph in document.paragraphs]
    _ = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return 0


def _python_pptx(data: bytes) -> int:
    from pptx import Presentation
    from pptx.shapes.autoshape import Shape
    from pptx.shapes.graphfrm import GraphicFrame

    for slide in Presentation(io.BytesIO(data)).slides:
        for shape in slide.shapes:
            if isinstance(shape, Shape):
                _ = shape.text_frame.text
            elif isinstance(shape, GraphicFrame) and shape.has_table:
                _ = [cell.text for row in shape.table.rows for cell in row.cells]
    return 0


def _calamine(data: bytes) -> int:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()
    return 0


_BARE: dict[str, Callable[[bytes], int]] = {
    "pdf": _pypdf,
    "docx": _python_docx,
    "pptx": _python_pptx,
    "xlsx": _calamine,
}
