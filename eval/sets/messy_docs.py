"""403 files that parsers stumble over, synced as one folder, and nine made in known encodings."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import select

from assistant.bootstrap import Application
from eval.asking import EVERYONE
from eval.data import set_folder
from eval.metrics import mean, median
from eval.outcomes import Expected, Outcome, as_expected, word_recall
from eval.results import Miss, SetResult
from eval.workspace import Workspace
from ingest.catalog.visible import visible
from ingest.documents import assemble
from ingest.parsing.formats import parse
from ingest.records import File, Record

NAME = "messy_docs"
ENCODINGS = {
    "cmrc_gbk.txt": "gbk",
    "cmrc_gb18030.txt": "gb18030",
    "cmrc_utf16le_bom.txt": "utf-16",
    "cmrc_utf8_bom.txt": "utf-8-sig",
    "cmrc_utf8_reference.txt": "utf-8",
    "drcd_big5.txt": "big5",
    "drcd_utf8_reference.txt": "utf-8",
    "html_gb2312_meta.html": "gb2312",
    "crm_gbk.csv": "gbk",
}
_FILES, _MADE = "files", "derived_encodings"


def measure(space: Workspace) -> SetResult:
    """as_expected: files that ended as the manifest says; text_recall: the median share of a
    reference's words that were read; encodings: files whose text is that of their UTF-8 twin."""
    folder = set_folder(NAME)
    manifest = read_manifest(folder)
    source = {
        "name": NAME,
        "kind": "folder",
        "path": folder,
        "audience": ("everyone",),
        "include": (f"{_FILES}/*", f"{_MADE}/*"),
        "passwords_file": _passwords(manifest, space.build / f"{NAME}.passwords"),
    }
    with space.configured_store(NAME, [source]) as application:
        names = [f"{_FILES}/{row.file}" for row in manifest] + [f"{_MADE}/{x}" for x in ENCODINGS]
        found = outcomes(application, names)
    misses: list[Miss] = []
    recalls: list[float] = []
    for row in manifest:
        outcome = found[f"{_FILES}/{row.file}"]
        if not as_expected(row, outcome, (folder / _FILES / row.file).read_bytes()):
            misses.append(Miss("as_expected", row.file, row.observed, row.expect, str(outcome)))
        reference = folder / "reference_md" / f"{row.file}.md"
        if reference.is_file():
            recalls.append(word_recall(outcome.text, reference.read_text(encoding="utf-8")))
    right = [
        found[f"{_MADE}/{name}"].text == twin_of(folder, name, encoding)
        for name, encoding in ENCODINGS.items()
    ]
    for name, is_right in zip(ENCODINGS, right, strict=True):
        if not is_right:
            misses.append(Miss("encodings", name, "", f"as {ENCODINGS[name]}"))
    ended = [found[f"{_FILES}/{row.file}"] for row in manifest]
    metrics = {
        "as_expected": 1 - sum(miss.metric == "as_expected" for miss in misses) / len(manifest),
        "text_recall": median(recalls),
        "encodings": mean(right),
        "files": len(manifest),
        "with_text": sum(bool(outcome.text) for outcome in ended),
        "timed_out": sum(outcome.reason == "timed_out" for outcome in ended),
        "lost": sum(not outcome.text and not outcome.reason for outcome in ended),
    }
    return SetResult(metrics, misses=tuple(misses), notes=("one sync, with the passwords given",))


def read_manifest(folder: Path) -> list[Expected]:
    """What is expected of each file."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Expected(row["file"], row["expect"], row["password"], row["obs"])
            for row in csv.DictReader(lines)
        ]


def outcomes(application: Application, files: Sequence[str]) -> Mapping[str, Outcome]:
    """What became of each file: the text of the records made of it, under their headings, or why
    there is none."""
    seen = visible(access=EVERYONE)
    of_record = seen.sections.c.record_id == seen.records.c.record_id
    with application.store.catalog.reading() as connection:
        rows = connection.execute(
            select(seen.records.c.external_id, seen.records.c.text, seen.records.c.title)
        ).all()
        headings = connection.execute(
            select(seen.records.c.external_id, seen.sections.c.heading).join(
                seen.sections, of_record
            )
        ).all()
    texts: dict[str, list[str]] = {}
    for row in rows:
        texts.setdefault(_file_of(row.external_id, files), []).append(row.text)
    for told in headings:
        for heading in told.heading:
            said = texts[_file_of(told.external_id, files)]
            if heading not in said:
                said.append(heading)
    reasons = {view.external_id: view.reason for view in application.upkeep.failures()}
    return {
        name: Outcome("\n".join(texts[name]))
        if name in texts
        else Outcome(reason=reasons.get(name, ""))
        for name in files
    }


def twin_of(folder: Path, name: str, encoding: str) -> str:
    """What the same file says when it is written in UTF-8."""
    text = (folder / _MADE / name).read_bytes().decode(encoding)
    twin = parse(File(name, text.encode()))
    record = Record(name, "", "file", "", ("everyone",))
    return assemble(record, twin).text


def _file_of(external_id: str, files: Sequence[str]) -> str:
    """The file that a record was made of, be it one of several messages or attachments in it."""
    if external_id in files:
        return external_id
    return next(
        (
            name
            for name in files
            if external_id.startswith(name) and not external_id[len(name)].isalnum()
        ),
        external_id,
    )


def _passwords(manifest: Sequence[Expected], path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    lines = [f"{_FILES}/{row.file}: {row.password}" for row in manifest if row.password]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
