"""What PostgreSQL itself makes of our questions: its types, its time-outs, its refusals."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from connectors.kinds import connector_of
from ingest.errors import PermanentError, SettingsError, TransientError, ZhikeError
from ingest.records import Change, Checkpoint, Connector
from tests.connectors.contract import known_after, records_of
from tests.connectors.postgres_server import PASSWORD, Postgres
from tests.ports import free_port


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_PASSWORD", PASSWORD)


def connector(postgres: Postgres, query: str, **more: object) -> Connector:
    mapping = {"entity": "deals", "query": query, "id": "id"}
    options: dict[str, object] = {"url": postgres.url(), "password_env": "CRM_PASSWORD"}
    for key, value in more.items():
        (mapping if key == "cursor_column" else options)[key] = value  # type: ignore[assignment]
    options["entities"] = [mapping]
    zone = ZoneInfo("Asia/Shanghai")
    return connector_of("sql", "crm", options, None, ("everyone",), zone, ())


def read(postgres: Postgres, query: str, **more: object) -> list[Change]:
    return list(connector(postgres, query, **more).changes({}, None))


def fault(postgres: Postgres, query: str = "SELECT 1 AS id", **more: object) -> ZhikeError:
    with pytest.raises(ZhikeError) as caught:
        read(postgres, query, **more)
    assert PASSWORD not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1200.50::numeric(12,2)", "1200.50"),
        ("12345678901234567890.1::numeric", "12345678901234567890.1"),
        ("9223372036854775807::bigint", "9223372036854775807"),
        ("0.1::double precision", "0.1"),
        ("true", "true"),
        ("false", "false"),
        ("DATE '2025-03-01'", "2025-03-01"),
        ("TIMESTAMP '2025-03-01 14:05:06.789'", "2025-03-01 14:05:06"),
        ("TIMESTAMPTZ '2025-03-01 14:05:06Z'", "2025-03-01 22:05:06+08:00"),
        ("TIME '09:30'", "09:30:00"),
        ('\'{"stage": "商务谈判", "n": [1, 2]}\'::jsonb', '{"n":[1,2],"stage":"商务谈判"}'),
        ("ARRAY['华东', '大客户']", "华东\n大客户"),
        ("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        ("'  恒岳  '::char(12)", "恒岳"),
    ],
)
def test_a_value_is_kept_as_it_is_read_aloud(postgres: Postgres, written: str, shown: str) -> None:
    (record,) = records_of(read(postgres, f"SELECT 'D1' AS id, {written} AS value")).values()
    assert {field.name: field.value for field in record.fields}["value"] == shown


def test_an_empty_value_makes_no_field(postgres: Postgres) -> None:
    (record,) = records_of(read(postgres, "SELECT 'D1' AS id, NULL AS value")).values()
    assert [field.name for field in record.fields] == ["id"]


def test_a_column_of_bytes_is_refused_by_name(postgres: Postgres) -> None:
    error = fault(postgres, "SELECT 'D1' AS id, '\\xDEAD'::bytea AS photo")
    assert isinstance(error, PermanentError)
    assert "column 'photo' cannot be read (it holds bytes)" in str(error)


@pytest.mark.parametrize(
    ("type_of", "first", "second"),
    [
        ("timestamptz", "'2025-03-01 08:00+08'", "'2025-03-01 02:00+00'"),
        ("timestamp", "'2025-03-01 08:00'", "'2025-03-01 10:00'"),
        ("date", "'2025-03-01'", "'2025-03-02'"),
        ("bigint", "41", "42"),
        ("numeric", "41.5", "42.5"),
        ("text", "'a'", "'b'"),
    ],
)
def test_a_cursor_column_may_be_of_any_type_that_grows(
    postgres: Postgres, type_of: str, first: str, second: str
) -> None:
    with postgres.writing() as connection:
        connection.execute(text("DROP TABLE IF EXISTS deals"))
        connection.execute(text(f'CREATE TABLE deals (id text, stage text, "Changed" {type_of})'))
        for number in (1, 2):
            connection.execute(text(f"INSERT INTO deals VALUES ('D{number}', '报价', {first})"))
    deals = connector(postgres, "SELECT * FROM deals", cursor_column="Changed", overlap_minutes=0.0)
    loaded = list(deals.changes({}, None))
    assert isinstance(loaded[-1], Checkpoint)
    with postgres.writing() as connection:
        moved = f"UPDATE deals SET stage = '签约', \"Changed\" = {second} WHERE id = 'D2'"
        connection.execute(text(moved))
    known = known_after(loaded)
    second_run = list(deals.changes(known, loaded[-1].cursor))
    assert set(records_of(second_run)) == {"deals#D2"}
    assert isinstance(second_run[-1], Checkpoint)
    third_run = list(deals.changes(known | known_after(second_run), second_run[-1].cursor))
    assert third_run[-1] == replace(second_run[-1], seen=frozenset({"deals#D2"}))


def test_a_function_that_writes_is_refused(postgres: Postgres) -> None:
    with postgres.writing() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS touched (at timestamptz)"))
        connection.execute(
            text(
                "CREATE OR REPLACE FUNCTION touch() RETURNS text SECURITY DEFINER LANGUAGE sql "
                "AS 'INSERT INTO touched VALUES (now()) RETURNING ''D1'''"
            )
        )
    error = fault(postgres, "SELECT touch() AS id")
    assert "cannot execute INSERT in a read-only transaction" in str(error)


def test_a_query_that_takes_too_long_is_ended_and_tried_again_later(postgres: Postgres) -> None:
    slow = "SELECT 'D1' AS id, pg_sleep(30)::text AS nothing"
    error = fault(postgres, slow, statement_timeout_seconds=0.2)
    assert isinstance(error, TransientError)
    assert "statement timeout" in str(error)


def test_a_wrong_password_is_said_without_saying_it(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_PASSWORD", "falsch")
    error = fault(postgres)
    assert isinstance(error, PermanentError)
    assert 'password authentication failed for user "zhike"' in str(error)
    assert "falsch" not in str(error)


def test_a_database_that_does_not_listen_is_tried_again_later(postgres: Postgres) -> None:
    error = fault(postgres, url=f"postgresql://zhike@127.0.0.1:{free_port()}/crm")
    assert isinstance(error, TransientError)


def test_a_table_that_is_not_there_is_named(postgres: Postgres) -> None:
    error = fault(postgres, "SELECT id FROM nowhere")
    assert isinstance(error, PermanentError)
    assert 'deals: relation "nowhere" does not exist' in str(error)


def test_the_whole_address_may_stand_in_a_variable(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "vertraulich%3A7%2F%23%40"
    monkeypatch.setenv("CRM_URL", postgres.url().replace("zhike@", f"zhike:{secret}@"))
    whole: dict[str, object] = {"url": "", "password_env": "", "url_env": "CRM_URL"}
    assert len(records_of(read(postgres, "SELECT 'D1' AS id", **whole))) == 1
    for broken in ("kein Ort, geheim", "postgresql://zhike@h:geheim/d"):
        monkeypatch.setenv("CRM_URL", broken)
        error = fault(postgres, **whole)
        assert isinstance(error, SettingsError)
        assert "geheim" not in str(error)


def test_a_server_without_tls_is_refused_where_tls_is_asked_for(postgres: Postgres) -> None:
    error = fault(postgres, tls=True)
    assert "SSL" in str(error)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"url": "postgresql://a:secret@h/d"}, "leave the password out"),
        ({"url": "no address"}, "no database address"),
        ({"url": "postgresql://a@h:secret/d"}, "no database address"),
        ({}, "write either url or url_env"),
        ({"url": "sqlite:///a.db", "url_env": "U"}, "write either url or url_env"),
        ({"url_env": "U", "password_env": "P"}, "leave out password_env"),
    ],
)
def test_an_address_is_given_once_and_without_its_password(
    options: dict[str, object], said: str
) -> None:
    entity = {"entity": "deals", "query": "SELECT 1", "id": "id"}
    with pytest.raises(SettingsError, match=said) as caught:
        connector_of("sql", "crm", {"entities": [entity], **options}, None, (), ZoneInfo("UTC"), ())
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("query", ["DELETE FROM deals", "", "DROP TABLE deals", "PRAGMA x"])
def test_what_is_no_query_is_refused(query: str) -> None:
    entity = {"entity": "deals", "query": query, "id": "id"}
    options = {"url": "sqlite:///a.db", "entities": [entity]}
    with pytest.raises(SettingsError, match=r"entities\.1\.query: a query begins with SELECT"):
        connector_of("sql", "crm", options, None, (), ZoneInfo("UTC"), ())


def test_two_queries_of_one_name_are_refused() -> None:
    entity = {"entity": "deals", "query": "SELECT 1", "id": "id"}
    options = {"url": "sqlite:///a.db", "entities": [entity, entity]}
    with pytest.raises(SettingsError, match="two queries are called deals"):
        connector_of("sql", "crm", options, None, (), ZoneInfo("UTC"), ())


def test_a_driver_that_is_missing_is_named_with_what_to_install() -> None:
    entity = {"entity": "deals", "query": "SELECT 1 AS id", "id": "id"}
    for url, said in (
        ("oracle://h/d", "install "),
        ("nosuch://h/d", "nosuch is no kind of database"),
    ):
        options = {"url": url, "entities": [entity]}
        connector = connector_of("sql", "crm", options, None, (), ZoneInfo("UTC"), ())
        with pytest.raises(SettingsError, match=said):
            list(connector.changes({}, None))
