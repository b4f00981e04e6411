"""Lists that are asked for by no more than whose records, and of which kind."""

from __future__ import annotations

import pytest

from assistant.bootstrap import Application
from assistant.noun_phrases import as_list
from tests.assistant.crm_company import LI, QIAN


def _said(crm: Application, question: str, asker: str = LI) -> str:
    answer = crm.assistant.ask(question, access=crm.access(asker))
    return answer.text if answer.answered else ""


@pytest.mark.parametrize(
    "question", ["恒岳的合同", "恒岳合同。", "恒岳的合同情况", "恒岳有哪些合同"]
)
def test_the_records_of_a_customer_are_listed_and_cited(
    dealing_crm: Application, question: str
) -> None:
    answer = dealing_crm.assistant.ask(question, access=dealing_crm.access(LI))
    assert "HT-1 · 恒岳装配线合同" in answer.text
    assert "HT-2 · 恒岳维保合同" in answer.text
    assert "HT-3" not in answer.text
    assert {one.title for one in answer.citations} == {
        "HT-1 · 恒岳装配线合同",
        "HT-2 · 恒岳维保合同",
    }


@pytest.mark.parametrize("question", ["Nordvik contracts", "contracts of Nordvik"])
def test_in_english_the_kind_stands_first_or_last(dealing_crm: Application, question: str) -> None:
    assert "HT-3 · Nordvik retrofit contract" in _said(dealing_crm, question)


def test_a_list_holds_what_the_asker_may_read(dealing_crm: Application) -> None:
    assert "澜海试产" in _said(dealing_crm, "澜海的拜访")
    assert "澜海初访" in _said(dealing_crm, "澜海的拜访", QIAN)
    assert "澜海试产" not in _said(dealing_crm, "澜海的拜访", QIAN)


def test_contacts_are_told_with_their_posts(dealing_crm: Application) -> None:
    assert "周平 · Hengyue Electric (采购总监)" in _said(dealing_crm, "恒岳的联系人")


@pytest.mark.parametrize(
    "question",
    ["恒岳的合同到期了吗", "恒岳的合同？是什么", "谁的合同", "恒岳的合同金额", "Why contracts", "恒岳", "", "合" * 80 + "合同"],
)  # fmt: skip
def test_what_asks_anything_is_no_list(question: str) -> None:
    assert as_list(question) in ("", "list why contracts")


@pytest.mark.parametrize("question", ["合同", "恒岳的火星合同", "火星 contracts"])
def test_what_names_nobody_or_nothing_known_lists_nothing(
    dealing_crm: Application, question: str
) -> None:
    evidence = dealing_crm.assistant.weigh(question, access=dealing_crm.access(LI))
    assert evidence.counted is None
    assert evidence.facts == ()


@pytest.mark.parametrize("question", ["2019年月度占比拜访", "monthly share in 2019 visits"])
def test_a_share_of_nothing_is_no_list(dealing_crm: Application, question: str) -> None:
    assert dealing_crm.assistant.weigh(question, access=dealing_crm.access(LI)).counted is None
