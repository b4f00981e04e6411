"""What stands before every route: this machine's own pages only, and headers that browsers obey."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from fastapi.responses import JSONResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.errors import error_body

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})

# Styles may stand inline because the chat's components write them into elements; scripts may not.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
FILE_POLICY = "default-src 'none'; sandbox"
"""Of what somebody else has written: nothing in it may run or load, not even where it is opened by itself."""
TLS_HEADERS: Mapping[str, str] = {"Strict-Transport-Security": "max-age=31536000"}


def _host_name(netloc: str) -> str:
    try:
        return urlsplit(f"//{netloc}").hostname or ""
    except ValueError:
        return ""


class Doorkeeper:
    """Refuses other host names (DNS rebinding), other sites' pages, and bodies that are too large.

    Its own names are those of this machine, or that of `public_url` where there is one. What is sent to a
    path in `body_limits` may be as long as stands there.
    """

    def __init__(
        self,
        app: ASGIApp,
        body_limit_bytes: int,
        public_url: str = "",
        body_limits: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self.app = app
        self.body_limit_bytes = body_limit_bytes
        self.body_limits = body_limits
        self.public_url = public_url
        self.names = {urlsplit(public_url).hostname} if public_url else LOOPBACK_NAMES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        http = scope["type"] == "http"
        refusal = self._refusal(Headers(scope=scope), scope["path"]) if http else None
        await (refusal or self.app)(scope, receive, send)

    def _refusal(self, headers: Headers, path: str) -> JSONResponse | None:
        host = headers.get("host", "")
        if _host_name(host) not in self.names:
            here = self.public_url or "http://127.0.0.1"
            message = f"Zhike answers to its own names only: open {here}"
            return JSONResponse(error_body("foreign", message), 403)
        origin = headers.get("origin")
        if origin is not None and not self._is_own(origin, host):
            return JSONResponse(
                error_body("foreign", "Another site's page may not ask Zhike."), 403
            )
        length = headers.get("content-length", "0")
        limit = self.body_limits.get(path, self.body_limit_bytes)
        if not length.isdecimal() or int(length) > limit:
            message = f"The request is larger than {limit} bytes."
            return JSONResponse(error_body("too_long", message), 413)
        return None

    def _is_own(self, origin: str, host: str) -> bool:
        if self.public_url:
            return origin == self.public_url
        return origin.partition("://")[2] == host


class SecurityHeaders:
    """Adds the security headers to every response, and says what may be kept: built assets alone."""

    def __init__(self, app: ASGIApp, *, tls: bool = False) -> None:
        self.app = app
        self.headers = {**SECURITY_HEADERS, **TLS_HEADERS} if tls else SECURITY_HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                own = headers.get("content-security-policy")
                headers.update(self.headers)
                if own == FILE_POLICY:
                    headers["Content-Security-Policy"] = FILE_POLICY
                if scope["path"].startswith("/api/"):
                    headers["Cache-Control"] = "no-store"
                elif not scope["path"].startswith("/assets/"):
                    headers["Cache-Control"] = "no-cache"
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
