"""A question over many customers is read for what it asks, whole or not at all."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.bootstrap import Application
from assistant.portfolio_questions.asked import PortfolioAsked
from assistant.portfolio_questions.grammar import PortfolioGrammar
from tests.assistant.customers.book import LI, QIAN, TODAY, account, opened, person

PHRASINGS = tomllib.loads(Path(__file__).with_name("phrasings.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    records = (
        account("C1", "恒岳电气", "恒岳", "Hengyue Electric", owner=LI),
        person("ma.te@acme.example", "马特", "sales"),
        person("ma.te2@acme.example", "马特", "sales"),
    )
    with opened(tmp_path_factory.mktemp("portfolio"), records) as application:
        yield application


def read(company: Application, question: str) -> PortfolioAsked | None:
    return PortfolioGrammar(company.store).read(question, TODAY, access=company.access(LI))


@pytest.mark.parametrize(
    ("matter", "question"), [(one, said) for one, held in PHRASINGS.items() for said in held]
)
def test_what_is_asked_for_is_read(company: Application, matter: str, question: str) -> None:
    found = read(company, question)
    assert (found.matter if found else "none") == matter


def test_whose_customers_and_whose_hands_are_told_apart(company: Application) -> None:
    me = company.access(LI).person_id
    own = read(company, "我的客户有哪些逾期事项？")
    assert own and (own.owner, own.hands, own.past_due) == (me, "", True)
    hands = read(company, "我手上有哪些逾期的事情？")
    assert hands and (hands.owner, hands.hands, hands.past_due) == ("", me, True)
    other = read(company, "钱军的客户有哪些没做完的事")
    assert other and other.owner == company.access(QIAN).person_id and not other.hands
    everybodys = read(company, "哪些客户有没做完的事")
    assert everybodys and not everybodys.owner and not everybodys.hands


def test_whose_promises_are_told_apart(company: Application) -> None:
    for question, side in (
        ("我们答应客户的还有哪些没兑现？", "us"),
        ("客户答应我们的还有哪些没兑现？", "customer"),
        ("What have we promised our customers?", "us"),
        ("What have customers promised us?", "customer"),
        ("哪些承诺本周到期？", ""),
    ):
        found = read(company, question)
        assert found and found.side == side, question


def test_how_long_nothing_was_done_is_read(company: Application) -> None:
    for question, since in (
        ("哪些客户三个月没联系了？", date(2026, 3, 30)),
        ("哪些客户半年没拜访过？", date(2025, 12, 30)),
        ("哪些客户超过 60 天没有联系", date(2026, 5, 1)),
        ("Which customers have had no contact for two weeks?", date(2026, 6, 16)),
        ("哪些客户今年没拜访过", date(2026, 1, 1)),
    ):
        found = read(company, question)
        assert found and found.matter == "silent" and found.period, question
        assert found.period.since == since, question
    ever = read(company, "哪些客户从来没有拜访过？")
    assert ever and ever.matter == "silent" and ever.period is None


def test_a_name_of_two_colleagues_is_nobodys(company: Application) -> None:
    assert read(company, "马特手上有哪些没做完的事") is None
