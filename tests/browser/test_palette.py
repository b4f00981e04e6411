"""Journeys by name: Ctrl K reaches pages, customers, colleagues and questions."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import serious_faults
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def palette_of(page: Page) -> Locator:
    """The box to write in."""
    return page.get_by_role("dialog", name="快速查找").get_by_role("combobox")


def test_a_customer_is_reached_by_name_and_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="快速查找")
    expect(palette.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("恒岳")
    customer = palette.get_by_role("option", name="恒岳电气").first
    expect(customer).to_be_visible()
    assert serious_faults(page) == []
    while customer.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(palette).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/customers/c\d+$"))


@pytest.mark.heavy
def test_what_is_typed_can_be_asked_from_any_page(open_page: OpenPage, site: str) -> None:
    page = open_page(at=f"{site}/customers", locale="en-GB")
    page.get_by_role("button", name="Go to anything").click()
    expect(page.get_by_role("combobox", name="Go to anything")).to_be_focused()
    page.keyboard.type("Who owns the account of Nordvik Packaging?")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-busy=false]")).to_contain_text("韦安娜")


@pytest.mark.heavy
def test_the_palette_says_that_there_is_nothing_and_closes(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB", theme="dark", size=(360, 740))
    page.get_by_role("button", name="Go to anything").click()
    palette = page.get_by_role("dialog", name="Go to anything")
    palette.get_by_role("combobox").fill("english")
    expect(palette.get_by_role("option")).to_have_text(
        ["Ask: english", "Who knows about “english”", "Learning path for “english”"]
    )
    palette.get_by_role("combobox").fill("中文")
    palette.get_by_role("option", name="切换到中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    box = page.get_by_role("textbox", name="提问")
    box.focus()
    page.keyboard.press("Control+k")
    expect(palette_of(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(box).to_be_focused()
