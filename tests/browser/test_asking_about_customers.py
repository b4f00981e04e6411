"""Journeys through the chat to what a customer's page tells: asked back, answered, led on to the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.asking import ask, citations
from tests.browser.axe import serious_faults
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def test_a_name_of_two_customers_is_asked_back_and_chosen(open_page: OpenPage) -> None:
    page = open_page(locale="en-GB")
    asked_back = ask(page, "What did we promise Hengyue?")
    choices = asked_back.get_by_role("list", name="Choose the customer").get_by_role("button")
    expect(choices).to_have_text(["Hengyue Electric", "Hengyue Elevator"])
    assert serious_faults(page) == []
    choices.first.click()
    answers = page.locator("[aria-busy]")
    expect(answers).to_have_count(2)
    answer = answers.last
    expect(answer).to_have_attribute("aria-busy", "false")
    expect(answer).to_contain_text("Hengyue Electric · current promises of ours")
    assert citations(answer).count() > 0
    answer.get_by_role("link", name="Open items").click()
    expect(page).to_have_url(re.compile(r"/customers/c000001/open$"))


def test_meetings_lead_on_to_the_timeline_of_those_days(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, "今年和澜海开过哪些会")
    answer = page.locator("[aria-busy]").first
    expect(answer).to_contain_text("2026 年")
    follow_up = ask(page, "他们还有哪些没做完的事")
    expect(follow_up).to_contain_text("澜海 · 未了事项")
    answer.get_by_role("link", name="时间线").click()
    expect(page).to_have_url(re.compile(r"/timeline\?kind=meeting&kind=visit&since=2026-01-01"))


def test_where_nothing_is_on_record_it_says_what_was_looked_through(open_page: OpenPage) -> None:
    page = open_page()
    answer = ask(page, "我们答应过澜海什么")
    expect(answer).to_contain_text("没有查到相关记录")
    expect(answer).to_contain_text("澜海 · 我方当前承诺")
    expect(answer.get_by_role("link", name="待办与承诺")).to_be_visible()
