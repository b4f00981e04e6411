from __future__ import annotations

import struct
from email.message import EmailMessage

import pytest

from ingest.parsing.mail import read_message
from ingest.parsing.winmail import files_in
from tests.ingest.parsing.winmail_file import (
    KIND_OF_A_MESSAGE,
    file,
    fixed,
    named,
    stream,
    variable,
)

_TEXT, _UNICODE, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_GBK = (0x00069007, struct.pack("<II", 936, 0))
_OFFER = file(
    b"OFFER~1.PDF",
    b"%PDF-1.4",
    [
        fixed(0x03, 0x0E21, b"\1\0\0\0"),
        named(_UNICODE, "什么", "值".encode("utf-16-le")),
        variable(_TEXT | 0x1000, 0x6001, b"one", b"other"),
        fixed(0x40, 0x3007, bytes(8)),
        variable(_UNICODE, 0x3707, "恒岳二期报价.pdf\0".encode("utf-16-le")),
    ],
)


def _mail(wrapped: bytes, kind: str = "ms-tnef", name: str = "winmail.dat") -> bytes:
    mail = EmailMessage()
    mail["From"] = "wangfang@huace.example"
    mail["Subject"] = "报价"
    mail.set_content("见附件。")
    mail.add_attachment(wrapped, maintype="application", subtype=kind, filename=name)
    return mail.as_bytes()


def test_files_have_their_long_names_whatever_stands_before_these() -> None:
    data = stream(_GBK, *_OFFER, *file("验收.txt".encode("gbk"), b"OK"))
    assert files_in(data) == (("恒岳二期报价.pdf", b"%PDF-1.4"), ("验收.txt", b"OK"))


def test_a_file_kept_as_a_property_alone_is_read() -> None:
    short = variable(_TEXT, 0x3704, b"A.TXT\0")
    assert files_in(stream(*file(b"", b"", [variable(_BINARY, 0x3701, b"said"), short]))) == (
        ("A.TXT", b"said"),
    )


def test_a_name_is_one_line() -> None:
    title = b"offer.pdf\r\nFrom: chen@huace.example"
    assert files_in(stream(*file(title, b"1"))) == (("offer.pdf From: chen@huace.example", b"1"),)


def test_files_of_messages_within_are_read_three_deep() -> None:
    data = stream(*_OFFER)
    for _ in range(2):
        inner = variable(_OBJECT, 0x3701, KIND_OF_A_MESSAGE + data)
        data = stream(*file(b"message", b"", [inner]))
    assert [name for name, _ in files_in(data)] == ["恒岳二期报价.pdf"]
    inner = variable(_OBJECT, 0x3701, KIND_OF_A_MESSAGE + data)
    assert files_in(stream(*file(b"message", b"", [inner]))) == ()


@pytest.mark.parametrize(("kind", "name"), [("ms-tnef", "att0001.dat"), ("octet-stream", "Winmail.dat")])  # fmt: skip
def test_a_mail_shows_the_files_and_not_what_they_were_wrapped_in(kind: str, name: str) -> None:
    mail = read_message(_mail(stream(*_OFFER), kind, name))
    assert mail.attached == ("恒岳二期报价.pdf",)
    assert [(one.path, one.data) for one in mail.attachments] == [
        ("1/恒岳二期报价.pdf", b"%PDF-1.4")
    ]
    assert mail.body == "见附件。"


def test_one_that_holds_no_file_but_only_how_the_mail_looks_is_no_attachment() -> None:
    assert read_message(_mail(stream((0x00069003, bytes(4))))).attachments == ()


def test_one_that_is_none_is_an_attachment_like_any_other() -> None:
    mail = read_message(_mail(b"something else"))
    assert [one.path for one in mail.attachments] == ["1/winmail.dat"]


def test_what_is_cut_or_garbled_gives_what_can_be_told() -> None:
    whole = stream(*file(b"first.txt", b"1"), *_OFFER)
    for end in range(6, len(whole) - 2):
        assert files_in(whole[:end]) in (
            (),
            (("first.txt", b"1"),),
            (("first.txt", b"1"), ("OFFER~1.PDF", b"%PDF-1.4")),
        )
    for at in range(6, len(whole)):
        files_in(whole[:at] + b"\xff\xff" + whole[at + 2 :])
    with pytest.raises(ValueError, match="no winmail"):
        files_in(b"")
