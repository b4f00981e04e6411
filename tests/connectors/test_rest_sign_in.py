from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from connectors.rest.connector import RestConnector
from ingest.errors import PermanentError, SettingsError
from ingest.records import Checkpoint
from tests.connectors.contract import records_of
from tests.connectors.rest_server import Asked, Reply, reader, system

ONE = Reply({"results": [{"id": 1, "title": "恒岳二期"}]})
OAUTH = {
    "kind": "oauth2",
    "token_url": "",
    "client_id": "zhike",
    "client_secret_env": "CRM_SECRET",
}


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_TOKEN", "tok-1234\n")
    monkeypatch.setenv("CRM_PASSWORD", "pass:word")
    monkeypatch.setenv("CRM_SECRET", "client-secret")
    monkeypatch.setenv("CRM_REFRESH", "refresh-me")


def titles(connector: RestConnector) -> list[str]:
    return [record.title for record in records_of(list(connector.changes({}, None))).values()]


@pytest.mark.parametrize(
    ("auth", "header", "value"),
    [
        ({"kind": "bearer", "token_env": "CRM_TOKEN"}, "authorization", "Bearer tok-1234"),
        (
            {"kind": "bearer", "token_env": "CRM_TOKEN", "scheme": "Zoho-oauthtoken"},
            "authorization",
            "Zoho-oauthtoken tok-1234",
        ),
        (
            {"kind": "header", "header": "X-Api-Key", "token_env": "CRM_TOKEN"},
            "x-api-key",
            "tok-1234",
        ),
        (
            {"kind": "basic", "user": "王芳", "password_env": "CRM_PASSWORD"},
            "authorization",
            f"Basic {base64.b64encode('王芳:pass:word'.encode()).decode()}",
        ),
    ],
)
def test_a_secret_goes_into_the_header_that_is_stated(
    auth: dict[str, object], header: str, value: str
) -> None:
    with system(lambda _: ONE) as crm:
        assert titles(reader(crm.url, auth=auth)) == ["恒岳二期"]
        assert crm.asked[0].headers[header] == value


class Tokens:
    """Gives a new token at each sign-in, and lets in whoever has the newest."""

    def __init__(self, expected: dict[str, object], *, lives: int = 10**9) -> None:
        self.expected = expected
        self.lives = lives
        self.given = 0
        self.used = 0

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/token":
            if asked.body != self.expected:
                return Reply({"error": "invalid_client"}, status=400)
            self.given, self.used = self.given + 1, 0
            return Reply({"access_token": f"t{self.given}", "corpId": "c1"})
        sent = asked.headers.get("authorization") or f"Bearer {asked.body.get('token')}"
        self.used += 1
        if sent != f"Bearer t{self.given}" or self.used > self.lives:
            return Reply({"message": f"{sent} is not let in"}, status=401)
        return ONE if asked.query.get("page", "1") == "1" else Reply({"results": []})


GRANTS = [
    ({"grant": "client_credentials", "params": {"scope": "read"}}, {"scope": "read"}),
    (
        {"grant": "refresh_token", "refresh_token_env": "CRM_REFRESH"},
        {"refresh_token": "refresh-me"},
    ),
    (
        {"grant": "password", "user": "wang", "password_env": "CRM_PASSWORD"},
        {"username": "wang", "password": "pass:word"},
    ),
]


@pytest.mark.parametrize(("stated", "sent"), GRANTS)
def test_an_oauth2_grant_gives_a_token(stated: dict[str, object], sent: dict[str, object]) -> None:
    body = {
        "grant_type": stated["grant"],
        "client_id": "zhike",
        "client_secret": "client-secret",
        **sent,
    }
    with system(Tokens(body)) as crm:
        auth = {**OAUTH, "token_url": f"{crm.url}/token", **stated}
        assert titles(reader(crm.url, auth=auth)) == ["恒岳二期"]
        assert crm.paths().count("/token") == 1


def test_a_token_that_runs_out_in_the_middle_is_renewed_once() -> None:
    tokens = Tokens(
        {
            "grant_type": "client_credentials",
            "client_id": "zhike",
            "client_secret": "client-secret",
        },
        lives=1,
    )
    with system(tokens) as crm:
        auth = {**OAUTH, "token_url": f"{crm.url}/token"}
        paging = {"kind": "page", "param": "page"}
        assert titles(reader(crm.url, auth=auth, paging=paging)) == ["恒岳二期"]
        assert tokens.given == 2
        tokens.lives = 0
        with pytest.raises(PermanentError, match="CRM_SECRET"):
            titles(reader(crm.url, auth=auth))
        assert tokens.given == 4


SESSION = {
    "kind": "session",
    "login": {"path": "token", "body": {"app": "{app}", "secret": "{secret}"}},
    "token": "access_token",
    "account": {"app": "zhike", "secret_env": "CRM_SECRET"},
}


def test_a_session_is_begun_by_a_login_in_json() -> None:
    with system(Tokens({"app": "zhike", "secret": "client-secret"})) as crm:
        assert titles(reader(crm.url, auth=SESSION)) == ["恒岳二期"]


def test_a_token_may_go_into_every_body() -> None:
    auth = {**SESSION, "in_body": {"token": "access_token", "data.corp": "corpId", "user": "{app}"}}
    deals = {"entity": "deals", "path": "deals", "id": "id", "name": "title", "items": "results"}
    deals |= {"method": "POST", "body": {"data": {"object": "DealObj"}}}
    with system(Tokens({"app": "zhike", "secret": "client-secret"})) as crm:
        assert titles(reader(crm.url, auth=auth, entities={"deals": deals})) == ["恒岳二期"]
        assert crm.asked[-1].body == {
            "token": "t1",
            "data": {"object": "DealObj", "corp": "c1"},
            "user": "zhike",
        }


def refusals() -> list[tuple[dict[str, object], str]]:
    return [
        ({"kind": "bearer", "token_env": "CRM_TOKEN"}, "CRM_TOKEN"),
        ({"kind": "basic", "user": "wang", "password_env": "CRM_PASSWORD"}, "CRM_PASSWORD"),
        ({**OAUTH, "token_url": "{url}/token"}, "CRM_SECRET"),
        (SESSION, "CRM_SECRET"),
    ]


@pytest.mark.parametrize(("auth", "variable"), refusals())
@pytest.mark.parametrize("status", [401, 403])
def test_who_is_not_let_in_is_told_the_variable_and_not_what_it_holds(
    auth: dict[str, object], variable: str, status: int
) -> None:
    def echo(asked: Asked) -> Reply:
        return Reply({"message": f"{asked.headers} {asked.body}"}, status=status)

    with system(echo) as crm:
        if auth.get("token_url"):
            auth = {**auth, "token_url": f"{crm.url}/token"}
        changes = []
        with pytest.raises(PermanentError) as caught:
            for change in reader(crm.url, auth=auth).changes({}, None):
                changes.append(change)
    if status == 401:
        assert variable in str(caught.value)
    packed = base64.b64encode(b"wang:pass:word").decode()
    for secret in ("tok-1234", "pass:word", packed[:12], "client-secret", "refresh-me"):
        assert secret not in str(caught.value)
    assert not any(isinstance(one, Checkpoint) and one.complete for one in changes)


def test_a_secret_that_is_not_set_is_missed_when_the_listing_begins() -> None:
    connector = reader("https://crm.example", auth={"kind": "bearer", "token_env": "CRM_NOT_SET"})
    with pytest.raises(SettingsError, match="CRM_NOT_SET"):
        list(connector.changes({}, None))


def away(secrets: list[Asked]) -> Callable[[Asked], Reply]:
    def keep(asked: Asked) -> Reply:
        secrets.append(asked)
        return ONE

    return keep


@pytest.mark.parametrize("way", ["redirect", "next", "link", "login"])
def test_credentials_never_go_to_another_origin(way: str) -> None:
    caught: list[Asked] = []
    with system(away(caught)) as thief:

        def lead_away(asked: Asked) -> Reply:
            there = f"{thief.url}/deals"
            if way == "next":
                return Reply({"results": [], "next": there})
            if way == "link":
                return Reply({"results": []}, headers={"Link": f'<{there}>; rel="next"'})
            return Reply(None, status=307, headers={"Location": there})

        with system(lead_away) as crm:
            auth: dict[str, object] = {
                "kind": "header",
                "header": "X-Key",
                "token_env": "CRM_TOKEN",
            }
            if way == "login":
                auth = SESSION
            paging = {"kind": way, "next": "next"} if way in ("next", "link") else {}
            with pytest.raises(PermanentError):
                titles(reader(crm.url, auth=auth, paging=paging))
    assert caught == []


def test_a_redirect_within_the_system_is_followed_with_the_credentials() -> None:
    def moved(asked: Asked) -> Reply:
        if asked.path == "/deals":
            return Reply(None, status=302, headers={"Location": "/new/deals"})
        return ONE if asked.headers["x-key"] == "tok-1234" else Reply(None, status=401)

    auth = {"kind": "header", "header": "X-Key", "token_env": "CRM_TOKEN"}
    with system(moved) as crm:
        assert titles(reader(crm.url, auth=auth)) == ["恒岳二期"]
