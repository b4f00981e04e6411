"""Journeys to a source in its own form: pages, rows, mails, turns, headings."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.asking import ask, citations, in_view, open_at, passage
from tests.browser.axe import serious_faults
from tests.browser.conftest import OpenPage
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

TIAN = "tian.ye@huace.example"
"""Who curates, too."""


def test_a_contract_opens_as_its_page_at_the_quote(open_page: OpenPage) -> None:
    """A salesperson: what was agreed, in the contract itself."""
    page = open_page()
    answer = ask(page, "恒岳电气二期的终验收日期是哪天？")
    contract = answer.get_by_role("region", name="来源").get_by_role("button", name="HT-2025-061")
    contract.click()
    panel = page.get_by_role("dialog", name="来源")
    quote = panel.locator("[data-page] mark[data-active=true]").first
    expect(quote).to_be_visible()
    wait_until(lambda: in_view(page, quote))
    expect(panel.locator("[data-page='1']")).to_contain_text("终验收")
    canvas = panel.locator("[data-page='1'] canvas")
    drawn = "one => one.getContext('2d').getImageData(0, 0, one.width, one.height).data.some(v => v > 0 && v < 200)"
    wait_until(lambda: bool(canvas.evaluate(drawn)))
    assert serious_faults(page) == []
    address = page.url
    panel.get_by_role("button", name="文字").click()
    expect(panel.locator("mark[data-active=true]").first).to_contain_text("终验收")
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_role("dialog", name="来源").locator("[data-page] mark")).to_be_visible()
    expect(page.locator("[aria-busy]").first).to_contain_text("2026")


@pytest.mark.heavy
def test_a_page_further_on_is_where_one_arrives(open_page: OpenPage, site: str) -> None:
    page = open_page(locale="en-GB", theme="dark")
    found = passage(page, site, "恒岳电气二期合同 不可抗力 疫情 顺延", ending="HT-2025-061.pdf")
    panel = open_at(page, site, found, 12)
    quote = panel.locator(f"[data-page='{found['page']}'] mark[data-active=true]").first
    expect(quote).to_be_visible()
    wait_until(lambda: in_view(page, quote))
    before = panel.locator("[data-page]").first.bounding_box()
    panel.get_by_role("button", name="Larger").click()
    expect(panel).to_contain_text("125%")
    wait_until(
        lambda: (
            (panel.locator("[data-page]").first.bounding_box() or {"width": 0})["width"]
            > (before or {"width": 0})["width"]
        )
    )
    expect(quote).to_be_visible()


@pytest.mark.heavy
def test_a_row_stands_in_its_table(open_page: OpenPage, site: str) -> None:
    page = open_page(locale="en-GB", size=(360, 740))
    found = passage(
        page, site, "USD price of the G10 gateway", ending="Export-price-list-2026.xlsx"
    )
    panel = open_at(page, site, found)
    row = panel.locator("tr[data-active=true]")
    expect(row).to_have_count(1)
    expect(panel.get_by_role("columnheader", name=re.compile("price")).first).to_be_visible()
    assert panel.get_by_role("row").count() > 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert serious_faults(page) == []


@pytest.mark.heavy
def test_a_mail_stands_in_its_thread(open_page: OpenPage, site: str) -> None:
    page = open_page()
    found = passage(page, site, "答复：二期合同商务条款意见 总价 586 万元", kind="mail")
    panel = open_at(page, site, found)
    thread = panel.get_by_role("region", name="往来邮件")
    expect(thread.get_by_text("正在看这一封")).to_be_visible()
    other = thread.get_by_role("button").first
    expect(other).to_contain_text("顾长青")
    other.click()
    expect(panel.get_by_role("heading", level=2)).to_have_text("二期合同商务条款意见")
    expect(thread.get_by_role("button").first).to_contain_text("刘思雨")
    page.get_by_role("button", name="返回").click()
    expect(panel.get_by_role("heading", level=2)).to_contain_text("答复")


@pytest.mark.heavy
def test_a_chat_is_read_turn_by_turn(open_page: OpenPage, site: str) -> None:
    page = open_page(theme="dark")
    found = passage(page, site, "服务群 又报警了，谁在附近", kind="chat")
    panel = open_at(page, site, found, 400)
    expect(panel.get_by_role("heading", name="消息")).to_be_visible()
    expect(panel.locator("mark", has_text="谁在附近").first).to_be_visible()
    expect(panel.get_by_text(re.compile(r"^\d{1,2}:\d\d$")).first).to_be_visible()
    assert serious_faults(page) == []


@pytest.mark.heavy
def test_a_new_hire_finds_their_way_in_a_document(open_page: OpenPage) -> None:
    """What went wrong before, in English, and further along the same document by its headings."""
    page = open_page(locale="en-GB")
    answer = ask(page, "What did we learn from the Nordvik project?")
    citations(answer).first.click()
    panel = page.get_by_role("dialog", name="Source")
    expect(panel.get_by_role("heading", level=2)).to_contain_text("Nordvik")
    panel.get_by_text(re.compile(r"^Contents \(\d+\)$")).click()
    panel.locator("details").get_by_role("button").last.click()
    heading = panel.get_by_role("heading", level=3).last
    wait_until(lambda: in_view(page, heading))
    expect(panel.get_by_role("link", name=re.compile("Download the file"))).to_have_attribute(
        "href", re.compile(r"^/api/records/.+/file")
    )


def test_what_a_curator_verifies_bears_a_badge_for_everyone(open_page: OpenPage) -> None:
    question = "恒岳电气二期的终验收日期是哪天？"
    page = open_page(asker=TIAN)
    sources = ask(page, question).get_by_role("region", name="来源")
    sources.get_by_role("button", name="柔性装配线合同 HT-2025-061").click()
    panel = page.get_by_role("dialog", name="来源")
    panel.get_by_role("button", name="标为已核实").click()
    expect(panel.get_by_text("田野，")).to_be_visible()
    assert serious_faults(page) == []
    reader = open_page()
    theirs = ask(reader, question).get_by_role("region", name="来源")
    contract = theirs.get_by_role("button", name="柔性装配线合同 HT-2025-061")
    expect(contract).to_contain_text("已核实")
    contract.click()
    opened = reader.get_by_role("dialog", name="来源")
    expect(opened.get_by_text("田野，")).to_be_visible()
    expect(opened.get_by_role("button", name="取消核实")).to_have_count(0)
    panel.get_by_role("button", name="取消核实").click()
    expect(panel.get_by_role("button", name="标为已核实")).to_be_visible()
    expect(sources.get_by_text("已核实")).to_have_count(0)
