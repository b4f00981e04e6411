"""Questions to another system's web API, and what its statuses mean to us."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from connectors.outbound import outbound_client
from ingest.errors import PermanentError, TransientError

_ANSWER_BYTES = 100_000_000
_TRIES = 3
_LONGEST_PAUSE_SECONDS = 60.0
_BUSY = (429, 502, 503, 504)
_REFUSED = (401, 403)


def checked_address(url: str, *, sends_secrets: bool, allow_private: bool) -> str:
    """An address from the settings without a slash at its end. Raises ValueError for what is none, holds a
    password itself, or would send one unencrypted."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("url: write an http or https address")
    if parts.username or parts.password:
        raise ValueError("url: an address holds no password; name the variable that does")
    if parts.scheme == "http" and sends_secrets and not allow_private:
        raise ValueError("url: the secret needs https; http is for allow_private = true alone")
    return url.rstrip("/")


class WebApi:
    """One API below `address`, asked by one client that keeps its cookies.

    Every question raises TransientError for a server that cannot be reached, or is still busy when asked
    a third time, and PermanentError for one that refuses or answers what it should not.
    """

    def __init__(
        self,
        address: str,
        *,
        allow_private: bool,
        timeout_seconds: float,
        headers: Mapping[str, str] | None = None,
        login: tuple[str, str] | None = None,
    ) -> None:
        self.address = address.rstrip("/")
        self._client = outbound_client(
            allow_private=allow_private,
            timeout_seconds=timeout_seconds,
            limit_bytes=_ANSWER_BYTES,
        )
        self._client.headers.update({"User-Agent": "zhike", **(headers or {})})
        # A secret goes to the address it is for, and is not carried along a redirect.
        self._client.follow_redirects = False
        if login:
            self._client.auth = httpx.BasicAuth(*login)

    @property
    def host(self) -> str:
        return httpx.URL(self.address).host

    def get(self, path: str, parameters: Mapping[str, str]) -> object:
        """The JSON answered."""
        return self._json(self._asked("GET", path, parameters, None, {}))

    def post(self, path: str, form: Mapping[str, str]) -> object:
        """The JSON answered to a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        body = str(httpx.QueryParams(dict(form))).encode()
        return self._json(self._asked("POST", path, {}, body, kind))

    def post_xml(self, path: str, body: bytes) -> bytes:
        """The bytes answered to XML."""
        return self._asked("POST", path, {}, body, {"Content-Type": "text/xml"}).content

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def _asked(
        self,
        method: str,
        path: str,
        parameters: Mapping[str, str],
        body: bytes | None,
        headers: Mapping[str, str],
    ) -> httpx.Response:
        url = self.address + path
        answer = self._once(method, url, parameters, body, headers)
        for _ in range(_TRIES - 1):
            if answer.status_code not in _BUSY:
                break
            time.sleep(_pause(answer))
            answer = self._once(method, url, parameters, body, headers)
        self._check(answer, path)
        return answer

    def _once(
        self,
        method: str,
        url: str,
        parameters: Mapping[str, str],
        body: bytes | None,
        headers: Mapping[str, str],
    ) -> httpx.Response:
        try:
            return self._client.request(
                method, url, params=dict(parameters) or None, content=body, headers=dict(headers)
            )
        except httpx.InvalidURL as error:
            raise PermanentError(f"{url}: this is no web address.") from error

    def _check(self, answer: httpx.Response, path: str) -> None:
        status = answer.status_code
        if status in _BUSY or status >= 500:
            raise TransientError(f"{self.host}: {path} answers with status {status}")
        if status in _REFUSED:
            raise PermanentError(
                f"{self.host}: it refuses {path} (status {status}); check the user and the secret."
            )
        if answer.is_redirect:
            place = answer.headers.get("location", "")
            raise PermanentError(
                f"{self.host}: {path} is now at {place[:200]}; write that address."
            )
        if status >= 400:
            raise PermanentError(
                f"{self.host}: {path} answers with status {status}; check the address.",
                reason="unavailable",
            )

    def _json(self, answer: httpx.Response) -> object:
        try:
            return json.loads(answer.content)
        except ValueError as error:
            raise PermanentError(
                f"{self.host}: it answers something other than JSON; check the address.",
                reason="unavailable",
            ) from error


def _pause(answer: httpx.Response) -> float:
    """The seconds that Retry-After asks for, within reason."""
    stated = answer.headers.get("retry-after", "")
    return min(float(stated) if stated.isdecimal() else 1.0, _LONGEST_PAUSE_SECONDS)


def text(held: object, *path: str) -> str:
    """What stands under a path of keys, as text; empty where nothing does."""
    for key in path:
        held = held.get(key) if isinstance(held, dict) else None
    return "" if held is None else str(held)


def items(held: object, *path: str) -> list[dict[str, object]]:
    """The objects in the list under a path of keys."""
    for key in path:
        held = held.get(key) if isinstance(held, dict) else None
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []
