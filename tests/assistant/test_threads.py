"""Mails of one conversation, as those who were on them are shown it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from ingest.records import record_id
from tests.assistant import company
from tests.assistant.company import LI, WANG
from tests.hash_embedder import HashEmbedder

SOURCE = '\n[[sources]]\nname = "mail"\nkind = "mail"\npath = "mail"\n'
MAIL = """From: {sender}
To: {to}
Date: {date}
Subject: {subject}
Message-ID: <{own}@acme.example>
{answers}Content-Type: text/plain; charset=utf-8

{body}
"""


def mail(own: str, sender: str, to: str, day: int, body: str, answers: str = "") -> str:
    return MAIL.format(
        sender=sender,
        to=to,
        date=f"{day:02} Jun 2026 09:00:00 +0000",
        subject="Re: 二期" if answers else "二期",
        own=own,
        answers=f"In-Reply-To: <{answers}@acme.example>\nReferences: <first@acme.example>\n"
        if answers
        else "",
        body=body,
    )


MAILS = {
    "1.eml": mail("first", LI, "zhou@hengyue.example", 1, "验收放在八月底可以吗?"),
    "2.eml": mail("second", "zhou@hengyue.example", f"{LI}, {WANG}", 2, "可以。", "first"),
    "3.eml": mail("third", LI, WANG, 3, "请准备人手。", "second"),
    "4.eml": mail("other", LI, WANG, 4, "另一件事。"),
}


@pytest.fixture
def mails(tmp_path: Path) -> Iterator[Application]:
    config = company.found(tmp_path, demo=False)
    config.write_text(config.read_text("utf-8") + SOURCE, "utf-8")
    (tmp_path / "mail").mkdir()
    for name, text in MAILS.items():
        (tmp_path / "mail" / name).write_text(text, "utf-8")
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        yield application


def thread(application: Application, name: str, address: str) -> list[Any]:
    access = application.access(address)
    view = application.reads.record(record_id("mail", name), None, access=access)
    assert view.form == "mail"
    return [(one.record.record_id, one.author, one.excerpt) for one in view.thread]


def test_a_mail_stands_among_those_it_answers_and_that_answer_it(mails: Application) -> None:
    assert thread(mails, "2.eml", LI) == [
        (record_id("mail", "1.eml"), LI, "验收放在八月底可以吗?"),
        (record_id("mail", "3.eml"), LI, "请准备人手。"),
    ]
    assert thread(mails, "4.eml", LI) == []


def test_who_was_not_on_a_mail_sees_the_thread_without_it(mails: Application) -> None:
    assert [one for one, _, _ in thread(mails, "2.eml", WANG)] == [record_id("mail", "3.eml")]
