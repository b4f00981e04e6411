"""Every error Zhike raises on purpose.

ZhikeError
├── SettingsError          config.toml cannot be used
├── BusyError              another process owns the data folder
├── NotFoundError          no such record, person, customer or source (or not for this asker)
├── UnknownAskerError      nobody in the directory answers to that address
├── SignInError            nobody is signed in, or what they sign in with is not right
├── ForbiddenError         signed in, and not allowed to do this
├── TooManyError           too often or too much at once; `retry_after_seconds` says when again
├── TransientError         may succeed if tried again (time-out, connection lost)
└── PermanentError         will fail again: reported, never retried
    └── UnreadableError    a file that gives no text; `reason` says why
"""

from typing import Literal

Reason = Literal[
    "encrypted",
    "damaged",
    "empty",
    "unsupported",
    "too_large",
    "timed_out",
    "invalid",
    "unavailable",
]


class ZhikeError(Exception):
    """The root: its message says what failed, on what, and what to do."""


class SettingsError(ZhikeError):
    """config.toml names something unknown, misses something, or contradicts itself."""


class BusyError(ZhikeError):
    """Another process owns the data folder."""


class NotFoundError(ZhikeError):
    """Nothing by that id, or nothing that this asker may see."""


class UnknownAskerError(ZhikeError):
    """The address belongs to nobody in the directory."""


class SignInError(ZhikeError):
    """Nobody is signed in, or what they sign in with is not right."""


class ForbiddenError(ZhikeError):
    """Signed in, and not allowed to do this."""


class TooManyError(ZhikeError):
    """Too often, or too much at once."""

    def __init__(self, message: str, *, retry_after_seconds: int = 1) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class TransientError(ZhikeError):
    """A failure that may pass: retried with backoff."""


class PermanentError(ZhikeError):
    """A failure that will repeat: reported and never retried.

    `reason` is one word of `Reason`; the message names the thing and what to do.
    """

    def __init__(self, message: str, *, reason: Reason = "invalid") -> None:
        super().__init__(message)
        self.reason: Reason = reason


class UnreadableError(PermanentError):
    """A file without text to give: encrypted, damaged, empty, unsupported or too large."""
