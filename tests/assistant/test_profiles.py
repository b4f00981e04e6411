"""What is told of a record as a whole, where a question names it and asks for nothing in particular."""

from __future__ import annotations

import pytest

from assistant.bootstrap import Application
from assistant.profiles import asks_for_all, asks_for_some
from assistant.questions import asked_in
from tests.assistant.crm_company import QIAN, facts_of, spoken

_HENGYUE = {
    "zh": "恒岳电气 · tier: A · 账期天数: 60 · 负责人: 李静",
    "en": "Hengyue Electric · tier: A · 账期天数: 60 · 负责人: 李静 (Jing Li)",
}


@pytest.mark.parametrize(
    "question",
    [
        "恒岳电气",
        "介绍一下恒岳",
        "恒岳的情况",
        "恒岳什么情况？",
        "说说恒岳电气的基本信息",
        "Hengyue",
        "Tell me about Hengyue Electric",
        "What do we know about Hengyue?",
        "Give me an overview of Hengyue, please",
        "恒岳怎么样",
        "恒岳最近咋样了？",
        "恒岳现在啥情况",
        "what's the story with Hengyue",
        "How is Hengyue doing?",
        "how are things with Hengyue these days",
    ],
)
def test_a_customer_named_alone_is_told_whole(crm: Application, question: str) -> None:
    assert spoken(crm, question) == [_HENGYUE[asked_in(question)]]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("介绍一下 C25", "HC-C25 · C25 线扫相机 · list price: 32500 · lead time weeks: 6 · product manager: zheng.kai@acme.example (郑凯)"),
        ("Who is Lars Eide?", "Lars Eide · Nordvik Packaging · title: Maintenance Manager · email: lars@nordvik.example · phone: +47-03"),
        ("李静是谁", "李静 · email: li.jing@acme.example · title: 客户经理 · department: 销售部 · manager id: 5 (王磊) · 电话: 5550-02"),
    ],
)  # fmt: skip
def test_so_is_a_product_a_contact_or_a_colleague(
    crm: Application, question: str, expected: str
) -> None:
    assert spoken(crm, question) == [expected]


def test_namesakes_are_each_told(crm: Application) -> None:
    assert [said.partition(" · ")[0] for said in spoken(crm, "张伟")] == ["张伟", "张伟"]


def test_a_profile_is_cited_to_the_lines_of_its_record(crm: Application) -> None:
    (fact,) = facts_of(crm, "介绍一下恒岳")
    start = fact.start - fact.chunk.start
    assert fact.chunk.text[start : start + fact.end - fact.start] == fact.line
    assert fact.line.startswith("tier: A")


def test_who_may_not_read_a_record_is_told_nothing_of_it(crm: Application) -> None:
    assert spoken(crm, "Who is Lars Eide?", asker=QIAN) == []


@pytest.mark.parametrize(
    "question",
    ["恒岳的项目情况", "Tell me about the problems at Nordvik", "恒岳和澜海", "介绍一下恒岳的叉车", "恒岳呢", "那澜海呢？"],
)  # fmt: skip
def test_what_asks_for_more_is_no_profile(crm: Application, question: str) -> None:
    assert spoken(crm, question) == []


def test_a_customer_is_told_with_the_newest_contact_that_the_asker_may_read(
    dealing_crm: Application,
) -> None:
    said = spoken(dealing_crm, "介绍一下澜海")
    assert said == [
        "澜海新能源 · tier: B · 账期天数: 45 · 负责人: 张伟",
        "最近往来（2026-05-02，澜海试产）：试产通过。",
    ]
    assert spoken(dealing_crm, "Tell me about Lanhai", asker=QIAN)[-1] == (
        "Latest contact (2026-04-01, 澜海初访): 初次见面。"
    )


def test_a_contract_is_told_with_what_it_says_beside_its_fields(dealing_crm: Application) -> None:
    assert spoken(dealing_crm, "恒岳装配线合同的情况") == [
        "HT-1 · 恒岳装配线合同 · amount: 320000",
        "HT-1 · 恒岳装配线合同 · 质保 24 个月。",
    ]


@pytest.mark.parametrize(
    ("text", "is_profile"),
    [("介绍一下||", True), ("||", True), ("tell me about ||", True), ("||呢 介绍一下", True), ("and ||? tell me about ?", True), ("||呢", False), ("||的价格", False), ("", False), ("a || b", False)],
)  # fmt: skip
def test_only_words_that_ask_for_nothing_else_ask_for_all(text: str, is_profile: bool) -> None:
    assert asks_for_all(text) is is_profile


def test_words_without_end_are_read_in_no_time() -> None:
    for word in ("说", "介绍", "tell me ", "的", "about the "):
        assert not asks_for_all(f"{word * 20000}x")
        assert not asks_for_all(f"{word * (90 // len(word))}x")
        assert not asks_for_some(f"{word * (90 // len(word))}x")
