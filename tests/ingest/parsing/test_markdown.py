from __future__ import annotations

from datetime import date

from ingest.parsing.markdown import parse_markdown
from ingest.records import PersonRef, Section


def test_headings_become_paths_and_marks_are_gone() -> None:
    text = """# 恒岳电气

**验收**定于 [5 月 31 日](https://x.example)，见 `plan.md`。
下一行。

## 教训
1. 提前锁定交期
2. 备件放在现场
   - 至少两套

| 产品 | 单价 | 数量 |
|---|---|---|
| 控制柜 | 35,000 | 12 |

```
# not a heading
```
"""
    assert parse_markdown(text.encode()).sections == (
        Section("验收定于 5 月 31 日，见 plan.md。\n下一行。", ("恒岳电气",)),
        Section(
            "1. 提前锁定交期\n2. 备件放在现场\n  - 至少两套\n产品: 控制柜 · 单价: 35,000 · 数量: 12\n\n# not a heading",
            ("恒岳电气", "教训"),
        ),
    )


def test_front_matter_states_title_author_and_date() -> None:
    parsed = parse_markdown(
        "---\ntitle: 复盘\nauthor: 李娜\ndate: 2026-05-06\n---\n# 一\n正文".encode()
    )
    assert parsed.title == "复盘"
    assert parsed.authors == (PersonRef(name="李娜"),)
    assert parsed.occurred_at == date(2026, 5, 6)
    assert parsed.sections == (Section("正文", ("一",)),)


def test_raw_html_keeps_its_text() -> None:
    assert parse_markdown(b"<div>\n<b>kept</b>\n</div>\n\na<br>b").sections[0].text.split() == [
        "kept",
        "a",
        "b",
    ]
