"""Questions for people and for fields of theirs: by name, by title, by whom they report to."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bootstrap import Application
from assistant.naming import first_named, known_bearers
from tests.assistant.crm_company import LI, QIAN, opened_crm, spoken


@pytest.mark.parametrize("clinging", ["我们", "我们的", "的", "the ", " ", "，"])
def test_small_words_before_a_name_take_no_time_however_many_they_are(
    crm: Application, clinging: str
) -> None:
    small = clinging * (1900 // len(clinging))
    for before in (small, f"{small}x"):
        crm.assistant.weigh(f"{before}周平，恒岳电气的手机？", access=crm.access(LI))


def test_namesakes_both_answer_and_are_told_apart(crm: Application) -> None:
    assert sorted(spoken(crm, "张伟的电话是多少？")) == [
        "张伟 (客户经理, 销售部) · 电话: 5550-03",
        "张伟 (服务工程师, 客户服务部) · 电话: 5550-04",
    ]


def test_an_address_tells_which_namesake_is_meant(crm: Application) -> None:
    assert spoken(crm, "张伟 zhang.wei2@acme.example 的电话") == [
        "张伟 (服务工程师, 客户服务部) · 电话: 5550-04"
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("财务总监是谁？", "陈禾 (财务部) · title: 财务总监"),
        ("Who is our CFO?", "Grace Chen (财务部) · title: 财务总监"),
        ("Who is the head of finance?", "Grace Chen (财务部) · title: 财务总监"),
        ("财务部的负责人是谁", "陈禾 (财务部) · title: 财务总监"),
        ("Who is the service manager?", "Kai Zheng (客户服务部) · title: 客户服务部经理"),
        ("Who is the head of customer service?", "Kai Zheng (客户服务部) · title: 客户服务部经理"),
        ("服务部的经理是谁", "郑凯 (客户服务部) · title: 客户服务部经理"),
        ("采购经理的电话是多少", "钱军 (采购经理, 采购部) · 电话: 5550-07"),
        ("恒岳电气的采购总监是谁？", "周平 · Hengyue Electric · title: 采购总监"),
        (
            "Who is Nordvik's maintenance manager?",
            "Lars Eide · Nordvik Packaging · title: Maintenance Manager",
        ),
        ("恒岳的周总电话多少？", "周平 · Hengyue Electric (采购总监) · phone: 138-01"),
        ("恒岳电气吕工的手机号", "吕敏 · Hengyue Electric (设备部经理) · phone: 138-02"),
        ("恒岳的设备经理电话多少", "吕敏 · Hengyue Electric (设备部经理) · phone: 138-02"),
        ("恒岳电气的客户经理是谁", "恒岳电气 · 负责人: 李静"),
        (
            "C25 的产品经理是谁",
            "HC-C25 · C25 线扫相机 · product manager: zheng.kai@acme.example (郑凯)",
        ),
    ],
)
def test_a_title_leads_to_who_holds_it(crm: Application, question: str, expected: str) -> None:
    assert spoken(crm, question) == [expected]


@pytest.mark.parametrize(
    "question",
    [
        "华东大区销售经理是谁",
        "恒岳电气的采购经理是谁？",
        "Who is the chief executive of Hengyue?",
        "Who is Nordvik's purchasing manager?",
        "Who handles purchasing at Nordvik?",
        "Who is the head of sales engineering?",
        "法务经理是谁",
        "总经理是谁",
    ],
)
def test_a_title_that_nobody_holds_is_no_lookup(crm: Application, question: str) -> None:
    assert spoken(crm, question) == []


def test_contacts_are_given_whole_with_what_is_asked_of_them(crm: Application) -> None:
    assert sorted(spoken(crm, "恒岳电气的联系人是谁，电话多少？")) == [
        "吕敏 · Hengyue Electric (设备部经理) · phone: 138-02",
        "周平 · Hengyue Electric (采购总监) · phone: 138-01",
    ]
    assert sorted(spoken(crm, "Who are the contacts at Hengyue?")) == [
        "吕敏 · Hengyue Electric (设备部经理)",
        "周平 · Hengyue Electric (采购总监)",
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("客户经理李静的电话", ["李静 (客户经理, 销售部) · 电话: 5550-02"]),
        ("What is the phone number of account manager Jing Li?", ["Jing Li (客户经理, 销售部) · 电话: 5550-02"]),
        ("采购经理李静的电话", ["李静 (客户经理, 销售部) · 电话: 5550-02"]),
        ("服务工程师张伟的电话", ["张伟 (服务工程师, 客户服务部) · 电话: 5550-04"]),
        ("财务总监的电话", ["陈禾 (财务总监, 财务部) · 电话: 5550-01"]),
    ],
)  # fmt: skip
def test_a_title_beside_a_name_says_who_is_meant(
    crm: Application, question: str, expected: list[str]
) -> None:
    assert spoken(crm, question) == expected


def test_somebody_who_left_is_said_to_have(crm: Application) -> None:
    assert spoken(crm, "高翔的电话") == ["高翔 (法务经理, 法务部, 已离职) · 电话: 5550-08"]


def test_an_owner_is_named_by_the_whole_value(tmp_path: Path) -> None:
    """李静怡 is not 李静, and what stands behind 待定 is nobody."""
    others = {f"60,李静,{LI}": "60,李静怡,", f"30,李静,{LI}": "30,待定（原李静）,"}
    with opened_crm(tmp_path, others) as application:
        for customer in ("恒岳电气", "诺德维克包装"):
            said = spoken(application, f"{customer}的负责人的电话是多少？")
            assert not any("5550-02" in line for line in said)


@pytest.mark.parametrize(
    "question", ["Who reports to Kai Zheng?", "谁向郑凯汇报？", "郑凯手下有谁？"]
)
def test_who_reports_to_somebody_is_told_from_their_own_entries(
    crm: Application, question: str
) -> None:
    named, manager = ("Wesley Zhang", "Kai Zheng") if question.isascii() else ("张伟", "郑凯")
    assert spoken(crm, question) == [
        f"{named} (服务工程师, 客户服务部) · manager id: 6 ({manager})"
    ]


def test_to_whom_somebody_reports_is_told_from_their_entry(crm: Application) -> None:
    assert spoken(crm, "Who does Jing Li report to?") == [
        "Jing Li (客户经理, 销售部) · manager id: 5 (Ray Wang)"
    ]


def test_whom_we_know_at_a_customer_is_told_to_those_who_may_read_its_contacts(
    crm: Application,
) -> None:
    assert spoken(crm, "我们认识恒岳的哪些人？") == [
        "周平 · Hengyue Electric (采购总监)",
        "吕敏 · Hengyue Electric (设备部经理)",
    ]
    assert spoken(crm, "我们认识恒岳的哪些人？", QIAN) == []
    assert spoken(crm, "What number do I dial for Lars Eide?", QIAN) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who does the purchasing at Hengyue?", "周平 · Hengyue Electric · title: 采购总监"),
        ("who handles purchasing at Hengyue", "周平 · Hengyue Electric · title: 采购总监"),
        ("谁负责恒岳的采购", "周平 · Hengyue Electric · title: 采购总监"),
        ("采购谁管？", "钱军 (采购部) · title: 采购经理"),
        ("公司采购是谁？", "钱军 (采购部) · title: 采购经理"),
        (
            "Who leads the customer service department?",
            "Kai Zheng (客户服务部) · title: 客户服务部经理",
        ),
    ],
)
def test_an_area_leads_to_whoever_has_it_in_the_title(
    crm: Application, question: str, expected: str
) -> None:
    assert spoken(crm, question) == [expected]


@pytest.mark.parametrize("name", ["Zheng Kai", "Li Jing", "Jun Qian", "Qian Jun"])
def test_colleagues_are_known_by_their_names_in_pinyin_and_the_other_way_round(
    crm: Application, name: str
) -> None:
    [said] = spoken(crm, f"What is {name}'s phone number?")
    assert "5550-0" in said


def test_a_first_name_alone_means_whoever_alone_bears_it(crm: Application) -> None:
    access = crm.access(LI)
    assert first_named(crm.store, "Ray", access=access) == known_bearers(
        crm.store, "Ray Wang", access=access
    )
    assert first_named(crm.store, "Zhang", access=access) == ()
    assert first_named(crm.store, "", access=access) == ()
