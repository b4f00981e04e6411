"""Passwords: what may be one, and how one is kept (argon2id, by pwdlib)."""

from __future__ import annotations

from functools import cache

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError

from ingest.errors import PermanentError
from ingest.names import fold

LEAST_CHARACTERS = 10
MOST_CHARACTERS = 200
_LEAST_DIFFERENT = 5


def hash_password(password: str) -> str:
    """With a salt of its own. PermanentError unless it is long and varied enough."""
    check_password(password)
    return _passwords().hash(password)


def check_password(password: str, *, about: tuple[str, ...] = ()) -> None:
    """PermanentError, with words for its owner, if anybody might guess it; `about` are their name and
    address."""
    if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise PermanentError(
            f"A password has {LEAST_CHARACTERS} to {MOST_CHARACTERS} characters; "
            "several words are easy to remember"
        )
    if not password.isprintable():
        raise PermanentError("A password may hold printable characters only")
    if len(set(password)) < _LEAST_DIFFERENT:
        raise PermanentError(f"A password has at least {_LEAST_DIFFERENT} different characters")
    said = fold(password)
    if any(part and part in said and len(said) - len(part) < _LEAST_DIFFERENT for part in about):
        raise PermanentError("A password is not one's name or address")


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
