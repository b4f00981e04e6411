"""Requests to other systems, kept from being led into the company's own network.

An address in the settings, and above all one that another system answers with (a redirect, a link
to the next page), must not make this machine fetch from itself or its neighbours. The address that
was checked is the one connected to: a name that means another address a moment later gains nothing.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from connectors.addresses import Resolve, allowed_addresses, resolved
from ingest.errors import PermanentError, TransientError

_MOST_REDIRECTS = 5
_PIECE_BYTES = 65_536
_GZIP = zlib.MAX_WBITS | 16  # zlib.h, inflateInit2


def outbound_client(
    *, allow_private: bool, timeout_seconds: float, limit_bytes: int
) -> httpx.Client:
    """A client for http and https that follows redirects, each checked like the first address.

    No proxy of the environment is used. A host that may not be asked, or an answer longer than
    `limit_bytes` once unpacked, raises PermanentError; a host that cannot be reached, or has not
    answered to the last byte within `timeout_seconds`, TransientError. Statuses are the caller's, and
    so is httpx.TooManyRedirects.
    """
    return httpx.Client(
        transport=OutboundTransport(
            allow_private=allow_private, timeout_seconds=timeout_seconds, limit_bytes=limit_bytes
        ),
        timeout=timeout_seconds,
        headers={"Accept-Encoding": "gzip"},
        follow_redirects=True,
        max_redirects=_MOST_REDIRECTS,
        trust_env=False,
    )


class OutboundTransport(httpx.HTTPTransport):
    """The same rules for a client that somebody else makes."""

    def __init__(
        self,
        *,
        allow_private: bool,
        timeout_seconds: float,
        limit_bytes: int,
        resolve: Resolve = resolved,
    ) -> None:
        super().__init__()
        self._limit_bytes = limit_bytes
        # httpx has no argument for it; the class is its own door to the pool.
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            network_backend=_CheckedNetwork(allow_private, timeout_seconds, resolve),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises PermanentError and TransientError as `outbound_client` says."""
        if request.url.scheme not in ("http", "https"):
            raise PermanentError(f"{request.url}: only http and https addresses are asked.")
        host = request.url.host
        with _in_our_words(host):
            response = super().handle_request(request)
        headers = httpx.Headers(response.headers)
        packing = headers.pop("content-encoding", "identity").strip().lower()
        stream = _BoundedStream(response.stream, host, packing, self._limit_bytes)
        if packing != "identity":
            headers.pop("content-length", None)
        return httpx.Response(
            response.status_code, headers=headers, stream=stream, extensions=response.extensions
        )


class _CheckedNetwork(httpcore.NetworkBackend):
    """Connects to addresses that were checked, and to nothing else."""

    def __init__(self, allow_private: bool, timeout_seconds: float, resolve: Resolve) -> None:
        self._allow_private = allow_private
        self._timeout_seconds = timeout_seconds
        self._resolve = resolve
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = allowed_addresses(
            host, port, allow_private=self._allow_private, resolve=self._resolve
        )
        each_seconds = min(timeout or self._timeout_seconds, self._timeout_seconds) / len(addresses)
        failed: Exception = httpcore.ConnectError()
        for address in addresses:
            try:
                stream = self._sockets.connect_tcp(
                    address, port, each_seconds, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimelyStream(stream, self._timeout_seconds)
        raise failed


class _TimelyStream(httpcore.NetworkStream):
    """A connection on which every exchange has an end: a time-out for each read alone lets a server
    answer with one byte in each, for days."""

    def __init__(self, inner: httpcore.NetworkStream, timeout_seconds: float) -> None:
        self._inner = inner
        self._timeout_seconds = timeout_seconds
        self._ends_at = time.monotonic() + timeout_seconds
        self._answered = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._answered = True
        return self._inner.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self._answered:  # the next request begins
            self._ends_at = time.monotonic() + self._timeout_seconds
            self._answered = False
        self._inner.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._left(timeout, httpcore.ConnectTimeout)
        return _TimelyStream(
            self._inner.start_tls(ssl_context, server_hostname, left), self._timeout_seconds
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

    def _left(self, timeout: float | None, too_late: type[Exception]) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise too_late("the whole answer took too long")
        return left if timeout is None else min(left, timeout)


class _BoundedStream(httpx.SyncByteStream):
    """An answer's bytes, unpacked here so that a small answer cannot grow without end."""

    def __init__(
        self,
        inner: httpx.SyncByteStream | httpx.AsyncByteStream,
        host: str,
        packing: str,
        limit: int,
    ) -> None:
        if not isinstance(inner, httpx.SyncByteStream):
            raise TypeError("the transport of a client that does not await gives such streams")
        self._inner = inner
        self._host = host
        self._packing = packing
        self._limit_bytes = limit

    def __iter__(self) -> Iterator[bytes]:
        total_bytes = 0
        with _in_our_words(self._host):
            for piece in self._unpacked():
                total_bytes += len(piece)
                if total_bytes > self._limit_bytes:
                    raise PermanentError(
                        f"{self._host}: its answer is larger than {self._limit_bytes:,} bytes.",
                        reason="too_large",
                    )
                yield piece

    def close(self) -> None:
        self._inner.close()

    def _unpacked(self) -> Iterator[bytes]:
        if self._packing == "identity":
            yield from self._inner
            return
        if self._packing not in ("gzip", "x-gzip"):
            raise PermanentError(f"{self._host}: it answers packed as {self._packing!r}, unasked.")
        unpacking, begun = zlib.decompressobj(_GZIP), False
        try:
            for packed in self._inner:
                while packed:
                    begun = True
                    yield unpacking.decompress(packed, _PIECE_BYTES)
                    packed = unpacking.unconsumed_tail
            yield unpacking.flush()
        except zlib.error as error:
            raise TransientError(f"{self._host}: its packed answer is broken") from error
        if begun and not unpacking.eof:
            raise TransientError(f"{self._host}: its packed answer is cut short")


@contextmanager
def _in_our_words(host: str) -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException as error:
        raise TransientError(f"{host}: it took too long to answer") from error
    except httpx.TransportError as error:
        if _is_about_the_certificate(error):
            raise PermanentError(
                f"{host}: its certificate is not trusted here ({error}); if a certificate authority of "
                "your own signed it, name its file in the environment variable SSL_CERT_FILE.",
                reason="unavailable",
            ) from error
        raise TransientError(f"{host}: it cannot be reached ({error})") from error


def _is_about_the_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
