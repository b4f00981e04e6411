from __future__ import annotations

import json
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import PermanentError
from ingest.records import Change, Tombstone
from tests.connectors.contract import failures_of
from tests.connectors.rest_server import Asked, Reply, system

SECRET = "ZHIKE_TEST_TRYTON_PASSWORD"
DEALS = {
    "entity": "deals",
    "model": "sale.opportunity",
    "read": {"name": "rec_name", "owner": "employee"},
    "people": {"owner": "owner"},
    "audience_from": {"owner": "person"},
}


class Erp:
    """One opportunity that the server stumbles over; `forever` says that it lists it again and again."""

    def __init__(self, *, forever: bool = False) -> None:
        self.forever = forever

    def __call__(self, asked: Asked) -> Reply:
        method = str(asked.body["method"]).rpartition(".")[2]
        if method == "read":
            return Reply({"error": ["KeyError", "a traceback"]})
        answers: dict[str, object] = {
            "login": [1, "session"],
            "get_preferences": {},
            "listMethods": ["model.sale.opportunity.read"],
            "fields_get": {"rec_name": {}, "employee": {}},
            "search": [7] if self.forever or _asks_from_the_first(asked) else [],
        }
        return Reply({"result": answers[method]})


def _asks_from_the_first(asked: Asked) -> bool:
    return '["id", ">", 0]' in json.dumps(asked.body["params"])


def read(erp: Erp, monkeypatch: pytest.MonkeyPatch, **mapping: object) -> list[Change]:
    monkeypatch.setenv(SECRET, "right-secret")
    with system(erp) as served:
        options: dict[str, object] = {
            "url": served.url, "allow_private": True, "database": "d", "user": "u",
            "password_env": SECRET, "entities": [{**DEALS, **mapping}],
        }  # fmt: skip
        connector = connector_of(
            "tryton", "erp", options, None, ("everyone",), ZoneInfo("UTC"), ("huace.example",)
        )
        return list(connector.changes({"deals#7": "before"}, None))


def test_what_only_the_record_could_have_said_who_reads_goes_out_of_sight(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changes = read(Erp(), monkeypatch)
    assert Tombstone("deals#7", at_once=True) in changes
    assert [one.audience for one in failures_of(changes)] == [()]


def test_a_record_for_a_stated_audience_stays_while_it_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changes = read(Erp(), monkeypatch, audience_from={}, people={})
    assert not any(isinstance(one, Tombstone) for one in changes)
    assert [one.audience for one in failures_of(changes)] == [("everyone",)]


def test_a_server_that_lists_the_same_without_end_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(PermanentError, match="again and again"):
        read(Erp(forever=True), monkeypatch)
