"""Passwords: what may be one, and how one is kept (argon2id, by pwdlib)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from zxcvbn import zxcvbn

from ingest.errors import PermanentError
from ingest.names import fold

LEAST_CHARACTERS = 10
MOST_CHARACTERS = 200
_WEIGHED_CHARACTERS = 72  # zxcvbn takes no more
_LEAST_OWN_CHARACTERS = 6  # beside one's name and address
_LEAST_SCORE = 3  # of 4: some 10^8 guesses or more


def hash_password(password: str) -> str:
    """With a salt of its own. PermanentError where it is soon guessed."""
    check_password(password)
    return _passwords().hash(password)


def check_password(password: str, *, about: Sequence[str] = ()) -> None:
    """PermanentError, with words for its owner, if it is soon guessed (by zxcvbn); `about` are their
    name and addresses, which are guessed first."""
    if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise PermanentError(
            f"A password has {LEAST_CHARACTERS} to {MOST_CHARACTERS} characters; "
            "several words are easy to remember"
        )
    if not password.isprintable():
        raise PermanentError("A password may hold printable characters only")
    own = fold(password)
    for part in sorted(map(fold, about), key=len, reverse=True):
        own = own.replace(part, "")
    guessed = zxcvbn(password[:_WEIGHED_CHARACTERS], user_inputs=list(about))
    if guessed["score"] < _LEAST_SCORE or len(own) < _LEAST_OWN_CHARACTERS:
        raise PermanentError("This password is soon guessed; several words are harder to guess")


def is_password(password: str, held: str) -> bool:
    """Whether it is the one that was kept. As slow for an account without one as for any other."""
    right = _verified(password, held or _nobodys())
    return right and bool(held)


def _verified(password: str, held: str) -> bool:
    try:
        return _passwords().verify(password[: MOST_CHARACTERS + 1], held)
    except (PwdlibError, UnicodeError):
        return False


@cache
def _passwords() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys() -> str:
    return _passwords().hash("nobody has this password")
