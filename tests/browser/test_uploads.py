"""Giving a file to Zhike on the page: the real server, the real model, Chromium."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.asking import ask, citations
from tests.browser.conftest import OpenPage
from tests.browser.own_company import WU, ZHOU
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

NAME = "三期拜访纪要.md"
NOTE = "# 三期拜访纪要\n\n恒岳电气三期的机柜改用薄荷色，由客户自行采购。\n"
QUESTION = "恒岳电气三期的机柜改用什么颜色？"
DRAG = """([type, name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  const event = new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true });
  document.querySelector("main").dispatchEvent(event);
}"""


def drop_note(page: Page) -> None:
    """Drags the note over the page until the page says that it may be let go, and lets it go."""

    def is_awaited() -> bool:
        page.evaluate(DRAG, ["dragover", NAME, NOTE])
        return page.get_by_text("把文件拖到这里").is_visible()

    wait_until(is_awaited)
    page.evaluate(DRAG, ["drop", NAME, NOTE])


def is_found(page: Page) -> bool:
    """Whether the asker of the page finds the note."""
    found = page.context.request.get(urljoin(page.url, "/api/search"), params={"q": QUESTION})
    assert found.ok
    return "薄荷" in found.text()


def own_files(page: Page) -> Locator:
    return page.get_by_role("region", name="你的文件")


def test_a_file_that_is_dropped_is_soon_cited_for_its_owner_and_nobody_else(
    open_own: OpenPage,
) -> None:
    page = open_own(asker=ZHOU)
    expect(page.get_by_role("button", name="添加文件")).to_be_visible()
    drop_note(page)
    own_files(page).get_by_role("button", name="你的文件（1）").click()
    expect(own_files(page)).to_contain_text("可以提问了")
    answer = ask(page, QUESTION)
    expect(answer).to_contain_text("薄荷色")
    citations(answer).first.click()
    panel = page.get_by_role("dialog", name="来源")
    expect(panel.get_by_role("heading", level=2)).to_have_text("三期拜访纪要")
    page.keyboard.press("Escape")

    other = open_own(asker=WU)
    expect(ask(other, QUESTION)).not_to_contain_text("薄荷")
    expect(own_files(other)).to_have_count(0)

    own_files(page).get_by_role("button", name=f"删除 {NAME}").click()
    expect(own_files(page)).to_have_count(0)
    page.get_by_role("button", name="新对话").click()
    expect(page.locator("[aria-busy]")).to_have_count(0)
    wait_until(lambda: not is_found(page))
    expect(ask(page, QUESTION)).not_to_contain_text("薄荷")


def test_a_file_is_chosen_by_keyboard_and_one_that_nobody_reads_is_refused_with_those_that_are(
    open_own: OpenPage,
) -> None:
    page = open_own(asker=WU)
    button = page.get_by_role("button", name="添加文件")
    with page.expect_file_chooser() as chosen:
        button.press("Enter")
    chosen.value.set_files([FilePayload(name="film.mp4", mimeType="video/mp4", buffer=b"x")])
    expect(own_files(page).get_by_role("alert")).to_contain_text("pdf")
    own_files(page).get_by_role("button", name="收起 film.mp4").press("Enter")
    expect(own_files(page)).to_have_count(0)


def test_a_file_on_its_way_can_be_stopped(open_own: OpenPage) -> None:
    page = open_own(asker=WU)
    expect(page.get_by_role("button", name="添加文件")).to_be_visible()
    page.route("**/api/uploads?*", lambda _: None)  # a network that takes its time
    drop_note(page)
    sending = own_files(page).get_by_role("progressbar", name=f"正在上传 {NAME}")
    expect(sending).to_be_visible()
    places = page.get_by_role("navigation", name="功能导航")
    places.get_by_role("link", name="客户", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="客户")).to_be_visible()
    places.get_by_role("link", name="提问", exact=True).click()
    expect(sending).to_be_visible()  # whatever page one went to meanwhile
    own_files(page).get_by_role("button", name=f"停止上传 {NAME}").click()
    expect(sending).to_have_count(0)
