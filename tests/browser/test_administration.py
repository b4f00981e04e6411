"""An administrator's day: sources, users, the log and the glossary, on a real server."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import FilePayload, expect

from tests.assistant.company import CHEN, LI
from tests.browser.conftest import PICTURES, OpenPage
from tests.browser.own_company import PASSWORD

pytestmark = pytest.mark.browser

NOTE = "蓝莓色机柜用于恒岳三期，交付日期是 2026-09-15。"


@pytest.fixture(scope="module")
def office(own_site: tuple[str, Path]) -> tuple[str, Path]:
    """The address of a small real company's server, and its folder, which holds notes nobody has read."""
    address, config = own_site
    notes = config.parent / "notes"
    notes.mkdir()
    (notes / "cabinet.md").write_text(f"# 三期机柜\n\n{NOTE}\n", "utf-8")
    (notes / "broken.docx").write_bytes(b"PK junk")
    return address, config.parent


@pytest.fixture
def administrator(open_own: OpenPage) -> OpenPage:
    """Opens a page as the administrator."""
    return partial(open_own, asker=CHEN, role="admin")


def test_a_folder_is_added_tried_read_and_what_failed_is_tried_again(
    administrator: OpenPage, office: tuple[str, Path]
) -> None:
    _, folder = office
    page = administrator("/admin/sources")
    page.get_by_role("link", name="添加数据源").click()
    page.get_by_role("link", name=re.compile("^文件夹")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("添加数据源：文件夹")
    page.get_by_role("button", name="测试连接").click()
    expect(page.get_by_role("alert")).to_contain_text("还需填写：名称、位置")

    page.get_by_role("textbox", name="名称").fill("笔记")
    page.get_by_role("textbox", name="位置").fill("nowhere")
    page.get_by_role("button", name="测试连接").click()
    result = page.get_by_role("region", name="测试结果")
    expect(result).to_contain_text("无法读取")
    page.get_by_role("textbox", name="位置").fill("notes")
    page.get_by_role("button", name="测试连接").click()
    expect(result).to_contain_text("连接成功")
    expect(result).to_contain_text("文件 2")
    page.screenshot(path=PICTURES / "sources-tried.png", full_page=True)

    page.get_by_role("button", name="添加并读取").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("笔记")
    standing = page.get_by_role("region", name="当前状态")
    expect(standing).to_contain_text("已同步")
    failed = page.get_by_role("region", name="未读入的内容")
    expect(failed.get_by_role("listitem")).to_contain_text(["broken.docx"])
    expect(failed).to_contain_text("文件损坏")
    expect(failed).to_contain_text("已尝试 1 次")
    failed.get_by_role("button", name="重试 broken.docx").click()
    expect(failed).to_contain_text("已尝试 2 次")
    (folder / "notes" / "broken.docx").unlink()
    standing.get_by_role("button", name="立即读取").click()
    expect(failed).to_contain_text("全部读入，没有失败。")

    page.goto(urljoin(page.url, "/"))
    page.get_by_role("textbox").fill("蓝莓色机柜的交付日期是哪天？")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2026-09-15").first).to_be_visible()


@pytest.mark.heavy
def test_a_source_is_changed_and_removed_with_what_was_read_of_it(
    administrator: OpenPage, office: tuple[str, Path]
) -> None:
    _, folder = office
    drafts = folder / "drafts"
    drafts.mkdir(exist_ok=True)
    (drafts / "plan.md").write_text("# Plan\n\nThe turquoise gearbox ships in May.\n", "utf-8")
    page = administrator("/admin/sources/new?kind=folder", locale="en-GB")
    page.get_by_role("textbox", name="Name").fill("drafts")
    page.get_by_role("textbox", name="Where it lies").fill("drafts")
    page.get_by_role("button", name="Add and read it").dblclick()
    standing = page.get_by_role("region", name="How it stands")
    expect(standing).to_contain_text("up to date")

    page.get_by_role("link", name="Change", exact=True).click()
    expect(page.get_by_role("textbox", name="Where it lies")).to_have_value("drafts")
    page.get_by_role("textbox", name="Left out").fill("old/**")
    page.get_by_role("radio", name="These alone").check()
    page.get_by_role("textbox", name="Who may read it").fill("dept:Sales")
    page.get_by_role("combobox", name="When it is read").select_option("nightly")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name="Who may read it")).to_contain_text("dept:Sales")
    expect(page.get_by_role("definition").last).to_contain_text("every night at 2:30")
    page.screenshot(path=PICTURES / "source-changed.png", full_page=True)

    page.get_by_role("button", name="Remove").click()
    dialog = page.get_by_role("dialog")
    expect(
        dialog.get_by_role("radio", name=re.compile("Take the 1 record with it"))
    ).to_be_checked()
    dialog.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sources")
    expect(page.get_by_role("link", name="directory", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="drafts", exact=True)).to_have_count(0)
    assert not (folder / "sources.d" / "drafts.toml").exists()


@pytest.mark.heavy
def test_a_colleague_is_invited_signs_in_and_sees_no_administration(
    administrator: OpenPage, open_page: OpenPage, office: tuple[str, Path]
) -> None:
    address, _ = office
    page = administrator("/admin/accounts", locale="en-GB")
    expect(
        page.get_by_role("navigation", name="Places").get_by_role("link", name="Admin")
    ).to_be_visible()
    page.get_by_role("button", name="Invite a colleague").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Mail address").fill(LI)
    dialog.get_by_role("button", name="Make the link").click()
    link = dialog.get_by_label("Invitation link").input_value()
    assert link.startswith(f"{address}/#invitation=")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listitem").filter(has_text=LI)).to_contain_text("no password")

    other = open_page(at=link, asker="", locale="en-GB")
    other.get_by_label("New password").fill(PASSWORD)
    other.get_by_role("button", name="Keep it and sign in").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("Hello 李静")
    places = other.get_by_role("navigation", name="Places")
    expect(places).to_be_visible()
    expect(places.get_by_role("link", name="Admin")).to_have_count(0)
    for part in ("sources", "accounts", "audit", "settings", "health", "glossary", "sources/new"):
        other.goto(urljoin(address, f"/admin/{part}"))
        expect(other.get_by_text("This is not open to you")).to_be_visible()
    other.screenshot(path=PICTURES / "administration-closed.png")

    page.get_by_role("searchbox").fill("李静")
    row = page.get_by_role("listitem").filter(has_text=LI)
    row.get_by_role("button", name="Close 李静").click()
    page.get_by_role("dialog").get_by_role("button", name="Close", exact=True).last.click()
    expect(row).to_contain_text("closed")
    other.goto(address)
    expect(other.get_by_role("button", name="Sign in")).to_be_visible()
    row.get_by_role("button", name="Open again 李静").click()
    expect(row).not_to_contain_text("closed")


@pytest.mark.heavy
def test_the_log_is_searched_proven_and_exported(
    administrator: OpenPage, office: tuple[str, Path]
) -> None:
    page = administrator("/admin/audit")
    expect(page.get_by_role("row").nth(1)).to_contain_text("陈宇")
    page.get_by_role("combobox", name="事件").select_option(label="账号与令牌")
    expect(page.get_by_role("row").filter(has_text="发出邀请").first).to_be_visible()
    expect(page.get_by_role("cell", name="登录", exact=True)).to_have_count(0)
    assert "event=invited" in page.url
    page.reload()
    expect(page.get_by_role("combobox", name="事件")).to_have_value("accounts")
    page.get_by_role("searchbox").fill("没有人问过的词")
    expect(page.get_by_text("没有符合条件的记录")).to_be_visible()
    page.get_by_role("button", name="验证完整性").click()
    expect(page.get_by_text(re.compile("完整：.*无缺失"))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="导出日志").click()
    lines = Path(download.value.path()).read_text("utf-8").splitlines()
    assert any(json.loads(line)["event"] == "invited" for line in lines)


@pytest.mark.heavy
def test_a_term_is_kept_and_changes_what_is_found(
    administrator: OpenPage, office: tuple[str, Path]
) -> None:
    page = administrator("/admin/glossary")
    expect(page.get_by_text("术语表还是空的")).to_be_visible()
    page.get_by_role("button", name="新增术语").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("术语", exact=False).first.fill("终验收")
    dialog.get_by_label("代号").fill("大考；毕业典礼")
    dialog.get_by_role("button", name="保存").click()
    entry = page.get_by_role("listitem").filter(has_text="终验收")
    expect(entry).to_contain_text("大考、毕业典礼")

    address, _ = office
    page.goto(address)
    page.get_by_role("textbox").fill("恒岳电气二期的毕业典礼是哪天？")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2026-08-31").first).to_be_visible()

    page.goto(urljoin(address, "/admin/glossary"))
    page.get_by_role("button", name="导入").click()
    table = FilePayload(
        name="glossary.csv", mimeType="text/csv", buffer="term,synonyms\n机柜,控制柜\n".encode()
    )
    dialog.locator("input[type=file]").set_input_files(files=[table])
    dialog.get_by_role("button", name="导入").click()
    expect(dialog.get_by_role("status")).to_contain_text("新增 1 条")
    page.keyboard.press("Escape")
    entry.get_by_role("button", name="删除 终验收").click()
    dialog.get_by_role("button", name="删除").click()
    expect(entry).to_have_count(0)


@pytest.mark.heavy
def test_tokens_health_and_settings(administrator: OpenPage) -> None:
    page = administrator("/admin/tokens", locale="en-GB")
    page.get_by_role("button", name="New token").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What it is for").fill("weekly report")
    dialog.get_by_role("button", name="New token").click()
    secret = dialog.get_by_label("Token", exact=True).input_value()
    assert len(secret) > 20
    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("Copied")
    page.keyboard.press("Escape")
    row = page.get_by_role("listitem").filter(has_text="weekly report")
    expect(row).to_contain_text("never used")
    assert secret not in page.content()
    row.get_by_role("button", name="Revoke").click()
    dialog.get_by_role("button", name="Revoke").click()
    expect(row).to_contain_text("revoked")

    page.get_by_role("link", name="Health").click()
    page.get_by_role("button", name="Prove that they agree").click()
    expect(page.get_by_text("Catalog, vectors and keywords agree.")).to_be_visible()
    page.get_by_role("link", name="Settings", exact=True).click()
    expect(page).to_have_url(re.compile("/admin/settings"))
    page.get_by_role("searchbox").fill("keep_days")
    expect(page.get_by_role("row")).to_have_count(1)
    expect(page.get_by_role("row")).to_contain_text("730")
