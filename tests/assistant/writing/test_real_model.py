"""The mechanics against a real server of a real, very small model: what it says is nothing to rely on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import open_application
from assistant.settings import load_settings
from assistant.settings_llm import LlmSettings
from assistant.writing.endpoint import ChatEndpoint
from assistant.writing.examining import examine_writer
from assistant.writing.wire import Message
from tests.assistant import company
from tests.assistant.company import LI
from tests.assistant.writing.written import QUESTION, OtherRules, rules
from tests.hash_embedder import HashEmbedder
from tests.language_model.serve import CONTEXT_TOKENS

PATIENT: OtherRules = {"timeout_seconds": 300.0, "short_seconds": 300.0, "max_tokens": 24}
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def model() -> Iterator[str]:
    """Where it is served."""
    command = [sys.executable, "-m", "tests.language_model.serve"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout
        yield f"{server.stdout.readline().strip()}/v1"
        server.kill()


@pytest.fixture
def endpoint(model: str) -> Iterator[ChatEndpoint]:
    opened = ChatEndpoint(rules(model, **PATIENT))
    yield opened
    opened.close()


def test_it_streams_words(endpoint: ChatEndpoint) -> None:
    pieces = list(endpoint.stream([Message("user", "Count from one to five.")]))
    assert len(pieces) > 2
    assert "".join(pieces).strip()


def test_it_counts_what_it_reads(endpoint: ChatEndpoint) -> None:
    reply = endpoint.reply([Message("user", "Say yes. " * 20)], max_tokens=4)
    assert 40 < reply.prompt_tokens < 200
    assert reply.text


@pytest.mark.heavy
def test_a_prompt_beyond_its_window_is_refused_or_found_out(endpoint: ChatEndpoint) -> None:
    found = {one.name: one for one in examine_writer(endpoint, CONTEXT_TOKENS * 4)}
    assert found["language model"].ok
    assert not found["language model: context window"].ok


@pytest.mark.heavy
def test_an_answer_is_written_or_read_and_either_way_cited(model: str, tmp_path: Path) -> None:
    llm = LlmSettings(
        base_url=model, model="smollm2", allow_private=True, context_window=CONTEXT_TOKENS, max_tokens=64, passages=1,
        timeout_seconds=300,
    )  # fmt: skip
    settings = load_settings(company.found(tmp_path)).model_copy(update={"llm": llm})
    with open_application(settings, embedder=HashEmbedder()) as application:
        application.sync()
        answer = application.assistant.ask(QUESTION, access=application.access(LI))
        assert application.writer
        assert application.writer.endpoint.breaker.failures == 0
    assert answer.answered
    assert answer.citations
    assert answer.mode == "writer" or answer.note
    assert all(sentence.citations for sentence in answer.sentences if sentence.supported)
