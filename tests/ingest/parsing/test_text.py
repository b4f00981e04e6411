from __future__ import annotations

import pytest

from ingest.parsing.text import decode

SIMPLIFIED = "恒岳电气二期项目的验收时间是五月三十一日，由王芳负责联系客户，我们需要提前准备。" * 3
TRADITIONAL = "恆岳電氣二期項目的驗收時間是五月三十一日，由王芳負責聯繫客戶，我們需要提前準備。" * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gb2312"),
        (SIMPLIFIED + "㐀镕", "gb18030"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED[:40] + "plain ascii here too" * 5, "utf-16-le"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        ("Die Größe der Häuser in München überrascht viele Gäste. Übermäßig schön! " * 3, "cp1252"),
        ("客户", "gb18030"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_few_broken_bytes_in_utf8_cost_only_themselves() -> None:
    data = SIMPLIFIED.encode() + b"\xff" + SIMPLIFIED.encode()
    assert decode(data) == SIMPLIFIED + "\ufffd" + SIMPLIFIED


def test_what_the_container_declares_is_used_where_the_bytes_do_not_tell() -> None:
    assert decode("Grüße".encode("cp1252"), declared="iso-8859-1") == "Grüße"
    assert decode("Привет, как дела".encode("koi8-r"), declared="koi8-r") == "Привет, как дела"
    assert decode(SIMPLIFIED.encode("gb18030"), declared="no-such-encoding") == SIMPLIFIED


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnicodeError):
        decode(b"\x00\x01\x02\x03" * 100)


_SAID = {
    "gb18030": "客户反馈报价合理，项目经理确认验收方案，下周安排安装调试。",
    "big5": "客戶反應報價合理，專案經理確認驗收方案，下週安排安裝測試。",
    "shift_jis": "お客様からのご要望により、納品日を変更いたします。テスト環境を確認しました。",
}


@pytest.mark.parametrize("encoding", sorted(_SAID))
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", *sorted(_SAID)])
def test_a_declared_charset_is_checked_and_not_believed(encoding: str, declared: str) -> None:
    assert decode(_SAID[encoding].encode(encoding), declared=declared) == _SAID[encoding]


@pytest.mark.parametrize("text", _SAID.values())
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_known_with_and_without_a_mark(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text
