"""Journeys of whoever is new: past projects with what they taught, and what to read in which order."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

YE = "ye.lan@huace.example"
"""New in delivery."""


def visit(page: Page, path: str) -> None:
    page.goto(urljoin(page.url, path))
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_visible()


def test_somebody_new_finds_what_a_past_project_taught(open_page: OpenPage) -> None:
    page = open_page(asker=YE)
    page.get_by_role("link", name="项目", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="项目")).to_be_visible()
    page.get_by_role("searchbox").fill("恒岳 一期")
    page.get_by_role("main").get_by_role("link", name="恒岳电气一期装配线改造").click()
    lessons = page.get_by_role("region", name="经验教训").get_by_role("button")
    expect(lessons.first).to_be_visible()
    quote = lessons.first.locator("span").first.inner_text()
    lessons.first.click()
    panel = page.get_by_role("dialog", name="来源")
    expect(panel.locator("[data-active=true]").first).to_be_visible()
    marked = "".join(panel.locator("mark[data-active=true]").all_inner_texts())
    assert re.sub(r"\s", "", quote) == re.sub(r"\s", "", marked)
    page.keyboard.press("Escape")
    reading = page.get_by_role("region", name=re.compile("文档，按阅读顺序"))
    reading.get_by_role("button").first.click()
    expect(panel.get_by_role("heading", level=2)).to_be_visible()


@pytest.mark.heavy
def test_somebody_new_follows_the_path_of_their_work(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB", asker=YE)
    page.get_by_role("link", name="Learn", exact=True).click()
    page.get_by_role("button", name=re.compile("^My role: ")).click()
    reading = page.get_by_role("region", name=re.compile("The work of: "))
    expect(reading.get_by_role("listitem")).not_to_have_count(0)
    reading.get_by_role("button").first.click()
    expect(page.get_by_role("dialog", name="Source")).to_be_visible()
    page.keyboard.press("Escape")
    meet = page.get_by_role("complementary", name="Whom to meet")
    meet.get_by_role("link", name="Snow Feng", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Snow Feng")).to_be_visible()
    page.go_back()
    expect(reading).to_be_visible()


@pytest.mark.heavy
def test_a_path_to_a_customer_leads_on_to_their_projects(open_page: OpenPage) -> None:
    page = open_page(asker=YE)
    visit(page, "/learn")
    page.get_by_role("main").get_by_placeholder("客户名称").fill("恒岳")
    page.get_by_role("button", name="苏州恒岳电气股份有限公司").click()
    reading = page.get_by_role("region", name=re.compile("了解客户：苏州恒岳电气"))
    expect(reading.get_by_role("list").last).to_contain_text("先看客户档案")
    assert "kind=customer" in page.url
    reading.get_by_role("link", name="恒岳电气二期柔性装配线").click()
    expect(page.get_by_role("heading", level=1, name="恒岳电气二期柔性装配线")).to_be_visible()
    time = page.get_by_role("region", name="时间线")
    time.get_by_role("button", name=re.compile("终验收日期为")).click()
    expect(
        page.get_by_role("dialog", name="来源").locator("[data-active=true]").first
    ).to_be_visible()


@pytest.mark.heavy
def test_what_nothing_is_about_is_said_with_a_way_on(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB", asker=YE, theme="dark")
    visit(page, "/learn")
    page.get_by_role("searchbox").first.fill("quantum entanglement")
    page.get_by_role("button", name="Show the way").click()
    expect(page.get_by_text("Nothing to read about “quantum entanglement” yet")).to_be_visible()
    page.get_by_role("button", name="Choose anew").click()
    expect(page.get_by_role("heading", name="Start from a role")).to_be_visible()


@pytest.mark.heavy
def test_projects_are_narrowed_and_the_address_keeps_it(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB", asker=YE)
    visit(page, "/projects")
    count = page.get_by_role("status").filter(has_text="projects")
    before = count.inner_text()
    page.get_by_label("Status", exact=True).select_option("running")
    expect(count).not_to_have_text(before)
    page.get_by_label("Industry", exact=True).select_option("电工电气")
    listed = page.get_by_role("main").get_by_role("listitem")
    expect(listed).to_have_count(1)
    page.reload()
    expect(listed).to_have_count(1)
    page.get_by_role("searchbox").fill("nothing of the kind")
    expect(page.get_by_text("No project fits")).to_be_visible()
    page.get_by_role("link", name="All projects").click()
    expect(count).to_have_text(before)


@pytest.mark.heavy
@pytest.mark.refused(404)
def test_a_project_that_is_not_there_is_said_not_to_be(open_page: OpenPage) -> None:
    page = open_page(asker=YE)
    page.goto(urljoin(page.url, "/projects/nothing"))
    expect(page.get_by_role("alert")).to_contain_text("打不开")
