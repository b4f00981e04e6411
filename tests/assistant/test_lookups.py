"""Questions for fields of records: whose, which, and when there is none to answer."""

from __future__ import annotations

import pytest

from assistant.asking import QuestionReader
from assistant.bootstrap import Application
from assistant.subjects import SubjectFinder
from assistant.titles import TitleVocabulary
from assistant.vocabulary import FieldVocabulary
from ingest.filters import UNFILTERED, Filters
from ingest.segmentation import terms
from tests.assistant.crm_company import LI, QIAN, facts_of, spoken


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("恒岳和澜海的账期分别是多少？", ["恒岳电气 · 账期天数: 60", "澜海新能源 · 账期天数: 45"]),
        ("恒岳和澜海谁的账期更长？", ["恒岳电气 · 账期天数: 60", "澜海新能源 · 账期天数: 45"]),
        ("Who owns Nordvik and Hengyue?", ["Nordvik Packaging · 负责人: 李静 (Jing Li)", "Hengyue Electric · 负责人: 李静 (Jing Li)"]),
        ("What are the tiers of Nordvik and Lanhai?", ["Nordvik Packaging · tier: C", "Lanhai · tier: B"]),
        (
            "P500 和 P500R 的价格",
            ["HC-P5 · P500 中型 PLC · list price: 6800", "HC-P5R · P500R 冗余 PLC · list price: 21500"],
        ),
    ],
)  # fmt: skip
def test_each_record_named_gives_its_field(
    crm: Application, question: str, expected: list[str]
) -> None:
    assert sorted(spoken(crm, question)) == sorted(expected)


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
    assert spoken(crm, question) == []


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
    assert [fact.line for fact in facts_of(crm, question)] == expected


@pytest.mark.parametrize(
    "question", ["C25 线扫相机交期几周？", "C25 要多久交货", "How many weeks is the lead time of the C25?"]
)  # fmt: skip
def test_a_measure_asked_for_is_explained(crm: Application, question: str) -> None:
    assert [fact.line for fact in facts_of(crm, question)] == ["lead time weeks: 6"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("我的上级是谁？", ["李静 (客户经理, 销售部) · manager id: 5 (王磊)"]),
        ("Who is my manager?", ["Jing Li (客户经理, 销售部) · manager id: 5 (Ray Wang)"]),
        ("我负责哪些客户？", ["恒岳电气 · 负责人: 李静", "诺德维克包装 · 负责人: 李静"]),
        ("我名下的 A 级客户有哪些？", ["恒岳电气 · 负责人: 李静"]),
        ("my tier C customers", ["Nordvik Packaging · tier: C"]),
        ("my customers", ["Hengyue Electric · 负责人: 李静 (Jing Li)", "Nordvik Packaging · 负责人: 李静 (Jing Li)"]),
        ("Which customers does Jing Li own?", ["Hengyue Electric · 负责人: 李静 (Jing Li)", "Nordvik Packaging · 负责人: 李静 (Jing Li)"]),
    ],
)  # fmt: skip
def test_mine_is_the_askers(crm: Application, question: str, expected: list[str]) -> None:
    assert spoken(crm, question) == expected


@pytest.mark.parametrize(
    "question", ["恒岳电气的采购总监是谁？", "恒岳电气的联系人是谁，电话多少？", "吕敏的电话"]
)
def test_what_the_asker_may_not_read_does_not_answer(crm: Application, question: str) -> None:
    assert spoken(crm, question, asker=LI)
    assert spoken(crm, question, asker=QIAN) == []


@pytest.mark.parametrize(
    "question", ["谁负责恒岳电气？联系方式是什么？", "张伟的电话", "财务总监是谁"]
)
def test_the_line_stands_in_its_record(crm: Application, question: str) -> None:
    facts = facts_of(crm, question)
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
    "question", ["恒岳电气的账期总共多少", "How many customers does Jing Li own?"]
)
def test_a_total_is_no_field(crm: Application, question: str) -> None:
    assert spoken(crm, question) == []


def test_a_record_is_called_by_its_id(crm: Application) -> None:
    assert spoken(crm, "What tier is C2?") == ["Lanhai · tier: B"]
    assert spoken(crm, "hc-p5r 多少钱") == ["HC-P5R · P500R 冗余 PLC · list price: 21500"]


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


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("恒岳是谁在管？", "恒岳电气 · 负责人: 李静"),
        ("Which sales rep has Nordvik?", "Nordvik Packaging · 负责人: 李静 (Jing Li)"),
        ("恒岳可以赊账多少天？", "恒岳电气 · 账期天数: 60"),
        ("How much time do we give Lanhai to pay?", "Lanhai · 账期天数: 45"),
        ("What grade has Nordvik?", "Nordvik Packaging · tier: C"),
        ("恒岳是 C 级客户吗？", "恒岳电气 · tier: A"),
        ("王磊的老板是谁，他担任什么职务？", "王磊 (销售部) · title: 销售部经理"),
        ("谁领导李静？", "李静 (客户经理, 销售部) · manager id: 5 (王磊)"),
        ("What number do I dial for Lars Eide?", "Lars Eide · Nordvik Packaging (Maintenance Manager) · phone: +47-03"),
    ],
)  # fmt: skip
def test_a_question_in_words_of_its_own_gives_the_field_it_means(
    crm: Application, question: str, expected: str
) -> None:
    assert expected in spoken(crm, question)


@pytest.mark.parametrize(
    "question",
    [
        "诺德维克的叉车归谁管？",
        "Who owns the forklift at Nordvik?",
        "恒岳的老板是谁？",
        "李静的生日是哪天？",
        "What does David Zhang earn?",
        "Lars Eide 的助理叫什么？",
    ],
)
def test_what_no_field_answers_is_not_answered_by_the_nearest(
    crm: Application, question: str
) -> None:
    assert spoken(crm, question) == []


@pytest.mark.parametrize(
    ("said", "asked"), [("list price cny: 540", "RMB"), ("CNY", "人民币"), ("usd", "dollars")]
)
def test_a_currency_goes_by_its_other_names(said: str, asked: str) -> None:
    assert FieldVocabulary().other_words(terms(said)).issuperset(terms(asked))


@pytest.mark.parametrize("question", ["C25 和 C99 的价格", "Prices of the C25 and the C99"])
def test_of_two_that_are_named_the_known_answers_and_the_other_is_said_to_lack(
    crm: Application, question: str
) -> None:
    answer = crm.assistant.ask(question, access=crm.access(LI))
    assert answer.text == "HC-C25 · C25 线扫相机 · list price: 32500 [1]"
    assert "C99" in answer.note


@pytest.mark.parametrize("question", ["C25 的 C99 镜头的价格", "C25 和 C99 的镜头的价格"])
def test_a_code_that_is_not_known_stands_for_none_that_is(crm: Application, question: str) -> None:
    assert spoken(crm, question) == []


@pytest.mark.parametrize("question", ["恒岳该找谁？", "Who should I ask about Nordvik?"])
def test_whom_to_ask_about_a_customer_is_its_owner(crm: Application, question: str) -> None:
    assert [fact.line for fact in facts_of(crm, question)] == ["负责人: 李静"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("C25多少钱", ["list price: 32500"]),
        ("P500R什么价", ["list price: 21500"]),
        ("P500和P500R哪个贵", ["list price: 21500", "list price: 6800"]),
        ("Which is cheaper, the P500 or the P500R?", ["list price: 21500", "list price: 6800"]),
    ],
)
def test_a_code_ends_where_chinese_begins_and_dearer_asks_for_prices(
    crm: Application, question: str, expected: list[str]
) -> None:
    assert sorted(fact.line for fact in facts_of(crm, question)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("恒岳分给谁了", "负责人: 李静"),
        ("哪位负责恒岳", "负责人: 李静"),
        ("Whose customer is Hengyue?", "负责人: 李静"),
        ("李静的电话好多", "电话: 5550-02"),
    ],
)
def test_a_field_is_asked_for_in_other_words_for_who_and_what(
    crm: Application, question: str, expected: str
) -> None:
    assert [fact.line for fact in facts_of(crm, question)] == [expected]


def test_words_for_what_are_known_in_the_forms_that_people_use() -> None:
    vocabulary = FieldVocabulary()
    for said in ("啥行业", "何时到期", "哪位在跟", "上一次联系", "咋付"):
        assert vocabulary.asked(said), said


def test_what_somebody_does_may_be_a_trade_or_a_post() -> None:
    [asked] = FieldVocabulary().asked("是做啥的")
    assert {"industry", "title"} <= {*asked.entities}


@pytest.mark.parametrize("question", ["用什么相机？", "哪个 PLC 属于什么类别？"])
def test_a_word_of_a_title_names_no_record(crm: Application, question: str) -> None:
    with crm.store.catalog.reading() as connection:
        found = crm.retriever().find(question, access=crm.access(LI))
        things = SubjectFinder(crm.store, FieldVocabulary()).find(
            connection,
            found,
            QuestionReader(crm.store, FieldVocabulary(), TitleVocabulary()).read(
                question, access=crm.access(LI)
            ),
            access=crm.access(LI),
            filters=UNFILTERED,
            without=frozenset(),
        )
    assert things == []
