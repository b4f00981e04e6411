"""The passwords that a source's locked files may open with, kept outside the settings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from connectors.files import matches
from connectors.secrets import read_secret
from ingest.errors import SettingsError

_FOR_SOME = re.compile(r"(?P<glob>[^\s:]*[*?./][^:]*):\s+(?P<password>.+)")
"""What a line says that is for some files alone: `contracts/**: password`."""


@dataclass(frozen=True, slots=True)
class Passwords:
    """Each with the glob of the files it is for; a representation shows none of them."""

    lines: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def of(self, relative: str) -> tuple[str, ...]:
        """Those to try on a file, in the order they were given."""
        found = (password for glob, password in self.lines if matches(relative, (glob,)))
        return tuple(dict.fromkeys(found))


class PasswordOptions(BaseModel):
    """Where a source's passwords are: one a line, or `glob: password` for some files alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    passwords_env: str = ""
    passwords_file: Path | None = None

    def passwords(self) -> Passwords:
        """Read anew at each call. Raises SettingsError, without a word of what they say, where they
        cannot be read."""
        text = read_secret(self.passwords_env, key="passwords_env") if self.passwords_env else ""
        if self.passwords_file is not None:
            text = f"{text}\n{_text_of(self.passwords_file)}"
        return Passwords(tuple(_line(line) for line in text.splitlines() if line.strip()))


def _line(line: str) -> tuple[str, str]:
    stated = _FOR_SOME.fullmatch(line.strip())
    return (stated["glob"], stated["password"]) if stated else ("**", line.strip())


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no UTF-8"
        raise SettingsError(f"passwords_file: {path.name} cannot be read ({why})") from None
