"""The writer against a real server of a real, very small model: what it says is nothing to rely on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import DoneEvent, SentenceEvent
from assistant.bootstrap import open_application
from assistant.settings import load_settings
from assistant.settings_llm import LlmSettings
from assistant.writing.endpoint import ChatEndpoint
from assistant.writing.examining import examine_writer
from assistant.writing.wire import Message
from tests.assistant import company
from tests.assistant.company import FACT, LI
from tests.assistant.writing.written import QUESTION, OtherRules, quoted_rightly, rules
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
        text=True,
    ) as server:
        assert server.stdout
        address = server.stdout.readline().strip()
        if not address:
            raise OSError("the language model is not served; what it says stands above")
        yield f"{address}/v1"
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
def test_what_it_writes_is_shown_and_checked_and_what_is_not_borne_out_never_stands(
    model: str, tmp_path: Path
) -> None:
    """So small a model may write the very sentence of the passage, and cites none: then the reader answers."""
    llm = LlmSettings(
        base_url=model, model="smollm2", allow_private=True, context_window=CONTEXT_TOKENS, max_tokens=64, passages=1,
        timeout_seconds=300,
    )  # fmt: skip
    settings = load_settings(company.found(tmp_path)).model_copy(update={"llm": llm})
    with open_application(settings, embedder=HashEmbedder()) as application:
        application.sync()
        events = list(application.reads.stream(QUESTION, access=application.access(LI)))
        assert isinstance(events[-1], DoneEvent)
        answer = events[-1].answer
        assert quoted_rightly(application, answer, LI)
        assert application.writer
        assert application.writer.endpoint.breaker.failures == 0
    written = [event.sentence for event in events if isinstance(event, SentenceEvent)]
    assert any(sentence.text.strip() for sentence in written)
    assert all(sentence.citations for sentence in written if sentence.supported)
    stands = any(sentence.supported for sentence in written)
    assert answer.mode == ("writer" if stands else "reader")
    assert stands or "语言模型写的内容没有得到资料证实" in answer.note
    assert answer.answered
    assert stands or FACT in {one.quote for one in answer.citations}
