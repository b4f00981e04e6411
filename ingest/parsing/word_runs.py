"""What the runs of a paragraph in DOCX say."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

BOX = qn("w:txbxContent")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TAB, _BR, _CR = qn("w:tab"), qn("w:br"), qn("w:cr")
_TEXTS = frozenset({qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
_SKIPPED = frozenset({qn("w:pPr"), qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), FALLBACK})


def text_of(element: BaseOxmlElement) -> str:
    """Its text with tracked changes accepted, without the text boxes in it."""
    return "".join(_pieces(element))


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag in _TEXTS:
            yield child.text or ""
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag in (_BR, _CR):
            yield "\n"
        elif child.tag not in _SKIPPED and child.tag != BOX:
            yield from _pieces(child)
