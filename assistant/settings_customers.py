"""What config.toml says of customers: how their deals end, and what they are judged by."""

from __future__ import annotations

from pydantic import Field

from assistant.settings_table import Table


class CustomerSettings(Table):
    """How customers' records are read: in which currency sums are where none is said, and which stages of a
    deal mean that it is won, or lost; every other is open. What was promised counts as open for
    `promise_days` behind its day, or behind the day it was said where it has none; records older than
    `look_back_days` are not read for promises."""

    promise_days: int = Field(default=60, ge=0, le=3650)
    look_back_days: int = Field(default=400, ge=1, le=3650)
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
