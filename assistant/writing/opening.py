"""Opens the writer that the settings describe."""

from __future__ import annotations

from assistant.settings_llm import LlmSettings
from assistant.writing.endpoint import ChatEndpoint, EndpointRules
from assistant.writing.writer import Writer, WriterLimits
from connectors.secrets import read_secret
from ingest.store import Store


def open_writer(settings: LlmSettings, store: Store) -> Writer:
    """A writer by the endpoint named; nothing is asked of it yet. SettingsError where its key is not set."""
    variable = settings.api_key_env
    rules = EndpointRules(
        base_url=settings.base_url,
        model=settings.model,
        key=read_secret(variable, key="[llm] api_key_env") if variable else "",
        allow_private=settings.allow_private,
        max_tokens=settings.max_tokens,
        temperature=settings.temperature,
        timeout_seconds=settings.timeout_seconds,
        short_seconds=settings.short_seconds,
        retries=settings.retries,
        failures=settings.failures,
        rest_seconds=settings.rest_seconds,
    )
    room = settings.context_window - settings.max_tokens
    return Writer(store, ChatEndpoint(rules), WriterLimits(settings.passages, room))
