"""HTML: the main text of a page under its headings, without menus and scripts."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.documents import Parsed
from ingest.parsing.outline import Outline
from ingest.parsing.properties import people
from ingest.parsing.rows import table_lines
from ingest.parsing.text import decode

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.I)
_NO_TEXT = ("script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select")
_FRAME = ("nav", "footer", "aside", "[role=navigation]", "[role=banner]", "[aria-hidden=true]")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MAIN_SHARE = 0.4
_DEEPEST = 200
"""Nesting beyond any page that people write; deeper text is taken flat."""


def parse_web(data: bytes) -> Parsed:
    """Raises UnicodeError for bytes that are no text."""
    declared = _CHARSET.search(data[:4096])
    page = LexborHTMLParser(decode(data, declared=declared[1].decode() if declared else ""))
    title = page.css_first("head > title")
    author = page.css_first("meta[name=author]")
    outline = _outline(page)
    return Parsed(
        outline.sections(),
        title=" ".join(title.text().split()) if title is not None else "",
        authors=people(author.attributes.get("content") or "") if author is not None else (),
    )


def text_of_html(html: str) -> str:
    """The visible text of a fragment, such as a mail's HTML body: paragraphs, list items and rows."""
    page = LexborHTMLParser(html)
    page.strip_tags(list(_NO_TEXT))
    walk = _Walk(Outline(), keep_headings=False)
    if page.body is not None:
        walk.node(page.body, 0)
    walk.flush()
    return "\n\n".join(section.text for section in walk.outline.sections())


def _outline(page: LexborHTMLParser) -> Outline:
    body = page.body
    outline = Outline()
    if body is None:
        return outline
    page.strip_tags(list(_NO_TEXT))
    whole = len(body.text())
    root = body
    for candidate in page.css("main, [role=main], article"):
        if len(candidate.text()) > _MAIN_SHARE * whole:
            root = candidate
            break
    for selector in _FRAME:
        for node in root.css(selector):
            node.decompose()
    walk = _Walk(outline, keep_headings=True)
    walk.node(root, 0)
    walk.flush()
    return outline


class _Walk:
    def __init__(self, outline: Outline, *, keep_headings: bool) -> None:
        self.outline = outline
        self._keep_headings = keep_headings
        self._inline: list[str] = []
        self._in_list = 0

    def node(self, node: LexborNode, depth: int) -> None:
        child = node.first_child
        while child is not None:
            self._child(child, depth)
            child = child.next

    def flush(self) -> None:
        text = "".join(self._inline)
        self._inline = []
        lines = [" ".join(line.split()) for line in text.split("\v")]
        text = "\n".join(line for line in lines if line)
        if not text:
            return
        if self._in_list:
            self.outline.line(text)
        else:
            self.outline.paragraph(text)

    def _child(self, child: LexborNode, depth: int) -> None:
        tag = child.tag
        if tag == "-text":
            self._inline.append(child.text_content or "")
        elif tag == "br":
            self._inline.append("\v")
        elif tag not in _BLOCKS:
            if child.first_child is not None:
                self._descend(child, depth)
        elif tag in _HEADINGS and self._keep_headings:
            self.flush()
            self.outline.heading(_HEADINGS[tag], child.text())
        elif tag == "table" and _is_data_table(child):
            self.flush()
            self._table(child)
        elif tag == "pre":
            self.flush()
            self.outline.paragraph(child.text().strip("\n"))
        else:
            self.flush()
            if tag == "li":
                self._in_list += 1
                self._inline.append("- ")
            self._descend(child, depth)
            self.flush()
            if tag == "li":
                self._in_list -= 1

    def _descend(self, child: LexborNode, depth: int) -> None:
        if depth < _DEEPEST:
            self.node(child, depth + 1)
        else:
            self._inline.append(child.text())

    def _table(self, table: LexborNode) -> None:
        rows, heads = [], []
        for row in table.css("tr"):
            cells = [cell for cell in row.css("th, td") if cell.parent == row]
            rows.append([cell.text(separator=" ") for cell in cells])
            heads.append(bool(cells) and all(cell.tag == "th" for cell in cells))
        for line in table_lines(rows, has_header=True if heads and heads[0] else None):
            self.outline.line(line)


def _is_data_table(table: LexborNode) -> bool:
    """Layout tables, as mails and old pages use them, hold blocks or other tables in their cells."""
    return not table.css("td table, td p, td div, td h1, td h2, td h3, td ul")
