"""The straight rules drawn on a page of a PDF, and the grids that they make."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_NEAR = 3.0
"""Points within which two rules touch or are one: a border drawn as a thin box has two sides."""
_SHORTEST = 6.0
_MOST_OBJECTS = 4000
_MOST_RULES = 3000
"""More are a drawing or a map, not tables."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line `at` a height, or across if `upright` at a distance from the left, in points."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns between `xs` from the left, rows between `ys` from the top, and the rules between them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]

    def is_ruled(self, *, upright: bool, at: float, middle: float) -> bool:
        """Whether a rule at that line passes `middle`."""
        return any(
            rule.upright == upright
            and abs(rule.at - at) <= _NEAR
            and rule.start - _NEAR <= middle <= rule.end + _NEAR
            for rule in self.rules
        )


def grids(page: pypdfium2.PdfPage) -> list[Grid]:
    """The grids of at least two rows and two columns, from the top of the page."""
    rules = list(_rules(page.raw))
    if not 4 <= len(rules) <= _MOST_RULES:
        return []
    found = []
    for group in _touching(rules):
        xs = _lines(rule.at for rule in group if rule.upright)
        ys = _lines(rule.at for rule in group if not rule.upright)
        if len(xs) > 2 and len(ys) > 2:
            found.append(Grid(tuple(xs), tuple(reversed(ys)), tuple(group)))
    return sorted(found, key=lambda grid: -grid.ys[0])


def _lines(places: Iterator[float]) -> list[float]:
    """Where rules are, those near to each other as one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return kept


def _touching(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The rules in groups that cross or meet each other."""
    upright = [rule for rule in rules if rule.upright]
    level = [rule for rule in rules if not rule.upright]
    group_of = list(range(len(rules)))

    def root(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    for i, across in enumerate(level):
        for j, along in enumerate(upright, start=len(level)):
            if (
                across.start - _NEAR <= along.at <= across.end + _NEAR
                and along.start - _NEAR <= across.at <= along.end + _NEAR
            ):
                group_of[root(i)] = root(j)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate((*level, *upright)):
        groups.setdefault(root(index), []).append(rule)
    yield from groups.values()


def _rules(page: pdfium.FPDF_PAGE) -> Iterator[Rule]:
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        return
    matrix = pdfium.FS_MATRIX()
    for index in range(count):
        shape = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        pdfium.FPDFPageObj_GetMatrix(shape, matrix)
        yield from _rules_of(shape, matrix)


def _rules_of(shape: pdfium.FPDF_PAGEOBJECT, matrix: pdfium.FS_MATRIX) -> Iterator[Rule]:
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(shape), _MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _rule(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _rule(last, first)
            last = first


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    width, height = abs(one[0] - other[0]), abs(one[1] - other[1])
    if width >= _SHORTEST and height < 1:
        yield Rule(False, one[1], min(one[0], other[0]), max(one[0], other[0]))
    elif height >= _SHORTEST and width < 1:
        yield Rule(True, one[0], min(one[1], other[1]), max(one[1], other[1]))
