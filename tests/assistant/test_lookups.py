"""Questions for fields of records: whose, which, and when there is none to answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Application, open_application
from assistant.lookups import FieldFact
from assistant.settings import load_settings
from ingest.filters import Filters
from tests.hash_embedder import HashEmbedder

LI = "li.jing@acme.example"
"""Sales; may read the contacts of customers."""
QIAN = "qian.jun@acme.example"
"""Purchasing; may not."""

_CONFIG = """
[company]
name = "Acme 自动化"
domains = ["acme.example"]
timezone = "Asia/Shanghai"

[[sources]]
name = "directory"
kind = "directory"
path = "people.csv"
audience = ["everyone"]
[sources.columns]
id = "id"
name = "name"
aliases = ["english"]
emails = ["email"]
title = "title"
department = "department"
manager = "manager_id"
active = "active"

[[sources]]
name = "crm"
kind = "table"
path = "crm"
audience = ["everyone"]
[[sources.tables]]
entity = "customers"
file = "customers.csv"
id = "id"
name = "name"
aliases = ["english"]
customer = "id"
[sources.tables.people]
owner = ["负责人邮箱"]
[sources.tables.fields]
owner = "负责人"
tier = "tier"
credit_days = "账期天数"
[[sources.tables]]
entity = "contacts"
file = "contacts.csv"
id = "contact_id"
name = ["name", "account"]
emails = ["email"]
customer = "account_id"
audience = ["dept:销售部"]
[sources.tables.fields]
contact = "name"
title = "title"
email = "email"
phone = "phone"
[[sources.tables]]
entity = "products"
file = "products.csv"
id = "code"
name = ["code", "name"]
[sources.tables.fields]
amount = "list_price"
"""
_FILES = {
    "people.csv": (
        "id,name,english,email,title,department,manager_id,电话,active\n"
        "1,陈禾,Grace Chen,chen.he@acme.example,财务总监,财务部,,5550-01,yes\n"
        f"2,李静,Jing Li,{LI},客户经理,销售部,5,5550-02,yes\n"
        "3,张伟,David Zhang,zhang.wei@acme.example,客户经理,销售部,5,5550-03,yes\n"
        "4,张伟,Wesley Zhang,zhang.wei2@acme.example,服务工程师,客户服务部,6,5550-04,yes\n"
        "5,王磊,Ray Wang,wang.lei@acme.example,销售部经理,销售部,,5550-05,yes\n"
        "6,郑凯,Kai Zheng,zheng.kai@acme.example,客户服务部经理,客户服务部,,5550-06,yes\n"
        f"7,钱军,Jack Qian,{QIAN},采购经理,采购部,,5550-07,yes\n"
        "8,高翔,Sean Gao,gao.xiang@acme.example,法务经理,法务部,,5550-08,no\n"
    ),
    "crm/customers.csv": (
        "id,name,english,tier,账期天数,负责人,负责人邮箱\n"
        f"C1,恒岳电气,恒岳;Hengyue Electric;Hengyue,A,60,李静,{LI}\n"
        "C2,澜海新能源,澜海;Lanhai,B,45,张伟,zhang.wei@acme.example\n"
        f"C3,诺德维克包装,Nordvik Packaging;Nordvik,C,30,李静,{LI}\n"
    ),
    "crm/contacts.csv": (
        "contact_id,account_id,account,name,title,email,phone\n"
        "P1,C1,Hengyue Electric,周平,采购总监,zhou@hengyue.example,138-01\n"
        "P2,C1,Hengyue Electric,吕敏,设备部经理,lv@hengyue.example,138-02\n"
        "P3,C3,Nordvik Packaging,Lars Eide,Maintenance Manager,lars@nordvik.example,+47-03\n"
    ),
    "crm/products.csv": (
        "code,name,list_price,lead_time_weeks,product_manager\n"
        "HC-P5,P500 中型 PLC,6800,4,zheng.kai@acme.example\n"
        "HC-P5R,P500R 冗余 PLC,21500,8,zheng.kai@acme.example\n"
        "HC-C25,C25 线扫相机,32500,6,zheng.kai@acme.example\n"
    ),
}


@pytest.fixture(scope="module")
def crm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """A company with namesakes, three customers and their contacts; only to be read."""
    folder = tmp_path_factory.mktemp("crm")
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    config = folder / "config.toml"
    config.write_text(_CONFIG, "utf-8")
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        yield application


def _facts(crm: Application, question: str, asker: str = LI) -> tuple[FieldFact, ...]:
    return crm.assistant.weigh(question, access=crm.access(asker)).facts


def _spoken(crm: Application, question: str, asker: str = LI) -> list[str]:
    return [fact.spoken for fact in _facts(crm, question, asker)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("恒岳和澜海的账期分别是多少？", ["恒岳电气 · 账期天数: 60", "澜海新能源 · 账期天数: 45"]),
        ("恒岳和澜海谁的账期更长？", ["恒岳电气 · 账期天数: 60", "澜海新能源 · 账期天数: 45"]),
        ("Who owns Nordvik and Hengyue?", ["诺德维克包装 · 负责人: 李静", "恒岳电气 · 负责人: 李静"]),
        ("What are the tiers of Nordvik and Lanhai?", ["诺德维克包装 · tier: C", "澜海新能源 · tier: B"]),
        (
            "P500 和 P500R 的价格",
            ["HC-P5 · P500 中型 PLC · list price: 6800", "HC-P5R · P500R 冗余 PLC · list price: 21500"],
        ),
    ],
)  # fmt: skip
def test_each_record_named_gives_its_field(
    crm: Application, question: str, expected: list[str]
) -> None:
    assert sorted(_spoken(crm, question)) == sorted(expected)


def test_namesakes_both_answer_and_are_told_apart(crm: Application) -> None:
    assert sorted(_spoken(crm, "张伟的电话是多少？")) == [
        "张伟 (客户经理, 销售部) · 电话: 5550-03",
        "张伟 (服务工程师, 客户服务部) · 电话: 5550-04",
    ]


def test_an_address_tells_which_namesake_is_meant(crm: Application) -> None:
    assert _spoken(crm, "张伟 zhang.wei2@acme.example 的电话") == [
        "张伟 (服务工程师, 客户服务部) · 电话: 5550-04"
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("财务总监是谁？", "陈禾 (财务部) · title: 财务总监"),
        ("Who is our CFO?", "陈禾 (财务部) · title: 财务总监"),
        ("Who is the head of finance?", "陈禾 (财务部) · title: 财务总监"),
        ("财务部的负责人是谁", "陈禾 (财务部) · title: 财务总监"),
        ("Who is the service manager?", "郑凯 (客户服务部) · title: 客户服务部经理"),
        ("Who is the head of customer service?", "郑凯 (客户服务部) · title: 客户服务部经理"),
        ("服务部的经理是谁", "郑凯 (客户服务部) · title: 客户服务部经理"),
        ("采购经理的电话是多少", "钱军 (采购经理, 采购部) · 电话: 5550-07"),
        ("恒岳电气的采购总监是谁？", "周平 · Hengyue Electric · title: 采购总监"),
        (
            "Who is Nordvik's maintenance manager?",
            "Lars Eide · Nordvik Packaging · title: Maintenance Manager",
        ),
        ("恒岳的设备经理电话多少", "吕敏 · Hengyue Electric (设备部经理) · phone: 138-02"),
        ("恒岳电气的客户经理是谁", "恒岳电气 · 负责人: 李静"),
        (
            "C25 的产品经理是谁",
            "HC-C25 · C25 线扫相机 · product manager: zheng.kai@acme.example (郑凯)",
        ),
    ],
)
def test_a_title_leads_to_who_holds_it(crm: Application, question: str, expected: str) -> None:
    assert _spoken(crm, question) == [expected]


@pytest.mark.parametrize(
    "question",
    [
        "华东大区销售经理是谁",
        "恒岳电气的采购经理是谁？",
        "Who is the chief executive of Hengyue?",
        "Who is Nordvik's purchasing manager?",
        "Who is the head of sales engineering?",
        "法务经理是谁",
        "总经理是谁",
        "Who reports to Kai Zheng?",
    ],
)
def test_a_title_that_nobody_holds_is_no_lookup(crm: Application, question: str) -> None:
    assert _spoken(crm, question) == []


@pytest.mark.parametrize(
    "question",
    [
        "恒岳电气有多少员工",
        "恒岳电气的注册资本",
        "恒岳电气的地址",
        "C25 的重量",
        "李静的电话费多少",
    ],
)
def test_a_field_that_no_record_has_is_no_lookup(crm: Application, question: str) -> None:
    assert _spoken(crm, question) == []


def test_contacts_are_given_whole_with_what_is_asked_of_them(crm: Application) -> None:
    assert sorted(_spoken(crm, "恒岳电气的联系人是谁，电话多少？")) == [
        "吕敏 · Hengyue Electric (设备部经理) · phone: 138-02",
        "周平 · Hengyue Electric (采购总监) · phone: 138-01",
    ]
    assert sorted(_spoken(crm, "Who are the contacts at Hengyue?")) == [
        "吕敏 · Hengyue Electric (设备部经理) · name: 吕敏",
        "周平 · Hengyue Electric (采购总监) · name: 周平",
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who owns Nordvik and what is their tier?", ["tier: C", "负责人: 李静"]),
        ("恒岳电气的等级和账期", ["tier: A", "账期天数: 60"]),
        (
            "谁负责恒岳电气？联系方式是什么？",
            ["负责人: 李静", "负责人邮箱: li.jing@acme.example", "电话: 5550-02"],
        ),
        (
            "What is the phone number of Nordvik's account manager?",
            ["负责人: 李静", "电话: 5550-02"],
        ),
        ("李静的上级的电话", ["manager id: 5", "电话: 5550-05"]),
        ("P500R 的价格和交期", ["list price: 21500", "lead time weeks: 8"]),
    ],
)
def test_every_field_asked_for_is_given(
    crm: Application, question: str, expected: list[str]
) -> None:
    assert [fact.line for fact in _facts(crm, question)] == expected


@pytest.mark.parametrize(
    "question", ["C25 线扫相机交期几周？", "C25 要多久交货", "How many weeks is the lead time of the C25?"]
)  # fmt: skip
def test_a_measure_asked_for_is_explained(crm: Application, question: str) -> None:
    assert [fact.line for fact in _facts(crm, question)] == ["lead time weeks: 6"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("我的上级是谁？", ["李静 (客户经理, 销售部) · manager id: 5 (王磊)"]),
        ("Who is my manager?", ["李静 (客户经理, 销售部) · manager id: 5 (王磊)"]),
        ("我负责哪些客户？", ["恒岳电气 · 负责人: 李静", "诺德维克包装 · 负责人: 李静"]),
        ("我名下的 A 级客户有哪些？", ["恒岳电气 · 负责人: 李静"]),
        ("my tier C customers", ["诺德维克包装 · tier: C"]),
        ("my customers", ["恒岳电气 · 负责人: 李静", "诺德维克包装 · 负责人: 李静"]),
        ("Which customers does Jing Li own?", ["恒岳电气 · 负责人: 李静", "诺德维克包装 · 负责人: 李静"]),
    ],
)  # fmt: skip
def test_mine_is_the_askers(crm: Application, question: str, expected: list[str]) -> None:
    assert _spoken(crm, question) == expected


@pytest.mark.parametrize(
    "question", ["恒岳电气的采购总监是谁？", "恒岳电气的联系人是谁，电话多少？", "吕敏的电话"]
)
def test_what_the_asker_may_not_read_does_not_answer(crm: Application, question: str) -> None:
    assert _spoken(crm, question, asker=LI)
    assert _spoken(crm, question, asker=QIAN) == []


@pytest.mark.parametrize(
    "question", ["谁负责恒岳电气？联系方式是什么？", "张伟的电话", "财务总监是谁"]
)
def test_the_line_stands_in_its_record(crm: Application, question: str) -> None:
    facts = _facts(crm, question)
    assert facts
    for fact in facts:
        start = fact.start - fact.chunk.start
        assert fact.chunk.text[start : start + fact.end - fact.start] == fact.line
        assert fact.line in fact.spoken


@pytest.mark.parametrize("question", ["我的在哪儿？", "where is my?"])
def test_a_follow_up_of_words_that_say_nothing_is_taken(crm: Application, question: str) -> None:
    access = crm.access(LI)
    first = crm.assistant.ask("C25 线扫相机的交期和负责人", access=access)
    again = crm.assistant.ask(question, access=access, conversation_id=first.conversation_id)
    assert again.text
    assert again.conversation_id == first.conversation_id


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("客户经理李静的电话", ["李静 (客户经理, 销售部) · 电话: 5550-02"]),
        ("What is the phone number of account manager Jing Li?", ["李静 (客户经理, 销售部) · 电话: 5550-02"]),
        ("采购经理李静的电话", ["李静 (客户经理, 销售部) · 电话: 5550-02"]),
        ("服务工程师张伟的电话", ["张伟 (服务工程师, 客户服务部) · 电话: 5550-04"]),
        ("财务总监的电话", ["陈禾 (财务总监, 财务部) · 电话: 5550-01"]),
    ],
)  # fmt: skip
def test_a_title_beside_a_name_says_who_is_meant(
    crm: Application, question: str, expected: list[str]
) -> None:
    assert _spoken(crm, question) == expected


def test_somebody_who_left_is_said_to_have(crm: Application) -> None:
    assert _spoken(crm, "高翔的电话") == ["高翔 (法务经理, 法务部, 已离职) · 电话: 5550-08"]


@pytest.mark.parametrize(
    "question", ["恒岳电气的账期总共多少", "How many customers does Jing Li own?"]
)
def test_a_total_is_no_field(crm: Application, question: str) -> None:
    assert _spoken(crm, question) == []


def test_a_record_is_called_by_its_id(crm: Application) -> None:
    assert _spoken(crm, "What tier is C2?") == ["澜海新能源 · tier: B"]
    assert _spoken(crm, "hc-p5r 多少钱") == ["HC-P5R · P500R 冗余 PLC · list price: 21500"]


def test_a_field_explained_in_part_is_likely(crm: Application) -> None:
    evidence = crm.assistant.weigh("C25 线扫相机的交期算得上稳定吗", access=crm.access(LI))
    assert evidence.facts == ()
    assert [fact.line for fact in evidence.looked_up.facts] == ["lead time weeks: 6"]
    assert evidence.said[0] == evidence.looked_up.facts[0]


@pytest.mark.parametrize("question", ["周平生日是哪天？", "What is the birthday of Lars Eide?"])
def test_nothing_that_says_a_word_of_it_is_no_answer(crm: Application, question: str) -> None:
    evidence = crm.assistant.weigh(question, access=crm.access(LI))
    assert evidence.found.passages
    assert evidence.confidence == 0


def test_a_lookup_keeps_to_the_filters(crm: Application) -> None:
    access = crm.access(LI)
    for filters in (Filters(kinds=("mail",)), Filters(customers=("c000002",))):
        weighed = crm.assistant.weigh("恒岳电气的账期", access=access, filters=filters)
        assert weighed.facts == ()
    assert crm.assistant.weigh("恒岳电气的账期", access=access).facts
    of_owner = "恒岳电气的负责人的电话"
    assert crm.assistant.weigh(of_owner, access=access).facts
    only_accounts = Filters(kinds=("account",))
    narrowed = crm.assistant.weigh(of_owner, access=access, filters=only_accounts)
    assert all(fact.chunk.kind == "account" for fact in narrowed.looked_up.facts)


def test_an_owner_is_named_by_the_whole_value(tmp_path: Path) -> None:
    """李静怡 is not 李静, and what stands behind 待定 is nobody."""
    for name, text in _FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            text.replace(f"60,李静,{LI}", "60,李静怡,").replace(
                f"30,李静,{LI}", "30,待定（原李静）,"
            ),
            "utf-8",
        )
    (tmp_path / "config.toml").write_text(_CONFIG, "utf-8")
    with open_application(
        load_settings(tmp_path / "config.toml"), embedder=HashEmbedder()
    ) as application:
        application.sync()
        for customer in ("恒岳电气", "诺德维克包装"):
            said = _spoken(application, f"{customer}的负责人的电话是多少？")
            assert not any("5550-02" in line for line in said)
