"""The words in a picture, by optical character recognition: Chinese and English, with the extra `ocr`.

The models lie in rapidocr's wheel; nothing is fetched.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ingest.parsing.lines import joined_lines
from ingest.parsing.reading_order import Line, in_order

if TYPE_CHECKING:
    from PIL.Image import Image
    from rapidocr import RapidOCR

HOW_TO_READ_PICTURES = "to have the words in pictures read, run: pip install 'zhike[ocr]'"
_LONGEST_SIDE = 2000  # pixels: an A4 page at 170 dpi, at which 7 point is read
_FAINTEST = 24  # of 255
_MOST_THREADS = 4
_POOR = 0.75
_TALL = 1.5


class Recogniser:
    """Reads the pictures of one file after another.

    Of one file at most `most_pages`; `on_page` is told before each, so that whoever waits knows that it goes on.
    """

    def __init__(self, most_pages: int, on_page: Callable[[], None]) -> None:
        self.most_pages = most_pages
        self._on_page = on_page

    def read(self, picture: Image) -> str:
        """The text of a picture, a paragraph a line; empty where there is none. It may lie on its side."""
        from PIL import ImageStat  # comes with the extra

        self._on_page()
        picture = picture.convert("RGB")
        picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        darkest, lightest = ImageStat.Stat(picture.convert("L")).extrema[0]
        if lightest - darkest < _FAINTEST:
            return ""  # an empty page
        return joined_lines("\n".join(in_order(_upright(picture))))


def can_recognise() -> bool:
    """Whether the extra `ocr` is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> RapidOCR:
    from rapidocr import RapidOCR  # a second, and 300 MB: only for whoever has pictures

    runtime = "EngineConfig.onnxruntime"
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            f"{runtime}.intra_op_num_threads": min(_MOST_THREADS, os.cpu_count() or 1),
            f"{runtime}.inter_op_num_threads": 1,
        }
    )


def _upright(picture: Image) -> list[Line]:
    """The lines of a page, turned until it can be read."""
    lines = _lines(picture)
    if not lines:
        return lines
    tall = sum(line.height > _TALL * line.width for line in lines if len(line.text) > 1)
    if tall * 2 > len(lines):
        return max((_lines(picture.rotate(turn, expand=True)) for turn in (90, 270)), key=_sense)
    if _sense(lines) < _POOR * sum(len(line.text) for line in lines):
        return max(lines, _lines(picture.rotate(180)), key=_sense)
    return lines


def _sense(lines: list[Line]) -> float:
    """How many characters were read, each counted by how sure the model is."""
    return sum(line.certainty * len(line.text) for line in lines)


def _lines(picture: Image) -> list[Line]:
    import numpy as np
    from rapidocr.utils.output import RapidOCROutput

    found = _engine()(np.asarray(picture)[:, :, ::-1])
    if not isinstance(found, RapidOCROutput) or found.txts is None or found.boxes is None:
        return []
    return [
        Line(
            text,
            float(min(x for x, _ in corners)),
            float(min(y for _, y in corners)),
            float(max(x for x, _ in corners)),
            float(max(y for _, y in corners)),
            float(certainty),
        )
        for text, corners, certainty in zip(
            found.txts, found.boxes, found.scores or (), strict=True
        )
    ]
