"""Secrets: read from the environment, where the settings name the variable, and kept out of the log."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, quote_plus

from ingest.errors import SettingsError

_NAMES_A_VARIABLE = "_env"


def read_secret(variable: str, *, key: str) -> str:
    """What the environment holds under `variable`; `key` is the setting that names it.

    Raises SettingsError where it is not set or blank.
    """
    secret = os.environ.get(variable, "")
    if not secret.strip():
        state = "is empty" if variable in os.environ else "is not set"
        raise SettingsError(
            f'{key} = "{variable}": the environment variable {variable} {state}; '
            "set it to the secret before starting Zhike"
        )
    return secret


def variables_named(settings: object) -> tuple[str, ...]:
    """The variables that any NAME_env within tables and lists of settings names, each once."""
    return tuple(dict.fromkeys(_named(settings)))


def variables_unset(settings: object) -> tuple[str, ...]:
    """Those of them that the environment does not hold, or holds blank."""
    return tuple(one for one in variables_named(settings) if not os.environ.get(one, "").strip())


def hide_in_logs(variables: Iterable[str]) -> None:
    """From now on the root logger's handlers write [VARIABLE] in place of what a variable holds.

    Call it when logging is configured. Messages and tracebacks alike pass through.
    """
    secrets = {variable: os.environ.get(variable, "") for variable in variables}
    for handler in logging.getLogger().handlers:
        handler.setFormatter(Redaction(handler.formatter or logging.Formatter(), secrets))


def without_secrets(text: str, variables: Iterable[str]) -> str:
    """The text with [VARIABLE] in place of what a variable holds, also as an address or JSON spells it."""
    secrets = {variable: os.environ.get(variable, "") for variable in variables}
    return _replaced(text, _hidden(secrets))


class Redaction(logging.Formatter):
    """Writes what another formatter writes, less the secrets, also as an address or JSON spells them."""

    def __init__(self, written: logging.Formatter, secrets: Mapping[str, str]) -> None:
        super().__init__()
        self._written = written
        self._secrets = _hidden(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """One record's line, with its traceback."""
        line = self._written.format(record)
        # The record keeps its rendered traceback, which a handler elsewhere would write as it is.
        record.exc_text = None
        return _replaced(line, self._secrets)


def _hidden(secrets: Mapping[str, str]) -> list[tuple[str, str]]:
    spelled = {
        spelling: f"[{variable}]"
        for variable, secret in secrets.items()
        for spelling in _spellings(secret)
    }
    # The longest first: one secret may be a part of another.
    return sorted(spelled.items(), key=lambda pair: len(pair[0]), reverse=True)


def _replaced(text: str, hidden: Iterable[tuple[str, str]]) -> str:
    for spelling, name in hidden:
        text = text.replace(spelling, name)
    return text


def _named(settings: object) -> Iterator[str]:
    if isinstance(settings, Mapping):
        for key, value in settings.items():
            if isinstance(value, str) and str(key).endswith(_NAMES_A_VARIABLE):
                if value:
                    yield value
            else:
                yield from _named(value)
    elif isinstance(settings, list | tuple):
        for value in settings:
            yield from _named(value)


def _spellings(secret: str) -> set[str]:
    spelled = {
        secret,
        secret.strip(),
        repr(secret)[1:-1],
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        quote(secret),
        quote(secret, safe=""),
        quote_plus(secret),
    }
    return spelled - {""}
