"""Random codes that stand for somebody: made, and kept as digests alone."""

from __future__ import annotations

import hashlib
import hmac
import secrets

_BYTES = 32


def new_code(prefix: str = "") -> str:
    """256 random bits, safe in a cookie, a header and a link."""
    return prefix + secrets.token_urlsafe(_BYTES)


def digest_of(code: str) -> str:
    """SHA-256 in hexadecimal. A code is too long to be guessed, so no slow digest is needed."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


def derived(code: str, purpose: str) -> str:
    """A second code that follows from `code` for one purpose, and from which nothing follows."""
    key = code.encode("utf-8", "surrogatepass")
    return hmac.new(key, purpose.encode(), hashlib.sha256).hexdigest()
