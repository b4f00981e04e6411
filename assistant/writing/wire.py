"""What an endpoint of OpenAI's chat API is sent, and what it answers, checked at the boundary.

https://platform.openai.com/docs/api-reference/chat; of its answers only what is used is read, since
servers that imitate it leave out or add this and that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from ingest.errors import PermanentError, TransientError

_DATA = "data:"
_ENDS = "[DONE]"
_FINISHED = frozenset({"stop", "length", "tool_calls", "function_call", "eos"})
_WORD = re.compile(r"[A-Za-z0-9_.-]{1,40}")


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user"]
    content: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A function that the model may ask to have called; `schema` is the JSON schema of its arguments."""

    name: str
    description: str
    schema: Mapping[str, object]

    def as_json(self) -> dict[str, object]:
        function = {
            "name": self.name,
            "description": self.description,
            "parameters": dict(self.schema),
        }
        return {"type": "function", "function": function}


@dataclass(frozen=True, slots=True)
class ToolCall:
    """What the model asks to have called; `arguments` is JSON as it wrote it, to be checked."""

    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer; `prompt_tokens` is 0 where the server does not say."""

    text: str
    calls: tuple[ToolCall, ...]
    prompt_tokens: int


class _Function(BaseModel):
    name: str = ""
    arguments: str = ""


class _Call(BaseModel):
    function: _Function = _Function()


class _Content(BaseModel):
    content: str | None = None
    tool_calls: list[_Call] | None = None


class _Choice(BaseModel):
    message: _Content = _Content()
    delta: _Content = _Content()
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int = 0


class _Answer(BaseModel):
    choices: list[_Choice] = Field(default_factory=list)
    usage: _Usage | None = None
    error: object = None


def reply_of(body: bytes, host: str) -> Reply:
    """The answer to a call that does not stream. Raises PermanentError for what is none."""
    answer = _checked(body, host)
    if not answer.choices:
        raise PermanentError(f"{host}: its answer holds no choice.", reason="unavailable")
    message = answer.choices[0].message
    calls = tuple(
        ToolCall(call.function.name, call.function.arguments) for call in message.tool_calls or ()
    )
    return Reply(message.content or "", calls, answer.usage.prompt_tokens if answer.usage else 0)


def lines_of(pieces: Iterable[bytes]) -> Iterator[str]:
    """The lines of an event stream, which is UTF-8 whatever its header says. Nothing but a line feed ends
    one: the other signs that do elsewhere may stand in JSON as they are."""
    held = bytearray()
    for piece in pieces:
        first, *more = piece.split(b"\n")
        held += first
        for part in more:
            yield held.decode(errors="replace").removesuffix("\r")
            held = bytearray(part)
    if held:
        yield held.decode(errors="replace").removesuffix("\r")


def texts_of(lines: Iterable[str], host: str) -> Iterator[str]:
    """The pieces of text in an event stream, to its end. Raises TransientError for a stream that ends
    before the answer does, PermanentError for what is no such stream or is refused within."""
    finished = False
    for line in lines:
        if not line.startswith(_DATA):
            if line and line[0] not in ":eir":  # a comment, an event, an id, a time to retry after
                raise PermanentError(
                    f"{host}: it does not answer with an event stream; it was asked to stream.",
                    reason="unavailable",
                )
            continue
        data = line[len(_DATA) :].strip()
        if data == _ENDS:
            finished = True
            break
        answer = _checked(data.encode(), host)
        for choice in answer.choices[:1]:
            if choice.delta.content:
                yield choice.delta.content
            if choice.finish_reason:
                if choice.finish_reason not in _FINISHED:
                    raise PermanentError(
                        f"{host}: it broke off the answer ({_kind_of({'code': choice.finish_reason})}).",
                        reason="unavailable",
                    )
                finished = True
    if not finished:
        raise TransientError(f"{host}: its answer breaks off in the middle")


def _checked(body: bytes, host: str) -> _Answer:
    try:
        answer = _Answer.model_validate_json(body)
    except ValidationError as error:
        raise PermanentError(
            f"{host}: it answers something other than a chat completion; check base_url.",
            reason="unavailable",
        ) from error
    if answer.error:
        raise PermanentError(
            f"{host}: it answers with an error ({_kind_of(answer.error)}).", reason="unavailable"
        )
    return answer


def _kind_of(error: object) -> str:
    """What is named in one word. Its sentences may quote what was sent, and an error's text goes to the log."""
    told = error if isinstance(error, dict) else {}
    named = (str(told.get(name) or "") for name in ("code", "type"))
    return next((word for word in named if _WORD.fullmatch(word)), "of no kind it names")
