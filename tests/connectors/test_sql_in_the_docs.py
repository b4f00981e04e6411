"""The example of a CRM's database in docs/sources.md, asked of a real one."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from connectors.kinds import connector_of
from ingest.records import Checkpoint, Tombstone
from tests.connectors.contract import failures_of, known_after, records_of
from tests.connectors.postgres_server import PASSWORD, Postgres

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"

SCHEMA = """
CREATE DATABASE documented;
"""
TABLES = """
CREATE TABLE accounts (id int PRIMARY KEY, name text, short_name text, website text, owner_mail text,
  tier text, updated_at timestamptz DEFAULT now(), deleted boolean DEFAULT false);
CREATE TABLE people (id int, full_name text, mail text, phone text, job text, account_id int,
  updated_at timestamptz DEFAULT now());
CREATE TABLE deletions (row_id int, table_name text);
CREATE TABLE stages (id int, name text, updated_at timestamptz DEFAULT now());
CREATE TABLE users (id int, mail text);
CREATE TABLE deals (id int, title text, stage_id int, amount numeric(12,2), currency text, closes_on date,
  next_step text, account_id int, owner_id int, updated_at timestamptz DEFAULT now());
CREATE TABLE activities (id int, kind text, happened_at timestamptz, notes text, account_id int,
  user_mail text, updated_at timestamptz DEFAULT now());
INSERT INTO accounts VALUES (1, '恒岳电气', '恒岳', 'hengyue.example', 'li@huace.example', 'A');
INSERT INTO people VALUES (7, '张敏', 'zhang@hengyue.example', '027-1', '采购经理', 1);
INSERT INTO stages VALUES (3, '商务谈判');
INSERT INTO users VALUES (5, 'li@huace.example');
INSERT INTO deals VALUES (9, '产线扩容', 3, 120000.50, 'CNY', '2026-06-30', '报价', 1, 5);
INSERT INTO activities VALUES (4, 'visit', '2026-03-01 14:05+08', '重视交期', 1, 'li@huace.example');
"""


def run(postgres: Postgres, script: str, database: str = "documented") -> None:
    with postgres.writing(database) as connection:
        for statement in filter(str.strip, script.split(";")):
            connection.execute(text(statement.replace(":", "\\:")))


def test_the_documented_database_is_read_and_what_is_deleted_there_is_told(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_PASSWORD", PASSWORD)
    run(postgres, SCHEMA, "postgres")
    run(postgres, TABLES)
    section = PAGE.read_text("utf-8").partition("## `sql`")[2]
    block = re.search(r"```toml\n(.*?)```", section, re.S)
    assert block
    (written,) = tomllib.loads(block[1])["sources"]
    assert written.pop("kind") == "sql"
    written |= {"url": postgres.url("documented"), "tls": False}
    name, audience = written.pop("name"), tuple(written.pop("audience"))
    zone = ZoneInfo("Asia/Shanghai")
    crm = connector_of("sql", name, written, None, audience, zone, ("huace.example",))

    first = list(crm.changes({}, None))
    found = records_of(first)
    assert failures_of(first) == []
    assert {"customers#1", "contacts#7", "deals#9", "activities#4"} == set(found)
    deal = found["deals#9"]
    assert deal.audience == ("line:li@huace.example",)
    assert deal.uri == "https://crm.huace.example/deals/9"
    fields = {field.name: field.value for field in deal.fields}
    assert (fields["stage"], fields["amount"]) == ("商务谈判", "120000.50")
    assert found["activities#4"].kind == "visit"

    run(postgres, "UPDATE accounts SET deleted = true, updated_at = now()")
    run(postgres, "DELETE FROM people; INSERT INTO deletions VALUES (7, 'people')")
    assert isinstance(first[-1], Checkpoint)
    second = list(crm.changes(known_after(first), first[-1].cursor))
    gone = {change.external_id for change in second if isinstance(change, Tombstone)}
    assert gone == {"customers#1", "contacts#7"}
