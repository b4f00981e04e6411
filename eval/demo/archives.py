"""Office files are ZIP archives that note the hour; packed again, the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def settled(data: bytes, on: date) -> bytes:
    """The archive with fixed entry times, and `on` as the day it was created and changed."""
    stamp = f"{on.isoformat()}T02:00:00Z".encode()
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry.filename)
            if entry.filename == "docProps/core.xml":
                content = _STAMPS.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            info = zipfile.ZipInfo(entry.filename, (on.year, on.month, on.day, 10, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return packed.getvalue()
