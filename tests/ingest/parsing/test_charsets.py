from __future__ import annotations

import pytest

from ingest.parsing.charsets import decode_stated

CHINESE = "恒岳电气二期的终验收定在九月十日，请各位确认。"


@pytest.mark.parametrize(
    ("text", "written", "stated"),
    [
        (CHINESE, "utf-8", "gb2312"),
        (CHINESE, "gb18030", "utf-8"),
        (CHINESE, "gb18030", "iso-8859-1"),
        (CHINESE, "gbk", ""),
        (CHINESE, "gb18030", "no-such-charset"),
        ("貴公司的報價單已收到，請確認交貨日期與驗收地點。", "big5", "us-ascii"),
    ],
)
def test_a_charset_that_the_bytes_belie_is_not_believed(
    text: str, written: str, stated: str
) -> None:
    assert decode_stated(text.encode(written), stated) == text


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("一", "gbk"),  # the same two bytes are a letter in UTF-8
        ("納期を確認します", "shift_jis"),
        ("納期を確認します", "iso-2022-jp"),
        ("납기 확인", "ks_c_5601-1987"),
        ("Grüße aus Köln", "iso-8859-1"),
        ("中文", "hz"),
        ("交期", "big5"),
    ],
)
def test_a_charset_that_the_bytes_bear_out_is_taken(text: str, charset: str) -> None:
    assert decode_stated(text.encode(charset), charset) == text


def test_bytes_that_are_no_text_do_not_fail() -> None:
    assert decode_stated(b"\x00\x01\xff\xfe\x00", "utf-8")
