"""Every page, in both languages and both themes, on a phone, a tablet and a desk: axe finds nothing serious,
nothing stands beyond the edge of the screen, no control is cut off or covered, and nothing is said on the
console."""

from __future__ import annotations

import itertools

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.axe import serious_faults
from tests.browser.conftest import LIU, OpenPage
from tests.browser.layout import edges, faulty_controls
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

TIAN = "tian.ye@huace.example"
"""Who administers."""
PAGES = {
    "ask": ("/", LIU),
    "customers": ("/customers", LIU),
    "customer": ("/customers/c000001", LIU),
    "customer-timeline": ("/customers/c000001/timeline", LIU),
    "people": ("/people", LIU),
    "chart": ("/people/chart", LIU),
    "projects": ("/projects", LIU),
    "learning": ("/learn", LIU),
    "map": ("/map", LIU),
    "gaps": ("/gaps", LIU),
    "sources": ("/admin/sources", TIAN),
    "nowhere": ("/nowhere", LIU),
}
"""By the name of its pictures: the address of a page, and somebody whom it is open to."""
INSIDE = {
    "knowers": ("/people?by=knowledge&q=G20", LIU),
    "nobody": ("/people?by=knowledge&q=量子纠缠", LIU),
    "person": ("/people/p000007", LIU),
    "handover": ("/people/p000007/handover", LIU),
    "project": ("/projects/vxzejzbccla5xlyjqrqcx6lygu", LIU),
    "path": ("/learn?q=恒岳电气", LIU),
    "kinds-of-source": ("/admin/sources/new", TIAN),
    "source-form": ("/admin/sources/new?kind=folder", TIAN),
    "source-form-tables": ("/admin/sources/new?kind=sql", TIAN),
    "source": ("/admin/sources/documents", TIAN),
    "accounts": ("/admin/accounts", TIAN),
    "audit": ("/admin/audit", TIAN),
    "glossary": ("/admin/glossary", TIAN),
    "matches": ("/admin/matches?decided=yes", TIAN),
    "offers": ("/admin/offers", TIAN),
    "tokens": ("/admin/tokens", TIAN),
    "health": ("/admin/health", TIAN),
    "settings": ("/admin/settings", TIAN),
    "forbidden": ("/admin/accounts", LIU),
}
"""The same of those that lie behind them."""
LOOKS = {"light": (1360, 860), "dark": (360, 740)}
TABLET = ViewportSize(width=820, height=1180)
"""To which the desk's window is then drawn together: a page follows without being opened anew."""


def settle(page: Page) -> None:
    """Waits until what the page asked for is there."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-loading]")).to_have_count(0)


def look_at(open_page: OpenPage, site: str, name: str, theme: str, locale: str) -> Page:
    path, asker = (PAGES | INSIDE)[name]
    page = open_page(at=site + path, asker=asker, locale=locale, theme=theme, size=LOOKS[theme])
    settle(page)
    assert serious_faults(page) == []
    stands_well(page)
    return page


def stands_well(page: Page) -> None:
    wait_until(lambda: edges(page) <= 0)
    assert faulty_controls(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_light_and_chinese(open_page: OpenPage, site: str, name: str) -> None:
    look_at(open_page, site, name, "light", "zh-CN")


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("name", "theme", "locale"),
    list(itertools.product(PAGES | INSIDE, LOOKS, ("zh-CN", "en-GB"))),
)
def test_a_page_in_every_look(
    open_page: OpenPage, site: str, name: str, theme: str, locale: str
) -> None:
    page = look_at(open_page, site, name, theme, locale)
    if theme == "light":
        page.set_viewport_size(TABLET)
        stands_well(page)
