"""Writes a document as HTML, Markdown, plain text or a saved mail."""

from __future__ import annotations

from datetime import date
from html import escape

from eval.demo.blocks import Block, Bullets, Grid, Heading, Paragraph


def html(blocks: list[Block], *, title: str, author: str, on: date) -> bytes:
    """An intranet page, with the menu and footer that such pages carry."""
    body = "\n".join(_tag(block) for block in blocks)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
<meta name="author" content="{escape(author)}">
<meta name="date" content="{on.isoformat()}">
<style>body {{ font-family: sans-serif }}</style>
<script>window.page = "intranet";</script>
</head>
<body>
<nav><a href="/">首页</a> <a href="/wiki">知识库</a> <a href="/hr">人事</a></nav>
<main>
{body}
</main>
<footer>华策自动化内网 · {escape(author)} · {on.isoformat()}</footer>
</body>
</html>
""".encode()


def _tag(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Bullets(items):
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"
        case Grid(rows):
            lines = (
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
                for row in rows
            )
            return "<table>" + "".join(lines) + "</table>"


def markdown(body: str, *, author: str, on: date) -> bytes:
    """The text as authored, with a line that says who wrote it and when, below its title."""
    title, _, rest = body.partition("\n")
    return f"{title}\n\n{author} · {on.isoformat()}\n{rest}\n".encode()
