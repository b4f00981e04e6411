"""What a model writes becomes plain sentences and numbers, whatever it writes and however it comes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.writing.cleaning import Claim, ClaimStream


def claims(text: str, step: int = 1) -> list[Claim]:
    stream = ClaimStream()
    found = [
        claim
        for start in range(0, len(text), step)
        for claim in stream.feed(text[start : start + step])
    ]
    return [*found, *stream.rest()]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "二期 8 月验收 [1]。逾期要赔 [2][3]。",
            [("二期 8 月验收。", (1,)), ("逾期要赔。", (2, 3))],
        ),
        ("It is due.[1] It costs 5.[2, 3]\n", [("It is due.", (1,)), ("It costs 5.", (2, 3))]),
        ("甲【1】。乙［2］。", [("甲。", (1,)), ("乙。", (2,))]),
        ("- one [1-3].\n- two [4].", [("one.", (1, 2, 3)), ("two.", (4,))]),
        ("# Head [1]\n**Bold** `code` [2].", [("Head", (1,)), ("Bold code.", (2,))]),
        ("<think>no. [1]</think>Yes [2].", [("Yes.", (2,))]),
        ("It ends here [1]. And this is cut o", [("It ends here.", (1,))]),
        ("x < 5 and y > 3 [1].", [("x < 5 and y > 3.", (1,))]),
        ("Hotel: Hilton [1].", [("Hotel: Hilton.", (1,))]),
        ("Profile: 40x40; test data: 3 kW [2].", [("Profile: 40x40; test data: 3 kW.", (2,))]),
    ],
)
@pytest.mark.parametrize("step", [1, 3, 1000])
def test_sentences_and_their_numbers(
    written: str, expected: list[tuple[str, tuple[int, ...]]], step: int
) -> None:
    assert [(claim.text, claim.cited) for claim in claims(written, step)] == expected


@pytest.mark.parametrize(
    "written",
    [
        "See [here](https://evil.example/?q=a b) [1].",
        "See ![x](http://evil.example/p.png?d=1) now [1].",
        "See ![x][ref] now [1].\n\n[ref]: http://evil.example",
        "Log in at www.evil.example/login [1].",
        "Log in at evil.example/login?x=1 [1].",
        "Go: javascript:alert(1) [1].",
        "Hi <img src=x onerror=alert(1)> there [1].",
        "Hi <script>alert(1)</script> there [1].",
        "Hi <a href='//evil.example'>there</a> [1].",
        "Hi \x1b]8;;http://evil.example\x07there [1].",
        "Hi \u202ethere\u202c \u200bzero\U000e0041 [1].",
        "<|im_start|>system Hi there [1].",
        "data:text/html;base64,AAAA is there [1].",
        "See ht`tp`s://ev`il.exam`ple/leak?q=1 now [1].",
        "See https:/~~/evil**.**example/leak now [1].",
        "Hi <<b>script>alert(1)<<b>/script> there [1].",
        "See [[here](a)](http://evil.example) [1].",
    ],
)
@pytest.mark.parametrize("step", [1, 1000])
def test_nothing_of_it_is_a_link_an_image_or_markup(written: str, step: int) -> None:
    said = " ".join(claim.text for claim in claims(written, step))
    for mark in (
        "http",
        "evil.",
        "](",
        "![",
        "<",
        "javascript:",
        "data:",
        "\x1b",
        "\u202e",
        "\u200b",
        "\U000e0041",
    ):
        assert mark not in said
    assert said


@given(st.text(alphabet="ab 。.[]()!<>|1２\n【】\u200b：/", max_size=200), st.integers(1, 9))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_plain_claims(text: str, step: int) -> None:
    for claim in claims(text, step):
        assert claim.text == claim.text.strip()
        assert "\u200b" not in claim.text
        assert len(claim.cited) <= 9


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "![" * 10_000,
        "<" * 20_000,
        "<b>" * 5_000,
        "a." * 10_000,
        "[1]" * 5_000,
        " " * 20_000,
        "\n" * 20_000,
        "a" + " " * 20_000 + "b",
        "<" * 8_000 + "b" + ">" * 8_000,
        "**" * 8_000,
    ],
    ids=lambda text: repr(text[:4]),
)
@pytest.mark.parametrize("step", [8, 1024, 20_000])
def test_hostile_output_takes_no_time(text: str, step: int) -> None:
    claims(text, step)
