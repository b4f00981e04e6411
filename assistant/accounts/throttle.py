"""Slows down whoever guesses passwords, by account and by the address they come from."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from ingest.errors import TooManyError

_WINDOW_MINUTES = 15


class SignInThrottle:
    """Attempts within a quarter of an hour: for one account from one address, for one account from
    anywhere, and from one address for any account.

    Addresses that nobody has count as well, so that being slowed down tells nothing.
    """

    def __init__(self, *, attempts: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._own = RateLimitItemPerMinute(attempts, _WINDOW_MINUTES, namespace="own")
        self._account = RateLimitItemPerMinute(attempts * 10, _WINDOW_MINUTES, namespace="account")
        self._address = RateLimitItemPerMinute(attempts * 10, _WINDOW_MINUTES, namespace="address")

    def attempt(self, account: str, address: str) -> None:
        """Count one; TooManyError, with the seconds to wait, where there were too many."""
        for limit, keys in (
            (self._own, (account, address)),
            (self._account, (account,)),
            (self._address, (address,)),
        ):
            if not self._limiter.hit(limit, *keys):
                reset = self._limiter.get_window_stats(limit, *keys).reset_time
                seconds = max(1, math.ceil(reset - time.time()))
                raise TooManyError(
                    f"Too many attempts to sign in; try again in {math.ceil(seconds / 60)} minutes",
                    retry_after_seconds=seconds,
                )

    def succeeded(self, account: str, address: str) -> None:
        """Whoever knows the password starts anew."""
        self._limiter.clear(self._own, account, address)
