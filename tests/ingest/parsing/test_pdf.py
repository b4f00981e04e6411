from __future__ import annotations

import io
from datetime import UTC

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from ingest.errors import UnreadableError
from ingest.parsing.pdf import parse_pdf
from ingest.records import PersonRef, Section
from tests.ingest.parsing.made_files import pdf

_BODY = getSampleStyleSheet()["BodyText"]


def test_each_page_is_a_section_by_its_number() -> None:
    parsed = parse_pdf(
        pdf([["恒岳电气二期验收方案"], [], ["Due on 31 May."]], author="李娜", title="验收方案")
    )
    assert parsed.sections == (
        Section("恒岳电气二期验收方案", (), "1"),
        Section("Due on 31 May.", (), "3"),
    )
    assert parsed.title == "验收方案"
    assert parsed.authors == (PersonRef(name="李娜"),)
    assert parsed.occurred_at is not None
    assert parsed.occurred_at.tzinfo is UTC


def test_lines_in_larger_letters_are_headings() -> None:
    text = "环境温度 0 到 55 度，海拔 2,000 米以上须降额使用。"
    pages = [
        [("P120 用户手册", 18), ("1 安装", 14), text, text, ("2 电池", 14)],
        ["型号 CR2450，寿命 5 年，更换须在断电 10 分钟内完成。", text, ("附录", 18), "无。"],
    ]
    assert parse_pdf(pdf(pages)).sections == (
        Section(f"{text}\n{text}", ("P120 用户手册", "1 安装"), "1"),
        Section(f"{pages[1][0]}\n{text}", ("P120 用户手册", "2 电池"), "2"),
        Section("无。", ("附录",), "2"),
    )


def test_a_heading_on_two_lines_is_one_and_a_fact_in_large_letters_is_none() -> None:
    text = "The pumps are rinsed once a week and dried for four hours before they start again."
    page = [
        ("Chapter 3: Maintenance of the cooling", 16),
        ("system and its pumps", 16),
        *(f"{at}. {text}" for at in range(4)),
        ("验收日期：2026-03-18", 16),
        text,
    ]
    (section,) = parse_pdf(pdf([page])).sections
    assert section.heading == ("Chapter 3: Maintenance of the cooling system and its pumps",)
    assert "验收日期：2026-03-18" in section.text


def test_short_lines_under_a_heading_stay_lines() -> None:
    text = "环境温度 0 到 55 度，海拔 2,000 米以上须降额使用，湿度不超过 95%。"
    page = [("说明", 16), text, ("颜色", 16), "红色", "绿色", "蓝色"]
    assert parse_pdf(pdf([page])).sections[1].text == "红色\n绿色\n蓝色"


def test_headings_that_differ_by_their_number_are_not_running_lines() -> None:
    pages = [
        [(f"附件 {n}", 16), *(f"{part}方把{what}写在这里，一行写满。" for part in "甲乙丙丁戊")]
        for n, what in enumerate(("图纸", "价格", "工期", "质保", "培训"), start=1)
    ]
    headings = [section.heading for section in parse_pdf(pdf(pages)).sections]
    assert headings == [(f"附件 {n}",) for n in range(1, 6)]


def test_where_most_is_large_nothing_is_a_heading() -> None:
    slide = [("Net-zero by 2030", 30), ("Our ambition", 24), ("Less waste", 24), "© 2026"]
    (section,) = parse_pdf(pdf([slide])).sections
    assert section.heading == ()


def test_lines_that_every_page_repeats_are_left_out() -> None:
    pages = [
        [
            "华策自动化 内部资料",
            f"第{n}章",
            f"正文{n}甲。",
            f"正文{n}乙。",
            f"正文{n}丙。",
            f"第 {n} 页 共 5 页",
        ]
        for n in range(1, 6)
    ]
    sections = parse_pdf(pdf(pages)).sections
    assert len(sections) == 5
    assert "内部资料" not in sections[2].text
    assert "共 5 页" not in sections[2].text
    assert "正文3甲。" in sections[2].text


def test_a_locked_file_says_so() -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_pdf(pdf([["secret"]], password="pw"))
    assert caught.value.reason == "encrypted"


def test_a_file_that_neither_library_opens_is_an_error() -> None:
    with pytest.raises(ValueError):
        parse_pdf(b"%PDF-1.7\nnothing")


def test_a_page_whose_text_is_garbage_is_read_by_the_other_library_or_left_out() -> None:
    whole = pdf([["恒岳电气二期验收方案"]])
    broken = whole.replace(b"/UniGB-UCS2-H", b"/Identity-H  ")
    assert broken != whole
    parsed = parse_pdf(broken)
    assert all("\ufffd" not in section.text for section in parsed.sections)


def with_tables(*parts: object) -> bytes:
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 1, colors.black)])
    flow = [
        Table(part, style=grid) if isinstance(part, list) else Paragraph(str(part), _BODY)
        for part in parts
    ]
    file = io.BytesIO()
    SimpleDocTemplate(file).build(flow)
    return file.getvalue()


def test_a_table_with_rules_reads_row_by_row_with_its_header_on_every_page() -> None:
    rows = [[f"Item {number}", f"{number * 10}", f"{number}"] for number in range(60)]
    data = with_tables("Before it.", [["Product", "Price", "Stock"], *rows], "After it.")
    pages = {section.page: section.text for section in parse_pdf(data).sections}
    assert pages["1"].startswith("Before it.\nProduct: Item 0 · Price: 0 · Stock: 0\n")
    assert pages["2"].endswith("\nProduct: Item 59 · Price: 590 · Stock: 59\n\nAfter it.")
    lines = [line for text in pages.values() for line in text.split("\n") if "Item" in line]
    assert len(lines) == 60
    assert all(line.startswith("Product: Item ") for line in lines)


def test_a_title_across_a_table_is_no_header() -> None:
    data = with_tables([["Prices 2026", "", ""], ["Product", "Price", "Stock"], ["A", "1", "2"]])
    assert parse_pdf(data).sections[0].text == "Prices 2026\nProduct: A · Price: 1 · Stock: 2"


def test_a_second_table_has_a_header_of_its_own() -> None:
    prices = [["Product", "Price", "Stock"], ["A", "1", "2"]]
    customers = [["Name", "Town", "Since"], ["B", "C", "3"]]
    assert parse_pdf(with_tables(prices, "Customers:", customers)).sections[0].text.split("\n") == [
        "Product: A · Price: 1 · Stock: 2",
        "",
        "Customers:",
        "Name: B · Town: C · Since: 3",
    ]
