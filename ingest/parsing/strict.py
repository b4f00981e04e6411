"""Office packages in the strict form of ISO 29500, which the libraries read in the usual form alone."""

from __future__ import annotations

import io
import re
from zipfile import ZIP_STORED, ZipFile

_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_NAMESPACE = re.compile(re.escape(_STRICT) + rb"([a-zA-Z]+)/")
_XML = (".xml", ".rels")


def transitional(data: bytes) -> bytes:
    """The package with the usual namespaces, or itself where it has them (ISO 29500 part 4, annex A).

    Raises KeyError or BadZipFile for a package without a beginning.
    """
    with ZipFile(io.BytesIO(data)) as archive:
        if _STRICT not in archive.read("_rels/.rels"):
            return data
        usual = io.BytesIO()
        with ZipFile(usual, "w", ZIP_STORED) as written:
            for name in dict.fromkeys(archive.namelist()):
                part = archive.read(name)
                if name.endswith(_XML):
                    part = _NAMESPACE.sub(_usual_name, part)
                written.writestr(name, part)
    return usual.getvalue()


def _usual_name(found: re.Match[bytes]) -> bytes:
    """`…/wordprocessingml/main` was `…/wordprocessingml/2006/main`, and so on."""
    return _USUAL + found[1] + b"/2006/"
