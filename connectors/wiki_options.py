"""What config.toml says of a wiki."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, NonNegativeInt, PositiveFloat, model_validator

from connectors.audiences import Audience
from connectors.files import matches
from connectors.web_api import checked_address


class WikiRule(BaseModel):
    """Who may read the pages that `title`, a glob, means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    audience: Audience


class WikiOptions(BaseModel):
    """What config.toml says beside the audience. `url` is MediaWiki's api.php, or DokuWiki's front page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    engine: Literal["mediawiki", "dokuwiki"]
    url: str
    user: str = ""
    password_env: str = ""
    namespaces: tuple[NonNegativeInt, ...] = (0,)
    include: tuple[str, ...] = ("**",)
    exclude: tuple[str, ...] = ()
    rules: tuple[WikiRule, ...] = ()
    full_listing_hours: PositiveFloat = 24
    timeout_seconds: PositiveFloat = 60
    allow_private: bool = False

    @model_validator(mode="after")
    def _an_address_and_a_whole_login(self) -> Self:
        checked_address(
            self.url, sends_secrets=bool(self.password_env), allow_private=self.allow_private
        )
        if bool(self.user) != bool(self.password_env):
            raise ValueError("user and password_env belong together")
        return self

    def wants(self, title: str) -> bool:
        return matches(title, self.include) and not matches(title, self.exclude)

    def audience_of(self, title: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """What the last rule that means the title says."""
        deciding = [rule for rule in self.rules if matches(title, (rule.title,))]
        return deciding[-1].audience if deciding else default
