from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from zipfile import ZipFile

import docx
import docx.document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.parsing.word import parse_word
from ingest.records import PersonRef, Section
from tests.ingest.parsing.made_files import rezipped, saved


def test_headings_become_paths_and_lists_and_tables_lines() -> None:
    document = docx.Document()
    document.add_heading("恒岳电气二期验收方案", 0)
    document.add_paragraph("本方案由双方确认。")
    document.add_heading("一、时间", 1)
    document.add_paragraph("验收定于 2026 年 5 月 31 日。")
    document.add_heading("1.1 步骤", 2)
    document.add_paragraph("空载试车", style="List Bullet")
    document.add_paragraph("带载试车", style="List Bullet")
    document.add_heading("二、报价", 1)
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        table._cells, ["产品", "单价", "数量", "控制柜", "35,000", "12"], strict=True
    ):
        cell.text = text
    title = "恒岳电气二期验收方案"
    parsed = parse_word(saved(document))
    assert parsed.title == title
    assert parsed.sections == (
        Section("本方案由双方确认。", (title,)),
        Section("验收定于 2026 年 5 月 31 日。", (title, "一、时间")),
        Section("- 空载试车\n- 带载试车", (title, "一、时间", "1.1 步骤")),
        Section("产品: 控制柜 · 单价: 35,000 · 数量: 12", (title, "二、报价")),
    )


def test_the_author_and_the_last_date_are_those_of_its_properties() -> None:
    document = docx.Document()
    document.add_paragraph("x")
    document.core_properties.author = "李娜; 王芳 <wang@huace.example>"
    document.core_properties.modified = datetime(2026, 5, 6, 9, 30)
    parsed = parse_word(saved(document))
    assert parsed.authors == (PersonRef(name="李娜"), PersonRef("wang@huace.example", name="王芳"))
    assert parsed.occurred_at == datetime(2026, 5, 6, 9, 30, tzinfo=UTC)


def test_a_library_is_no_author() -> None:
    document = docx.Document()
    document.add_paragraph("x")
    assert document.core_properties.author == "python-docx"
    assert parse_word(saved(document)).authors == ()


def test_insertions_controls_and_text_boxes_are_read_and_deletions_are_not() -> None:
    document = docx.Document()
    body = document.element.body
    w = nsdecls("w")
    for xml in (
        f"<w:p {w}><w:r><w:t>验收</w:t></w:r><w:ins><w:r><w:t>推迟</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>照旧</w:delText></w:r></w:del></w:p>",
        f"<w:sdt {w}><w:sdtContent><w:p><w:r><w:t>控件内文字</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        f"<w:p {w}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>",
    ):
        body.insert(len(body) - 1, parse_xml(xml))
    (section,) = parse_word(saved(document)).sections
    assert section.text == "验收推迟\n\n控件内文字\n\n框内文字"


def test_a_form_of_two_columns_reads_as_name_and_value() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["客户", "恒岳电气", "负责人", "王芳"], strict=True):
        cell.text = text
    assert parse_word(saved(document)).sections[0].text == "客户: 恒岳电气\n负责人: 王芳"


def test_a_heading_with_nothing_under_it_is_text() -> None:
    document = docx.Document()
    document.add_heading("已取消", 1)
    document.add_heading("新计划", 1)
    document.add_paragraph("六月再议。")
    assert parse_word(saved(document)).sections == (
        Section("已取消"),
        Section("六月再议。", ("新计划",)),
    )


def numbered(*levels: tuple[str, str]) -> docx.document.Document:
    """A document whose list 77 has these formats and patterns, level by level."""
    document = docx.Document()
    part = document.part.numbering_part.element
    w = nsdecls("w")
    parts = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for index, (form, pattern) in enumerate(levels)
    )
    part.insert(0, parse_xml(f'<w:abstractNum {w} w:abstractNumId="77">{parts}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {w} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return document


def add(document: docx.document.Document, text: str, level: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
    properties.append(parse_xml(xml))


def test_automatic_numbers_are_read_as_they_are_shown() -> None:
    document = numbered(("chineseCounting", "第%1条"), ("decimal", "%1.%2"), ("lowerLetter", "%3)"))
    for text, level in [
        ("价款", 0),
        ("验收", 0),
        ("步骤", 1),
        ("空载", 2),
        ("带载", 2),
        ("时间", 1),
        ("质保", 0),
    ]:
        add(document, text, level)
    (section,) = parse_word(saved(document)).sections
    assert section.text.split("\n") == [
        "第一条 价款", "第二条 验收", "二.1 步骤", "a)空载", "b)带载", "二.2 时间", "第三条 质保",
    ]  # fmt: skip


def test_a_level_may_show_those_above_as_plain_numbers() -> None:
    document = numbered(("chineseCounting", "第%1条"), ("decimal", "%1.%2"))
    second = document.part.numbering_part.element.findall(".//" + qn("w:lvl"))[1]
    second.append(parse_xml(f"<w:isLgl {nsdecls('w')}/>"))
    add(document, "验收", 0)
    add(document, "步骤", 1)
    assert parse_word(saved(document)).sections[0].text == "第一条 验收\n1.1 步骤"


def test_numbered_list_styles_count() -> None:
    document = docx.Document()
    for text in ("停机", "断电"):
        document.add_paragraph(text, style="List Number")
    assert parse_word(saved(document)).sections[0].text == "1. 停机\n2. 断电"


def test_a_comment_stands_below_what_it_is_about_with_who_made_it() -> None:
    document = docx.Document()
    first = document.add_paragraph("总价 35 万元。")
    document.add_paragraph("工期三个月。")
    document.add_comment(first.runs, "客户要求再降 5%", author="王磊")
    (section,) = parse_word(saved(document)).sections
    assert section.text == "总价 35 万元。\n[王磊: 客户要求再降 5%]\n\n工期三个月。"


def test_a_row_whose_deletion_was_tracked_is_gone() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = f"row {number}"
    gone = parse_xml(f'<w:trPr {nsdecls("w")}><w:del w:id="1" w:author="A"/></w:trPr>')
    table.rows[1]._tr.insert(0, gone)
    assert "row 1" not in parse_word(saved(document)).sections[0].text


def test_the_strict_form_reads_like_the_usual_one() -> None:
    document = docx.Document()
    document.add_heading("验收", 1)
    document.add_paragraph("恒岳电气")
    usual = saved(document)
    with ZipFile(io.BytesIO(usual)) as package:
        strict = {
            name: re.sub(
                rb"http://schemas\.openxmlformats\.org/(\w+)/2006/",
                rb"http://purl.oclc.org/ooxml/\1/",
                package.read(name),
            )
            for name in package.namelist()
            if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml"
            if not name.startswith(("docProps", "customXml"))
        }
    strict = {
        name: part.replace(
            b"http://purl.oclc.org/ooxml/package/",
            b"http://schemas.openxmlformats.org/package/2006/",
        )
        for name, part in strict.items()
    }
    data = rezipped(usual, strict)
    assert b"purl.oclc.org" in strict["word/document.xml"]
    assert parse_word(data).sections == parse_word(usual).sections
