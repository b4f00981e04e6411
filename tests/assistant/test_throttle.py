"""Whoever guesses passwords is slowed down, and nobody else."""

from __future__ import annotations

import pytest

from assistant.accounts.throttle import SignInThrottle
from ingest.errors import SignInError, TooManyError


def is_refused(throttle: SignInThrottle, account: str, address: str) -> bool:
    try:
        with throttle.attempting(account, address):
            raise SignInError("a guess")
    except TooManyError as error:
        assert 0 < error.retry_after_seconds <= 900
        return True
    except SignInError:
        return False


@pytest.fixture
def throttle() -> SignInThrottle:
    """One attempt for an account from an address, ten for an account, ten from an address."""
    return SignInThrottle(attempts=1)


def test_what_is_refused_counts_for_nobody_else(throttle: SignInThrottle) -> None:
    guessers = [f"192.0.2.{number}" for number in range(10)]
    for address in guessers:
        assert not any(is_refused(throttle, f"{n}@{address}", address) for n in range(10))
        assert is_refused(throttle, "li@acme.example", address)
    assert not is_refused(throttle, "li@acme.example", "198.51.100.1")


def test_an_account_is_slowed_down_from_wherever_it_is_tried(throttle: SignInThrottle) -> None:
    tried = [is_refused(throttle, "li@acme.example", f"192.0.2.{n}") for n in range(11)]
    assert tried == [False] * 10 + [True]


def test_whoever_has_a_whole_network_is_one(throttle: SignInThrottle) -> None:
    assert not is_refused(throttle, "li@acme.example", "2001:db8::1")
    assert is_refused(throttle, "li@acme.example", "2001:db8::ffff:1")
    assert not is_refused(throttle, "li@acme.example", "2001:db8:0:1::1")
    assert not is_refused(throttle, "li@acme.example", "::ffff:192.0.2.1")
    assert not is_refused(throttle, "li@acme.example", "::ffff:192.0.2.2")


def test_whoever_signs_in_is_not_counted_however_many_share_an_address(
    throttle: SignInThrottle,
) -> None:
    for number in range(50):
        with throttle.attempting(f"{number}@acme.example", "192.0.2.1"):
            pass
    assert not is_refused(throttle, "li@acme.example", "192.0.2.1")


def test_what_names_no_account_is_slowed_down_by_where_it_comes_from_alone(
    throttle: SignInThrottle,
) -> None:
    tried = [is_refused(throttle, "", "192.0.2.1") for _ in range(11)]
    assert tried == [False] * 10 + [True]
    assert not is_refused(throttle, "", "192.0.2.2")
