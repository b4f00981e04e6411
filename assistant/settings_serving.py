"""The part of config.toml about serving: where, to whom, and what is written down of it."""

from __future__ import annotations

import ipaddress
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from assistant.settings_table import Table


def is_loopback(host: str) -> bool:
    """Whether only this machine itself reaches it."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def origin(url: str) -> str:
    parts = urlsplit(url)
    sound = parts.hostname and not (parts.path.strip("/") or parts.query or parts.fragment)
    tls = parts.scheme == "https"
    if not sound or "@" in parts.netloc or not (tls or is_loopback(parts.hostname or "")):
        raise ValueError(f"{url!r} is no address to serve at: write https://NAME, without a path")
    # As a browser says it, which leaves the usual port out.
    return f"{parts.scheme}://{parts.netloc}".lower().removesuffix(":443" if tls else ":80")


class ServerSettings(Table):
    """Where the page is served. Beyond this machine it is reached at `public_url`, by way of a proxy that
    speaks TLS; `proxies` are those whose word on where a request came from is taken."""

    host: str = "127.0.0.1"
    port: int = Field(default=8321, ge=1, le=65535)
    public_url: Annotated[str, AfterValidator(origin)] | None = None
    proxies: tuple[str, ...] = ()
    concurrent_asks: int = Field(default=8, ge=1)
    concurrent_asks_each: int = Field(default=3, ge=1)
    concurrent_pages: int = Field(default=24, ge=1)
    concurrent_pages_each: int = Field(default=8, ge=1)

    @model_validator(mode="after")
    def _is_reached_by_tls_alone(self) -> ServerSettings:
        if not is_loopback(self.host) and self.public_url is None:
            raise ValueError(
                f"{self.host!r} is not a loopback address: passwords would travel in the clear. Put a "
                'proxy that speaks TLS before Zhike, and write public_url = "https://..."'
            )
        return self


class OidcSettings(Table):
    """The company's identity provider. `issuer` is what it calls itself; `client_secret_env` names the
    environment variable with our secret there, and is left out for a public client."""

    issuer: str
    client_id: str
    client_secret_env: str = ""
    email_claim: str = "email"
    verified_only: bool = True
    allow_private: bool = False

    @model_validator(mode="after")
    def _is_asked_by_tls(self) -> OidcSettings:
        parts = urlsplit(self.issuer)
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            raise ValueError(f"issuer = {self.issuer!r} must begin with https://")
        return self


class SignInSettings(Table):
    """How people sign in, and for how long."""

    password: bool = True
    attempts: int = Field(default=10, ge=1)
    idle_hours: float = Field(default=12, gt=0)
    longest_days: float = Field(default=14, gt=0)
    invited_days: float = Field(default=7, gt=0)
    oidc: OidcSettings | None = None

    @model_validator(mode="after")
    def _has_a_way_in(self) -> SignInSettings:
        if not self.password and self.oidc is None:
            raise ValueError("nobody could sign in: allow passwords, or name a provider under oidc")
        return self


class AuditSettings(Table):
    """How long the audit log is kept, and the environment variable with the key that signs it."""

    keep_days: float = Field(default=730, gt=0)
    key_env: str = ""
