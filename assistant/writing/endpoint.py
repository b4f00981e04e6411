"""Calls to the language model's endpoint: bounded in time and size, repeated where that helps."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from assistant.writing.breaker import CircuitBreaker
from assistant.writing.wire import Message, Reply, Tool, lines_of, reply_of, texts_of
from connectors.outbound import outbound_client
from ingest.errors import PermanentError, TransientError

_ANSWER_BYTES = 8_000_000
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 8.0
_CONNECT_SECONDS = 10.0
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_REFUSED = (401, 403)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EndpointRules:
    """Where the model is and how it is asked, as `[llm]` says; `key` may be empty."""

    base_url: str
    model: str
    key: str = field(repr=False)
    allow_private: bool
    max_tokens: int
    temperature: float
    timeout_seconds: float
    short_seconds: float
    retries: int
    failures: int
    rest_seconds: float


class ChatEndpoint:
    """One endpoint, asked by any number of threads.

    Every call raises TransientError (not reached, too slow, too busy, broken off, or left alone after
    failures) or PermanentError (refused, or no chat completion), neither with a word of what was sent or
    answered. A call is repeated only before its first word, and not where it took too long.
    """

    def __init__(
        self,
        rules: EndpointRules,
        *,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.model = rules.model
        self.host = httpx.URL(rules.base_url).host
        self.breaker = CircuitBreaker(rules.failures, rules.rest_seconds, clock)
        self._rules = rules
        self._pause = pause
        self._clock = clock
        self._long = self._client(rules.timeout_seconds)
        self._short = self._client(rules.short_seconds)

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The answer's text, piece by piece, within `timeout_seconds` in all."""
        body = self._body(messages, self._rules.max_tokens) | {"stream": True}
        with self._noted(), self._sent(self._long, body, self._rules.timeout_seconds) as answer:
            for text in texts_of(lines_of(answer.iter_bytes()), self.host):
                try:
                    yield text
                except GeneratorExit:
                    # Whoever has heard enough says that it works.
                    self.breaker.succeeded()
                    raise

    def reply(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        tools: Sequence[Tool] = (),
        patient: bool = False,
    ) -> Reply:
        """The whole answer to a short call, within `short_seconds`; `timeout_seconds` if `patient`."""
        body = self._body(messages, max_tokens)
        if tools:
            body["tools"] = [tool.as_json() for tool in tools]
            body["tool_choice"] = "auto"
        client, seconds = (
            (self._long, self._rules.timeout_seconds)
            if patient
            else (self._short, self._rules.short_seconds)
        )
        with self._noted(), self._sent(client, body, seconds) as answer:
            return reply_of(answer.read(), self.host)

    def listed(self) -> bytes:
        """What GET /models answers, of which servers agree on little."""
        try:
            answer = self._short.get(f"{self._rules.base_url.rstrip('/')}/models")
        except httpx.HTTPError as error:
            raise TransientError(f"{self.host}: it cannot be reached") from error
        self._check(answer.status_code, "")
        return answer.content

    def close(self) -> None:
        self._long.close()
        self._short.close()

    def _client(self, timeout_seconds: float) -> httpx.Client:
        client = outbound_client(
            allow_private=self._rules.allow_private,
            timeout_seconds=timeout_seconds,
            limit_bytes=_ANSWER_BYTES,
        )
        # What is packed comes late; and a key goes to the address it is for, not along a redirect.
        client.headers.update({"User-Agent": "zhike", "Accept-Encoding": "identity"})
        client.follow_redirects = False
        client.timeout = httpx.Timeout(
            timeout_seconds, connect=min(_CONNECT_SECONDS, timeout_seconds)
        )
        if self._rules.key:
            client.headers["Authorization"] = f"Bearer {self._rules.key}"
        return client

    def _body(self, messages: Sequence[Message], max_tokens: int) -> dict[str, object]:
        return {
            "model": self._rules.model,
            "messages": [{"role": one.role, "content": one.content} for one in messages],
            "max_tokens": max_tokens,
            "temperature": self._rules.temperature,
        }

    @contextmanager
    def _noted(self) -> Iterator[None]:
        """Tell the breaker how a call went, and make none while it is open."""
        if not self.breaker.allows():
            raise TransientError(
                f"{self.host}: it failed {self.breaker.failures} times in a row and is left alone for a while"
            )
        try:
            yield
        except TransientError as error:
            self.breaker.failed()
            _log.warning("the language model failed: %s", error)
            raise
        except PermanentError as error:
            # It is there: what it refuses of one question must not keep the others from it.
            self.breaker.succeeded()
            _log.warning("the language model refused: %s", error)
            raise
        except BaseException:
            self.breaker.abandoned()
            raise
        self.breaker.succeeded()

    @contextmanager
    def _sent(
        self, client: httpx.Client, body: Mapping[str, object], seconds: float
    ) -> Iterator[httpx.Response]:
        answer = self._received(client, body, self._clock() + seconds)
        try:
            yield answer
        except httpx.HTTPError as error:
            # The library's words may quote the bytes at which it stopped.
            kind = type(error).__name__
            raise TransientError(f"{self.host}: its answer breaks off ({kind})") from error
        finally:
            answer.close()

    def _received(
        self, client: httpx.Client, body: Mapping[str, object], ends_at: float
    ) -> httpx.Response:
        """The answer's head, its status checked."""
        tries = 0
        while True:
            try:
                return self._once(client, body)
            except TransientError as error:
                wait = _pause_seconds(error, tries)
                tries += 1
                too_slow = isinstance(error.__cause__, httpx.TimeoutException)
                late = self._clock() + wait >= ends_at
                if too_slow or late or tries > self._rules.retries:
                    raise
                self._pause(wait)

    def _once(self, client: httpx.Client, body: Mapping[str, object]) -> httpx.Response:
        request = client.build_request(
            "POST", f"{self._rules.base_url.rstrip('/')}/chat/completions", json=body
        )
        try:
            answer = client.send(request, stream=True)
        except httpx.HTTPError as error:
            raise TransientError(f"{self.host}: it cannot be reached ({error})") from error
        if answer.status_code != 200:
            try:
                self._check(answer.status_code, answer.headers.get("retry-after", ""))
            finally:
                answer.close()
        return answer

    def _check(self, status: int, retry_after: str) -> None:
        if status in _PASSING:
            busy = _Busy(f"{self.host}: it answers with status {status}")
            busy.wait_seconds = float(retry_after) if retry_after.isdecimal() else 0.0
            raise busy
        if status in _REFUSED:
            raise PermanentError(f"{self.host}: it refuses us (status {status}); check the key.")
        if status != 200:
            raise PermanentError(
                f"{self.host}: it answers with status {status}; check base_url and model.",
                reason="unavailable",
            )


class _Busy(TransientError):
    """Told to come again, after so many seconds if it says so."""

    wait_seconds = 0.0


def _pause_seconds(error: TransientError, tries: int) -> float:
    asked = error.wait_seconds if isinstance(error, _Busy) else 0.0
    grown: float = _FIRST_PAUSE_SECONDS * 2**tries
    return min(max(asked, grown), _LONGEST_PAUSE_SECONDS)
