"""Journeys among colleagues: who knows what, a colleague's page, the organisation chart, handing over."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import serious_faults
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

YE = "ye.lan@huace.example"
"""New in delivery."""
SUN = "sun.haoran@huace.example"
"""Leads those who make plans, Gu Ming among them."""
GU = "gu.ming@huace.example"
"""Knows gateways; leads nobody."""


def visit(page: Page, path: str) -> None:
    page.goto(urljoin(page.url, path))
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_visible()


def id_of(page: Page, address: str) -> str:
    found = page.request.get(urljoin(page.url, f"/api/people?search={address}&presence=all"))
    return str(found.json()["people"][0]["person"]["id"])


def test_somebody_new_finds_who_knows_about_something_and_why(open_page: OpenPage) -> None:
    page = open_page(asker=YE)
    page.get_by_role("link", name="同事").click()
    expect(page.get_by_role("heading", level=1, name="同事")).to_be_visible()
    box = page.get_by_role("searchbox")
    box.fill("药盒追溯")
    expect(page.get_by_text("没有姓名、职位或部门含「药盒追溯」的同事")).to_be_visible()
    box.press("Enter")
    first = page.get_by_role("article").first
    expect(first).to_contain_text("罗强")
    expect(first).to_contain_text("最了解")
    first.get_by_role("button", name=re.compile("参与")).click()
    first.get_by_role("list").last.get_by_role("button").first.click()
    expect(page.get_by_role("dialog", name="来源")).to_be_visible()
    assert "by=knowledge" in page.url
    page.keyboard.press("Escape")
    gone = page.get_by_role("region", name="曾经了解").get_by_role("article", name="高翔")
    expect(gone).to_contain_text("已离职")
    gone.get_by_role("link", name="邓佳琪").click()
    expect(page.get_by_role("heading", level=1, name="邓佳琪")).to_be_focused()
    expect(page.get_by_role("region", name=re.compile("了解的主题"))).to_be_visible()


@pytest.mark.heavy
def test_a_name_finds_while_one_types_and_the_address_keeps_it(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB", asker=YE)
    page.get_by_role("link", name="People", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="People")).to_be_visible()
    page.get_by_role("searchbox").type("Jing Li")
    expect(page.get_by_role("status").filter(has_text="people")).not_to_have_text("39 people")
    page.get_by_role("searchbox").fill("张伟")
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_label("Department", exact=True).select_option("销售一部")
    expect(page.get_by_role("article")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("张伟")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("searchbox").press("Enter")
    # Two are called so: whom is meant is left to choose.
    expect(page.get_by_role("article")).to_have_count(1)
    assert "by=" not in page.url
    page.get_by_role("searchbox").fill("顾明")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Ming Gu")).to_be_visible()
    page.go_back()
    page.get_by_label("Department", exact=True).select_option("")
    page.get_by_role("searchbox").fill("")
    page.get_by_label("Status").select_option("left")
    expect(page.get_by_role("article").first).to_contain_text("Has left")


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("locale", "title"),
    [
        ("zh-CN", "没有谁明显了解「量子纠缠」"),
        ("en-GB", "Nobody evidently knows about “量子纠缠”"),
    ],
)
def test_where_nobody_is_evident_nobody_is_named(
    open_page: OpenPage, locale: str, title: str
) -> None:
    page = open_page(locale=locale, asker=YE)
    visit(page, "/people?by=knowledge&q=量子纠缠")
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    assert serious_faults(page) == []


@pytest.mark.heavy
def test_a_manager_sees_what_is_lost_if_somebody_leaves(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(locale="en-GB", asker=SUN)
    visit(page, "/people/chart")
    page.get_by_role("searchbox").fill("工业物联网")
    tree = page.get_by_role("tree")
    expect(tree.get_by_role("treeitem")).to_have_count(4)  # he, and the three above him
    tree.get_by_role("link", name="Ming Gu").click()
    expect(page.get_by_role("heading", level=1, name="Ming Gu")).to_be_visible()
    page.get_by_role("link", name="Handover pack").click()
    written = page.get_by_role("region", name=re.compile("To be written down first"))
    expect(written.get_by_role("listitem").first).to_contain_text("no document tells of it")
    written.get_by_role("button").first.click()
    expect(page.get_by_role("dialog", name="Source")).to_be_visible()
    page.keyboard.press("Escape")
    for name, begins in (("Download Word", b"PK"), ("Download PDF", b"%PDF")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        assert file.read_bytes().startswith(begins)


@pytest.mark.heavy
@pytest.mark.refused(403)
def test_whoever_may_not_have_a_pack_is_told_plainly(open_page: OpenPage) -> None:
    page = open_page(asker=YE)
    gu = id_of(page, GU)
    visit(page, f"/people/{gu}")
    expect(page.get_by_role("heading", level=1, name="顾明")).to_be_visible()
    expect(page.get_by_role("link", name="交接包")).to_have_count(0)
    with page.expect_response(re.compile("/api/handover/")) as refused:
        page.goto(urljoin(page.url, f"/people/{gu}/handover"))
    assert refused.value.status == 403
    expect(page.get_by_role("alert")).to_contain_text("这份交接包不对你开放")
    expect(page.get_by_role("alert")).to_contain_text("只有本人、其各级上级")
    expect(page.get_by_role("link", name=re.compile("下载"))).to_have_count(0)


@pytest.mark.heavy
@pytest.mark.refused(404)
def test_somebody_who_is_not_there_is_said_not_to_be(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB", asker=YE)
    page.goto(urljoin(page.url, "/people/p999999"))
    expect(page.get_by_role("alert")).to_contain_text("Cannot open this")


@pytest.mark.heavy
def test_one_says_of_oneself_what_one_knows(open_page: OpenPage) -> None:
    page = open_page(asker=GU)
    visit(page, f"/people/{id_of(page, GU)}")
    topics = page.get_by_role("region", name="了解的主题")
    expect(page.get_by_text("这是你")).to_be_visible()
    name = topics.get_by_role("heading", level=3).first.inner_text()
    topics.get_by_role("button", name=f"不要因此推荐我：{name}").click()
    expect(topics.get_by_role("heading", level=3, name=name)).to_have_count(0)
    topics.get_by_role("button", name=f"恢复显示：{name}").click()
    expect(topics.get_by_role("heading", level=3, name=name)).to_be_visible()
    topics.get_by_role("button", name=f"确认我了解：{name}").click()
    expect(topics.get_by_text("本人确认")).to_be_visible()
    topics.get_by_role("button", name=f"撤回确认：{name}").click()
    expect(topics.get_by_text("本人确认")).to_have_count(0)
    topics.get_by_role("textbox").fill("潜水泵调试")
    topics.get_by_role("button", name="添加").dblclick()
    expect(topics.get_by_text("潜水泵调试")).to_have_count(1)
    topics.get_by_role("button", name="撤回：潜水泵调试").click()
    expect(topics.get_by_text("潜水泵调试")).to_have_count(0)


@pytest.mark.heavy
def test_who_has_left_stands_with_whom_to_ask_instead(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB", asker=YE, theme="dark")
    visit(page, f"/people/{id_of(page, 'gao.xiang@huace.example')}")
    gone = page.get_by_role("region", name="Has left the company")
    expect(gone).to_contain_text("Ask instead")
    expect(gone).to_contain_text("Now owns")
    known = page.get_by_role("region", name=re.compile("Customers they know"))
    known.locator("summary").first.click()
    known.get_by_role("link", name=re.compile("^Open ")).first.click()
    expect(page.get_by_role("heading", level=1, name="Changchu Pharma")).to_be_visible()


@pytest.mark.heavy
def test_the_chart_is_walked_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(asker=YE)
    visit(page, "/people/chart")
    items = page.get_by_role("tree").get_by_role("treeitem")
    page.get_by_role("button", name="全部收起").click()
    expect(items).to_have_count(9)  # whoever leads all, and the eight below
    items.first.focus()
    page.keyboard.press("ArrowLeft")
    expect(items).to_have_count(1)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(items.last).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(items.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="林致远")).to_be_visible()
    page.get_by_role("link", name="在组织架构中查看").click()
    expect(items.and_(page.locator("[aria-selected=true]"))).to_contain_text("林致远")


@pytest.mark.heavy
@pytest.mark.offline
def test_a_lost_connection_is_said_and_mended(open_page: OpenPage) -> None:
    page = open_page(asker=YE)
    visit(page, "/people")
    page.context.set_offline(True)
    page.get_by_role("searchbox").fill("张伟")
    expect(page.get_by_role("alert")).to_contain_text("网络已断开")
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_role("article")).to_have_count(2)
    page.context.set_offline(True)
    page.get_by_role("link", name="项目", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("网络已断开")
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_role("heading", level=1, name="项目")).to_be_visible()
