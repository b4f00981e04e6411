"""PPTX: one section a slide, with its title as heading, its tables as rows, its notes and comments."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.opc.package import Part
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide

from ingest.documents import Parsed
from ingest.parsing import properties
from ingest.parsing.archives import without
from ingest.parsing.comments import slide_comments
from ingest.parsing.rows import table_lines
from ingest.parsing.strict import transitional
from ingest.records import Section

_LOOKS = re.compile(
    r"ppt/(slideLayouts|slideMasters|notesMasters|handoutMasters|theme|media|embeddings|fonts)/"
)
"""Parts that say how slides look. python-pptx does without those that are not there, and reads all
that are, which took half of its time."""
_DIAGRAM_DATA = "/diagramData"
_COMMENTS, _AUTHORS = "/comments", ("/commentAuthors", "/authors")


def parse_slides(data: bytes) -> Parsed:
    """Raises KeyError, ValueError or zipfile/lxml errors for a damaged package."""
    deck = Presentation(io.BytesIO(without(transitional(data), _LOOKS)))
    sections = []
    deck_title = ""
    authors = _blobs(deck.part, *_AUTHORS)
    for number, slide in enumerate(deck.slides, start=1):
        title = _title(slide)
        deck_title = deck_title or title
        lines = [line for line in _slide_lines(slide) if line.strip()]
        lines += slide_comments(_blobs(slide.part, _COMMENTS), authors)
        if lines:
            sections.append(Section("\n".join(lines), (title,) if title else (), str(number)))
        elif title:
            sections.append(Section(title, (), str(number)))
    return properties.office(tuple(sections), deck.core_properties, deck_title)


def _title(slide: Slide) -> str:
    shape = slide.shapes.title
    return " ".join(shape.text_frame.text.split()) if shape is not None else ""


def _blobs(part: Part, *kinds: str) -> list[bytes]:
    """The parts of these kinds that it refers to."""
    return [
        relation.target_part.blob
        for relation in part.rels.values()
        if not relation.is_external and relation.reltype.endswith(kinds)
    ]


def _slide_lines(slide: Slide) -> Iterator[str]:
    title = slide.shapes.title
    title_id = title.shape_id if title is not None else None
    for shape in slide.shapes:
        if shape.shape_id != title_id:
            yield from _shape_lines(shape)
    for blob in _blobs(slide.part, _DIAGRAM_DATA):
        yield from _diagram_lines(blob)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield slide.notes_slide.notes_text_frame.text.replace("\v", "\n").strip()


def _shape_lines(shape: BaseShape) -> Iterator[str]:
    if isinstance(shape, GroupShape):
        for inner in shape.shapes:
            yield from _shape_lines(inner)
    elif isinstance(shape, GraphicFrame):
        if shape.has_table:
            yield from table_lines([[cell.text for cell in row.cells] for row in shape.table.rows])
        elif shape.has_chart:
            yield from _chart_lines(shape.chart)
    elif isinstance(shape, Shape) and shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:
            yield paragraph.text.replace("\v", "\n").strip()


def _chart_lines(chart: Chart) -> Iterator[str]:
    if chart.has_title and chart.chart_title.has_text_frame:
        yield chart.chart_title.text_frame.text
    try:
        plots = list(chart.plots)
    except ValueError:  # python-pptx knows no 3-D charts; the slide's other text is worth having
        return
    for plot in plots:
        categories = [str(category) for category in plot.categories]
        for series in plot.series:
            pairs = zip(categories, series.values, strict=False)
            points = " · ".join(f"{name}: {value:g}" for name, value in pairs if value is not None)
            yield f"{series.name}: {points}" if points else series.name


def _diagram_lines(blob: bytes) -> Iterator[str]:
    """The texts of a SmartArt drawing, which is kept in a part of its own."""
    from pptx.oxml import parse_xml

    for paragraph in parse_xml(blob).iter(qn("a:p")):
        yield "".join(run.text or "" for run in paragraph.iter(qn("a:t")))
