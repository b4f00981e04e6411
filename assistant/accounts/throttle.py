"""Slows down whoever guesses passwords, by account and by the address they come from."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from ingest.errors import SignInError, TooManyError

_WINDOW_MINUTES = 15


class SignInThrottle:
    """Failed attempts within a quarter of an hour: for one account from one address, for one account from
    anywhere, and from one address for any account.

    Addresses that nobody has count as well, so that being slowed down tells nothing. What is refused
    counts nowhere: nobody locks others out, or fills the memory, by going on. Of an IPv6 address its
    network of 64 bits counts, which is what one customer of a provider has.
    """

    def __init__(self, *, attempts: int) -> None:
        self._limiter = FixedWindowRateLimiter(
            MemoryStorage()
        )  # a moving window's keys stay for ever
        self._lock = threading.Lock()
        self._own = RateLimitItemPerMinute(attempts, _WINDOW_MINUTES, namespace="own")
        self._account = RateLimitItemPerMinute(attempts * 10, _WINDOW_MINUTES, namespace="account")
        self._address = RateLimitItemPerMinute(attempts * 10, _WINDOW_MINUTES, namespace="address")

    @contextmanager
    def attempting(self, account: str, address: str) -> Iterator[None]:
        """Around one attempt: a SignInError within counts against the account, where one is named, and
        against where it came from; without one the account starts anew there. TooManyError, with the
        seconds to wait, where there were too many."""
        network = _network(address)
        counted: list[tuple[RateLimitItem, tuple[str, ...]]] = [(self._address, (network,))]
        if account:
            counted += [(self._own, (account, network)), (self._account, (account,))]
        with self._lock:
            for limit, keys in counted:
                if not self._limiter.test(limit, *keys):
                    raise self._too_many(limit, keys)
        try:
            yield
        except SignInError:
            with self._lock:
                for limit, keys in counted:
                    self._limiter.hit(limit, *keys)
            raise
        self._limiter.clear(self._own, account, network)

    def _too_many(self, limit: RateLimitItem, keys: tuple[str, ...]) -> TooManyError:
        reset = self._limiter.get_window_stats(limit, *keys).reset_time
        seconds = max(1, math.ceil(reset - time.time()))
        return TooManyError(
            f"Too many attempts to sign in; try again in {math.ceil(seconds / 60)} minutes",
            retry_after_seconds=seconds,
        )


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    is_of_version_6 = isinstance(parsed, ipaddress.IPv6Address) and not parsed.ipv4_mapped
    return parsed.packed[:8].hex() if is_of_version_6 else address
