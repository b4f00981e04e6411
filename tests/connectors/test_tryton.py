from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import PermanentError, SettingsError, TransientError
from ingest.records import (
    Change,
    Checkpoint,
    Connector,
)
from tests.connectors.contract import (
    MANY,
    ConnectorContract,
    known_after,
    records_of,
    seen_in,
)
from tests.ports import free_port
from tests.tryton_server.make_template import READER
from tests.tryton_server.server import DATABASE, PASSWORD, Tryton

PARTIES: dict[str, object] = {
    "entity": "customers",
    "model": "party.party",
    "name": "name",
    "emails": "email",
    "read": {
        "name": "name",
        "email": "contact_mechanisms[type=email].value",
        "phone": "contact_mechanisms[type=phone].value",
    },
}


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRYTON_PASSWORD", PASSWORD)


def connector(
    tryton: Tryton, audience: tuple[str, ...] = ("everyone",), **more: object
) -> Connector:
    options = {
        "url": tryton.url,
        "database": DATABASE,
        "user": READER,
        "password_env": "TRYTON_PASSWORD",
        "allow_private": True,
        **more,
    }
    zone = ZoneInfo("Asia/Shanghai")
    return connector_of("tryton", "erp", options, None, audience, zone, ("huace.example",))


def party(name: str, **contacts: str) -> dict[str, object]:
    mechanisms = [{"type": kind, "value": value} for kind, value in contacts.items() if value]
    return {"name": name, "contact_mechanisms": [["create", mechanisms]]}


def cursor_of(changes: list[Change]) -> str | None:
    assert isinstance(changes[-1], Checkpoint)
    return changes[-1].cursor


class TestTryton(ConnectorContract):
    kind = "tryton"
    numbers = itertools.count()
    many: ClassVar[list[Path]] = []

    @pytest.fixture(autouse=True)
    def _server(self, tryton: Tryton) -> Iterator[None]:
        self.tryton = tryton
        self.locked_out = False
        yield
        if self.locked_out:
            self.set_password(PASSWORD)

    def connector(self, source: Path, audience: tuple[str, ...] = ("everyone",)) -> Connector:
        # Each test has parties of its own among those of the others.
        mapping = {**PARTIES, "domain": [["name", "like", f"{source}-%"]]}
        return connector(self.tryton, audience, entities=[mapping], overlap_minutes=0.0)

    def build(self, root: Path, items: int) -> Path:
        source = Path(f"客户{next(self.numbers)}")
        if items == MANY and self.many:
            return self.many[0]  # slow to make, and nobody changes it
        parties = [
            party(f"{source}-{number}", email="info@hengyue.example" if number < 5 else "")
            for number in range(items)
        ]
        self.ids = self.tryton.create("party.party", *parties)
        if items == MANY:
            self.many.append(source)
        return source

    def change_one(self, source: Path) -> str:
        self.tryton.call("party.party", "write", [self.ids[0]], {"name": f"{source}-新名"})
        return f"customers#{self.ids[0]}"

    def remove_one(self, source: Path) -> str:
        self.tryton.call("party.party", "delete", [self.ids[1]])
        return f"customers#{self.ids[1]}"

    def break_one(self, source: Path) -> str:
        entered = party(f"{source}-坏", phone="+862788880000")
        (broken,) = self.tryton.create("party.party", entered)
        self.behind("UPDATE party_contact_mechanism SET value = x'00ff' WHERE party = ?", broken)
        return f"customers {broken} cannot be read: customers: column 'phone'"

    def behind(self, statement: str, party: int) -> None:
        """What no user of Tryton does."""
        with sqlite3.connect(self.tryton.database_file, timeout=30) as connection:
            connection.execute(statement, [party])
        connection.close()

    def make_old(self, party: int) -> None:
        """Lets a party be last changed years ago, long before the others."""
        for table, key in (("party_party", "id"), ("party_contact_mechanism", "party")):
            stamps = "create_date = '2020-01-01 00:00:00', write_date = NULL"
            self.behind(f"UPDATE {table} SET {stamps} WHERE {key} = ?", party)

    def make_unreadable(self, source: Path) -> None:
        self.locked_out = True
        self.set_password("ein-anderes-7!")

    def set_password(self, password: str) -> None:
        users = self.tryton.call("res.user", "search", [["login", "=", READER]])
        self.tryton.call("res.user", "write", users, {"password": password})

    def test_only_what_changed_is_read_again_and_what_is_gone_is_told_at_once(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 5)
        first = self.read(source)
        removed = self.remove_one(source)
        # A change that leaves no trace in Tryton's own stamps shows that the record is not read.
        self.make_old(self.ids[3])
        self.behind("UPDATE party_party SET name = name || '!' WHERE id = ?", self.ids[3])
        changed = self.change_one(source)
        second = list(self.connector(source).changes(known_after(first), cursor_of(first)))
        assert changed in records_of(second)
        assert f"customers#{self.ids[3]}" not in records_of(second)
        assert isinstance(second[-1], Checkpoint)
        assert second[-1].complete
        assert set(known_after(first)) - seen_in(second) == {removed}

    def test_a_new_telephone_number_is_a_change_of_the_party(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        self.make_old(self.ids[1])
        first = self.read(source)
        number = {"party": self.ids[1], "type": "phone", "value": "+86 27 8888 0000"}
        self.tryton.create("party.contact_mechanism", number)
        second = list(self.connector(source).changes(known_after(first), cursor_of(first)))
        (record,) = records_of(second).values()
        assert record.external_id == f"customers#{self.ids[1]}"
        assert ("phone", "+862788880000") in {
            (f.name, f.value.replace(" ", "")) for f in record.fields
        }

    def test_what_failed_before_is_read_again_though_nothing_changed(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        first = self.read(source)
        known = known_after(first)
        lost = known.popitem()[0]
        assert set(records_of(list(self.connector(source).changes(known, cursor_of(first))))) == {
            lost
        }

    def test_other_rules_read_everything_again_at_once(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        first = self.read(source)
        again = self.connector(source, ("dept:销售部",))
        assert len(records_of(list(again.changes(known_after(first), cursor_of(first))))) == 3


def fault(tryton: Tryton, **more: object) -> str:
    with pytest.raises((PermanentError, TransientError)) as caught:
        list(connector(tryton, **more).changes({}, None))
    assert PASSWORD not in str(caught.value)
    return str(caught.value)


def test_a_wrong_password_database_model_or_field_is_named(
    tryton: Tryton, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no database 'nope'" in fault(tryton, database="nope")
    project = {"entity": "projects", "model": "project.work", "read": {}}
    assert "no model project.work; activate its module" in fault(tryton, entities=[project])
    unknown = {**PARTIES, "read": {**PARTIES["read"], "tier": "tier"}}  # type: ignore[dict-item]
    assert "party.party has no field for 'tier'" in fault(tryton, entities=[unknown])
    monkeypatch.setenv("TRYTON_PASSWORD", "falsch")
    assert f"does not let {READER} in" in fault(tryton)


def test_a_server_that_does_not_listen_is_tried_again_later(tryton: Tryton) -> None:
    closed = connector(tryton, url=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(TransientError):
        list(closed.changes({}, None))


def test_a_server_of_the_private_network_must_be_meant(tryton: Tryton) -> None:
    with pytest.raises(SettingsError, match="the password needs https"):
        connector(tryton, allow_private=False)
    with pytest.raises(PermanentError, match="not on the open internet"):
        list(
            connector(
                tryton, allow_private=False, url=tryton.url.replace("http:", "https:")
            ).changes({}, None)
        )


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("Name", "is no path of fields"),
        ("party..name", "is no path of fields"),
        ("party.", "it ends in no field"),
        ("lines[type=a]", "it ends in no field"),
        ("state:string.name", "only the last field"),
        ("", "it ends in no field"),
    ],
)
def test_a_path_that_is_none_is_refused_with_its_place(path: str, said: str) -> None:
    entity = {"entity": "deals", "model": "sale.opportunity", "read": {"a": path}}
    options = {
        "url": "https://e.example", "database": "d", "user": "u", "password_env": "P",
        "entities": [entity],
    }  # fmt: skip
    with pytest.raises(SettingsError, match=rf"entities\.1\.read\.a: .*{said}"):
        connector_of("tryton", "erp", options, None, (), ZoneInfo("UTC"), ())


def test_a_column_that_nothing_is_read_for_is_named() -> None:
    entity = {"entity": "deals", "model": "sale.opportunity", "name": "number", "read": {}}
    options = {
        "url": "https://e.example", "database": "d", "user": "u", "password_env": "P",
        "entities": [entity],
    }  # fmt: skip
    with pytest.raises(SettingsError, match="no line under `read` says what 'number' is"):
        connector_of("tryton", "erp", options, None, (), ZoneInfo("UTC"), ())
