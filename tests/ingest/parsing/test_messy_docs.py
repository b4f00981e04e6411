"""The 403 files that parsers stumble over: each gives text or a plain reason, none a crash or a hang."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from ingest.errors import UnreadableError
from ingest.parsing.formats import is_supported, parse
from ingest.parsing.worker import ParserWorker
from ingest.records import File

_HERE = Path(__file__).resolve()
DATA = Path(os.environ.get("ZHIKE_DATA") or _HERE.parents[4] / "shared" / "data") / "messy_docs"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"no messy documents at {DATA}"),
]


def outcomes() -> dict[str, str]:
    """What became of each file: "text", or the reason why not."""
    found = {}
    with ParserWorker(10, 1 << 30, 20_000_000) as worker:
        for path in sorted((DATA / "files").iterdir()):
            try:
                parsed = worker.parse(File(path.name, path.read_bytes()))
            except UnreadableError as error:
                assert path.stem in str(error)
                found[path.name] = error.reason
            else:
                assert parsed.sections
                found[path.name] = "text"
    return found


def test_every_file_gives_text_or_a_reason() -> None:
    found = outcomes()
    with (DATA / "manifest.csv").open(encoding="utf-8") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    assert set(found) == set(rows)
    assert "timed_out" not in found.values()
    plain = [
        name
        for name, row in rows.items()
        if row["expect"] == "parse" and is_supported(name) and row["category"] != "pdf_normal"
    ]
    read = [name for name in plain if found[name] in ("text", "empty")]
    assert len(read) >= 0.98 * len(plain)
    locked = [name for name, row in rows.items() if row["category"] == "office_encrypted"]
    assert all(found[name] in ("encrypted", "text") for name in locked if name.endswith(("x", "m")))


@pytest.mark.parametrize(
    ("made", "reference", "encoding"),
    [
        ("cmrc_gbk.txt", "cmrc_utf8_reference.txt", "gbk"),
        ("cmrc_gb18030.txt", "cmrc_utf8_reference.txt", "gb18030"),
        ("cmrc_utf16le_bom.txt", "cmrc_utf8_reference.txt", "utf-16"),
        ("cmrc_utf8_bom.txt", "cmrc_utf8_reference.txt", "utf-8"),
        ("drcd_big5.txt", "drcd_utf8_reference.txt", "big5"),
    ],
)
def test_an_encoding_gives_the_text_of_its_utf8_reference(
    made: str, reference: str, encoding: str
) -> None:
    folder = DATA / "derived_encodings"
    (section,) = parse(File(made, (folder / made).read_bytes())).sections
    whole = (folder / reference).read_text(encoding="utf-8")
    # Some were made by leaving out what the encoding lacks; one has rare characters added at its end.
    expected = whole.encode(encoding, "ignore").decode(encoding)
    assert section.text.startswith(expected)
    assert len(section.text) <= len(expected) + 5
