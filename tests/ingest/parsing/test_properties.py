from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest.parsing import properties
from ingest.records import PersonRef


@pytest.mark.parametrize(
    "name",
    [
        "python-docx",
        "openpyxl",
        "Administrator",
        "Microsoft Office User",
        "微软用户",
        "(anonymous)",
        " ",
    ],
)
def test_what_a_program_writes_as_author_is_nobody(name: str) -> None:
    assert properties.people(name) == ()


def test_several_authors_are_told_apart() -> None:
    assert properties.people("李娜;王芳 and Smith, John") == (
        PersonRef(name="李娜"),
        PersonRef(name="王芳"),
        PersonRef(name="Smith, John"),
    )


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("D:20260506093000+08'00'", datetime(2026, 5, 6, 1, 30, tzinfo=UTC)),
        ("D:20260506093000Z", datetime(2026, 5, 6, 9, 30, tzinfo=UTC)),
        ("20260506", datetime(2026, 5, 6, tzinfo=UTC)),
        ("D:19700101000000Z", None),
        ("D:20261399", None),
        ("yesterday", None),
    ],
)
def test_the_date_of_a_pdf_is_read_in_any_of_its_shapes(
    stated: str, moment: datetime | None
) -> None:
    assert properties.pdf((), {"ModDate": stated}).occurred_at == moment


@pytest.mark.parametrize(
    "title", ["Microsoft Word - a.doc", "untitled", "报价单.docx", "PowerPoint Presentation"]
)
def test_a_title_that_a_program_left_is_none(title: str) -> None:
    assert properties.pdf((), {"Title": title}).title == ""
