"""What customers are worth beside each other: recency, frequency, money, and the classes made of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from assistant.customers.purchases import Purchase, Trade

BEST = 5


@dataclass(frozen=True, slots=True)
class Worth:
    """One customer's figures: days since the last purchase (None for who never bought), purchases and
    their value within the time looked at, open deals, and margin less the cost of serving them."""

    recency_days: int | None
    frequency: int
    value: Decimal
    pipeline: Decimal
    net: Decimal


def worth_of_all(
    trade: Trade,
    costs: Mapping[str, Decimal],
    margin: Decimal,
    today: date,
    days: int,
) -> dict[str, Worth]:
    """Customer -> figures, of whoever bought, was offered something, or cost something. What is without a
    sum, or in a currency without a rate, counts as a purchase of no value."""
    since = today - timedelta(days=days)
    return {
        one: _worth(
            trade.purchases.get(one, ()),
            trade.pipeline.get(one, ()),
            costs.get(one, Decimal()),
            margin,
            since,
            today,
        )
        for one in {*trade.purchases, *trade.pipeline, *costs}
    }


def _worth(
    purchases: Sequence[Purchase],
    pipeline: Sequence[Purchase],
    cost: Decimal,
    margin: Decimal,
    since: date,
    today: date,
) -> Worth:
    past = [one for one in purchases if one.day is None or one.day <= today]
    days = [one.day for one in past if one.day]
    recent = [one for one in past if one.day and one.day >= since]
    value = sum((one.value for one in recent if one.value), Decimal())
    return Worth(
        (today - max(days)).days if days else None,
        len(recent),
        value,
        sum((one.value for one in pipeline if one.value), Decimal()),
        value * margin - cost,
    )


def quintile(own: Decimal, others: Collection[Decimal]) -> int:
    """1 + floor(5 * share of all who are strictly below), at most 5; who are equal score equal.

    Recency, frequency and monetary value in quintiles: Hughes, Strategic Database Marketing (1994).
    `others` are all customers' figures, this one's among them.
    """
    if not others:
        return 1
    below = sum(1 for one in others if one < own)
    return min(BEST, 1 + BEST * below // len(others))


def rfm_scores(customer_id: str, worth: Mapping[str, Worth]) -> tuple[int, int, int]:
    """Recency, frequency and monetary quintiles among all who ever bought; zeros for who never did."""
    own = worth.get(customer_id)
    if own is None or own.recency_days is None:
        return (0, 0, 0)
    buyers = [one for one in worth.values() if one.recency_days is not None]
    return (
        quintile(Decimal(-own.recency_days), [Decimal(-(one.recency_days or 0)) for one in buyers]),
        quintile(Decimal(own.frequency), [Decimal(one.frequency) for one in buyers]),
        quintile(own.value, [one.value for one in buyers]),
    )


def brings_share(customer_id: str, worth: Mapping[str, Worth], share: float) -> bool:
    """Whether a customer is among the fewest who together bring at least this share of all value: the A
    group of an ABC analysis (Dickie, 1951). Who are equal are in or out together."""
    own = worth[customer_id].value if customer_id in worth else Decimal()
    total = sum((one.value for one in worth.values()), Decimal())
    if own <= 0 or total <= 0:
        return False
    above = sum((one.value for one in worth.values() if one.value > own), Decimal())
    return above < total * Decimal(str(share))


def peppers_rogers(customer_id: str, worth: Mapping[str, Worth], share: float) -> str:
    """most_valuable, most_growable, below_zero, or none of them: the classes of Peppers and Rogers (The One
    to One Future, 1993; Managing Customer Relationships, 2004).

    Most valuable: among the best `share` of those with a net value above zero, by it. Most growable: not
    that, and open deals exceed what was bought, among the best `share` of those with open deals, by them.
    Below zero: bought once, costs more than it brings, and nothing is on offer.
    """
    own = worth.get(customer_id)
    if own is None:
        return ""
    if own.net > 0 and _is_among_best(own.net, [one.net for one in worth.values()], share):
        return "most_valuable"
    offers = [one.pipeline for one in worth.values()]
    if own.pipeline > own.value and _is_among_best(own.pipeline, offers, share):
        return "most_growable"
    if own.recency_days is not None and own.net < 0 and not own.pipeline:
        return "below_zero"
    return ""


def _is_among_best(own: Decimal, figures: Collection[Decimal], share: float) -> bool:
    """Among the best `share`, rounded up, of the figures above zero."""
    above_zero = [one for one in figures if one > 0]
    better = sum(1 for one in above_zero if one > own)
    return better < ceil(len(above_zero) * share)
