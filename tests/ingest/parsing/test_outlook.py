from __future__ import annotations

import struct
from datetime import UTC, datetime

import pytest

from ingest.errors import UnreadableError
from ingest.parsing.formats import mail_of, parse
from ingest.parsing.mail_parts import Attachment
from ingest.records import File, PersonRef
from tests.ingest.parsing.outlook_file import (
    Storage,
    compound_file,
    legacy_text,
    properties,
    text,
)
from tests.ingest.parsing.test_compressed_rtf import HELLO

SENT = datetime(2026, 5, 6, 1, 30, tzinfo=UTC)
SINCE_1601 = int((SENT - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
PDF = b"%PDF-1.4 " + b"x" * 5000


def person(name: str, address: str, kind: int) -> Storage:
    return {**properties(8, {0x0C15: kind}), **text(0x3001, name), **text(0x39FE, address)}


def message(header_bytes: int = 32, **more: bytes | Storage) -> Storage:
    return {
        **properties(header_bytes, {0x0039: SINCE_1601, 0x3FFD: 1252}),
        **text(0x0037, "恒岳电气二期验收"),
        **text(0x1000, "验收定在九月十日。\r\n\r\n-----原始邮件-----\r\n发件人: 李强\r\n旧事"),
        **text(0x0C1A, "王芳"),
        **text(0x5D01, "WangFang@huace.example"),
        **text(0x0C1F, "/O=HUACE/CN=WANGFANG"),
        **text(0x1035, "<m2@huace.example>"),
        **text(0x1039, "<m1@hengyue.example> <m1b@huace.example>"),
        "__recip_version1.0_#00000000": person("李强", "li@hengyue.example", 1),
        "__recip_version1.0_#00000001": person("陈工", "chen@huace.example", 2),
        "__recip_version1.0_#00000002": person("周总", "zhou@huace.example", 3),
        **more,
    }


def attachment(name: str, data: bytes) -> Storage:
    return {**properties(8, {}), **text(0x3707, name), "__substg1.0_37010102": data}


def test_an_outlook_file_gives_the_mail_that_an_eml_file_gives() -> None:
    mail = mail_of(File("a.msg", compound_file(message())))
    assert (mail.subject, mail.sent_at) == ("恒岳电气二期验收", SENT)
    assert mail.sender == (PersonRef("wangfang@huace.example", name="王芳"),)
    assert mail.recipients == (PersonRef("li@hengyue.example", name="李强"),)
    assert mail.cc == (PersonRef("chen@huace.example", name="陈工"),)
    assert mail.bcc == (PersonRef("zhou@huace.example", name="周总"),)
    assert mail.body == "验收定在九月十日。"
    assert (mail.message_id, mail.thread) == ("m2@huace.example", "m1@hengyue.example")


def test_words_kept_as_rtf_alone_are_read() -> None:
    item = {name: data for name, data in message().items() if "1000" not in name}
    kept = compound_file({**item, "__substg1.0_10090102": HELLO})
    assert mail_of(File("a.msg", kept)).body == "hello world"
    wild = b"{\\rtf1 a\\u99999999999999999?}"  # no character has so high a number
    for body in (b"no RTF", struct.pack("<II4sI", 0, len(wild), b"MELA", 0) + wild):
        broken = mail_of(File("a.msg", compound_file({**item, "__substg1.0_10090102": body})))
        assert (broken.body, broken.message_id) == ("", mail_of(File("a.msg", kept)).message_id)


def test_text_kept_in_bytes_is_read_by_what_the_bytes_say() -> None:
    item = message()
    subject = {name: data for name, data in item.items() if "0037" not in name}
    stated_as_1252 = legacy_text(0x0037, "关于恒岳电气二期终验收日期的说明".encode("gbk"))
    mail = mail_of(File("a.msg", compound_file({**subject, **stated_as_1252})))
    assert mail.subject == "关于恒岳电气二期终验收日期的说明"


def test_what_is_attached_comes_with_it_and_so_does_what_an_attached_mail_holds() -> None:
    inner = message(24, **{"__attach_version1.0_#00000000": attachment("图纸.pdf", PDF)})
    whole = message(
        **{
            "__attach_version1.0_#00000000": attachment("报价.pdf", PDF),
            "__attach_version1.0_#00000001": {**properties(8, {}), "__substg1.0_3701000D": inner},
        }
    )
    mail = mail_of(File("a.msg", compound_file(whole)))
    assert mail.attached == ("报价.pdf", "恒岳电气二期验收.eml")
    assert mail.attachments[0] == Attachment("1/报价.pdf", PDF)
    assert [one.path for one in mail.attachments[1:]] == [
        "2/恒岳电气二期验收.eml",
        "2/恒岳电气二期验收.eml/1/图纸.pdf",
    ]
    assert mail.attachments[2].data == PDF
    forwarded = mail_of(File("b.eml", mail.attachments[1].data))
    assert (forwarded.sent_at, forwarded.body) == (SENT, "验收定在九月十日。")


def test_in_a_folder_it_is_its_header_and_its_words() -> None:
    parsed = parse(File("any name.msg", compound_file(message())))
    assert parsed.title == "恒岳电气二期验收"
    assert parsed.sections[0].text.startswith("From: 王芳 <wangfang@huace.example>\nTo: 李强")
    assert parsed.sections[1].text == "验收定在九月十日。"


def test_a_broken_outlook_file_is_reported_as_damaged() -> None:
    data = compound_file(message())
    for broken in (data[:1500], b"From: a@b.example\n\nhello"):
        with pytest.raises(UnreadableError) as caught:
            parse(File("a.msg", broken))
        assert caught.value.reason == "damaged"
