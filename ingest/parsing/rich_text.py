"""RTF: its paragraphs, and its tables as rows."""

from __future__ import annotations

from itertools import groupby

from striprtf.striprtf import rtf_to_text

from ingest.documents import Parsed
from ingest.parsing.outline import Outline
from ingest.parsing.rows import table_lines

_BEGINS = "{\\rtf"
_CELL_END = "|"  # what striprtf writes for one


def parse_rich_text(data: bytes) -> Parsed:
    """Raises ValueError for a file that does not begin as RTF does, or names what is no character."""
    # RTF is ASCII; whatever else it says is escaped, in the code page that it names.
    source = data.decode("cp1252", errors="replace").lstrip()
    if not source.startswith(_BEGINS):
        raise ValueError("no RTF")
    outline = Outline()
    # Characters beyond the first plane come as two halves, or as one that was lost.
    try:
        halves = rtf_to_text(source, errors="replace").encode("utf-16", "surrogatepass")
    except (OverflowError, LookupError) as error:
        raise ValueError("no sound RTF") from error
    text = halves.decode("utf-16", "replace")
    for is_row, lines in groupby(text.split("\n"), lambda line: line.rstrip().endswith(_CELL_END)):
        if is_row:
            rows = [line.rstrip().removesuffix(_CELL_END).split(_CELL_END) for line in lines]
            for line in table_lines(rows):
                outline.line(line)
        else:
            for line in lines:
                outline.paragraph(line.strip())
    return Parsed(outline.sections())
