"""Word's automatic numbers: what a reader sees before a paragraph and no text of the file holds.

Contracts number their clauses this way ("第八条", "3.2"), and people ask for them by number. The rules are
those of ECMA-376 part 1, 17.9: a paragraph or its style names a list and a level; each list counts
its levels, and a level's pattern ("第%1条", "%1.%2") says how the counts are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.parsing.counting import shown_as

_VAL, _ILVL = qn("w:val"), qn("w:ilvl")
_NUMPR = f"{qn('w:pPr')}/{qn('w:numPr')}"
_BULLET = "-"
_NO_LIST = "0"


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int
    style: str
    plain: bool
    """Shows the levels above as plain numbers: 2.1 below 第二条."""


class Numbering:
    """Counts along a document: `label` must be asked once for each paragraph, in order."""

    def __init__(
        self, definitions: BaseOxmlElement | None, styles: Iterable[BaseOxmlElement]
    ) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if definitions is not None:
            self._read(definitions)
        self._styles = {
            style.get(qn("w:styleId")) or "": self._stated(style, style.get(qn("w:styleId")) or "")
            for style in styles
        }

    def label(self, paragraph: BaseOxmlElement) -> str:
        """What stands before the paragraph: "第三条", "2.1", "-" for any bullet, or nothing."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style_id = (style.get(_VAL) or "") if style is not None else ""
        place = self._stated(paragraph, style_id) or self._styles.get(style_id)
        if place is None or place[0] == _NO_LIST:
            return ""
        return self._next(*place)

    def _stated(self, element: BaseOxmlElement, style_id: str) -> tuple[str, int] | None:
        """The list and level that a paragraph or style names; a style's level may stand with the level."""
        stated = element.find(_NUMPR)
        number = stated.find(qn("w:numId")) if stated is not None else None
        if stated is None or number is None:
            return None
        list_id = number.get(_VAL) or _NO_LIST
        level = stated.find(_ILVL)
        if level is not None:
            return list_id, _whole(level.get(_VAL), 0)
        levels = self._levels.get(self._lists.get(list_id, ""), {})
        own = (index for index, found in levels.items() if style_id and found.style == style_id)
        return list_id, next(own, 0)

    def _next(self, list_id: str, index: int) -> str:
        abstract = self._lists.get(list_id, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(index)
        if level is None:
            return ""
        if level.form == "bullet":
            return _BULLET
        counts = self._counts[abstract]
        counts[index] = counts.get(index, level.start - 1) + 1
        for deeper in [other for other in counts if other > index]:
            del counts[deeper]
        label = level.pattern
        for other, found in levels.items():
            if other <= index:
                count = counts.setdefault(other, found.start)
                form = "decimal" if level.plain else found.form
                label = label.replace(f"%{other + 1}", shown_as(count, form))
        return label.strip()

    def _read(self, definitions: BaseOxmlElement) -> None:
        for abstract in definitions.findall(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId")) or ""
            self._levels[key] = {
                _whole(level.get(_ILVL), 0): _Level(
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText"),
                    _whole(_value(level, "w:start"), 1),
                    _value(level, "w:pStyle"),
                    level.find(qn("w:isLgl")) is not None,
                )
                for level in abstract.findall(qn("w:lvl"))
            }
        for number in definitions.findall(qn("w:num")):
            key = number.get(qn("w:numId")) or ""
            abstract_id = _value(number, "w:abstractNumId")
            restarts = number.findall(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
            if restarts:
                # A list that restarts counts for itself.
                self._levels[f"{abstract_id}/{key}"] = self._levels.get(abstract_id, {})
                abstract_id = f"{abstract_id}/{key}"
            self._lists[key] = abstract_id


def _value(element: BaseOxmlElement, name: str) -> str:
    child = element.find(qn(name))
    return (child.get(_VAL) or "") if child is not None else ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else otherwise
