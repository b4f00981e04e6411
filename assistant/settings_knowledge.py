"""What config.toml says of the knowledge map: when something grows, is stale, is missing, or hangs on one person."""

from __future__ import annotations

from pydantic import Field

from assistant.settings_table import Table


class KnowledgeSettings(Table):
    """Periods are in days, shares between 0 and 1. What fewer than five people asked is nobody else's
    business, so `gap_people` is never less."""

    period_days: int = Field(default=180, ge=1)
    stale_days: int = Field(default=365, ge=1)
    gap_people: int = Field(default=5, ge=5)
    gap_days: int = Field(default=365, ge=1)
    single_records: int = Field(default=5, ge=1)
    single_share: float = Field(default=0.7, gt=0, le=1)
    single_other: float = Field(default=0.25, ge=0, le=1)
    rising: float = Field(default=1.5, gt=1)
    rising_records: int = Field(default=3, ge=1)
