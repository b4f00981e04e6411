"""Opens what the settings name outside: sources with their connectors, and the identity provider."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.accounts.oidc import IdentityProvider, ProviderRules
from assistant.settings import Settings, SourceSettings
from assistant.settings_serving import OidcSettings
from connectors.kinds import connector_of
from connectors.outbound import outbound_client
from connectors.secrets import read_secret
from ingest.pipeline import Source

_PROVIDER_SECONDS = 10
_PROVIDER_BYTES = 1024 * 1024


def configured_sources(settings: Settings) -> tuple[Source, ...]:
    """The sources of config.toml, each with its connector; SettingsError for one that is ill stated."""
    return tuple(configured_source(source, settings) for source in settings.sources)


def configured_source(source: SourceSettings, settings: Settings) -> Source:
    """One of them, with its connector."""
    domains = settings.company.domains
    connector = connector_of(
        source.kind,
        source.name,
        source.options,
        source.path,
        source.audience,
        ZoneInfo(settings.company.timezone),
        domains,
    )
    return Source(source.name, source.kind, connector, domains)


def watched_folders(settings: Settings) -> dict[str, Path]:
    """The sources that are read as soon as anything in them changes, and where each lies."""
    return {
        source.name: source.path
        for source in settings.sources
        if source.kind == "folder" and source.path and source.options.get("watch") is True
    }


def identity_provider(settings: OidcSettings, now: Callable[[], datetime]) -> IdentityProvider:
    """The identity provider that the settings name; SettingsError where its secret is not set."""
    variable = settings.client_secret_env
    secret = read_secret(variable, key="[sign_in.oidc] client_secret_env") if variable else ""
    client = outbound_client(
        allow_private=settings.allow_private,
        timeout_seconds=_PROVIDER_SECONDS,
        limit_bytes=_PROVIDER_BYTES,
    )
    rules = ProviderRules(
        settings.issuer,
        settings.client_id,
        secret,
        settings.email_claim,
        settings.verified_only,
    )
    return IdentityProvider(rules, client, now)
