"""What every table of config.toml has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A table of settings; an unknown key in it is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)
