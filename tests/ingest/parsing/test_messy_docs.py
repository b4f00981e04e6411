"""The 403 files that parsers stumble over: each gives text or the right reason, none a crash or a hang."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from eval.outcomes import Outcome, as_expected, word_recall
from eval.sets.messy_docs import ENCODINGS, Expected, read_manifest, twin_of
from ingest.documents import assemble
from ingest.errors import UnreadableError
from ingest.parsing.formats import parse
from ingest.parsing.worker import ParserWorker
from ingest.records import File, Record

_HERE = Path(__file__).resolve()
DATA = Path(os.environ.get("ZHIKE_DATA") or _HERE.parents[4] / "shared" / "data") / "messy_docs"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"no messy documents at {DATA}"),
]


def outcomes(manifest: list[Expected]) -> Mapping[str, Outcome]:
    found = {}
    with ParserWorker(120, 1 << 30, 20_000_000) as worker:
        for row in manifest:
            passwords = (row.password,) if row.password else ()
            data = (DATA / "files" / row.file).read_bytes()
            try:
                parsed = worker.parse(File(row.file, data, passwords))
            except UnreadableError as error:
                assert Path(row.file).stem in str(error)
                found[row.file] = Outcome(reason=error.reason)
            else:
                assert parsed.sections
                found[row.file] = Outcome(
                    "\n".join("\n".join((*part.heading, part.text)) for part in parsed.sections)
                )
    return found


def test_nearly_every_file_ends_as_the_manifest_expects() -> None:
    manifest = read_manifest(DATA)
    found = outcomes(manifest)
    assert not [name for name, outcome in found.items() if outcome.reason == "timed_out"]
    missed = [
        row.file
        for row in manifest
        if not as_expected(row, found[row.file], (DATA / "files" / row.file).read_bytes())
    ]
    assert len(missed) <= 0.05 * len(manifest), missed


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("unstructured__fake.doc", "Lorem ipsum dolor sit amet."),
        (
            "poi__54880_chinese.ppt",
            "Single byte\n複数の文字\nカタカナ\nﾊﾝｶｸ\n表十ソ\n𠮟\n表Mixパﾋﾟ𠮟",
        ),
        ("unstructured__fake-doc.rtf", "Column 1: Column 2\nRow 1, Cell 1: Row 1, Cell 2"),
        ("unstructured__fake.odt", "Header row: Color · Mon: Blue · Wed: Red · Fri: Green"),
        ("tika__testRTFInvalidUnicode.rtf", "Unpaired hi \ufffd here"),
    ],
)
def test_an_old_or_free_format_is_read(name: str, says: str) -> None:
    parsed = parse(File(name, (DATA / "files" / name).read_bytes()))
    assert says in "\n".join(section.text for section in parsed.sections)


def test_a_locked_file_of_every_kind_opens_with_its_password() -> None:
    for row in read_manifest(DATA):
        if row.password and row.file.startswith(("tika__", "pypdf__")):
            data = (DATA / "files" / row.file).read_bytes()
            assert parse(File(row.file, data, ("wrong", row.password))).sections, row.file


@pytest.mark.parametrize(("name", "encoding"), ENCODINGS.items())
def test_an_encoding_gives_the_text_of_its_twin_in_utf8(name: str, encoding: str) -> None:
    parsed = parse(File(name, (DATA / "derived_encodings" / name).read_bytes()))
    text = assemble(Record(name, "", "file", "", ("everyone",)), parsed).text
    assert text == twin_of(DATA, name, encoding)


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


def test_a_reference_is_recalled() -> None:
    name = "docling__word_sample.docx"
    parsed = parse(File(name, (DATA / "files" / name).read_bytes()))
    text = "\n".join("\n".join((*part.heading, part.text)) for part in parsed.sections)
    reference = (DATA / "reference_md" / f"{name}.md").read_text(encoding="utf-8")
    assert word_recall(text, reference) >= 0.9
