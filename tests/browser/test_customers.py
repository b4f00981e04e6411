"""Journeys to customers: a salesperson prepares a visit, finds what was promised, narrows a timeline."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import serious_faults
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

HENGYUE = "苏州恒岳电气股份有限公司"
HENGYUE_EN = "Hengyue Electric"
HENGYUE_ID = "c000001"


def customer_page(open_page: OpenPage, site: str, part: str = "", locale: str = "zh-CN") -> Page:
    page = open_page(at=f"{site}/customers/{HENGYUE_ID}{part}", locale=locale)
    called = HENGYUE if locale == "zh-CN" else HENGYUE_EN
    expect(page.get_by_role("heading", level=1, name=called)).to_be_visible()
    return page


def marked(page: Page, words: str) -> Locator:
    """The quote that a record beside the page is opened at."""
    return page.get_by_role("dialog").locator("mark").filter(has_text=words)


def test_a_salesperson_prepares_a_visit(open_page: OpenPage, site: str) -> None:
    page = open_page()
    page.get_by_role("navigation").get_by_role("link", name="客户", exact=True).click()
    page.get_by_role("searchbox", name="客户名称、简称或英文名").fill("Hengyue")
    table = page.get_by_role("table", name="客户")
    expect(table.get_by_role("row")).to_have_count(3)  # two are called so, and the heads
    expect(page).to_have_url(re.compile("q=Hengyue"))
    table.get_by_role("link", name=HENGYUE, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=HENGYUE)).to_be_visible()
    brief = page.get_by_role("region", name="近期变化")
    expect(brief).to_contain_text("需求沟通")
    brief.get_by_role("button", name=re.compile("^来源 1")).click()
    expect(marked(page, "2026-05-27")).to_be_visible()
    page.keyboard.press("Escape")
    knowers = page.get_by_role("region", name="谁最了解这个客户")
    expect(knowers.get_by_role("article").first).to_have_accessible_name("刘思雨")
    assert serious_faults(page) == []
    page.get_by_role("link", name=re.compile("^待办与承诺")).click()
    expect(brief).to_have_count(0)
    promise = page.get_by_role("button", name=re.compile("OPC UA 断线重连"))
    promise.click()
    expect(marked(page, "OPC UA 断线重连")).to_be_visible()
    expect(page).to_have_url(re.compile("/open.*open=record"))
    page.reload()  # the address says it all
    expect(marked(page, "OPC UA 断线重连")).to_be_visible()


def test_names_are_those_that_readers_of_the_language_know(open_page: OpenPage, site: str) -> None:
    page = open_page(at=f"{site}/customers?q=恒岳", locale="en-GB")
    row = page.get_by_role("row").filter(has_text=HENGYUE_EN)
    expect(row).to_contain_text("Siyu Liu")
    row.get_by_role("link", name=HENGYUE_EN, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=HENGYUE_EN)).to_be_visible()
    expect(page.locator("main")).to_contain_text(f"Also known as {HENGYUE}")
    knowers = page.get_by_role("region", name="Who knows them best")
    expect(knowers.get_by_role("article").first).to_have_accessible_name("Siyu Liu")
    page.get_by_role("button", name="切换到中文").click()
    expect(page.get_by_role("heading", level=1, name=HENGYUE)).to_be_visible()
    knowers = page.get_by_role("region", name="谁最了解这个客户")
    expect(knowers.get_by_role("article").first).to_have_accessible_name("刘思雨")


@pytest.mark.heavy
def test_a_list_is_narrowed_and_sorted_by_its_address(open_page: OpenPage, site: str) -> None:
    page = open_page(at=f"{site}/customers", locale="en-GB")
    table = page.get_by_role("table", name="Customers")
    expect(page.get_by_text("45 customers")).to_be_visible()
    page.get_by_label("Tier").select_option("A")
    expect(page.get_by_text("9 customers")).to_be_visible()
    table.get_by_role("button", name="Last contact").click()
    head = table.get_by_role("columnheader", name="Last contact")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(table.get_by_role("row").nth(1)).to_contain_text(HENGYUE_EN)
    table.get_by_role("button", name="Last contact").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(table.get_by_role("row").nth(1)).not_to_contain_text(HENGYUE)
    page.reload()
    expect(page.get_by_text("9 customers")).to_be_visible()
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("searchbox").fill("there is nobody of this name")
    expect(page.get_by_text("No customer fits")).to_be_visible()
    page.get_by_role("button", name="Show all customers").click()
    expect(page.get_by_text("45 customers")).to_be_visible()


@pytest.mark.heavy
@pytest.mark.parametrize("size", [(360, 740), (820, 1180)])
def test_a_small_screen_has_cards(open_page: OpenPage, site: str, size: tuple[int, int]) -> None:
    page = open_page(at=f"{site}/customers", size=size)
    row = page.get_by_role("row").nth(1)
    expect(row).to_contain_text("最近联系")
    box = row.bounding_box()
    assert box is not None
    assert box["width"] <= size[0]
    page.get_by_label("排序").select_option("last_contact")
    expect(page.get_by_role("row").nth(1)).to_contain_text(HENGYUE)


@pytest.mark.heavy
def test_a_timeline_is_narrowed(open_page: OpenPage, site: str) -> None:
    page = customer_page(open_page, site, "/timeline", "en-GB")
    expect(page.get_by_role("heading", name="June 2026")).to_be_visible()
    visits = page.get_by_role("button", name=re.compile(r"^Visit \d"))
    count = int(visits.inner_text().split()[-1])
    visits.click()
    expect(page).to_have_url(re.compile("kind=visit"))
    entries = page.locator("#main ol li")
    expect(entries).to_have_count(count)
    expect(entries.filter(has_text="15 Apr 2026")).to_have_count(1)
    page.get_by_label("From").fill("2026-05-01")
    expect(entries.filter(has_text="15 Apr 2026")).to_have_count(0)
    entries.get_by_role("button", name="恒岳二期初验收", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("恒岳二期初验收")
    page.keyboard.press("Escape")
    page.get_by_label("From").fill("2026-06-20")
    expect(page.get_by_text("No record fits")).to_be_visible()


@pytest.mark.heavy
def test_deals_show_their_stages_and_where_they_are_said(open_page: OpenPage, site: str) -> None:
    page = customer_page(open_page, site, "/deals")
    deal = page.get_by_role("article").filter(has_text="恒岳电气开关柜在线局放监测")
    stages = deal.get_by_role("list", name="商机阶段").get_by_role("listitem")
    expect(stages).to_have_count(3)
    expect(stages.last).to_have_attribute("aria-current", "step")
    stages.last.get_by_role("button").click()
    expect(marked(page, "2026-05-27")).to_be_visible()


@pytest.mark.heavy
def test_figures_stand_on_records(open_page: OpenPage, site: str) -> None:
    page = customer_page(open_page, site, "/traits", "en-GB")
    purchases = page.get_by_role("region", name="Purchases")
    purchases.get_by_role("button", name=re.compile("^HT-2025-061")).click()
    expect(page.get_by_role("dialog")).to_contain_text("HT-2025-061")
    page.keyboard.press("Escape")
    signal = page.get_by_role("region", name="Signals").get_by_role("listitem").first
    signal.get_by_text(re.compile("records behind it")).click()
    expect(signal.get_by_role("button").first).to_be_visible()


@pytest.mark.heavy
def test_a_question_goes_on_about_the_customer(open_page: OpenPage, site: str) -> None:
    page = customer_page(open_page, site, locale="en-GB")
    page.get_by_role("link", name="Ask about this customer").click()
    expect(page).to_have_url(re.compile(rf"/\?customer={HENGYUE_ID}"))


@pytest.mark.heavy
@pytest.mark.refused(404)
def test_what_is_not_there_or_not_for_one_is_told_alike(open_page: OpenPage, site: str) -> None:
    page = open_page(at=f"{site}/customers")
    page.goto(f"{site}/customers/c999999")
    expect(page.get_by_role("alert")).to_contain_text("不存在，或你无权查看")


@pytest.mark.heavy
@pytest.mark.offline
def test_a_list_says_when_there_is_no_network(open_page: OpenPage, site: str) -> None:
    page = open_page(at=f"{site}/customers", locale="en-GB")
    expect(page.get_by_text("45 customers")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_label("Tier").select_option("B")
    expect(page.get_by_role("alert")).to_contain_text("offline")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("21 customers")).to_be_visible()
