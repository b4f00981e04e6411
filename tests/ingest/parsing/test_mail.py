from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.parsing.formats import parse
from ingest.parsing.mail import parse_mail, read_message
from ingest.parsing.mail_headers import message_id
from ingest.records import File, PersonRef, Section


def test_a_message_is_its_people_its_date_and_its_words() -> None:
    mail = EmailMessage()
    mail["Message-ID"] = "<a1@huace.example>"
    mail["From"] = "王芳 <WangFang@huace.example>"
    mail["To"] = "李强 <li@hengyue.example>, chen@huace.example"
    mail["Cc"] = '"Zhao, Min" <zhao@huace.example>'
    mail["Date"] = "Wed, 06 May 2026 09:30:00 +0800"
    mail["Subject"] = "恒岳电气二期验收"
    mail.set_content("请确认日期。\n")
    mail.add_alternative("<p>请确认<b>日期</b>。</p>", subtype="html")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="验收方案.pdf")
    read = read_message(mail.as_bytes())
    assert read.message_id == message_id(mail.as_bytes()) == "a1@huace.example"
    assert read.subject == "恒岳电气二期验收"
    assert read.sent_at == datetime(2026, 5, 6, 1, 30, tzinfo=UTC)
    assert read.sender == (PersonRef("wangfang@huace.example", name="王芳"),)
    assert read.recipients == (
        PersonRef("li@hengyue.example", name="李强"),
        PersonRef("chen@huace.example"),
    )
    assert read.cc == (PersonRef("zhao@huace.example", name="Zhao, Min"),)
    assert read.body == "请确认日期。"
    assert read.attached == ("验收方案.pdf",)


def test_html_alone_is_read_as_text() -> None:
    mail = EmailMessage()
    mail.set_content("<div>王芳：</div><div>见附件。</div>", subtype="html")
    assert read_message(mail.as_bytes()).body == "王芳：\n\n见附件。"


def test_a_mail_in_raw_gbk_is_read() -> None:
    data = "From: 王芳 <w@huace.example>\nSubject: 恒岳电气的验收时间\n\n我们需要提前准备验收的时间。".encode(
        "gb18030"
    )
    read = read_message(data)
    assert read.subject == "恒岳电气的验收时间"
    assert read.sender == (PersonRef("w@huace.example", name="王芳"),)
    assert read.body == "我们需要提前准备验收的时间。"
    assert read.sent_at is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=nope\n\nhi",
        b"Content-Type: multipart/mixed\n\nno boundary",
        b"Content-Transfer-Encoding: base64\n\n####",
        b"From: =?utf-8?b?#?= <broken\nDate: yesterday\nSubject: =?x?q?=?=\n\nhi",
        b"From: " + b"<" * 5000 + b"\nTo: a@b.example\n\nhi",
    ],
)
def test_a_broken_message_gives_what_it_has(data: bytes) -> None:
    read = read_message(data)
    assert read.sent_at is None
    assert isinstance(read.body, str)


@pytest.mark.parametrize("subject", ["FW: prices", "Fwd: prices", "转发：报价"])
def test_a_forwarded_mail_is_kept_whole(subject: str) -> None:
    data = f"Subject: {subject}\n\nFYI\n\nFrom: Li\nSent: Monday\n\nThe price is 12.".encode()
    assert "The price is 12." in read_message(data).body
    data = data.replace(subject.encode(), b"Re: prices")
    assert read_message(data).body == "FYI"


def test_in_a_folder_the_header_is_text_too() -> None:
    data = b"From: a@x.example\nTo: b@x.example\nDate: Wed, 06 May 2026 09:30:00 +0800\nSubject: Hi\n\nBody."
    parsed = parse_mail(data)
    header = "From: a@x.example\nTo: b@x.example\nDate: 2026-05-06 01:30 UTC\nSubject: Hi"
    assert parsed.sections == (Section(header), Section("Body."))
    assert parsed.title == "Hi"
    assert parsed.authors == (PersonRef("a@x.example"),)
    assert parsed.participants == (PersonRef("b@x.example"),)


def test_the_name_of_an_attachment_is_text_and_no_path_that_anything_opens(tmp_path: Path) -> None:
    target = tmp_path / "written.txt"
    mail = EmailMessage()
    mail["Subject"] = "x"
    mail.set_content("hello")
    mail.add_attachment(b"x", maintype="text", subtype="plain", filename=f"../../{target}")
    assert read_message(mail.as_bytes()).attached == (f"../../{target}",)
    assert list(tmp_path.iterdir()) == []


def attached_paths(mail: EmailMessage) -> list[str]:
    return [one.path for one in read_message(mail.as_bytes()).attachments]


def with_text(subject: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = subject, "a@huace.example"
    mail.set_content("见附件。")
    return mail


def test_an_attached_mail_is_attached_and_so_is_what_it_holds() -> None:
    mail = with_text("outer")
    for subject in ("three", "two", "one"):
        inner, mail = mail, with_text(subject)
        mail.add_attachment(b"x" * 9, maintype="application", subtype="pdf", filename="a.pdf")
        mail.add_attachment(inner)
    assert attached_paths(mail) == [
        "1/a.pdf",
        "2/two.eml",
        "2/two.eml/1/a.pdf",
        "2/two.eml/2/three.eml",
        "2/two.eml/2/three.eml/1/a.pdf",
        "2/two.eml/2/three.eml/2/outer.eml",
    ]
    assert read_message(mail.as_bytes()).body == "见附件。"


def test_the_pictures_and_the_seal_of_a_signature_are_no_attachments() -> None:
    mail = with_text("seal")
    logo, screenshot = b"\x89PNG" + b"x" * 500, b"\x89PNG" + b"x" * 90_000
    for name, data in (("logo.png", logo), ("屏幕.png", screenshot)):
        mail.add_attachment(data, maintype="image", subtype="png", filename=name, disposition="inline")  # fmt: skip
    mail.add_attachment(logo, maintype="image", subtype="png", filename="照片.png")
    mail.add_attachment(b"seal", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")  # fmt: skip
    assert attached_paths(mail) == ["1/屏幕.png", "2/照片.png"]


def test_no_more_than_a_hundred_files_are_taken_from_one_mail() -> None:
    mail = with_text("many")
    for number in range(120):
        mail.add_attachment(b"x", maintype="text", subtype="csv", filename=f"{number}.csv")
    assert len(attached_paths(mail)) == 100


def test_a_mail_belongs_to_the_thread_that_it_answers() -> None:
    mail = with_text("Re: 验收")
    mail["Message-ID"] = "<m3@huace.example>"
    assert read_message(mail.as_bytes()).thread == "m3@huace.example"
    mail["In-Reply-To"] = "<m2@huace.example>"
    assert read_message(mail.as_bytes()).thread == "m2@huace.example"
    mail["References"] = "<m1@huace.example> <m2@huace.example>"
    assert read_message(mail.as_bytes()).thread == "m1@huace.example"


def test_a_mailbox_in_a_folder_has_a_section_for_each_message() -> None:
    box = "".join(
        f"From a@huace.example Mon Jun  1 09:00:00 2026\n{with_text(name).as_string()}\n"
        for name in ("one", "two")
    )
    parsed = parse(File("sales.mbox", box.encode()))
    assert [(section.heading, section.page) for section in parsed.sections] == [
        (("one",), "1"),
        (("two",), "2"),
    ]
    assert "Subject: two\n\n见附件。" in parsed.sections[1].text
