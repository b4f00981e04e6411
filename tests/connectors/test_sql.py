from __future__ import annotations

import itertools
import sqlite3
from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from connectors.kinds import connector_of
from ingest.errors import PermanentError, TransientError
from ingest.records import Change, Checkpoint, Connector, CustomerFacts, Tombstone
from tests.connectors.contract import (
    ConnectorContract,
    failures_of,
    known_after,
    records_of,
    seen_in,
)
from tests.connectors.postgres_server import PASSWORD, Postgres

CUSTOMERS: dict[str, object] = {
    "entity": "customers",
    "query": "SELECT id, name, site, owner, status, updated_at, gone FROM {table}accounts;",
    "cursor_column": "updated_at",
    "deleted_column": "gone",
    "id": "id",
    "name": "name",
    "domains": "site",
    "people": {"owner": "owner"},
    "fields": {"status": "status"},
}
TABLE = (
    "CREATE TABLE {table}accounts (id varchar(20), name varchar(80), site varchar(80), "
    "owner varchar(80), status varchar(20), updated_at timestamp, gone smallint DEFAULT 0)"
)


def customers(*numbers: int) -> str:
    rows = (
        f"('C{number:04}', '恒岳电气{number}', 'www.hengyue{number}.example', "
        "'wangfang@huace.example', '正常', '2025-03-01 08:00:00', 0)"
        for number in numbers
    )
    return "INSERT INTO {table}accounts VALUES " + ", ".join(rows)


class SqlContract(ConnectorContract):
    kind = "sql"
    more: ClassVar[dict[str, object]] = {}

    @abstractmethod
    def execute(self, source: Path, statements: Iterable[str]) -> None:
        """Does what the CRM does; {table} is written before a table's name."""

    @abstractmethod
    def reached(self, source: Path) -> dict[str, object]:
        """The options that lead to the source, and what stands before a table's name."""

    def connector(
        self, source: Path, audience: tuple[str, ...] = ("everyone",), **changed: object
    ) -> Connector:
        reached = dict(self.reached(source))
        table = str(reached.pop("table"))
        mapping = {**CUSTOMERS, **changed}
        for query in ("query", "deleted_query"):
            if query in mapping:
                mapping[query] = str(mapping[query]).replace("{table}", table)
        options = {**reached, "entities": [mapping]}
        zone = ZoneInfo("Asia/Shanghai")
        return connector_of("sql", "source", options, None, audience, zone, ("huace.example",))

    def again(self, source: Path, first: list[Change], **changed: object) -> list[Change]:
        """What a second run gives, that has what the first saved."""
        assert isinstance(first[-1], Checkpoint)
        known = known_after(first)
        return list(self.connector(source, **changed).changes(known, first[-1].cursor))  # type: ignore[arg-type]

    def build(self, root: Path, items: int) -> Path:
        source = self.place(root)
        self.execute(source, [TABLE, customers(*range(items))])
        return source

    @abstractmethod
    def place(self, root: Path) -> Path:
        """An empty database or schema."""

    def change_one(self, source: Path) -> str:
        change = "status = '流失', updated_at = '2025-03-02 08:00:00'"
        self.execute(source, [f"UPDATE {{table}}accounts SET {change} WHERE id = 'C0000'"])
        return "customers#C0000"

    def remove_one(self, source: Path) -> str:
        self.execute(source, ["DELETE FROM {table}accounts WHERE id = 'C0001'"])
        return "customers#C0001"

    def break_one(self, source: Path) -> str:
        self.execute(source, ["INSERT INTO {table}accounts (name) VALUES ('无编号客户')"])
        return "无编号客户"

    def make_unreadable(self, source: Path) -> None:
        self.execute(source, ["DROP TABLE {table}accounts"])

    def test_a_row_is_a_record_with_its_customer_people_and_fields(self, tmp_path: Path) -> None:
        record = records_of(self.read(self.build(tmp_path, 1)))["customers#C0000"]
        assert (record.kind, record.title, record.uri) == ("account", "恒岳电气0", "customers")
        assert record.entity == CustomerFacts("C0000", "恒岳电气0", domains=("hengyue0.example",))
        assert record.involvements[0].person.email == "wangfang@huace.example"
        assert {field.name: field.value for field in record.fields}["status"] == "正常"

    def test_only_what_changed_since_is_asked_for_and_no_listing_is_claimed(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 5)
        first = self.read(source)
        # Without a new time of change the database does not tell of it.
        self.execute(source, ["UPDATE {table}accounts SET name = '未说' WHERE id = 'C0003'"])
        self.execute(
            source,
            ["UPDATE {table}accounts SET updated_at = '2020-01-01 00:00:00' WHERE id = 'C0003'"],
        )
        changed = self.change_one(source)
        second = self.again(source, first)
        assert set(records_of(second)) == {changed}
        assert "customers#C0003" not in seen_in(second)
        assert isinstance(second[-1], Checkpoint)
        assert not second[-1].complete
        assert second[-1].cursor

    def test_a_change_as_late_as_the_last_one_seen_is_not_lost(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        first = self.read(source)
        self.execute(source, [customers(7)])
        assert set(records_of(self.again(source, first))) == {"customers#C0007"}

    def test_a_row_without_a_time_of_change_is_asked_for_every_time(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        first = self.read(source)
        late = "INSERT INTO {table}accounts (id, name) VALUES ('C0009', '新客户')"
        self.execute(source, [late])
        assert set(records_of(self.again(source, first))) == {"customers#C0009"}

    def test_a_time_of_change_in_the_future_hides_nothing(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        ahead = "UPDATE {table}accounts SET updated_at = '2037-01-01 00:00:00' WHERE id = 'C0001'"
        self.execute(source, [ahead])
        first = self.read(source)
        changed = self.change_one(source)
        assert set(records_of(self.again(source, first))) == {changed}

    def test_a_row_flagged_as_deleted_is_gone_at_once(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        first = self.read(source)
        flag = "UPDATE {table}accounts SET gone = 1, updated_at = '2025-03-02 00:00:00' WHERE id = 'C0002'"
        self.execute(source, [flag])
        second = self.again(source, first)
        assert Tombstone("customers#C0002") in second
        assert set(records_of(self.read(source))) == {"customers#C0000", "customers#C0001"}

    def test_a_log_of_deletions_is_read(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        log = {"deleted_query": "SELECT account FROM {table}log"}
        self.execute(source, ["CREATE TABLE {table}log (account varchar(20))"])
        first = list(self.connector(source, **log).changes({}, None))  # type: ignore[arg-type]
        self.execute(source, ["INSERT INTO {table}log VALUES ('C0001'), ('C9999')"])
        self.remove_one(source)
        gone = [one for one in self.again(source, first, **log) if isinstance(one, Tombstone)]
        assert gone == [Tombstone("customers#C0001")]

    def test_other_rules_list_everything_again_at_once(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 5)
        first = self.read(source)
        known = known_after(first)
        assert isinstance(first[-1], Checkpoint)
        for connector in (
            self.connector(source, ("dept:销售部",)),
            self.connector(source, fields={"tier": "status"}),
        ):
            second = list(connector.changes(known, first[-1].cursor))
            assert len(records_of(second)) == 5
            assert isinstance(second[-1], Checkpoint)
            assert second[-1].complete

    def test_a_row_whose_readers_cannot_be_told_goes_out_of_sight(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        rules = {"audience_from": {"owner": "person"}}
        first = list(self.connector(source, **rules).changes({}, None))  # type: ignore[arg-type]
        assert records_of(first)["customers#C0001"].audience == ("person:wangfang@huace.example",)
        lost = "UPDATE {table}accounts SET owner = NULL, updated_at = '2025-04-01 00:00:00' WHERE id = 'C0001'"
        self.execute(source, [lost])
        second = self.again(source, first, **rules)
        assert Tombstone("customers#C0001", at_once=True) in second
        (failure,) = failures_of(second)
        assert failure.audience == ()
        assert "nobody could read it" in failure.message

    def test_a_column_that_is_missing_is_named(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        with pytest.raises(PermanentError, match=r"no column 'nmae'; it gives id, name, site"):
            list(self.connector(source, name="nmae").changes({}, None))

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT 1) q; DELETE FROM {table}accounts; --",
            "WITH gone AS (DELETE FROM {table}accounts RETURNING *) SELECT * FROM gone",
        ],
    )
    def test_a_query_that_writes_is_refused(self, tmp_path: Path, query: str) -> None:
        source = self.build(tmp_path, 2)
        with pytest.raises(PermanentError):
            list(self.connector(source, query=query).changes({}, None))
        assert len(records_of(self.read(source))) == 2

    def test_colons_and_percent_signs_in_a_query_are_its_own(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        query = (
            "SELECT id, name, site, owner, 'a :b 10:30 100%' AS status, updated_at, gone "
            "FROM {table}accounts WHERE name LIKE '恒岳%' -- :all of them"
        )
        found = records_of(list(self.connector(source, query=query).changes({}, None)))
        assert {field.value for one in found.values() for field in one.fields} >= {
            "a :b 10:30 100%"
        }
        assert len(found) == 2


class TestSqlite(SqlContract):
    def place(self, root: Path) -> Path:
        root.mkdir(parents=True, exist_ok=True)
        return root / "crm 客户#1.db"

    def execute(self, source: Path, statements: Iterable[str]) -> None:
        with sqlite3.connect(source) as connection:
            for statement in statements:
                connection.execute(statement.replace("{table}", ""))
        connection.close()

    def reached(self, source: Path) -> dict[str, object]:
        return {"url": f"sqlite:///{source}", "table": ""}


class TestPostgresql(SqlContract):
    numbers = itertools.count()

    @pytest.fixture(autouse=True)
    def _server(self, postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
        self.postgres = postgres
        monkeypatch.setenv("CRM_PASSWORD", PASSWORD)

    def place(self, root: Path) -> Path:
        source = Path(f"crm{next(self.numbers)}")
        self.execute(source, ["CREATE SCHEMA {schema}"])
        return source

    def execute(self, source: Path, statements: Iterable[str]) -> None:
        with self.postgres.writing() as connection:
            for statement in statements:
                written = statement.replace("{table}", f"{source}.").replace(
                    "{schema}", str(source)
                )
                connection.execute(text(written.replace(":", "\\:")))

    def reached(self, source: Path) -> dict[str, object]:
        url = {"url": self.postgres.url(), "password_env": "CRM_PASSWORD"}
        return {**url, "table": f"{source}."}

    def test_two_columns_of_one_name_are_refused(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        query = "SELECT name AS id, id FROM {table}accounts"
        with pytest.raises(PermanentError, match="two columns 'id'; name one otherwise"):
            list(self.connector(source, query=query).changes({}, None))


def test_a_query_of_a_file_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "crm.db").close()
    endless = "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n WHERE id < 0"
    options = {
        "url": f"sqlite:///{tmp_path / 'crm.db'}",
        "entities": [{"entity": "deals", "query": endless, "id": "id"}],
        "statement_timeout_seconds": 0.2,
    }
    crm = connector_of("sql", "crm", options, None, ("everyone",), ZoneInfo("UTC"), ())
    with pytest.raises(TransientError, match="interrupted"):
        list(crm.changes({}, None))


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    options = {
        "url": f"sqlite:///{tmp_path / 'none.db'}",
        "entities": [{"entity": "deals", "query": "SELECT 1 AS id", "id": "id"}],
    }
    crm = connector_of("sql", "crm", options, None, ("everyone",), ZoneInfo("UTC"), ())
    with pytest.raises(PermanentError, match=r"Database none\.db: unable to open"):
        list(crm.changes({}, None))
    assert not (tmp_path / "none.db").exists()
