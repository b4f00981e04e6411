"""What a customer is worth, how the relation goes, and whom else they talk to: each with its rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.bootstrap import Application
from assistant.customers.trait_views import Traits
from assistant.questions import Language
from tests.assistant.customers.book import (
    LI,
    QIAN,
    SALES,
    WU,
    account,
    of_customer,
    opened,
    the_id,
)

RECORDS = (
    account("C1", "恒岳电气", "Hengyue", owner=LI, tier="B"),
    account("C2", "Nordvik", owner=WU, tier="A"),
    account("C3", "瑞丰机械", owner=WU, tier="C"),
    account("C4", "空白公司"),
    account("C5", "静默公司"),
    account("C6", "长沙水泵"),
    of_customer("D9", "deal", "C6", "水泵", id="D-9", stage="won", amount="10", product="变频器", close_date="2024-01-01"),
    of_customer("D1", "deal", "C1", "二期", id="D-1", stage="日常维护", amount="500万", product="PLC", close_date="2026-03-01"),
    of_customer("D2", "deal", "C1", "三期", id="D-2", stage="方案确认", amount="80万", product="视觉", close_date="2026-09-01"),
    of_customer("D3", "deal", "C1", "旧事", id="D-3", stage="初步接触", amount="999万", close_date="2024-09-01"),
    of_customer("D4", "deal", "C2", "Lines", id="D-4", stage="won", amount="10000", currency="USD", product="PLC", close_date="2025-09-01"),
    of_customer("D5", "deal", "C2", "Vision", id="D-5", stage="won", amount="5000", currency="NOK", product="视觉", close_date="2025-10-01"),
    of_customer("D6", "deal", "C3", "瑞丰", id="D-6", stage="lost", amount="5000", close_date="2026-05-01"),
    of_customer("D7", "deal", "C3", "瑞丰控制", id="D-7", stage="won", amount="3000", product="PLC", close_date="2026-01-01"),
    of_customer("D8", "deal", "C3", "瑞丰视觉", id="D-8", stage="won", amount="3000", product="视觉", close_date="2024-01-01"),
    of_customer("H1", "contract", "C1", "HT-1", deal_no="D-1", amount="5000000", signed_on="2026-03-01", start_date="2026-03-01", end_date="2026-08-15"),
    of_customer("T1", "ticket", "C1", "停机", status="open", opened_on="2026-06-01"),
    of_customer("T2", "ticket", "C1", "停机二", status="closed", opened_on="2026-06-10", closed_on="2026-06-11"),
    of_customer("V1", "visit", "C1", "拜访", "竞争对手上周也来过，报价比较激进。付款已经逾期 70 天。", day=date(2026, 6, 12), author=LI),
    of_customer("V2", "visit", "C1", "内部", "Siemens 报了三百万。", day=date(2026, 6, 14), author=WU, audience=SALES),
    of_customer("M1", "mail", "C1", "正式投诉", "我们要正式投诉，两台停机。", day=date(2026, 6, 1)),
    of_customer("N1", "call", "C2", "Call", "They want to renew the contract. The line was also quoted by Bosch Rexroth, they say. She will recommend us to the other plant.", day=date(2026, 6, 20), author=WU),
    of_customer("N2", "call", "C2", "Old call", "First talk.", day=date(2020, 6, 20), author=WU),
    of_customer("S1", "visit", "C5", "拜访静默", "见面。", day=date(2026, 1, 2), author=LI),
)  # fmt: skip
MORE = '[customers]\ncompetitors = ["siemens"]\n'


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened(tmp_path_factory.mktemp("traits"), RECORDS, more=MORE) as application:
        yield application


def traits(company: Application, said: str, asker: str = LI, language: Language = "zh") -> Traits:
    one = the_id(company, said, asker)
    return company.customers.traits(one, access=company.access(asker), language=language)


def classes(one: Traits) -> dict[str, str]:
    return {held.scheme: held.name for held in one.classes}


def signals(one: Traits) -> dict[str, str]:
    return {held.name: held.kind for held in one.signals}


def test_purchases_are_contracts_and_won_deals_without_one(company: Application) -> None:
    one = traits(company, "恒岳")
    assert [(held.record.title, held.value, held.product) for held in one.purchases] == [
        ("HT-1", "5000000", "PLC")
    ]
    assert (one.value, one.pipeline, one.currency) == ("5000000", "800000", "CNY")
    other = traits(company, "Nordvik")
    assert [(held.record.title, held.amount, held.value) for held in other.purchases] == [
        ("Vision", "5000", ""), ("Lines", "10000", "72000"),
    ]  # fmt: skip


def test_a_class_is_that_of_the_first_rule_that_fits(company: Application) -> None:
    assert classes(traits(company, "恒岳"))["rules"] == "key"
    assert classes(traits(company, "Nordvik"))["rules"] == "key"
    assert classes(traits(company, "瑞丰"))["rules"] == "ordinary"
    why = {said: traits(company, said).classes[0].why for said in ("恒岳", "Nordvik", "瑞丰")}
    assert why == {
        "恒岳": "属于合计贡献 80% 成交额的客户",
        "Nordvik": "CRM 等级为 A",
        "瑞丰": "不符合其他类别的规则",
    }
    english = traits(company, "Nordvik", language="en").classes[0]
    assert english.why == "the CRM's tier is A"


def test_value_and_scores_are_told_with_their_figures(company: Application) -> None:
    one = traits(company, "恒岳")
    assert classes(one)["peppers_rogers"] == "most_valuable"
    scores = {held.name: (held.figure, held.score) for held in one.scores}
    assert scores["recency"] == ("121", 4)
    assert scores["monetary"] == ("5000000", 4)
    assert traits(company, "空白公司").scores == ()
    assert classes(traits(company, "空白公司")) == {"rules": "ordinary", "peppers_rogers": ""}


def test_what_customers_like_this_also_bought_is_told_with_the_rows(company: Application) -> None:
    [one] = traits(company, "恒岳").associations
    assert (one.bought, one.also) == ("PLC", "视觉")
    assert {link.title for link in one.own} == {"HT-1"}
    assert {link.title for link in one.others} == {"Vision", "瑞丰视觉"}


def test_signals_speak_for_going_and_for_staying(company: Application) -> None:
    assert signals(traits(company, "恒岳")) == {
        "tickets_rising": "churn",
        "ticket_open_long": "churn",
        "contract_ending": "churn",
        "payment_overdue": "churn",
        "complaint": "churn",
        "deal_stale": "churn",
    }
    assert signals(traits(company, "Nordvik")) == {
        "renewal_talk": "loyalty",
        "praise": "loyalty",
        "bought_again": "loyalty",
        "long_standing": "loyalty",
    }
    assert signals(traits(company, "瑞丰"))["deal_lost"] == "churn"
    assert signals(traits(company, "静默公司")) == {"no_contact": "churn"}
    assert signals(traits(company, "空白公司")) == {}


@pytest.mark.parametrize("said", ["恒岳", "Nordvik", "瑞丰", "静默公司"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_signal_has_the_rows_behind_it(
    company: Application, said: str, language: Language
) -> None:
    access = company.access(LI)
    for signal in traits(company, said, language=language).signals:
        assert signal.records
        assert signal.text
        assert "{" not in signal.text
        for quote in signal.quotes:
            record = company.reads.record(quote.record.record_id, quote.version, access=access)
            assert record.text[quote.start : quote.end] == quote.quote


def test_competitors_are_told_by_name_and_by_the_words_for_them(company: Application) -> None:
    def told(said: str, asker: str = LI) -> list[tuple[str, list[str]]]:
        views = company.customers.competitors(
            the_id(company, said, asker), access=company.access(asker)
        )
        return [(one.name, [quote.quote for quote in one.quotes]) for one in views]

    rival = ("", ["竞争对手上周也来过，报价比较激进。"])
    assert told("恒岳") == [("siemens", ["Siemens 报了三百万。"]), rival]
    assert told("恒岳", QIAN) == [rival]
    [(name, _)] = told("Nordvik")
    assert name == "Bosch Rexroth"
    assert told("空白公司") == []


def test_nothing_hidden_is_counted(company: Application) -> None:
    assert "Siemens" not in str(traits(company, "恒岳", QIAN))


def test_the_settings_set_the_rules(tmp_path: Path) -> None:
    more = (
        "[customers]\nvalue_days = 1\nrates = { NOK = 0.7 }\n"
        'classes = [{ name = "whale", value_at_least = 3000 }, { name = "fry" }]\n'
    )
    with opened(tmp_path, RECORDS, more=more) as application:
        assert classes(traits(application, "恒岳"))["rules"] == "fry"
        assert traits(application, "Nordvik").purchases[0].value == "3500"
