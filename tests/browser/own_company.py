"""The small real company that journeys share: whoever is to sign in there is invited first."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page

from tests.assistant import company
from tests.browser.command_line import zhike

ZHOU = "zhou.min@acme.example"
WU = "wu.hao@acme.example"
"""Two of purchasing: those of the company that other tests know are left to the journeys that name them."""
PASSWORD = "seven quiet lighthouses"


def found(folder: Path) -> Path:
    """Write the company into `folder`, and return its config.toml."""
    config = company.found(folder, demo=False)
    with (folder / "people.csv").open("a", encoding="utf-8") as people:
        people.write(f"5,周敏,{ZHOU},采购员,采购部,yes\n6,吴昊,{WU},采购员,采购部,yes\n")
    return config


def let_in(page: Page, address: str, config: Path, email: str, role: str) -> None:
    """Sign in as somebody of the company; by an invitation where they have no password yet."""
    body = {"email": email, "password": PASSWORD}
    signing_in = page.context.request.post(urljoin(address, "/api/session"), data=body)
    if signing_in.ok:
        return
    invited = json.loads(zhike("admin create", config, email, "--role", role, "--json"))
    accepted = page.context.request.post(
        urljoin(address, "/api/invitation"), data={"code": invited["code"], "password": PASSWORD}
    )
    assert accepted.ok, accepted.text()
