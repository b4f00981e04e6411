"""Scores and classes, held against numbers worked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from assistant.answers import RecordLink
from assistant.customers.associations import associations_for
from assistant.customers.purchases import Money, Purchase, Trade
from assistant.customers.scoring import (
    Worth,
    brings_share,
    peppers_rogers,
    quintile,
    rfm_scores,
    worth_of_all,
)

TODAY = date(2026, 6, 30)


def bought(value: int | None, days_ago: int, product: str = "") -> Purchase:
    day = TODAY - timedelta(days=days_ago)
    amount = None if value is None else Decimal(value)
    name = f"{product} {value} {days_ago}"
    return Purchase(RecordLink(name, name), day, amount, "CNY", amount, product)


def worth(value: int, net: int = 0, pipeline: int = 0, days: int | None = 10) -> Worth:
    return Worth(days, 1, Decimal(value), Decimal(pipeline), Decimal(net))


@pytest.mark.parametrize(
    ("own", "others", "score"),
    [
        (1, [1, 2, 3, 4, 5], 1),
        (2, [1, 2, 3, 4, 5], 2),
        (5, [1, 2, 3, 4, 5], 5),
        (7, [7], 1),
        (3, [3, 3, 3], 1),
        (2, [1, 1, 1, 2], 4),
        (10, list(range(1, 11)), 5),
        (9, list(range(1, 11)), 5),
        (8, list(range(1, 11)), 4),
        (1, [], 1),
    ],
)
def test_a_quintile_is_by_how_many_are_below(own: int, others: list[int], score: int) -> None:
    assert quintile(Decimal(own), [Decimal(one) for one in others]) == score


def test_recency_frequency_and_money_are_scored_among_buyers() -> None:
    trade = Trade(
        {
            "a": [bought(100, 5), bought(100, 50)],
            "b": [bought(300, 100)],
            "c": [bought(50, 2000)],
            "d": [bought(None, 20)],
        },
        {"e": [bought(500, -30)]},
        frozenset(),
    )
    held = worth_of_all(trade, {"a": Decimal(10)}, Decimal("0.5"), TODAY, 365)
    assert held["a"] == Worth(5, 2, Decimal(200), Decimal(0), Decimal(90))
    assert held["c"] == Worth(2000, 0, Decimal(0), Decimal(0), Decimal(0))
    assert held["e"].recency_days is None
    # Of four buyers: a bought last (three are below: 1 + 15 // 4), most often, and for the second most.
    assert rfm_scores("a", held) == (4, 4, 3)
    assert rfm_scores("c", held) == (1, 1, 1)
    assert rfm_scores("e", held) == (0, 0, 0)
    assert rfm_scores("nobody", held) == (0, 0, 0)


def test_what_is_bought_in_the_future_counts_for_nothing_yet() -> None:
    held = worth_of_all(
        Trade({"a": [bought(100, -5)]}, {}, frozenset()), {}, Decimal(1), TODAY, 365
    )
    assert held["a"].recency_days is None
    assert held["a"].value == 0


def test_the_fewest_who_bring_a_share_are_told() -> None:
    held = {"a": worth(60), "b": worth(25), "c": worth(15), "d": worth(0)}
    assert [one for one in held if brings_share(one, held, 0.8)] == ["a", "b"]
    assert [one for one in held if brings_share(one, held, 0.6)] == ["a"]
    assert [one for one in held if brings_share(one, held, 1)] == ["a", "b", "c"]
    assert not brings_share("a", {}, 0.8)
    alike = {"a": worth(50), "b": worth(50)}
    assert [one for one in alike if brings_share(one, alike, 0.5)] == ["a", "b"]


def test_the_classes_of_peppers_and_rogers() -> None:
    held = {
        "best": worth(900, net=300),
        "good": worth(500, net=100),
        "growing": worth(100, net=20, pipeline=800),
        "hoping": worth(0, net=0, pipeline=100, days=None),
        "costly": worth(50, net=-40),
        "courted": worth(50, net=-40, pipeline=10),
        "visited": worth(0, net=-40, days=None),
    }
    assert {one: peppers_rogers(one, held, 0.2) for one in held} == {
        "best": "most_valuable",
        "good": "",
        "growing": "most_growable",
        "hoping": "",
        "costly": "below_zero",
        "courted": "",
        "visited": "",
    }
    assert peppers_rogers("nobody", held, 0.2) == ""


def test_money_of_another_currency_is_worth_its_rate() -> None:
    money = Money("CNY", {"USD": Decimal("7.2")})
    assert money.value(Decimal(100), "USD") == Decimal(720)
    assert money.value(Decimal(100), "CNY") == Decimal(100)
    assert money.value(Decimal(100), "NOK") is None
    assert money.value(None, "USD") is None


def test_what_customers_like_this_also_bought() -> None:
    purchases = {
        "own": [bought(1, 1, "PLC")],
        "a": [bought(1, 2, "plc"), bought(1, 3, "Vision")],
        "b": [bought(1, 4, "PLC"), bought(1, 5, "Vision"), bought(1, 6, "Drive")],
        "c": [bought(1, 7, "PLC")],
        "d": [bought(1, 8, "Drive")],
        "e": [bought(1, 9)],
    }
    [one] = associations_for("own", purchases, least=2)
    assert (one.bought, one.also) == ("PLC", "Vision")
    # Of five buyers with a product two have both; of the four with a PLC two have Vision, of all five two.
    assert one.support == pytest.approx(2 / 5)
    assert one.confidence == pytest.approx(2 / 4)
    assert one.lift == pytest.approx((2 / 4) / (2 / 5))
    assert {link.record_id for link in one.others} == {"Vision 1 3", "Vision 1 5"}
    assert {link.record_id for link in one.own} == {"PLC 1 1"}


@pytest.mark.parametrize("customer", ["nobody", "e", "d"])
def test_who_bought_nothing_alike_is_told_nothing(customer: str) -> None:
    purchases = {"d": [bought(1, 8, "Drive")], "e": [bought(1, 9)], "f": [bought(1, 9, "PLC")]}
    assert associations_for(customer, purchases, least=1) == ()
