"""A question is read for the part of a customer's page that it asks for, whole or not at all."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Application
from assistant.customer_questions.asked import PartAsked
from assistant.customer_questions.grammar import PartGrammar
from eval.phrasing import read_phrasings
from tests.assistant.customers.book import LI, TODAY, WU, account, opened, the_id

NAMES = {"zh": "澜海", "en": "Lanhai"}
LATEST = "latest"
PHRASINGS = tomllib.loads(Path(__file__).with_name("phrasings.toml").read_text("utf-8"))
LEAST_MEASURED = 0.7
"""Of the phrasings that no word was taken from."""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    accounts = (
        account("C1", "澜海新能源", "澜海", "Lanhai", owner=LI),
        account("C2", "恒岳电气", "恒岳", "Hengyue Electric", owner=LI),
        account("C3", "恒越电梯", "Hengyue Elevator", owner=WU),
    )
    with opened(tmp_path_factory.mktemp("grammar"), accounts) as application:
        yield application


def read(company: Application, question: str) -> PartAsked | None:
    return PartGrammar(company.store).read(question, TODAY, access=company.access(LI))


def asked(half: str) -> list[tuple[str, str]]:
    return [
        (part, phrasing.format(name=NAMES[language]))
        for part, languages in PHRASINGS.items()
        for language, halves in languages.items()
        for phrasing in halves[half]
    ]


def is_understood(company: Application, part: str, question: str) -> bool:
    found = read(company, question)
    wanted = "timeline" if part == LATEST else part
    return found is not None and found.part == wanted and found.latest == (part == LATEST)


def test_every_phrasing_it_was_built_on_is_understood(company: Application) -> None:
    missed = [said for part, said in asked("building") if not is_understood(company, part, said)]
    assert missed == []


@pytest.mark.parametrize("half", ["measuring", "later"])
def test_most_phrasings_that_it_was_not_built_on_are_understood(
    company: Application, half: str
) -> None:
    understood = [is_understood(company, part, said) for part, said in asked(half)]
    assert sum(understood) / len(understood) >= LEAST_MEASURED


@pytest.mark.parametrize(
    "question",
    [
        "澜海的验收日期有变化吗？",
        "What did Lanhai promise about the price of the camera?",
        "谁最了解澜海？",
        "澜海现在是谁在跟？",
        "谁认识澜海的人？",
        "how many visits to Lanhai this year",
        "最近有什么变化",
        "澜海和恒岳最近有什么变化",
        "澜海 2 号涂布线的风险",
        "What does Lanhai sell?",
        "What is Lanhai's business?",
        "澜海的生意是什么",
        "Is Lanhai a new customer?",
        "which visits did we not make to Lanhai",
        "澜海有哪些逾期的工单",
        "澜海逾期的合同",
        "overdue deals with Lanhai",
        "澜海进行中的文档",
        "澜海" + "最近有什么变化" * 40,
    ],
)
def test_what_is_not_explained_whole_is_left_to_others(company: Application, question: str) -> None:
    assert read(company, question) is None


def test_fields_of_records_and_counts_are_left_to_those_who_answer_them(
    company: Application,
) -> None:
    taken = [
        one.text
        for one in read_phrasings()
        if (found := read(company, one.text.replace("{name}", "澜海"))) and not found.bare
    ]
    assert taken == []


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("我们答应过澜海什么", "us"),
        ("澜海答应过我们什么", "customer"),
        ("给澜海承诺的事有哪些", "us"),
        ("What did we promise Lanhai?", "us"),
        ("What has Lanhai promised us?", "customer"),
        ("promises from Lanhai", "customer"),
        ("promises to Lanhai", "us"),
    ],
)
def test_the_words_say_whose_promises(company: Application, question: str, side: str) -> None:
    found = read(company, question)
    assert found is not None
    assert (found.part, found.side) == ("promises", side)


def test_days_kinds_and_what_is_wanted_of_them_are_read(company: Application) -> None:
    visits = read(company, "今年拜访澜海有哪些记录")
    assert visits is not None and visits.period is not None
    assert visits.kinds == ("visit",)
    assert str(visits.period.since) == "2026-01-01"
    late = read(company, "which promises to Lanhai are overdue?")
    assert late is not None and late.only == "past_due"
    deals = read(company, "Which deals with Lanhai are open?")
    assert deals is not None and (deals.part, deals.only) == ("deals", "open")


def test_a_name_of_two_means_both_until_it_is_said_whole(company: Application) -> None:
    both = read(company, "What did we promise Hengyue?")
    assert both is not None and len(both.customers) == 2
    one = read(company, "What did we promise Hengyue Elevator?")
    assert one is not None and len(one.customers) == 1


def test_a_question_within_several_customers_is_not_for_the_page_of_one(
    company: Application,
) -> None:
    access = company.access(LI)
    ids = [the_id(company, name) for name in ("澜海新能源", "恒岳电气")]
    grammar = PartGrammar(company.store)
    within = [
        grammar.read("有哪些合同", TODAY, access=access, within=ids[:count]) for count in (1, 2)
    ]
    assert within[0] is not None and within[1] is None


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("澜海投诉过什么，现在解决了吗？", "tickets"),
        ("澜海会不会不跟我们做了", "signals"),
        ("Has Lanhai sent any emails this year?", "timeline"),
        ("澜海下一步要我们做什么", "open"),
        ("When do the deals with Lanhai close?", "deals"),
    ],
)
def test_so_is_what_asks_how_it_stands_or_what_is_to_be_done(
    company: Application, question: str, part: str
) -> None:
    found = read(company, question)
    assert found is not None and found.part == part
