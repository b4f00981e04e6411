from __future__ import annotations

import re
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import SettingsError

DEALS = {"entity": "deals", "path": "deals", "id": "id"}


def fault(kind: str = "rest", **options: object) -> str:
    stated: dict[str, object] = {"entities": {"deals": DEALS}} if kind == "rest" else {}
    with pytest.raises(SettingsError) as caught:
        connector_of(
            kind,
            "crm",
            {"url": "https://crm.example", **stated, **options},
            None,
            ("everyone",),
            ZoneInfo("UTC"),
            (),
        )
    return str(caught.value)


def of_deals(**more: object) -> dict[str, object]:
    return {"deals": {**DEALS, **more}}


def test_an_unknown_key_is_named_with_its_place_and_the_nearest() -> None:
    assert "unknown key 'ulr'; did you mean 'url'?" in fault(ulr="x")
    assert "unknown key 'auth.tokn_env'; did you mean 'token_env'?" in fault(
        auth={"kind": "bearer", "tokn_env": "X"}
    )
    assert "unknown key 'entities.deals.pth'; did you mean 'path'?" in fault(
        entities=of_deals(pth="x")
    )
    columns = {"id": "id", "阶段": {"path": "stage", "lookup": "stages"}}
    message = fault(entities=of_deals(columns=columns))
    assert "'entities.deals.columns.阶段.lookup'; did you mean 'look_up'?" in message
    assert "did you mean 'pages'?" in fault(paging={"pags": "x"})


def test_what_is_missing_is_named() -> None:
    assert "entities is missing" in fault(kind="rest", entities=None) or "entities" in fault(
        entities={}
    )
    assert "signing in by bearer needs token_env" in fault(auth={"kind": "bearer"})
    assert "needs refresh_token_env" in fault(
        auth={
            "kind": "oauth2",
            "grant": "refresh_token",
            "token_url": "https://a.example",
            "client_id": "z",
            "client_secret_env": "S",
        }
    )
    assert "paging of kind cursor needs 'param'" in fault(paging={"kind": "cursor"})


def test_a_name_that_means_nothing_is_named() -> None:
    assert "no column named 'title' stands under columns; did you mean 'titel'?" in fault(
        entities=of_deals(name="title", columns={"id": "id", "titel": "t"})
    )
    assert "no lookup named 'users'" in fault(
        entities=of_deals(columns={"id": {"path": "id", "look_up": "users"}})
    )
    assert "{version} is not known; write values.version" in fault(
        entities=of_deals(path="v{version}/deals")
    )
    assert "no entity named 'deal'; did you mean 'deals'?" in fault(leave_out="deal")
    assert "leave no entity to read" in fault(leave_out="deals")


def test_an_address_that_would_give_secrets_away_is_refused() -> None:
    bearer = {"kind": "bearer", "token_env": "X"}
    assert "unencrypted; write https://" in fault(url="http://crm.example", auth=bearer)
    assert "an address holds no password" in fault(url="https://me:secret@crm.example")
    assert "is no http or https address" in fault(url="crm.example")
    assert "must be written as it stands below the url" in fault(
        entities=of_deals(path="https://other.example/deals")
    )


def test_what_a_company_says_of_a_vendor_is_checked_alike() -> None:
    regions = {"columns": {"Region": {"path": "x", "look_up": "regions"}}}
    assert "entities.deals: no lookup named 'regions'" in fault(
        "hubspot", auth={"token_env": "X"}, entities={"deals": regions}
    )
    assert "signing in needs auth.account.app_secret, or app_secret_env" in fault(
        "fxiaoke", auth={"account": {"app_id": "a", "permanent_code_env": "P", "user_id": "1"}}
    )
    account = {"client_id": "zhike", "client_secret_env": "S"}
    assert "'' is no http or https address" in fault("salesforce", url="", auth=account)


def test_the_examples_in_the_documentation_can_be_used() -> None:
    text = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    section = text.split("## `rest`")[1].split("\n## ")[0]
    examples = re.findall(r"```toml\n(.*?)```", section, re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        (source,) = tomllib.loads(example)["sources"]
        kind, audience = source.pop("kind"), tuple(source.pop("audience"))
        connector_of(kind, source.pop("name"), source, None, audience, ZoneInfo("UTC"), ())
