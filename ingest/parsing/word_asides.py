"""What stands beside a DOCX's text: footnotes, endnotes, and comments with who made them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.parsing.word_runs import text_of

_ID, _AUTHOR, _TYPE, _P = qn("w:id"), qn("w:author"), qn("w:type"), qn("w:p")
_REFERENCES = {
    qn("w:footnoteReference"): "footnotes",
    qn("w:endnoteReference"): "endnotes",
    qn("w:commentReference"): "comments",
}
_REAL = ("", "normal")
"""Types of a note; the others are the lines that set notes off (ECMA-376 part 1, 17.18.33)."""


class Asides:
    """`parts` are the XML of each kind; each aside is given once, where the text first refers to it."""

    def __init__(self, parts: Mapping[str, Sequence[bytes]]) -> None:
        self._lines: dict[tuple[str, str], str] = {}
        for kind, blobs in parts.items():
            for blob in blobs:
                for aside in parse_xml(blob):
                    line = _line(aside)
                    if line and (aside.get(_TYPE) or "") in _REAL:
                        self._lines[kind, aside.get(_ID) or ""] = line

    def of(self, element: BaseOxmlElement) -> Iterator[str]:
        """The asides that a paragraph or table refers to, as lines."""
        if self._lines:
            for reference in element.iter(*_REFERENCES):
                key = _REFERENCES[reference.tag], reference.get(_ID) or ""
                if line := self._lines.pop(key, ""):
                    yield line

    def rest(self) -> Iterator[str]:
        """Those that nothing referred to."""
        yield from self._lines.values()
        self._lines = {}


def _line(aside: BaseOxmlElement) -> str:
    text = " ".join(filter(None, (text_of(part).strip() for part in aside.iter(_P))))
    author = " ".join((aside.get(_AUTHOR) or "").split())
    return f"[{author}: {text}]" if text and author else text
