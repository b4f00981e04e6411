"""Journeys through the page: the real server, the real model, the demo company, Chromium."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.asking import ask, citations, in_view
from tests.browser.conftest import sign_in
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SCRIPT_LIMIT_BYTES = 350_000
FACT_ZH = "转台报 E-37 是什么原因，怎么解决？"
FACT_EN = "Who owns the account of Nordvik Packaging?"
UNANSWERABLE = "火星基地的氧气循环系统由哪家供应商维护？"


def sent(request: Request) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(request.post_data or "{}")
    return body


def on_the_clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_first_load_stays_within_its_budget(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.get_by_role("textbox", name=re.compile("提问"))).to_be_visible()
    loaded = "performance.getEntriesByType('resource').map(one => one.name)"
    scripts = {url for url in page.evaluate(loaded) if url.endswith(".js")}
    sent_bytes = sum(len(gzip.compress(page.request.get(url).body())) for url in scripts)
    assert 200_000 < sent_bytes <= SCRIPT_LIMIT_BYTES


def test_a_chinese_question_streams_a_cited_answer(open_page: OpenPage) -> None:
    page = open_page()
    with page.expect_response("**/api/ask") as asked:
        answer = ask(page, FACT_ZH)
    assert asked.value.headers["content-type"].startswith("text/event-stream")
    expect(answer).to_contain_text("惯量")
    expect(citations(answer).first).to_be_visible()
    expect(answer.get_by_role("region", name="来源")).to_be_visible()
    citations(answer).first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()


def test_an_english_question_is_answered_on_an_english_page(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB", theme="dark")
    answer = ask(page, FACT_EN)
    expect(answer).to_contain_text("韦安娜")
    expect(answer.get_by_role("region", name="Sources")).to_be_visible()
    answer.get_by_role("button", name="Copy with sources").click()
    wait_until(lambda: "韦安娜" in on_the_clipboard(page))
    assert re.search(r"^\[1\] ", on_the_clipboard(page), re.MULTILINE)


def test_a_citation_opens_its_source_at_the_quoted_passage(open_page: OpenPage) -> None:
    page = open_page()
    with page.expect_response("**/api/records/**") as opened:
        citations(ask(page, FACT_ZH)).first.click()
    panel = page.get_by_role("dialog", name="来源")
    quote = panel.locator("[data-active=true]").first
    expect(quote).to_be_visible()
    wait_until(lambda: in_view(page, quote))
    record: dict[str, Any] = opened.value.json()
    expect(panel.get_by_role("heading", level=2)).to_have_text(record["title"])
    quoted = (
        "".join(panel.locator("mark[data-active=true]").all_inner_texts()) or quote.inner_text()
    )
    assert re.sub(r"\s", "", quoted) in re.sub(r"\s|: ", "", record["text"])
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(citations(page.locator("[aria-busy]").last).first).to_be_focused()


def test_a_long_conversation_scrolls_in_its_column_and_not_the_page(open_page: OpenPage) -> None:
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 480})
    ask(page, FACT_ZH)
    citations(ask(page, "逾期怎么赔？")).first.click()
    expect(
        page.get_by_role("dialog", name="来源").locator("[data-active=true]").first
    ).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_a_follow_up_continues_the_conversation(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, "恒岳电气的客户负责人是谁？")
    with page.expect_request("**/api/ask") as asked:
        answer = ask(page, "他们的账期是多少天？")
    assert sent(asked.value)["conversation_id"]
    expect(answer).to_contain_text("恒岳")
    expect(answer).to_contain_text("60")
    page.get_by_role("button", name="新对话").click()
    expect(page.locator("[aria-busy]")).to_have_count(0)
    with page.expect_request("**/api/ask") as asked_anew:
        ask(page, FACT_ZH)
    assert "conversation_id" not in sent(asked_anew.value)


def test_a_question_without_an_answer_is_declined_plainly(open_page: OpenPage) -> None:
    page = open_page()
    answer = ask(page, UNANSWERABLE)
    expect(answer).to_contain_text("没有查到可靠的答案")
    expect(answer.get_by_role("region", name="来源")).to_have_count(0)
    nearest = answer.get_by_role("region", name="最接近的内容").get_by_role("button")
    nearest.first.click()
    expect(page.get_by_role("dialog", name="来源")).to_be_visible()


def test_an_experts_reason_opens_its_record(open_page: OpenPage) -> None:
    page = open_page()
    answer = ask(page, "谁最了解恒岳电气？")
    expect(answer).to_contain_text("刘思雨（销售一部")  # a colleague, and nobody of the customer's
    card = answer.get_by_role("article").first
    expect(card.get_by_role("link")).to_have_attribute("href", re.compile(r"^mailto:.+@huace"))
    card.get_by_role("button", expanded=False).first.click()
    record = card.get_by_role("list").get_by_role("list").get_by_role("button").first
    title = record.inner_text()
    record.click()
    panel = page.get_by_role("dialog", name="来源")
    expect(panel.get_by_role("heading", level=2)).to_have_text(title)


def test_a_customer_opens_with_facts_and_history(open_page: OpenPage) -> None:
    page = open_page()
    answer = ask(page, "恒岳电气的客户负责人是谁？")
    answer.get_by_role("list", name="相关客户").get_by_role("button").first.click()
    panel = page.get_by_role("dialog", name="客户")
    expect(panel.get_by_role("heading", level=2)).to_contain_text("恒岳电气")
    panel.get_by_role("list").last.get_by_role("button").first.click()
    expect(page.get_by_role("dialog", name="来源")).to_be_visible()
    page.get_by_role("button", name="返回").click()
    expect(panel).to_be_visible()
    page.go_back()
    expect(panel).to_be_hidden()
    expect(answer).to_be_visible()


def test_who_you_are_and_the_language_are_remembered(open_page: OpenPage) -> None:
    page = open_page(asker="")
    page.get_by_role("searchbox").fill("刘思雨")
    page.get_by_role("button", name="刘思雨").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("刘思雨")
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello Siyu Liu")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello Siyu Liu")
    page.get_by_role("button", name="You are Siyu Liu").click()
    page.get_by_role("dialog").get_by_role("button", name="Leo Lin").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello Leo Lin")
    page.get_by_role("button", name="You are Leo Lin").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sign in")


def test_what_is_on_its_way_when_one_leaves_is_given_up_before_it_is_refused(
    open_page: OpenPage,
) -> None:
    page = open_page()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    on_its_way: list[Route] = []

    def hold(request: Route) -> None:
        on_its_way.append(request)

    def leave_then_let_go(request: Route) -> None:
        left = request.fetch()
        for one in on_its_way:
            one.continue_()
        wait_until(lambda: all(one.request.failure or one.request.response() for one in on_its_way))
        request.fulfill(response=left)

    page.route("**/api/conversations?*", hold)
    page.route("**/api/session", leave_then_let_go)
    page.reload()
    page.get_by_role("button", name=re.compile("^当前身份：")).click()
    page.get_by_role("button", name="退出登录", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("登录")
    assert on_its_way


@pytest.mark.refused(401)
def test_whoever_was_signed_out_meanwhile_is_asked_to_sign_in(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.context.clear_cookies()
    expect(ask(page, FACT_ZH).get_by_role("alert")).to_contain_text("已退出登录")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("登录")


@pytest.mark.heavy
def test_nothing_stays_here_when_somebody_else_signs_in_within_another_window(
    open_page: OpenPage, site: str
) -> None:
    page = open_page(at=f"{site}/people")
    asker = page.get_by_role("button", name=re.compile("^当前身份："))
    expect(asker).to_contain_text("刘思雨")
    sign_in(page.context, site, "wu.chen@huace.example")
    page.evaluate("window.dispatchEvent(new Event('visibilitychange'))")
    expect(asker).not_to_contain_text("刘思雨")
    page.context.clear_cookies()
    page.evaluate("window.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("heading", level=1)).to_contain_text("登录")


def test_a_narrow_screen_shows_the_source_as_a_sheet(open_page: OpenPage) -> None:
    page = open_page(size=(360, 740))
    answer = ask(page, FACT_ZH)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    citations(answer).first.click()
    panel = page.get_by_role("dialog", name="来源")
    expect(panel.locator("[data-active=true]").first).to_be_visible()
    frame = panel.bounding_box()
    assert frame is not None
    assert (frame["x"], frame["y"], frame["width"], frame["height"]) == (0, 0, 360, 740)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.offline
def test_a_lost_connection_is_told_and_the_question_asked_again(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.context.set_offline(True)
    expect(ask(page, FACT_ZH).get_by_role("alert")).to_contain_text("网络已断开")
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    expect(page.locator("[aria-busy]").last).to_contain_text("惯量")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_is_counted_by_two_things_stands_across(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB", size=(360, 740))
    answer = ask(page, "how many tickets in each quarter of 2025 by customer")
    table = answer.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(
        ["customer", "2025 Q1", "2025 Q2", "2025 Q3", "2025 Q4"]
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(answer).to_contain_text("Counted from the records")
    several = table.get_by_role("button", expanded=False).first
    several.click()
    table.get_by_role("list").get_by_role("button").first.click()
    expect(page.get_by_role("dialog", name="Source")).to_be_visible()


def test_a_list_that_its_sources_hold_is_not_said_again(open_page: OpenPage) -> None:
    answer = ask(open_page(locale="en-GB"), "Which contracts expire in the next 90 days?")
    expect(answer.get_by_role("region", name="Sources").get_by_role("listitem")).to_have_count(4)
    expect(answer.get_by_role("table")).to_have_count(0)


def test_a_shared_conversation_is_copied_and_opened_by_a_colleague(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB")
    ask(page, FACT_EN)
    page.get_by_role("button", name="Earlier conversations").click()
    item = page.get_by_role("dialog").get_by_role("listitem").first
    expect(item).to_contain_text("open now")
    item.get_by_role("button", name=re.compile("^Share")).click()
    item.get_by_role("button", name="Make a link for all colleagues").click()
    item.get_by_role("button", name="Copy link").click()
    expect(item.get_by_role("button", name="Copied")).to_be_visible()
    expect(item).to_contain_text("shared")
    link = on_the_clipboard(page)
    shown = open_page(at=link, asker="wu.chen@huace.example", locale="en-GB")
    banner = shown.get_by_role("status").filter(has_text="Shared by Siyu Liu")
    box, bar = banner.bounding_box(), shown.get_by_role("banner").bounding_box()
    assert box is not None and bar is not None
    assert box["y"] > bar["y"] + bar["height"]
    expect(shown.locator("[aria-busy]")).to_contain_text("韦安娜")
    item.get_by_role("button", name="Stop sharing").click()
    expect(item).not_to_contain_text("· shared")
