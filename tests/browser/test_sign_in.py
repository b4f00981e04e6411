"""Signing in at a real company: invited, by password, and out again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.assistant.company import WANG
from tests.browser.command_line import zhike
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

FIRST, SECOND = "three green bicycles", "four blue sailing boats"


@pytest.mark.refused(401, 422)
def test_from_an_invitation_to_a_password_of_ones_own(
    open_page: OpenPage, own_site: tuple[str, Path]
) -> None:
    address, config = own_site
    invited = json.loads(zhike("admin create", config, WANG, "--role", "member", "--json"))
    assert invited["link"].startswith(f"{address}/#invitation=")
    page = open_page(at=invited["link"], asker="", locale="en-GB")
    password = page.get_by_label("New password")
    password.fill("wangqiang")
    page.get_by_role("button", name="Keep it and sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Too easily guessed")
    password.fill(FIRST)
    password.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello 王强")
    assert "invitation" not in page.url

    page.get_by_role("button", name="You are 王强").click()
    page.get_by_text("Change password").first.click()
    page.get_by_label("Your password now").fill(FIRST)
    page.get_by_label("New password").fill(SECOND)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("status").filter(has_text="is changed")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()

    page.get_by_label("Mail address").fill(WANG)
    page.get_by_label("Password").fill(FIRST)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    page.get_by_label("Password").fill(SECOND)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello 王强")
