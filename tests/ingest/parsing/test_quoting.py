from __future__ import annotations

import pytest

from ingest.parsing.quoting import own_words


@pytest.mark.parametrize(
    "quoted",
    [
        "-----Original Message-----\nFrom: a\nTo: b\n\nold",
        "----- 原始邮件 -----\n发件人: a\n\nold",
        "On Mon, 4 May 2026 at 10:00, Li Qiang <li@x.example> wrote:\n> old",
        "On Mon, 4 May 2026 at 10:00, Li Qiang\n<li@x.example> wrote:\n> old",
        "在 2026年5月4日，李强 <li@x.example> 写道：\n> old",
        "在 2026年5月4日 星期一，\n李强 <li@x.example> 写道：\n> old",
        "李强 <li@x.example> 于2026年5月4日周一 10:00写道：\n> old",
        "李强 <li@x.example> 于 2026-05-04 10:00 写道:\n> old",
        'At 2026-05-04 10:00:00, "李强" <li@x.example> wrote:\nold',
        "---- 回复的原邮件 ----\n| 发件人 | 李强 |\nold",
        '------------------ 原始邮件 ------------------\n发件人: "李强" <li@x.example>;\nold',
        "发件人：李强\n发送日期：2026-05-04 10:00\n收件人：王芳\n主题：验收\nold",
        "寄件者: 李強\n寄件日期: 2026年5月4日\n收件者: 王芳\nold",
        "*From:* Li Qiang <li@x.example>\n*Sent:* Monday, 4 May 2026\nold",
        "> old\n> older",
        "________________________________\nFrom: a\nSent: b\n\nold",
        "发件人: 李强 <li@x.example>\n发送时间: 2026年5月4日 10:00\n收件人: 王芳\n主题: 验收\n\nold",
        "From: Li Qiang\nSent: Monday, 4 May 2026\nTo: Wang Fang\n\nold",
        "-- \n王芳\n华策自动化",
        "发自我的 iPhone",
    ],
)
def test_earlier_mails_and_signatures_are_cut(quoted: str) -> None:
    assert own_words(f"同意推迟一周。\n\n{quoted}\n") == "同意推迟一周。"


def test_answers_between_quoted_lines_and_forwards_are_kept() -> None:
    between = "> 五月可以吗？\n可以。\n> 谁来？\n王芳。"
    assert own_words(between) == between
    forward = "供参考。\n\n---------- Forwarded message ---------\nFrom: a\n\n原文"
    assert own_words(forward) == forward
    assert own_words("> 只有引文") == "> 只有引文"
