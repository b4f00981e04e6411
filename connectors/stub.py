"""A beginning for each kind of source: what to write into config.toml, with example values.

Each stands in `stubs/` as one file, called as its kind or as a variety of it (s3 is a folder); it holds
one `[[sources]]` as it may stand in config.toml, called NAME.
"""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable

from ingest.errors import SettingsError

_SUFFIX = ".toml"
_SETTING = re.compile(r"[^#\s]")


def stub_names() -> tuple[str, ...]:
    """All that may be asked for."""
    names = (file.name for file in _folder().iterdir() if file.name.endswith(_SUFFIX))
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names))


def example(stub: str) -> dict[str, object]:
    """The source that a stub is for, with its example values. Raises SettingsError for an unknown one."""
    (source,) = tomllib.loads(_text(stub))["sources"]
    return dict(source)


def commented(stub: str, name: str) -> str:
    """The lines for config.toml, every one a comment: nothing is read before somebody takes the # away.

    Raises SettingsError for an unknown stub.
    """
    lines = _text(stub).replace('"NAME"', f'"{name}"').splitlines()
    return "".join(f"# {line}\n" if _SETTING.match(line) else f"{line}\n" for line in lines)


def _text(stub: str) -> str:
    names = stub_names()
    if stub not in names:
        near = get_close_matches(stub, names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names)}"
        raise SettingsError(f"There is no kind of source called {stub!r}; {hint}")
    return (_folder() / f"{stub}{_SUFFIX}").read_text("utf-8")


def _folder() -> Traversable:
    return files("connectors.stubs")
