"""Journeys on the knowledge map: what there is, what hangs on one person, what is missing."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import serious_faults
from tests.browser.conftest import OpenPage, sign_in

pytestmark = pytest.mark.browser

TIAN = "tian.ye@huace.example"
ASKERS = ("liu.siyu", "he.ting", "zhao.pengfei", "deng.jiaqi", "tian.ye")
UNANSWERED = "细纱机变频改造的贷款利率是多少？"


def part(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()


def test_a_manager_sees_what_hangs_on_one_person(open_page: OpenPage, site: str) -> None:
    page = open_page(at=f"{site}/map", asker=TIAN)
    expect(page.get_by_role("img", name=re.compile("矩形树图")).locator("canvas")).to_be_visible()
    assert serious_faults(page) == []
    part(page, "单点依赖")
    expect(page).to_have_url(re.compile("/map/carried"))
    carried = page.get_by_role("group", name="单点依赖")
    row = carried.get_by_role("row").filter(has_text="曹洋").first
    row.get_by_role("button", name=re.compile("查看")).click()
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("曹洋")
    records = panel.get_by_role("listitem")
    expect(records.first).to_be_visible()
    said = re.search(r"(\d+) 条记录", panel.inner_text())
    assert said is not None
    expect(records).to_have_count(int(said[1]))
    records.first.get_by_role("button").click()
    expect(page).to_have_url(re.compile("open=record"))
    page.go_back()
    expect(panel).to_contain_text("条记录")
    page.keyboard.press("Escape")
    expect(row.get_by_role("link", name="曹洋的交接清单")).to_be_visible()
    row.get_by_role("link", name="曹洋", exact=True).click()
    expect(page.get_by_role("heading", level=1, name=re.compile("曹洋"))).to_be_visible()


@pytest.mark.heavy
def test_a_member_is_not_led_to_handover_packs(open_page: OpenPage, site: str) -> None:
    page = open_page(at=f"{site}/map/carried", locale="en-GB")
    row = page.get_by_role("row").filter(has_text="Young Cao").first
    expect(row.get_by_role("link", name="Young Cao", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Handover pack")).to_have_count(0)


@pytest.mark.heavy
def test_a_number_of_a_topic_opens_what_it_counts(open_page: OpenPage, site: str) -> None:
    page = open_page(at=f"{site}/map", locale="en-GB")
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/map/topics/"))
    expect(page.get_by_role("heading", name="Records by quarter")).to_be_visible()
    people = page.get_by_role("heading", name="People").locator("..")
    number = people.get_by_role("button", name=re.compile(": see ")).first
    count = int(number.inner_text())
    number.click()
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text(f"{count} record")
    expect(panel.get_by_role("listitem")).to_have_count(count)
    page.reload()
    expect(panel.get_by_role("listitem")).to_have_count(count)


@pytest.mark.heavy
def test_a_part_of_a_chart_opens_what_it_counts(open_page: OpenPage, site: str) -> None:
    page = open_page(at=f"{site}/map/kinds", locale="en-GB")
    chart = page.get_by_role("img", name="Kinds of knowledge").locator("canvas")
    box = chart.bounding_box()
    assert box is not None
    chart.click(position={"x": box["width"] * 0.3, "y": box["height"] * 0.12})
    expect(page.get_by_role("dialog")).to_contain_text("About customers")
    expect(page).to_have_url(re.compile("open=counted/knowledge/about"))


@pytest.mark.heavy
@pytest.mark.parametrize("name", ["growth", "carried", "freshness", "complaints", "kinds"])
def test_each_part_of_the_map_in_english(open_page: OpenPage, site: str, name: str) -> None:
    page = open_page(at=f"{site}/map/{name}", locale="en-GB", theme="dark", size=(360, 740))
    expect(page.locator("canvas").first).to_be_visible()
    assert serious_faults(page) == []


@pytest.mark.heavy
def test_complaints_rise_in_customers_words(open_page: OpenPage, site: str) -> None:
    page = open_page(at=f"{site}/map/complaints")
    rising = page.get_by_role("listitem").filter(has_text="正在上升").first
    quote = rising.locator("button[title^=打开原文]").first
    words = quote.inner_text()
    quote.click()
    expect(page.get_by_role("dialog").locator("mark").first).to_contain_text(words[:8])


@pytest.mark.heavy
def test_a_map_is_saved_as_a_table(open_page: OpenPage, site: str) -> None:
    page = open_page(at=f"{site}/map/carried", locale="en-GB")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
    assert {"topic", "customer"} >= {row["kind"] for row in rows}
    assert len(rows) > 5


@pytest.mark.heavy
def test_what_five_people_asked_in_vain_is_a_gap(
    browser: Browser, open_page: OpenPage, site: str
) -> None:
    for name in ASKERS:
        context = browser.new_context()
        sign_in(context, site, f"{name}@huace.example")
        me = context.request.get(urljoin(site, "/api/me")).json()
        asked = context.request.post(
            urljoin(site, "/api/ask"),
            data={"question": UNANSWERED},
            headers={"X-Zhike-CSRF": me["csrf"]},
        )
        assert not asked.json()["answered"]
        context.close()
    page = open_page(at=f"{site}/gaps")
    gap = page.get_by_role("listitem").filter(has_text="位同事问过").first
    expect(gap).to_contain_text("细纱机")
    expect(gap).not_to_contain_text("贷款利率")  # nobody's wording
    gap.get_by_role("button").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
