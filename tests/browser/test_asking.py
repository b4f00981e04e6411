"""Journeys through the chat beyond a single answer: what narrows, what follows, what was kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.asking import ask, citations
from tests.browser.axe import serious_faults
from tests.browser.conftest import OpenPage
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

ACCEPTANCE = "恒岳电气二期的终验收日期是哪天？"


def test_what_narrows_a_question_stands_in_the_address(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="限定范围").click()
    page.get_by_role("combobox", name="客户").fill("恒岳")
    expect(page.get_by_role("option", name="苏州恒岳电气股份有限公司")).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="邮件", exact=True).click()
    assert serious_faults(page) == []
    page.keyboard.press("Escape")
    page.reload()
    bar = page.get_by_role("group", name="提问范围")
    expect(bar.get_by_role("listitem")).to_have_text(["苏州恒岳电气股份有限公司", "邮件"])
    with page.expect_request("**/api/ask") as asked:
        answer = ask(page, "违约金怎么算？")
    assert asked.value.post_data_json["filters"] == {"customers": ["c000001"], "kinds": ["mail"]}
    expect(answer.get_by_role("list", name="范围：")).to_contain_text("邮件")
    sources = answer.get_by_role("region", name="来源").get_by_role("listitem")
    assert all("邮件" in one for one in sources.all_inner_texts())
    bar.get_by_role("button", name="全部清除").click()
    expect(page).to_have_url(re.compile(r"/c/[0-9a-f]+$"))


@pytest.mark.refused(404)
def test_a_conversation_has_an_address(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, ACCEPTANCE)
    expect(page).to_have_url(re.compile(r"/c/[0-9a-f]+$"))
    address = page.url
    again = open_page(at=address)
    expect(again.locator("[aria-busy]").first).to_contain_text("8 月 31 日")
    answer = ask(again, "逾期怎么赔？")
    expect(answer).to_contain_text("违约金")
    expect(again).to_have_url(address)
    listed = again.get_by_role("complementary", name="以前的对话")
    expect(listed.get_by_role("link").first).to_have_attribute("aria-current", "page")
    stranger = open_page(at=address, asker="wu.chen@huace.example")
    expect(stranger.get_by_role("alert")).to_contain_text("打不开")


def test_an_answer_is_read_and_gone_on_from_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB")
    answer = ask(page, "Who owns the account of Nordvik Packaging?")
    citations(answer).first.focus()
    expect(page.get_by_role("tooltip")).to_contain_text("韦安娜")
    page.keyboard.press("Escape")
    further = answer.get_by_role("region", name="Ask next").get_by_role("button")
    question = further.first.inner_text()
    further.first.focus()
    page.keyboard.press("Enter")
    following = page.locator("[aria-busy]").nth(1)
    expect(following).to_have_attribute("aria-busy", "false")
    expect(page.get_by_text(question).last).to_be_visible()
    expect(citations(following).first).to_be_visible()
    page.locator("body").press("Alt+n")
    expect(page.locator("[aria-busy]")).to_have_count(0)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Ask a question")).to_be_focused()


@pytest.mark.heavy
def test_an_answer_whose_stream_broke_is_found_again(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    def cut_short(route: Route) -> None:
        whole = route.fetch()
        first, _, _ = whole.text().partition("\n\n")
        route.fulfill(status=200, headers=whole.headers, body=f"{first}\n\n")

    page.route("**/api/ask", cut_short)
    box = page.get_by_role("textbox", name="提问")
    box.fill(ACCEPTANCE)
    box.press("Enter")
    expect(page.get_by_text("正在找回这条回答")).to_be_visible()
    answer = page.locator("[aria-busy=false]")
    expect(answer).to_contain_text("8 月 31 日")
    expect(answer.get_by_role("alert")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/c/[0-9a-f]+$"))


@pytest.mark.heavy
def test_an_answer_that_was_not_kept_is_told_to_be_lost(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB", theme="dark")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.clock.install()
    page.route(
        "**/api/ask",
        lambda route: route.fulfill(
            status=200, headers={"content-type": "text/event-stream"}, body=""
        ),
    )
    box = page.get_by_role("textbox", name="Ask a question")
    box.fill("A question that never arrived")
    box.press("Enter")
    expect(page.get_by_text("Looking for the answer")).to_be_visible()
    for _ in range(8):
        page.clock.run_for(31_000)
        page.wait_for_timeout(100)
    expect(page.get_by_role("alert")).to_contain_text("The answer broke off")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


@pytest.mark.heavy
def test_a_thumb_down_says_why_and_an_answer_is_shared(open_page: OpenPage) -> None:
    page = open_page()
    answer = ask(page, ACCEPTANCE)
    answer.get_by_role("button", name="没用").click()
    answer.get_by_role("button", name="信息过时").click()
    with page.expect_request("**/api/feedback") as told:
        answer.get_by_role("button", name="提交").click()
    assert told.value.post_data_json["comment"] == "信息过时"
    answer.get_by_role("button", name="分享", exact=True).click()
    dialog = page.get_by_role("dialog", name="分享这段对话")
    dialog.get_by_role("button", name="生成全公司可用的链接").click()
    expect(dialog.get_by_role("textbox", name="这段对话的链接")).to_have_value(
        re.compile("#shared=")
    )
    assert serious_faults(page) == []
    dialog.get_by_role("button", name="取消分享").click()
    expect(dialog.get_by_role("button", name="生成全公司可用的链接")).to_be_visible()
    page.keyboard.press("Escape")
    expect(answer.get_by_role("button", name="分享", exact=True)).to_be_focused()


@pytest.mark.heavy
def test_conversations_are_searched_beside_the_chat(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB")
    ask(page, "Who owns the account of Nordvik Packaging?")
    listed = page.get_by_role("complementary", name="Earlier conversations")
    listed.get_by_role("searchbox").fill("nothing of the kind")
    expect(listed.get_by_role("link")).to_have_count(0)
    listed.get_by_role("searchbox").fill("Nordvik")
    expect(listed.get_by_role("link").first).to_contain_text("Nordvik")
    page.get_by_role("button", name="New conversation").click()
    listed.get_by_role("link").first.click()
    expect(page.locator("[aria-busy]").first).to_contain_text("韦安娜")
    wait_until(lambda: page.url.rsplit("/", 2)[1] == "c")
