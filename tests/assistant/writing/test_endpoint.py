"""Calls to the language model, against a real server that answers as badly as a script says."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest

from assistant.writing.endpoint import ChatEndpoint
from assistant.writing.wire import Message, Tool
from eval.scripted_endpoint import Answered, Asked, failing, said, streamed, whole
from ingest.errors import PermanentError, TransientError
from tests.assistant.writing.written import asked_endpoint, rules

HELLO = (Message("user", "hello"),)


def test_a_stream_gives_the_text_piece_by_piece() -> None:
    with asked_endpoint(lambda asked: said(asked, "二期于 8 月验收。", step=2)) as (
        endpoint,
        server,
        *_,
    ):
        pieces = list(endpoint.stream(HELLO))
    assert "".join(pieces) == "二期于 8 月验收。"
    assert len(pieces) > 2
    assert server.asked[0].path == "/v1/chat/completions"
    assert server.asked[0].headers["Authorization"] == "Bearer k-123"
    assert server.asked[0].body["temperature"] == 0.0


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "é验"])
@pytest.mark.parametrize("kind", ["text/event-stream", "text/event-stream; charset=rot13"])
def test_a_sign_that_may_stand_raw_in_json_ends_no_line(sign: str, kind: str) -> None:
    data = json.dumps({"choices": [{"delta": {"content": "sign"}, "finish_reason": "stop"}]})
    raw = f"data: {data}\r\n\r\n".replace("sign", f"a{sign}b").encode()
    pieces = [raw[at : at + 1] for at in range(len(raw))]
    with asked_endpoint(lambda _: Answered(pieces, kind=kind)) as (endpoint, *_):
        assert list(endpoint.stream(HELLO)) == [f"a{sign}b"]


def test_what_is_too_busy_is_asked_again_after_a_growing_pause() -> None:
    answers = iter([failing(429, Retry_After="3"), failing(503)])
    with asked_endpoint(lambda asked: next(answers, said(asked, "here"))) as (
        endpoint,
        _,
        pauses,
        _ahead,
    ):
        assert list(endpoint.stream(HELLO)) == ["here"]
    assert pauses == [3.0, 1.0]


def test_retries_come_to_an_end() -> None:
    with (
        asked_endpoint(lambda _: failing(500)) as (endpoint, server, pauses, _),
        pytest.raises(TransientError, match="status 500"),
    ):
        list(endpoint.stream(HELLO))
    assert len(server.asked) == 3
    assert len(pauses) == 2


@pytest.mark.parametrize(
    ("status", "words"), [(401, "check the key"), (404, "check base_url"), (400, "400")]
)
def test_what_is_refused_is_not_asked_again(status: int, words: str) -> None:
    with (
        asked_endpoint(lambda _: failing(status)) as (endpoint, server, *_),
        pytest.raises(PermanentError, match=words),
    ):
        list(endpoint.stream(HELLO))
    assert len(server.asked) == 1


def test_a_redirect_is_not_followed_with_the_key() -> None:
    with (
        asked_endpoint(lambda _: failing(307, Location="http://127.0.0.1:9/v1")) as (
            endpoint,
            server,
            *_,
        ),
        pytest.raises(PermanentError, match="status 307"),
    ):
        list(endpoint.stream(HELLO))
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        Answered([b"<html>login</html>"], kind="text/html"),
        Answered([b"data: {not json}\n\n"], kind="text/event-stream"),
        Answered(
            [b'data: {"choices": [{"delta": {"content": ["a"]}}]}\n\n'], kind="text/event-stream"
        ),
        Answered(
            [b'data: {"error": {"message": "context too long"}}\n\n'], kind="text/event-stream"
        ),
        Answered([b"data: " + b"[" * 100_000 + b"\n\n"], kind="text/event-stream"),
        Answered([b'{"choices": []}']),
    ],
    ids=["html", "no-json", "wrong-shape", "error-within", "deep", "not-streamed"],
)
def test_what_is_no_chat_completion_is_said_to_be_none(answer: Answered) -> None:
    with asked_endpoint(lambda _: answer) as (endpoint, server, *_), pytest.raises(PermanentError):
        list(endpoint.stream(HELLO))
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [streamed("half a", finish=False), streamed("half a", finish=False, cut=True)],
    ids=["ends-early", "connection-lost"],
)
def test_an_answer_that_breaks_off_is_told_from_a_whole_one(answer: Answered) -> None:
    with asked_endpoint(lambda _: answer) as (endpoint, server, *_):
        pieces = endpoint.stream(HELLO)
        assert next(pieces) == "half a"
        with pytest.raises(TransientError):
            next(pieces)
    assert len(server.asked) == 1


def test_a_server_that_keeps_us_waiting_word_by_word_is_given_up_in_time() -> None:
    came_to_its_end: list[bool] = []

    def slowly(_: Asked) -> Answered:
        def pieces() -> Iterator[bytes]:
            for _ in range(600):
                time.sleep(0.1)
                yield b": wait\n\n"
            came_to_its_end.append(True)

        return Answered(pieces(), kind="text/event-stream")

    with asked_endpoint(slowly, timeout_seconds=0.5) as (endpoint, server, pauses, _):
        with pytest.raises(TransientError, match="too long"):
            list(endpoint.stream(HELLO))
        assert not came_to_its_end
    assert len(server.asked) == 1
    assert pauses == []


def test_after_failures_in_a_row_it_is_left_alone_and_then_tried_once() -> None:
    down = [True]
    with asked_endpoint(
        lambda asked: failing(500) if down[0] else said(asked, "up"), retries=0, failures=2
    ) as (endpoint, server, _, ahead):
        for _ in range(2):
            with pytest.raises(TransientError):
                list(endpoint.stream(HELLO))
        assert endpoint.breaker.state == "open"
        with pytest.raises(TransientError, match="left alone"):
            list(endpoint.stream(HELLO))
        assert len(server.asked) == 2
        ahead[0] = 61.0
        assert endpoint.breaker.state == "half-open"
        with pytest.raises(TransientError, match="status 500"):
            list(endpoint.stream(HELLO))
        assert endpoint.breaker.state == "open"
        ahead[0] = 122.0
        down[0] = False
        assert list(endpoint.stream(HELLO)) == ["up"]
        assert endpoint.breaker.state == "closed"


@pytest.mark.parametrize(
    "answer",
    [
        failing(400),
        failing(413),
        failing(422),
        Answered(
            [b'data: {"choices": [{"delta": {}, "finish_reason": "content_filter"}]}\n\n'],
            kind="text/event-stream",
        ),
        Answered([b'data: {"error": {"code": "too_long"}}\n\n'], kind="text/event-stream"),
    ],
    ids=["refused", "too-large", "not-taken", "filtered", "error-within"],
)
def test_what_one_question_is_refused_for_keeps_no_other_from_it(answer: Answered) -> None:
    refuses = [True]
    with asked_endpoint(lambda asked: answer if refuses[0] else said(asked, "up"), failures=1) as (
        endpoint,
        *_,
    ):
        with pytest.raises(PermanentError):
            list(endpoint.stream(HELLO))
        assert endpoint.breaker.state == "closed"
        refuses[0] = False
        assert list(endpoint.stream(HELLO)) == ["up"]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"message": "too long: 王强的年薪", "code": "context_length"}, "context_length"),
        ({"message": "too long: 王强的年薪", "code": 400, "type": "王强的年薪"}, "400"),
        ("too long: 王强的年薪", "no kind"),
        ({"type": "王强的年薪 " * 99}, "no kind"),
    ],
)
def test_an_error_that_quotes_what_was_sent_is_logged_by_its_kind_alone(
    error: object, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    body = json.dumps({"error": error}).encode()
    with (
        asked_endpoint(lambda _: Answered([body])) as (endpoint, *_),
        pytest.raises(PermanentError, match=kind) as raised,
    ):
        endpoint.reply(HELLO, max_tokens=5)
    assert kind in caplog.text
    assert "王强" not in caplog.text + str(raised.value)


def test_whoever_leaves_in_the_midst_says_nothing_about_the_endpoint() -> None:
    with asked_endpoint(lambda asked: said(asked, "a long answer", step=1), failures=1) as (
        endpoint,
        *_,
    ):
        pieces = endpoint.stream(HELLO)
        next(pieces)
        pieces.close()
        assert endpoint.breaker.state == "closed"


def test_one_that_spoke_when_it_was_tried_again_is_well_though_nobody_heard_it_out() -> None:
    down = [True]
    with asked_endpoint(
        lambda asked: failing(500) if down[0] else said(asked, "a long answer", step=1),
        retries=0,
        failures=1,
    ) as (endpoint, _, _, ahead):
        with pytest.raises(TransientError):
            list(endpoint.stream(HELLO))
        ahead[0], down[0] = 61.0, False
        pieces = endpoint.stream(HELLO)
        next(pieces)
        pieces.close()
        assert endpoint.breaker.state == "closed"


def test_the_key_is_in_no_text_of_the_rules() -> None:
    assert "k-123" not in repr(rules("http://localhost:9/v1"))


def test_a_short_call_gives_text_and_tool_calls() -> None:
    tool = Tool("query", "counts", {"type": "object"})
    with asked_endpoint(lambda _: whole(calls=[("query", '{"a": 1}')], prompt_tokens=12)) as (
        endpoint,
        server,
        *_,
    ):
        reply = endpoint.reply(HELLO, max_tokens=10, tools=[tool])
    assert [(call.name, call.arguments) for call in reply.calls] == [("query", '{"a": 1}')]
    assert reply.prompt_tokens == 12
    assert server.asked[0].body["tool_choice"] == "auto"


def test_an_address_of_this_machine_is_asked_only_where_the_settings_allow_it() -> None:
    endpoint = ChatEndpoint(rules("http://127.0.0.1:9/v1", allow_private=False))
    with pytest.raises(PermanentError, match="not on the open internet"):
        list(endpoint.stream(HELLO))
    endpoint.close()


def test_an_address_under_which_clouds_hand_out_keys_is_never_asked() -> None:
    endpoint = ChatEndpoint(rules("http://169.254.169.254/v1"))
    with pytest.raises(PermanentError, match="no setting allows it"):
        list(endpoint.stream(HELLO))
    endpoint.close()
