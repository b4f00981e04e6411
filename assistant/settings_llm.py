"""The part of config.toml about a language model that writes answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from assistant.settings_table import Table
from connectors.web_api import checked_address


class LlmSettings(Table):
    """An endpoint that speaks OpenAI's chat API, below `base_url`; without the table none is asked.

    `api_key_env` names the environment variable with our key there. `allow_private` lets the address be
    this machine's or of the own network. `timeout_seconds` is for a whole answer, to its last word;
    `short_seconds` for the short calls before it (a follow-up, a query). After `failures` in a row the
    endpoint is left alone for `rest_seconds`.
    """

    base_url: str
    model: Annotated[str, StringConstraints(min_length=1)]
    api_key_env: str = ""
    allow_private: bool = False
    context_window: int = Field(default=8192, ge=1024)
    max_tokens: int = Field(default=800, ge=64)
    temperature: float = Field(default=0.0, ge=0, le=2)
    passages: int = Field(default=12, ge=1, le=60)
    timeout_seconds: float = Field(default=60, gt=0, le=600)
    short_seconds: float = Field(default=8, gt=0, le=60)
    retries: int = Field(default=2, ge=0, le=5)
    failures: int = Field(default=3, ge=1)
    rest_seconds: float = Field(default=60, gt=0)

    @model_validator(mode="after")
    def _is_an_address_and_leaves_room(self) -> LlmSettings:
        try:
            # What is sent are the company's records, which are no less secret than a key.
            checked_address(self.base_url, sends_secrets=True, allow_private=self.allow_private)
        except ValueError as error:
            raise ValueError(f"base_{error}") from error
        if self.max_tokens * 2 > self.context_window:
            raise ValueError(
                f"max_tokens = {self.max_tokens} leaves too little of context_window = "
                f"{self.context_window} for what is read; take at most half"
            )
        return self
