"""Atlassian's document format as text.

https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

from __future__ import annotations

from collections.abc import Iterator

from connectors.rest.templates import Tree, reach
from connectors.table_json import text_of

_BLOCKS = frozenset(
    ["paragraph", "heading", "codeBlock", "listItem", "tableRow", "blockquote", "panel", "rule"]
)
_DEEPEST = 60


def text_of_rich(tree: Tree) -> str:
    """The words of a document, one block a line; a text stays as it is."""
    if not isinstance(tree, dict):
        return text_of(tree).strip()
    lines = "".join(_pieces(tree, 0)).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _pieces(node: Tree, depth: int) -> Iterator[str]:
    if not isinstance(node, dict) or depth > _DEEPEST:
        return
    match node.get("type"):
        case "text":
            yield text_of(node.get("text"))
        case "hardBreak":
            yield "\n"
        case "tableCell" | "tableHeader":
            yield " ".join("".join(_inside(node, depth)).split()) + " · "
        case "mention" | "emoji" | "status" | "date" | "inlineCard":
            attributes = node.get("attrs")
            yield text_of(reach(attributes, "text") or reach(attributes, "url"))
        case kind:
            yield from _inside(node, depth)
            if kind in _BLOCKS:
                yield "\n"


def _inside(node: dict[str, Tree], depth: int) -> Iterator[str]:
    content = node.get("content")
    for child in content if isinstance(content, list) else ():
        yield from _pieces(child, depth + 1)
