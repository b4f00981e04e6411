from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from connectors.kinds import connector_of
from ingest.errors import PermanentError
from ingest.records import (
    Change,
    ContactFacts,
    CustomerFacts,
    CustomerRef,
    Field,
    Involvement,
    PersonRef,
    Record,
    Section,
)
from tests.connectors.contract import (
    ConnectorContract,
    failures_of,
    known_after,
    records_of,
    seen_in,
)

HEADER = ["客户编号", "客户名称", "简称", "网址", "负责人", "状态", "建档日期", "备注"]


def write(path: Path, rows: list[list[str]], encoding: str = "utf-8-sig", mark: str = ",") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=mark).writerows(rows)


def customer(number: int, status: str = "正常") -> list[str]:
    return [
        f"C{number:04}", f"恒岳电气{number}", "恒岳；HY", "https://www.hengyue.example/about",
        "wangfang@huace.example", status, "2025/3/1", f"客户{number}重视交期",
    ]  # fmt: skip


OPTIONS = {
    "tables": [
        {
            "entity": "customers",
            "file": "customers.csv",
            "id": "客户编号",
            "name": "客户名称",
            "aliases": ["简称"],
            "domains": ["网址"],
            "date": "建档日期",
            "text": ["备注"],
            "people": {"owner": ["负责人"]},
            "fields": {"status": "状态"},
        }
    ]
}


class TestTable(ConnectorContract):
    kind = "table"
    options = OPTIONS

    def build(self, root: Path, items: int) -> Path:
        write(root / "crm" / "customers.csv", [HEADER, *map(customer, range(items))])
        return root / "crm"

    def change_one(self, source: Path) -> str:
        rows = [customer(0, "流失"), *map(customer, range(1, 5))]
        write(source / "customers.csv", [HEADER, *rows])
        return "customers.csv#C0000"

    def remove_one(self, source: Path) -> str:
        write(source / "customers.csv", [HEADER, *map(customer, (0, 2, 3, 4))])
        return "customers.csv#C0001"

    def break_one(self, source: Path) -> str:
        rows = [*map(customer, range(3)), ["", "无名", *[""] * 6], *map(customer, (3, 4))]
        write(source / "customers.csv", [HEADER, *rows])
        return "customers.csv, row 5: it has no id"

    def make_unreadable(self, source: Path) -> None:
        (source / "customers.csv").unlink()

    def read_one(self, source: Path) -> Record:
        return next(iter(records_of(self.read(source)).values()))

    def test_a_row_becomes_fields_text_people_and_a_customer(self, tmp_path: Path) -> None:
        record = self.read_one(self.build(tmp_path, 1))
        assert (record.kind, record.title) == ("account", "恒岳电气0")
        assert record.occurred_at == date(2025, 3, 1)
        assert Field("owner", "负责人", "wangfang@huace.example") in record.fields
        assert Field("status", "状态", "正常") in record.fields
        assert record.sections == (Section("客户0重视交期", ("备注",)),)
        assert record.involvements == (
            Involvement("owner", PersonRef(email="wangfang@huace.example")),
        )
        assert record.customers == (CustomerRef("C0000"),)
        assert record.entity == CustomerFacts(
            "C0000", "恒岳电气0", aliases=("恒岳", "HY"), domains=("hengyue.example",)
        )

    @pytest.mark.parametrize(
        ("encoding", "mark"),
        [("utf-8", ","), ("gb18030", ","), ("utf-8-sig", ";"), ("utf-16", "\t")],
    )
    def test_what_excel_saves_as_csv_is_read(
        self, tmp_path: Path, encoding: str, mark: str
    ) -> None:
        row = customer(7)
        row[7] = '第一行\n第二行，有逗号, 分号; 和"引号"'
        write(tmp_path / "customers.csv", [HEADER, row], encoding, mark)
        assert self.read_one(tmp_path).sections[0].text == row[7]

    def test_a_workbook_is_read_by_sheet_below_its_title(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        book.active.append(["not this sheet"])
        sheet = book.create_sheet("客户")
        sheet.append(["2026 年客户清单"])
        sheet.append([])
        sheet.append(["编号", "名称", "建档"])
        sheet.append([1001, "恒岳电气", datetime(2025, 3, 1)])
        book.save(tmp_path / "crm.xlsx")
        table = {"entity": "customers", "file": "crm.xlsx", "sheet": "客户", "id": "编号"}
        self.options = {"tables": [{**table, "name": "名称", "date": "建档"}]}
        record = self.read_one(tmp_path)
        assert record.external_id == "crm.xlsx:客户#1001"
        assert record.title == "恒岳电气"
        assert record.occurred_at == date(2025, 3, 1)

    def test_a_damaged_workbook_fails_as_a_whole(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        book.active.append(["编号"])
        book.save(tmp_path / "crm.xlsx")
        whole = (tmp_path / "crm.xlsx").read_bytes()
        self.options = {"tables": [{"entity": "deals", "file": "crm.xlsx", "id": "编号"}]}
        old_header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        for damaged in (whole[: len(whole) // 2], b"not a workbook", old_header + b"\x3e" * 2000):
            (tmp_path / "crm.xlsx").write_bytes(damaged)
            with pytest.raises(PermanentError, match=r"crm\.xlsx"):
                self.read(tmp_path)

    def test_a_contact_names_its_customer(self, tmp_path: Path) -> None:
        write(
            tmp_path / "c.csv", [["id", "n", "m", "c"], ["9", "李强", "Li Q <LI@hy.example>", "C1"]]
        )
        table = {"entity": "contacts", "file": "c.csv", "id": "id", "name": "n", "emails": "m"}
        self.options = {"tables": [{**table, "customer": "c", "customer_source": "erp"}]}
        record = self.read_one(tmp_path)
        hengyue = CustomerRef("C1", source="erp")
        assert record.entity == ContactFacts("9", "李强", hengyue, ("li@hy.example",))
        assert record.customers == (hengyue,)

    def test_an_activity_is_what_its_kind_column_says(self, tmp_path: Path) -> None:
        rows = [
            ["id", "类型", "时间", "谁", "客户"],
            ["1", "拜访", "2026-05-06 09:30", "王芳、E017", "恒岳"],
        ]
        write(tmp_path / "a.csv", rows)
        table = {"entity": "activities", "file": "a.csv", "id": "id", "date": "时间"}
        table |= {"kind_column": "类型", "customer_name": "客户"}
        people, kinds = {"participant": ["谁"]}, {"拜访": "visit"}
        self.options = {"tables": [{**table, "people": people, "kinds": kinds}]}
        record = self.read_one(tmp_path)
        assert (record.kind, record.title) == ("visit", "activity 1")
        assert record.occurred_at == datetime(2026, 5, 6, 1, 30, tzinfo=UTC)
        assert record.customers == (CustomerRef(name="恒岳"),)
        assert [item.person for item in record.involvements] == [
            PersonRef(name="王芳", external_id="王芳"),
            PersonRef(external_id="E017"),
        ]

    def test_rows_say_who_may_see_them(self, tmp_path: Path) -> None:
        rows = [
            ["id", "谁看"],
            ["1", "dept:销售部;person:A@huace.example"],
            ["2", ""],
            ["3", "sales"],
        ]
        write(tmp_path / "t.csv", rows)
        table = {"entity": "tasks", "file": "t.csv", "id": "id", "audience_column": "谁看"}
        self.options = {"tables": [{**table, "audience": ["team:key accounts"]}]}
        changes = self.read(tmp_path)
        records = records_of(changes)
        assert records["t.csv#1"].audience == ("dept:销售部", "person:a@huace.example")
        assert records["t.csv#2"].audience == ("team:key accounts",)
        (failure,) = failures_of(changes)
        assert "t.csv, row 4: 'sales' is no audience" in failure.message
        # Held from before under another audience, it would go: nobody knows who may see it.
        assert "t.csv#3" not in seen_in(changes)

    def test_of_two_rows_with_one_id_the_first_is_read(self, tmp_path: Path) -> None:
        write(tmp_path / "customers.csv", [HEADER, customer(1), customer(1, "流失")])
        changes = self.read(tmp_path)
        assert Field("status", "状态", "正常") in records_of(changes)["customers.csv#C0001"].fields
        (failure,) = failures_of(changes)
        assert "row 3" in failure.message
        assert "C0001" in failure.message

    def test_a_row_whose_cells_slipped_is_reported(self, tmp_path: Path) -> None:
        write(tmp_path / "customers.csv", [HEADER, customer(1), [*customer(2), "slipped"]])
        changes = self.read(tmp_path)
        assert set(records_of(changes)) == {"customers.csv#C0001"}
        assert "row 3: it has 9 cells for 8 columns" in failures_of(changes)[0].message

    def test_what_was_read_of_a_row_stays_while_its_cells_are_slipped(self, tmp_path: Path) -> None:
        write(tmp_path / "customers.csv", [HEADER, customer(1), customer(2)])
        known = known_after(self.read(tmp_path))
        write(tmp_path / "customers.csv", [HEADER, customer(1), [*customer(2), "slipped"]])
        assert set(known) <= seen_in(self.read(tmp_path, known))

    def test_a_column_that_is_not_there_is_named_with_the_nearest(self, tmp_path: Path) -> None:
        write(tmp_path / "customers.csv", [["客户编码", *HEADER[1:]], customer(1)])
        with pytest.raises(PermanentError, match=r"客户编号.*Did you mean '客户编码'"):
            self.read(tmp_path)

    @pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\x03" * 400])
    def test_a_table_without_text_fails_as_a_whole(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "customers.csv").write_bytes(content)
        with pytest.raises(PermanentError, match=r"customers\.csv"):
            self.read(tmp_path)

    def test_another_mapping_reads_every_row_again(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        before = self.read(source)
        (table,) = self.options["tables"]
        self.options = {"tables": [{**table, "fields": {"tier": "状态"}}]}
        known = {key: record.revision for key, record in records_of(before).items()}
        assert len(records_of(self.read(source, known))) == 3


def test_a_row_leads_to_its_page_in_the_crm(tmp_path: Path) -> None:
    write(tmp_path / "deals.csv", [["编号", "名称"], ["D 1/2", "恒岳二期"]])
    link = "https://crm.huace.example/deals/{编号}?view=all"
    table = {"entity": "deals", "file": "deals.csv", "id": "编号", "name": "名称", "link": link}
    zone = ZoneInfo("Asia/Shanghai")
    connector = connector_of("table", "crm", {"tables": [table]}, tmp_path, ("everyone",), zone, ())
    (record,) = records_of(list(connector.changes({}, None))).values()
    assert record.uri == "https://crm.huace.example/deals/D%201%2F2?view=all"


def stages(folder: Path, *more: list[str]) -> list[Change]:
    write(folder / "deals.csv", [["编号", "名称"], ["D1", "恒岳二期"], ["D2", "澜海一期"]])
    rows = [["商机", "日期", "阶段", "操作人"], ["D1", "2026-01-05", "需求沟通", "李娜"]]
    write(folder / "stages.csv", [*rows, ["D1", "2026-02-09", "方案确认", ""], *more])
    details = {"file": "stages.csv", "parent": "商机", "heading": "阶段历史"}
    table = {"entity": "deals", "file": "deals.csv", "id": "编号", "name": "名称"}
    zone = ZoneInfo("Asia/Shanghai")
    connector = connector_of(
        "table",
        "crm",
        {"tables": [table | {"details": [details]}]},
        folder,
        ("everyone",),
        zone,
        (),
    )
    return list(connector.changes({}, None))


def test_rows_of_another_table_are_told_of_the_row_they_belong_to(tmp_path: Path) -> None:
    records = records_of(stages(tmp_path))
    assert records["deals.csv#D1"].sections == (
        Section(
            "日期: 2026-01-05 · 阶段: 需求沟通 · 操作人: 李娜\n日期: 2026-02-09 · 阶段: 方案确认",
            ("阶段历史",),
        ),
    )
    assert records["deals.csv#D2"].sections == ()


def test_a_further_detail_changes_its_row_alone(tmp_path: Path) -> None:
    before = known_after(stages(tmp_path))
    after = known_after(stages(tmp_path, ["D1", "2026-03-02", "商务谈判", "李娜"]))
    assert before["deals.csv#D1"] != after["deals.csv#D1"]
    assert before["deals.csv#D2"] == after["deals.csv#D2"]


def test_details_of_no_row_are_reported(tmp_path: Path) -> None:
    changes = stages(tmp_path, ["D7", "2026-03-02", "商务谈判", ""], ["", "2026-03-02", "审批", ""])
    (failure,) = failures_of(changes)
    assert "stages.csv: 2 of its rows" in failure.message
    assert failure.external_id in seen_in(changes)
