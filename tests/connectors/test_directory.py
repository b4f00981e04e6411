from __future__ import annotations

import csv
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import PermanentError
from ingest.records import Change, Field, PersonFacts, PersonRef
from tests.connectors.contract import (
    ConnectorContract,
    failures_of,
    known_after,
    records_of,
    seen_in,
)

HEADER = ["工号", "姓名", "英文名", "邮箱", "职位", "部门", "上级工号", "在职", "电话"]


def person(number: int, title: str = "销售经理", active: str = "是") -> list[str]:
    return [
        f"E{number:03}", f"王芳{number}", "Fang Wang;Fiona", f"Wang{number}@huace.example", title,
        "销售部", "E000", active, "8001",
    ]  # fmt: skip


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


OPTIONS = {
    "columns": {
        "id": "工号", "name": "姓名", "aliases": ["英文名"], "emails": ["邮箱"], "title": "职位",
        "department": "部门", "manager": "上级工号", "active": "在职",
    },
    "fields": {"phone": "电话"},
}  # fmt: skip


class TestDirectory(ConnectorContract):
    kind = "directory"
    options = OPTIONS

    def build(self, root: Path, items: int) -> Path:
        return write(root / "people.csv", [person(number) for number in range(items)])

    def change_one(self, source: Path) -> str:
        write(source, [person(0, "总监"), *(person(number) for number in range(1, 5))])
        return "E000"

    def remove_one(self, source: Path) -> str:
        write(source, [person(number) for number in (0, 2, 3, 4)])
        return "E001"

    def break_one(self, source: Path) -> str:
        nameless = ["E900", "", *[""] * 7]
        write(source, [person(0), person(1), nameless, *(person(n) for n in (2, 3, 4))])
        return "people.csv, row 4: it has no name"

    def make_unreadable(self, source: Path) -> None:
        source.unlink()

    def test_a_row_states_a_colleague(self, tmp_path: Path) -> None:
        record = records_of(self.read(self.build(tmp_path, 2)))["E001"]
        assert (record.kind, record.title) == ("person", "王芳1")
        assert record.entity == PersonFacts(
            "E001",
            "王芳1",
            aliases=("Fang Wang", "Fiona"),
            emails=("wang1@huace.example",),
            title="销售经理",
            department="销售部",
            manager=PersonRef(external_id="E000"),
        )
        assert Field("phone", "电话", "8001") in record.fields

    @pytest.mark.parametrize("word", ["否", "no", "False", "0", "离职"])
    def test_a_leaver_is_not_active(self, tmp_path: Path, word: str) -> None:
        source = write(tmp_path / "people.csv", [person(1, active=word), person(2, active="")])
        records = records_of(self.read(source))
        assert not records["E001"].entity.active
        assert records["E002"].entity.active

    def test_without_an_id_the_address_names_the_person(self, tmp_path: Path) -> None:
        source = write(tmp_path / "people.csv", [["", *person(1)[1:]], ["", "李四", *[""] * 7]])
        changes = self.read(source)
        assert set(records_of(changes)) == {"wang1@huace.example"}
        assert "row 3: it has neither id nor address" in failures_of(changes)[0].message

    def test_a_colleague_stays_while_their_row_is_broken(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        known = known_after(self.read(source))
        write(source, [person(0), [*person(1), "slipped"]])
        again = self.read(source, known)
        assert set(known) <= seen_in(again)
        assert [(one.external_id in known, one.grants_nothing) for one in failures_of(again)] == [
            (True, True)
        ]

    def test_a_column_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "people.csv").write_text("工号,名字\nE1,王芳\n")
        with pytest.raises(PermanentError, match=r"people\.csv: no column named"):
            self.read(tmp_path / "people.csv")

    def of_teams(self, root: Path, *rows: tuple[str, str]) -> list[Change]:
        lines = [
            f"w{n}@huace.example,W{n},{team},{groups}\n" for n, (team, groups) in enumerate(rows)
        ]
        (root / "teams.csv").write_text("mail,name,team,groups\n" + "".join(lines), "utf-8")
        columns = {"name": "name", "emails": "mail", "team": "team", "groups": ["groups"]}
        return list(
            connector_of(
                "directory", "staff", {"columns": columns}, root / "teams.csv", ("everyone",),
                ZoneInfo("UTC"), ("huace.example",),
            ).changes({}, None)
        )  # fmt: skip

    def test_teams_and_groups_become_tokens(self, tmp_path: Path) -> None:
        changes = self.of_teams(tmp_path, ("华东 ; 大客户", "VIP|group:crm: 华东"), ("", ""))
        first, second = records_of(changes).values()
        assert failures_of(changes) == []
        assert first.entity.memberships == (
            "team:华东",
            "team:大客户",
            "group:staff:VIP",
            "group:crm:华东",
        )
        assert second.entity.memberships == ()
        assert [field.name for field in first.fields] == ["email", "name", "team"]

    @pytest.mark.parametrize(
        "groups", ["everyone", "dept:总经办", "person:w1@huace.example", "line:x@y.z", "group:crm"]
    )
    def test_a_group_is_no_way_to_another_audience(self, tmp_path: Path, groups: str) -> None:
        changes = self.of_teams(tmp_path, ("ceo@huace.example", f"VIP;{groups}"))
        (record,) = records_of(changes).values()
        assert record.entity.memberships == ("group:staff:VIP",)
        for failure, slip in zip(failures_of(changes), ("ceo@huace.example", groups), strict=True):
            assert f"teams.csv, row 2: {slip} gives nobody anything" in failure.message
