"""What config.toml says of customers: how their deals end, and what they are judged by."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from assistant.settings_table import Table

Positive = Annotated[float, Field(gt=0)]
Cost = Annotated[float, Field(ge=0)]


Costly = Literal["visit", "call", "meeting", "ticket"]


def _rates() -> dict[str, Positive]:
    return {"USD": 7.2, "EUR": 7.8}


def _costs() -> dict[Costly, Cost]:
    return {"visit": 1500, "call": 200, "meeting": 1000, "ticket": 2000}


class ClassRule(Table):
    """A class and what must hold for it, all that is said: the CRM's tier is one of `tiers`; the customer is
    among the fewest who together bring `value_share` of all value; bought for, or is offered, so much."""

    name: str = Field(min_length=1, max_length=40)
    tiers: tuple[str, ...] = ()
    value_share: float | None = Field(default=None, gt=0, le=1)
    value_at_least: float | None = Field(default=None, ge=0)
    pipeline_at_least: float | None = Field(default=None, ge=0)


class CustomerSettings(Table):
    """How customers' records are read: in which currency sums are where none is said, and which stages of a
    deal mean that it is won, or lost; every other is open. What was promised counts as open for
    `promise_days` behind its day, or behind the day it was said where it has none; records older than
    `look_back_days` are not read for promises.

    What customers are judged by: `rates`, what one of another currency is worth in ours; `value_days` of
    purchases that count, and `stale_deal_days` until an open deal past its expected close does no more;
    `margin`, the share of a sum that is earned; `costs` of one visit, call, meeting
    or ticket; `best_share`, who of all is among the most valuable or growable; `classes`, the rules, of
    which the first that fits gives the class; `competitors`, by name.
    """

    promise_days: int = Field(default=60, ge=0, le=3650)
    look_back_days: int = Field(default=365, ge=1, le=3650)
    currency: str = "CNY"
    won_stages: tuple[str, ...] = (
        "won",
        "closed won",
        "赢单",
        "已赢单",
        "成交",
        "已成交",
        "审批签约",
        "日常维护",
    )
    lost_stages: tuple[str, ...] = (
        "lost",
        "closed lost",
        "disqualified",
        "abandoned",
        "输单",
        "丢单",
        "失单",
        "终止合作",
    )
    rates: dict[str, Positive] = Field(default_factory=_rates)
    value_days: int = Field(default=1095, ge=1, le=36500)
    stale_deal_days: int = Field(default=180, ge=0, le=36500)
    margin: float = Field(default=0.3, ge=0, le=1)
    costs: dict[Costly, Cost] = Field(default_factory=_costs)
    best_share: float = Field(default=0.2, gt=0, le=1)
    classes: tuple[ClassRule, ...] = (
        ClassRule(name="key", value_share=0.8),
        ClassRule(name="key", tiers=("A",)),
        ClassRule(name="potential", pipeline_at_least=1),
        ClassRule(name="ordinary"),
    )
    competitors: tuple[str, ...] = ()
