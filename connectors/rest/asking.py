"""One request to a REST system and its answer, asked again where patience or a new sign-in helps."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from connectors.rest.options import RestOptions
from connectors.rest.sign_in import SignedIn, SignIn
from connectors.rest.templates import Tree, merged, placed, reach
from connectors.table_json import loaded, text_of
from ingest.errors import PermanentError, TransientError

_BUSY = frozenset([408, 425, 429, 500, 502, 503, 504])
_MOST_REDIRECTS = 5
_FIRST_PAUSE_SECONDS = 1.0
_WORDS_SHOWN = 200


class RefusedError(PermanentError):
    """The system refuses this request; it may answer others."""


class NotThereError(RefusedError):
    """What was asked for is not there (status 404)."""


@dataclass(frozen=True, slots=True)
class Request:
    """`address` is whole; `body` is sent as JSON, or as a form."""

    address: httpx.URL
    method: str = "GET"
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Tree = None
    form: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: its JSON, where it came from, the next page by its Link header.

    `is_empty` says that the system answered that there is nothing, or nothing new (status 204, 304).
    """

    tree: Tree
    is_empty: bool
    address: httpx.URL
    next_link: str


@dataclass(slots=True)
class Asker:
    """Asks one system. Credentials go to its own scheme, host and port alone."""

    options: RestOptions
    client: httpx.Client
    sign_in: SignIn
    sleep: Callable[[float], None]
    _signed_in: SignedIn | None = field(default=None, init=False)

    def address(self, path: str) -> httpx.URL:
        """The address of a path below the url."""
        return httpx.URL(f"{self.options.url.rstrip('/')}/{path.lstrip('/')}")

    def ask(self, request: Request) -> Answer:
        """Raises RefusedError for a request that is refused, PermanentError where signing in is or the answer
        is no JSON, TransientError when the system stays out of reach or busy."""
        renewed, attempt = False, 0
        while True:
            attempt += 1
            try:
                if self._signed_in is None:
                    self._signed_in = self.sign_in.begin(self._token_answer)
                response = self._sent(request, self._signed_in)
            except TransientError:
                if attempt >= self.options.attempts:
                    raise
                self._pause(attempt, "")
                continue
            state = self._state(response)
            if state == "fine":
                return _answer(response)
            if state == "expired":
                if renewed or not self.sign_in.renews:
                    raise PermanentError(self._not_let_in(request))
                renewed, self._signed_in = True, None
            elif attempt >= self.options.attempts:
                raise TransientError(
                    f"{request.address.host}: it is still busy after {attempt} attempts"
                )
            else:
                self._pause(attempt, response.headers.get("Retry-After", ""))

    def _state(self, response: httpx.Response) -> str:
        """fine, expired or busy. Raises RefusedError for anything else."""
        status, faults = response.status_code, self.options.faults
        if status == 401:
            return "expired"
        if status in _BUSY:
            return "busy"
        if status >= 400:
            refused = NotThereError if status == 404 else RefusedError
            raise refused(self._refusal(response, str(status)), reason="unavailable")
        if faults is None or status in (204, 304):
            return "fine"
        tree = _json(response)
        code = text_of(reach(tree, faults.path))
        if not code or code in faults.fine:
            return "fine"
        if code in faults.expired:
            return "expired"
        if code in faults.busy:
            return "busy"
        words = text_of(reach(tree, faults.message)) if faults.message else ""
        raise RefusedError(self._refusal(response, code, words), reason="unavailable")

    def _sent(self, request: Request, signed_in: SignedIn) -> httpx.Response:
        address, method, body = request.address, request.method, request.body
        if request.query:
            address = address.copy_merge_params(request.query)
        for path, value in signed_in.in_body.items():
            body = placed(body, path, value)
        headers = {
            "Accept": "application/json",
            **self.options.headers,
            **request.headers,
            **signed_in.headers,
        }
        for _ in range(_MOST_REDIRECTS + 1):
            self._check_origin(address)
            response = self.client.request(
                method,
                address,
                headers=headers,
                json=body if body is not None and not request.form else None,
                data=body if isinstance(body, dict) and request.form else None,
                follow_redirects=False,
            )
            if not response.has_redirect_location:
                return response
            address = joined(address, response.headers["Location"])
            if response.status_code not in (307, 308) and method != "GET":
                method, body = "GET", None
        raise RefusedError(f"{request.address.host}: it redirects without end.")

    def _check_origin(self, address: httpx.URL) -> None:
        own = httpx.URL(self.options.url)
        if (address.scheme, address.host, address.port) != (own.scheme, own.host, own.port):
            raise PermanentError(
                f"{own.host} leads to {address.scheme}://{address.netloc.decode()}, which was not asked: "
                "the secrets are for the address under `url` alone. If the system has moved, change `url`.",
                reason="unavailable",
            )

    def _token_answer(self, address: str, body: Mapping[str, Tree], form: bool, headers: Mapping[str, str]) -> Tree:  # fmt: skip
        """What a sign-in answers. A path is below the url; only the address that the settings name is asked."""
        url = httpx.URL(address) if "://" in address else self.address(address)
        for attempt in range(1, self.options.attempts + 1):
            response = self.client.post(
                url,
                headers={"Accept": "application/json", **headers},
                json=None if form else body,
                data=dict(body) if form else None,
                follow_redirects=False,
            )
            if response.status_code not in _BUSY:
                break
            if attempt == self.options.attempts:
                raise TransientError(f"{url.host}: it is still busy after {attempt} attempts")
            self._pause(attempt, response.headers.get("Retry-After", ""))
        if response.status_code != 200 and response.status_code != 201:
            raise PermanentError(
                f"{url.host}: signing in is refused (status {response.status_code}); "
                f"check {self._what_to_check()}."
            )
        return _json(response)

    def _pause(self, attempt: int, retry_after: str) -> None:
        """Waits as long as asked to, else twice as long as the last time, more or less. Raises TransientError
        where the system wants more patience than the settings have."""
        asked = _seconds(retry_after)
        longest = self.options.longest_wait_seconds
        if asked is not None and asked > longest:
            raise TransientError(
                f"{httpx.URL(self.options.url).host}: it asks to be left alone for {asked:.0f} seconds"
            )
        # Between half and all of it, so that several readers do not come back at once.
        share = 0.5 + secrets.randbelow(1000) / 2000
        self.sleep(
            asked
            if asked is not None
            else min(longest, share * _FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
        )

    def _not_let_in(self, request: Request) -> str:
        return (
            f"{request.address.host}: it does not let Zhike in at {request.address.path} "
            f"(status 401); check {self._what_to_check()}."
        )

    def _what_to_check(self) -> str:
        variables = self.options.auth.variables()
        if not variables:
            return "what `auth` says in config.toml"
        plural = "s" if len(variables) > 1 else ""
        return f"the environment variable{plural} {', '.join(variables)}"

    def _refusal(self, response: httpx.Response, code: str, words: str = "") -> str:
        words = self.sign_in.without_secrets(words or response.text)[:_WORDS_SHOWN]
        shown = f": {' '.join(words.split())}" if words else ""
        url = response.request.url
        return f"{url.host}{url.path}: refused ({code}){shown}"


def joined(address: httpx.URL, other: str) -> httpx.URL:
    """Another address as an answer names it. Raises PermanentError if it is none."""
    try:
        return address.join(other)
    except (httpx.InvalidURL, ValueError) as error:
        raise PermanentError(f"{address.host}: it leads to an address that is none.") from error


def body_with(body: Tree, over: Tree) -> Tree:
    """A body with more laid over it; None if there is nothing in it."""
    return merged(body or {}, over or {}) or None


def _answer(response: httpx.Response) -> Answer:
    empty = response.status_code in (204, 304)
    return Answer(
        None if empty else _json(response),
        empty,
        response.request.url,
        response.links.get("next", {}).get("url", ""),
    )


def _json(response: httpx.Response) -> Tree:
    try:
        return loaded(response.content)
    except (ValueError, RecursionError) as error:
        url = response.request.url
        raise PermanentError(
            f"{url.host}{url.path}: it answers with no JSON that can be read; check `url`.",
            reason="damaged",
        ) from error


def _seconds(retry_after: str) -> float | None:
    """What a Retry-After header says: seconds, or a date (RFC 9110, 10.2.3)."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    date = _date(retry_after)
    return max(0.0, (date - datetime.now(UTC)).total_seconds()) if date else None


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
