"""The small company with a writer whose endpoint follows a script."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypedDict, Unpack

from assistant.answers import Answer
from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from assistant.settings_llm import LlmSettings
from assistant.writing.endpoint import ChatEndpoint, EndpointRules
from eval.scripted_endpoint import Script, ScriptedEndpoint
from ingest.catalog.visible import visible
from tests.assistant import company
from tests.hash_embedder import HashEmbedder
from tests.waiting import PATIENCE_SECONDS

QUESTION = "恒岳电气二期的终验收日期是哪天？"


@contextmanager
def written_company(
    folder: Path, script: Script, **changes: object
) -> Iterator[tuple[Application, ScriptedEndpoint]]:
    """The company, read and open, and the endpoint that it asks."""
    with ScriptedEndpoint(script) as endpoint:
        llm = LlmSettings.model_validate(
            {
                "base_url": endpoint.url,
                "model": "scripted",
                "allow_private": True,
                "retries": 0,
                "short_seconds": 60,
            }
            | changes
        )
        settings = load_settings(company.found(folder)).model_copy(update={"llm": llm})
        with open_application(settings, embedder=HashEmbedder()) as application:
            application.sync()
            yield application, endpoint


class OtherRules(TypedDict, total=False):
    """What a test may want otherwise than `rules` has it."""

    allow_private: bool
    max_tokens: int
    timeout_seconds: float
    short_seconds: float
    retries: int
    failures: int


def rules(url: str, **others: Unpack[OtherRules]) -> EndpointRules:
    """Rules for tests; only those of time itself wait for less."""
    quick = EndpointRules(
        base_url=url,
        model="scripted",
        key="k-123",
        allow_private=True,
        max_tokens=100,
        temperature=0.0,
        timeout_seconds=PATIENCE_SECONDS,
        short_seconds=PATIENCE_SECONDS,
        retries=2,
        failures=3,
        rest_seconds=60.0,
    )
    return replace(quick, **others)


@contextmanager
def asked_endpoint(
    script: Script, **others: Unpack[OtherRules]
) -> Iterator[tuple[ChatEndpoint, ScriptedEndpoint, list[float], list[float]]]:
    """An endpoint, what it asks, the pauses it makes, and its clock, which the test may set forward."""
    pauses: list[float] = []
    ahead = [0.0]
    with ScriptedEndpoint(script) as server:
        endpoint = ChatEndpoint(
            rules(server.url, **others),
            pause=pauses.append,
            clock=lambda: time.monotonic() + ahead[0],
        )
        yield endpoint, server, pauses, ahead
        endpoint.close()


def quoted_rightly(application: Application, answer: Answer, email: str) -> bool:
    """Whether each citation stands in its record as it is quoted, for who may read that."""
    seen = visible(access=application.access(email))
    with application.store.catalog.reading() as connection:
        texts = dict(
            connection.execute(
                seen.records.select().with_only_columns(
                    seen.records.c.record_id, seen.records.c.text
                )
            ).all()
        )
    return all(texts[one.record_id][one.start : one.end] == one.quote for one in answer.citations)
