"""Writes the whole demo company, once for each state of its content."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from eval.demo.company import company
from eval.demo.content import digest
from eval.demo.mails import write_mails
from eval.demo.papers import write_papers
from eval.demo.tables import write_tables

TODAY = date(2026, 6, 30)
_PARTS = ("crm", "documents", "mail")


def build(out: Path, *, force: bool = False) -> int:
    """Writes the company under `out` and returns the number of files; 0 when it is up to date.

    A stamp beside the files holds the digest of what they were written from. Only the
    folders and files that this writes are replaced.
    """
    stamp = out / ".stamp"
    state = digest()
    whole = all((out / part).exists() for part in (*_PARTS, "directory.csv", ".stamp"))
    if whole and not force and stamp.read_text(encoding="utf-8") == state:
        return 0
    stamp.unlink(missing_ok=True)
    for part in _PARTS:
        shutil.rmtree(out / part, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    demo = company()
    written = write_tables(demo, out, TODAY)
    written += write_papers(demo.papers, demo.names, out / "documents")
    mails = [item for item in demo.interactions if item.kind == "mail"]
    written += write_mails(mails, demo.names_by_address, out / "mail")
    stamp.write_text(state, encoding="utf-8")
    return written
