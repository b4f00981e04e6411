"""What `zhike doctor` asks of the language model: is it there, does it stream, call tools, read enough?"""

from __future__ import annotations

from collections.abc import Callable

from assistant.health import Check
from assistant.writing.endpoint import ChatEndpoint
from assistant.writing.wire import Message, Tool
from ingest.errors import PermanentError, TransientError

_NAME = "language model"
_ECHO = Tool(
    "note_number",
    "Notes a number that is told. Call it whenever somebody tells a number.",
    {
        "type": "object",
        "properties": {"number": {"type": "integer"}},
        "required": ["number"],
        "additionalProperties": False,
    },
)
_FILLER = "The meeting of that day dealt with one order and ended at noon. "
_FILLER_TOKENS = 12  # at the least, in any vocabulary of words
_SHARE = 0.8  # of the room that passages have
_READ = 0.6  # of what was sent, by the endpoint's own count


def examine_writer(endpoint: ChatEndpoint, prompt_tokens: int) -> tuple[Check, ...]:
    """One check for each thing. An endpoint that is not there is asked nothing more."""
    state = endpoint.breaker.state
    if state != "closed":
        why = f"left alone after {endpoint.breaker.failures} failures in a row; the reader answers"
        return (Check(_NAME, False, f"{endpoint.model} at {endpoint.host}: {why}"),)
    first = _checked(_NAME, lambda: _streams(endpoint))
    if not first.ok:
        return (first,)
    return (
        first,
        _checked(f"{_NAME}: context window", lambda: _reads_enough(endpoint, prompt_tokens)),
        _checked(f"{_NAME}: tool calls", lambda: _calls_tools(endpoint)),
    )


def _checked(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except (TransientError, PermanentError) as error:
        return Check(name, False, str(error))


def _streams(endpoint: ChatEndpoint) -> Check:
    texts = endpoint.stream([Message("user", "Count from one to five in words.")])
    pieces = sum(1 for text in texts if text)
    if not pieces:
        return Check(_NAME, False, f"{endpoint.model} at {endpoint.host}: it answers nothing")
    how = "streams" if pieces > 1 else "answers, but in one piece: sentences come late"
    return Check(_NAME, True, f"{endpoint.model} at {endpoint.host}: {how}")


def _reads_enough(endpoint: ChatEndpoint, prompt_tokens: int) -> Check:
    """A prompt nearly as long as any of ours. Some servers cut a longer one without a word, which only
    their own count shows."""
    name = f"{_NAME}: context window"
    times = int(prompt_tokens * _SHARE / _FILLER_TOKENS)
    prompt = f"{_FILLER * times}\nAnswer with one word: when did the meetings end?"
    read = endpoint.reply([Message("user", prompt)], max_tokens=8, patient=True).prompt_tokens
    sent = times * _FILLER_TOKENS
    if read and read < sent * _READ:
        return Check(
            name,
            False,
            f"of about {sent} tokens it read {read}: it is served with a smaller window than "
            "context_window says; lower that, or serve it with more",
        )
    said = (
        f"reads {read} tokens"
        if read
        else f"took about {sent} tokens, and does not say how many it read"
    )
    return Check(name, True, said)


def _calls_tools(endpoint: ChatEndpoint) -> Check:
    """Not needed to write answers: without it questions are understood by words alone."""
    reply = endpoint.reply(
        [Message("user", "The number is 42. Note it.")], max_tokens=60, tools=[_ECHO], patient=True
    )
    called = any(call.name == _ECHO.name for call in reply.calls)
    said = (
        "calls tools" if called else "calls no tools; questions to count are understood without it"
    )
    return Check(f"{_NAME}: tool calls", True, said)
