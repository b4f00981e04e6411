from __future__ import annotations

import pytest

from ingest.parsing.formats import parse
from ingest.parsing.titles import title_of
from ingest.records import File


@pytest.mark.parametrize(
    ("name", "stated", "title"),
    [
        ("projects/技术方案-V2.docx", "恒岳二期技术方案 V2", "恒岳二期技术方案 V2"),
        ("服务部例会-2026-05.md", "服务部例会纪要 2026 年 5 月", "服务部例会纪要 2026 年 5 月"),
        ("恒岳报价单-v3.xlsx", "报价单", "恒岳报价单-v3"),
        ("恒岳一期.docx", "项目复盘", "项目复盘 · 恒岳一期"),
        ("scan_0012.pdf", "Acceptance protocol", "Acceptance protocol"),
        ("3f2a9c1e77b04d21.pdf", "Acceptance protocol", "Acceptance protocol"),
        ("新建文档 (2).docx", "会议纪要", "会议纪要"),
        ("a/价目表.xlsx", "", "价目表"),
    ],
)
def test_a_title_is_what_says_more(name: str, stated: str, title: str) -> None:
    assert title_of(name, stated) == title


def test_a_mail_is_called_by_its_subject_and_else_by_its_file() -> None:
    assert parse(File("0001.eml", b"Subject: Phase two\n\nbody")).title == "Phase two"
    assert parse(File("to Li.eml", b"From: a@b.example\n\nbody")).title == "to Li"
