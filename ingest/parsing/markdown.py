"""Markdown: what it says, under its headings, without its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.documents import Parsed
from ingest.parsing.outline import Outline
from ingest.parsing.properties import people
from ingest.parsing.rows import table_lines
from ingest.parsing.text import decode

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_PROPERTY = re.compile(
    r"^(title|authors?|date|updated|标题|作者|日期)\s*[:：]\s*(.+)$", re.I | re.M
)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.S)


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def parse_markdown(data: bytes) -> Parsed:
    """Headings become heading paths, table rows lines; title, author and date come from front matter."""
    text = decode(data)
    stated: dict[str, str] = {}
    front = _FRONT_MATTER.match(text)
    if front:
        stated = {
            name.lower(): value.strip("\"'[] \t\r") for name, value in _PROPERTY.findall(front[1])
        }
        text = text[front.end() :]
    outline = Outline()
    first_title = _walk(_reader().parse(text), outline)
    written = _ISO_DATE.search(
        stated.get("updated") or stated.get("date") or stated.get("日期") or ""
    )
    return Parsed(
        outline.sections(),
        title=stated.get("title") or stated.get("标题") or first_title,
        authors=people(stated.get("author") or stated.get("authors") or stated.get("作者") or ""),
        occurred_at=_date(written) if written else None,
    )


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _walk(tokens: Sequence[Token], outline: Outline) -> str:
    """Feeds the outline; returns the first heading of level 1."""
    first_title = ""
    lists: list[int | None] = []
    item_starts = False
    heading_level = 0
    table: list[list[str]] | None = None
    for token in tokens:
        match token.type:
            case "heading_open":
                heading_level = int(token.tag[1])
            case "heading_close":
                heading_level = 0
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                item_starts = True
            case "table_open":
                table = []
            case "tr_open" if table is not None:
                table.append([])
            case "table_close" if table is not None:
                for line in table_lines(table, has_header=True):
                    outline.line(line)
                table = None
            case "inline" if table is not None:
                table[-1].append(_inline(token))
            case "inline" if heading_level:
                text = _inline(token)
                first_title = first_title or (text if heading_level == 1 else "")
                outline.heading(heading_level, text)
            case "inline" if lists:
                outline.line(_item(token, lists, starts=item_starts))
                item_starts = False
            case "inline":
                outline.paragraph(_inline(token))
            case "fence" | "code_block":
                outline.paragraph(token.content.rstrip())
            case "html_block":
                outline.paragraph(_TAG.sub(" ", token.content).strip())
            case _:
                pass
    return first_title


def _item(token: Token, lists: list[int | None], *, starts: bool) -> str:
    indent = "  " * (len(lists) - 1)
    if not starts:
        return f"{indent}  {_inline(token)}"
    number = lists[-1]
    if number is None:
        return f"{indent}- {_inline(token)}"
    lists[-1] = number + 1
    return f"{indent}{number}. {_inline(token)}"


def _inline(token: Token) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(child.content)
        elif child.type == "html_inline":
            parts.append("\n" if child.content.lower().startswith("<br") else "")
        elif child.content:
            parts.append(child.content)
    return "".join(parts)
