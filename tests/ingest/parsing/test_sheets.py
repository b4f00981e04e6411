from __future__ import annotations

import io
from datetime import UTC, date, datetime
from zipfile import ZipFile

import openpyxl
import pytest

from ingest.documents import normalise
from ingest.parsing.cell_ranges import cell_at, column_name, narrowed
from ingest.parsing.sheets import parse_csv, parse_workbook, read_csv
from ingest.records import PersonRef, Section
from tests.ingest.parsing.made_files import saved


def test_each_row_reads_without_its_header_and_each_sheet_is_a_page() -> None:
    book = openpyxl.Workbook()
    book.properties.creator = "李娜"
    book.properties.modified = datetime(2026, 5, 6, 9, 30)
    prices = book.active
    prices.title = "价目表"
    prices.append(["2026 年价目表"])
    prices.append(["产品", "单价", "生效日", "说明"])
    prices.append(["控制柜", 35000.0, date(2026, 1, 1), None])
    prices.append(["驱动器", 8200.5, datetime(2026, 3, 1, 8, 30), "质保\n两年"])
    book.create_sheet("空表")
    book.create_sheet("备注").append(["仅供内部"])
    parsed = parse_workbook(saved(book))
    assert parsed.sections == (
        Section(
            "2026 年价目表\n"
            "产品: 控制柜 · 单价: 35000 · 生效日: 2026-01-01\n"
            "产品: 驱动器 · 单价: 8200.5 · 生效日: 2026-03-01 08:30 · 说明: 质保 两年",
            (),
            "价目表!A1:D1,A3:D4",
        ),
        Section("仅供内部", (), "备注!A1"),
    )
    assert parsed.authors == (PersonRef(name="李娜"),)
    assert parsed.occurred_at is not None
    assert parsed.occurred_at.tzinfo is UTC


def test_rows_without_column_names_stand_as_they_are() -> None:
    assert parse_csv(b"1,2,3\n4,5,6\n").sections == (Section("1 · 2 · 3\n4 · 5 · 6", (), "A1:C2"),)


def test_a_formula_reads_as_the_value_that_it_last_had() -> None:
    book = openpyxl.Workbook()
    book.active.append(["产品", "数量", "金额"])
    book.active.append(["控制柜", 2, "=B2*35000"])
    made = io.BytesIO()
    with ZipFile(io.BytesIO(saved(book))) as written, ZipFile(made, "w") as kept:
        for name in written.namelist():
            part = written.read(name)
            kept.writestr(
                name, part.replace(b"<v/>", b"<v>70000</v>").replace(b"<v></v>", b"<v>70000</v>")
            )
    (section,) = parse_workbook(made.getvalue()).sections
    assert section.text == "产品: 控制柜 · 数量: 2 · 金额: 70000"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark: str) -> None:
    data = f'编号{mark}备注\n1{mark}"含{mark}号\n与换行"\n'.encode("gb18030")
    assert read_csv(data) == [["编号", "备注"], ["1", f"含{mark}号\n与换行"]]


def test_a_cell_may_be_longer_than_the_csv_module_likes() -> None:
    long = "长" * 200_000
    assert read_csv(f"a,b\n1,{long}\n".encode())[1][1] == long


def test_a_hidden_sheet_says_so() -> None:
    book = openpyxl.Workbook()
    book.active.append(["shown"])
    book.create_sheet("Prices").append(["secret margin"])
    book["Prices"].sheet_state = "hidden"
    assert [section.page for section in parse_workbook(saved(book)).sections] == [
        "Sheet!A1",
        "Prices (hidden)!A1",
    ]


def test_a_sheet_says_where_its_rows_stand_also_past_empty_ones() -> None:
    book = openpyxl.Workbook()
    quotes = book.active
    quotes.title = "报价"
    for row, cells in (
        (3, "产品 单价"),
        (4, "控制柜 甲"),
        (7, "驱动器 乙"),
        (8, "- - \u200b"),
        (9, "备件 丙"),
    ):
        for column, cell in enumerate(cells.replace("-", "").split(" "), start=2):
            quotes.cell(row, column, cell)
    (section,) = parse_workbook(saved(book)).sections
    assert section.page == "报价!B4:D4,B7:D7,B9:D9"
    assert normalise(section.text).count("\n") == 2


def test_a_sheet_of_many_blocks_is_several_sections() -> None:
    book = openpyxl.Workbook()
    for row in range(1, 60, 2):
        book.active.cell(row, 1, f"甲{row}")
    sections = parse_workbook(saved(book)).sections
    assert [section.text.count("\n") + 1 for section in sections] == [20, 10]
    assert sections[1].page.startswith("Sheet!A41,A43,")


def test_a_line_of_a_section_is_found_in_its_sheet() -> None:
    page = "报价!A1:D1,A3:D4,A9:D9"
    assert narrowed(page, 0) == "报价!A1:D1"
    assert narrowed(page, 2) == "报价!A4:D4"
    assert narrowed(page, 1, 2) == "报价!A3:D4,A9:D9"
    assert narrowed("a!b!A1:B9", 8) == "a!b!A9:B9"
    assert narrowed("A1:C2", 1) == "A2:C2"
    assert (narrowed(page, 4), narrowed("12", 3), narrowed("备注", 1)) == (page, "12", "备注")


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_excel_names_them(index: int, name: str) -> None:
    assert column_name(index) == name
    assert cell_at(f"${name}$7") == (6, index)
