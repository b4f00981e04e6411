from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import SettingsError, TransientError
from ingest.records import Connector, Tombstone
from tests.connectors.contract import failures_of, records_of
from tests.connectors.rest_server import Asked, Reply, system

SECRET = "ZHIKE_TEST_WIKI_PASSWORD"


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(SECRET, "right-secret")
    yield


def wiki(url: str, **others: object) -> Connector:
    options: dict[str, object] = {"engine": "mediawiki", "url": url, **others}
    return connector_of("wiki", "wiki", options, None, ("everyone",), ZoneInfo("UTC"), ())


def mediawiki(refusal: str) -> Reply:
    return Reply({"error": {"code": refusal, "info": "You may not."}})


def answering(asked: Asked, refusal: str) -> Reply:
    if asked.query.get("action") == "parse":
        return mediawiki(refusal)
    page = {"pageid": 7, "title": "Salaries", "lastrevid": 3, "canonicalurl": "https://w.example/7"}
    login = {"login": {"result": "Success"}, "curtimestamp": "2026-06-01T00:00:00Z"}
    return Reply({**login, "query": {"pages": [page], "tokens": {"logintoken": "x"}}})


def test_a_page_that_is_closed_to_the_reader_goes_out_of_sight_at_once() -> None:
    with system(lambda asked: answering(asked, "permissiondenied")) as served:
        connector = wiki(f"{served.url}/api.php", allow_private=True)
        first = list(connector.changes({}, None))
        again = list(connector.changes({"7": "before"}, None))
    assert not any(isinstance(one, Tombstone) for one in first)
    assert Tombstone("7", at_once=True) in again
    assert [one.audience for one in failures_of(again)] == [()]


def test_a_page_that_cannot_be_read_for_another_reason_stays() -> None:
    with system(lambda asked: answering(asked, "internal_api_error_Exception")) as served:
        changes = list(
            wiki(f"{served.url}/api.php", allow_private=True).changes({"7": "before"}, None)
        )
    assert not any(isinstance(one, Tombstone) for one in changes)
    assert [one.audience for one in failures_of(changes)] == [("everyone",)]


def test_nothing_counts_as_read_after_the_session_has_ended() -> None:
    with system(lambda asked: answering(asked, "assertuserfailed")) as served:
        connector = wiki(
            f"{served.url}/api.php", allow_private=True, user="reader", password_env=SECRET
        )
        changes = connector.changes({"7": "before"}, None)
        with pytest.raises(TransientError, match="assertuserfailed"):
            records_of(list(changes))


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("wiki", {"engine": "dokuwiki", "url": "https://me:hidden@wiki.example"}),
        ("redmine", {"url": "https://me:hidden@redmine.example", "key_env": SECRET}),
        ("redmine", {"url": "http://redmine.example", "key_env": SECRET}),
        (
            "wiki",
            {
                "engine": "mediawiki",
                "url": "http://wiki.example/api.php",
                "user": "reader",
                "password_env": SECRET,
            },
        ),
        (
            "tryton",
            {
                "url": "https://me:hidden@erp.example",
                "database": "d",
                "user": "u",
                "password_env": SECRET,
            },
        ),
    ],
)
def test_no_address_holds_a_password_or_sends_one_unencrypted(
    kind: str, options: dict[str, object]
) -> None:
    with pytest.raises(SettingsError, match=r"holds no password|needs https") as raised:
        connector_of(kind, "s", options, None, ("everyone",), ZoneInfo("UTC"), ())
    assert "hidden" not in str(raised.value)
