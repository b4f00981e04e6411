"""Pictures: the words in a photograph or a scan, and on the pages of a PDF that are pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.documents import Parsed
from ingest.errors import UnreadableError
from ingest.parsing.recognition import HOW_TO_READ_PICTURES, Recogniser
from ingest.records import Section

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_PAGE_PIXELS = 2000
_MOST_PIXELS_A_POINT = 200 / 72
_HARDLY_ANY_TEXT = 60  # characters: a stamp of the scanner
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE in pdfium's fpdf_edit.h
_MOST_OF_THE_PAGE = 0.5


def parse_picture(data: bytes, recogniser: Recogniser | None) -> Parsed:
    """A section a page (a TIFF may have several). Raises UnreadableError unsupported where pictures
    cannot be read here, too_large, and Pillow's errors for a damaged one."""
    if recogniser is None:
        raise UnreadableError(f"it is a picture; {HOW_TO_READ_PICTURES}", reason="unsupported")
    from PIL import Image, ImageOps, ImageSequence

    try:
        image = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as error:
        raise UnreadableError(
            "it has more than 170 million pixels; make it smaller", reason="too_large"
        ) from error
    with image:
        sections = []
        frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
            text = recogniser.read(ImageOps.exif_transpose(frame))
            sections.append(Section(text, (), str(number) if frames > 1 else ""))
            if number >= min(frames, recogniser.most_pages):
                break
    return Parsed(tuple(sections))


def with_pictures_read(
    data: bytes, pages: Sequence[str], recogniser: Recogniser | None
) -> list[str]:
    """The text of a PDF's pages, with those read that are pictures: the first so many of them.

    Raises UnreadableError too_large where the file has more, and no other text.
    """
    texts = list(pages)
    short = [index for index, text in enumerate(texts) if len(text.strip()) < _HARDLY_ANY_TEXT]
    if recogniser is None or not short:
        return texts
    import pypdfium2

    read = 0
    try:
        with pypdfium2.PdfDocument(data) as document:
            for index in short:
                page = document[index]
                if _is_picture(page, texts[index]):
                    if read == recogniser.most_pages:
                        break
                    scale = min(_PAGE_PIXELS / max(page.get_size()), _MOST_PIXELS_A_POINT)
                    texts[index] = recogniser.read(page.render(scale=scale).to_pil())
                    read += 1
                page.close()
            else:
                return texts
    except pypdfium2.PdfiumError:
        return texts  # pypdf has read it, and there is no picture to be had of its pages
    if len(short) == len(texts):
        raise UnreadableError(
            f"more than {recogniser.most_pages} of its pages are pictures; "
            "split it, or raise `ocr_pages` under [parsing]",
            reason="too_large",
        )
    return texts


def _is_picture(page: PdfPage, text: str) -> bool:
    if not text.strip():
        return next(iter(page.get_objects(max_depth=1)), None) is not None
    width, height = page.get_size()
    for image in page.get_objects([_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > _MOST_OF_THE_PAGE * width * height:
            return True
    return False
