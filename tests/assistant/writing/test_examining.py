"""What the doctor finds of a language model."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from assistant.api.app import create_app
from assistant.commands.keeping import Doctor
from assistant.writing.examining import examine_writer
from eval.scripted_endpoint import Answered, Asked, Script, failing, said, whole
from tests.assistant.company import LI
from tests.assistant.writing.written import QUESTION, asked_endpoint, written_company


def served(*, window: int = 100_000, tools: bool = True, step: int = 4) -> Script:
    def script(asked: Asked) -> Answered:
        if asked.body.get("stream"):
            return said(asked, "one two three four five", step=step)
        if asked.body.get("tools"):
            return whole(calls=[("note_number", '{"number": 42}')] if tools else ())
        return whole("noon", prompt_tokens=min(window, len(asked.text.split())))

    return script


def findings(script: Script) -> dict[str, tuple[bool, str]]:
    with asked_endpoint(script) as (endpoint, *_):
        return {one.name: (one.ok, one.message) for one in examine_writer(endpoint, 6000)}


def test_an_endpoint_that_does_everything_is_well() -> None:
    found = findings(served())
    assert all(ok for ok, _ in found.values())
    assert "streams" in found["language model"][1]
    assert found["language model: tool calls"][1] == "calls tools"


def test_a_server_that_cuts_prompts_without_a_word_is_found_out() -> None:
    ok, message = findings(served(window=2048))["language model: context window"]
    assert not ok
    assert "2048" in message


def test_one_that_calls_no_tools_is_told_and_is_no_failure() -> None:
    assert findings(served(tools=False))["language model: tool calls"] == (
        True,
        "calls no tools; questions to count are understood without it",
    )


def test_one_that_answers_in_one_piece_is_told() -> None:
    assert "in one piece" in findings(served(step=1000))["language model"][1]


def test_of_one_that_is_down_nothing_more_is_asked() -> None:
    found = findings(lambda _: failing(401))
    assert list(found) == ["language model"]
    assert "check the key" in found["language model"][1]


def test_the_doctor_and_health_tell_that_it_rests(tmp_path: Path) -> None:
    with written_company(tmp_path, lambda _: failing(500), failures=1) as (application, _):
        client = TestClient(create_app(application), base_url="http://127.0.0.1")
        assert client.get("/api/health").json() == {"status": "ok", "writer": "ready"}
        application.assistant.ask(QUESTION, access=application.access(LI))
        assert client.get("/api/health").json() == {"status": "ok", "writer": "resting"}
        diagnosis = Doctor().run(application, lambda *_: None)
    found = {check.name: check for check in diagnosis.checks}
    assert not found["language model"].ok
    assert "left alone" in found["language model"].message
