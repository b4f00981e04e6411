"""Questions for past projects are understood, and what asks for one certain thing is left to reading."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.bootstrap import Application
from assistant.project_questions.grammar import ProjectGrammar, ProjectsAsked
from tests.assistant.projects_company import NEW

TODAY = date(2026, 6, 30)


def read(plant: Application, question: str) -> ProjectsAsked | None:
    return ProjectGrammar(plant.store).read(question, TODAY, access=plant.access(NEW))


@pytest.mark.parametrize(
    ("question", "subjects", "lessons"),
    [
        ("我们做过哪些船舶配套的项目，踩过什么坑？", ["船舶配套"], "wrong"),
        ("以前给水务行业做过什么项目", ["水务"], ""),
        ("水务行业的项目有哪些经验教训？", ["水务"], "all"),
        ("和造纸厂合作过吗", ["造纸"], ""),
        ("服务过哪些制药企业？", ["制药"], ""),
        ("物联网和变频器项目都遇到过什么问题", ["物联网", "变频器"], "wrong"),
        ("泵站项目里走过哪些弯路？", ["泵站"], "wrong"),
        ("有没有做过新能源行业", ["新能源"], ""),
        ("What paper mill projects have we done, and what went wrong?", ["paper mill"], "wrong"),
        ("lessons learnt from water projects", ["water"], "all"),
        ("Have we ever worked for pharma companies?", ["pharma"], ""),
        ("which of our projects used a sealed gateway?", ["sealed gateway"], ""),
        ("past projects in the tyre industry", ["tyre"], ""),
        ("失败的项目有哪些教训？", [], "all"),
        ("which completed projects used a gateway", ["gateway"], ""),
        ("What did we learn in the water sector?", ["water"], "all"),
    ],
)
def test_what_projects_have_to_do_with_is_what_the_words_leave_over(
    plant: Application, question: str, subjects: list[str], lessons: str
) -> None:
    asked = read(plant, question)
    assert asked is not None
    assert ([*asked.subjects], asked.lessons) == (subjects, lessons)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("给晨光做过哪些项目", ""),
        ("晨光二期踩过什么坑", "二期"),
        ("Which projects have we done for Farhill Water?", ""),
        ("What did the Farhill Water project teach us?", ""),
    ],
)
def test_so_are_those_with_a_customer(plant: Application, question: str, subject: str) -> None:
    asked = read(plant, question)
    assert asked is not None
    assert len(asked.customers) == 1
    assert asked.said == subject


def test_days_and_whether_an_industry_is_meant_are_read(plant: Application) -> None:
    last = read(plant, "去年做过哪些项目")
    assert last is not None and last.period is not None
    assert str(last.period.since) == "2025-01-01"
    sector, makers = read(plant, "做过哪些轮胎行业的项目"), read(plant, "做过哪些轮胎的项目")
    assert sector is not None and makers is not None
    assert (sector.of_sector, makers.of_sector) == (True, False)


@pytest.mark.parametrize(
    "question",
    [
        "晨光二期的终验收日期是哪天？",
        "晨光二期项目什么时候验收",
        "晨光二期项目是什么",
        "晨光二期项目的合同金额是多少",
        "远山泵站出过什么问题",
        "What is the Farhill Water project?",
        "Who worked on the Farhill project?",
        "How many projects did we do last year?",
        "which customers use the sealed gateway?",
        "What problems does the gateway have?",
        "项目经理是谁",
        "我们有哪些项目经理？",
        "Which project managers do we have?",
        "公司有哪些项目奖金制度？",
        "陶然做过哪些项目",
        "变更管理办法有哪些规定",
        "哪些项目要先收来料，哪些停机窗口要写进合同",
        "我们有哪些客户",
        "我们做过哪些水务项目" + "，踩过什么坑" * 40,
    ],
)
def test_what_asks_for_anything_else_is_left_to_others(plant: Application, question: str) -> None:
    assert read(plant, question) is None
