"""Small PDFs made to cost whoever reads them: each grows, nests or points back at itself."""

from __future__ import annotations

import zlib

MEBIBYTE = 1 << 20
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
_WORDS = b"BT /F 12 Tf 72 700 Td (hello) Tj ET"


def growing(size: int, *, rounds: int) -> bytes:
    """One page whose content is `size` bytes of spaces, packed `rounds` times over."""
    packer, packed = zlib.compressobj(9), b""
    for _ in range(size // MEBIBYTE):
        packed += packer.compress(b" " * MEBIBYTE)
    packed += packer.flush()
    for _ in range(rounds - 1):
        packed = zlib.compress(packed, 9)
    filters = b"/Filter [" + b"/FlateDecode " * rounds + b"]"
    return _document(_page(_stream(packed, filters)))


def drawing_itself() -> bytes:
    """A form that draws itself twice."""
    form = _stream(b"/X Do /X Do", _FORM + b"/Resources << /XObject << /X 6 0 R >> >>")
    return _document(_page(_stream(b"/X Do " + _WORDS)) | {6: form})


def drawing_in_turn(forms: int) -> bytes:
    """Each of so many forms draws the next ten times."""
    objects = _page(_stream(b"/X Do"))
    for number in range(6, 6 + forms):
        resources = b"/Resources << /XObject << /X %d 0 R >> >>" % (number + 1)
        objects[number] = _stream(b"/X Do " * 10, _FORM + resources)
    objects[6 + forms] = _stream(_WORDS, _FORM + b"/Resources << /Font << /F 5 0 R >> >>")
    return _document(objects)


def pages_that_hold_themselves() -> bytes:
    """A page tree that is its own child."""
    objects = _page(_stream(_WORDS))
    objects[2] = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1000000 >>"
    return _document(objects)


def deep_pages(depth: int) -> bytes:
    """A page tree that goes down and down to one page."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    for number in range(2, 2 + depth):
        objects[number] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1)
    objects[2 + depth] = b"<< /Type /Page /MediaBox [0 0 9 9] >>"
    return _document(objects)


def deep_objects(depth: int) -> bytes:
    """No PDF beyond its first line, but dictionaries within dictionaries."""
    return b"%PDF-1.7\n" + b"<<" * depth


def _page(content: bytes) -> dict[int, bytes]:
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
        4: content,
        5: _FONT,
    }


def _stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n" % (head, len(content)) + content + b"\nendstream"


def _document(objects: dict[int, bytes]) -> bytes:
    data, places = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return data + b"startxref\n%d\n%%%%EOF\n" % table
