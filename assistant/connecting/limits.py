"""What a source that is added on the page may name: neither Zhike's own data nor its secrets, nor what
config.toml has read for an audience of its own.

Who administers on the page need not be who runs the machine. What is named here would be read with the
rights of Zhike's process, and what a variable holds would be sent to where the source says.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from assistant.settings import Settings, SourceSettings, is_added
from connectors.secrets import variables_named
from connectors.sql_options import sqlite_file
from ingest.errors import ForbiddenError, PermanentError

_OURS = "ZHIKE_"
_OF_THE_SYSTEM = (Path("/proc"), Path("/sys"), Path("/dev"))
"""Of running programs and devices: /proc/self/environ holds every variable, and so every secret."""


def check(source: SourceSettings, settings: Settings) -> None:
    """ForbiddenError where nothing may be added here, PermanentError for what may not be named."""
    if not settings.adding.enabled:
        raise ForbiddenError(
            "Sources are added in config.toml here: [adding] enabled = false; ask who runs Zhike"
        )
    for key, path in _paths(source):
        _check_path(key, path, settings)
    taken = _named_elsewhere(settings)
    for variable in variables_named(source.options):
        if not variable.startswith(_OURS) or variable in taken:
            raise PermanentError(
                f"{variable}: a source that is added on the page names variables that begin with {_OURS} "
                "and that config.toml does not use otherwise; or write the source in config.toml"
            )


def variables_at_hand(settings: Settings) -> tuple[str, ...]:
    """The names of the variables that are set and that such a source may name."""
    taken = _named_elsewhere(settings)
    held = (name for name, value in os.environ.items() if value.strip())
    return tuple(sorted(name for name in held if name.startswith(_OURS) and name not in taken))


def _paths(source: SourceSettings) -> Iterator[tuple[str, Path]]:
    if source.path is not None:
        yield "path", source.path
    passwords = source.options.get("passwords_file")
    if isinstance(passwords, str | Path):
        yield "passwords_file", Path(passwords)
    url = source.options.get("url")
    if source.kind == "sql" and isinstance(url, str) and (file := sqlite_file(url)) is not None:
        yield "url", file


def _check_path(key: str, path: Path, settings: Settings) -> None:
    if not str(path).isprintable():
        raise PermanentError(f"{key}: {str(path)!r} is no path")
    real, own = path.resolve(), settings.data_dir.resolve()
    if real.is_relative_to(own) or own.is_relative_to(real):
        raise PermanentError(f"{key}: {path} holds Zhike's own data, which no source reads")
    if any(real.is_relative_to(folder) for folder in _OF_THE_SYSTEM):
        raise PermanentError(f"{key}: {path} belongs to the system; name a folder with documents")
    for name, other in _lasting_paths(settings):
        if real.is_relative_to(other) or other.is_relative_to(real):
            raise PermanentError(
                f"{key}: {path} is read by {name}, for those whom config.toml names; "
                "name another place, or change it there"
            )
    allowed = [(settings.root / folder).resolve() for folder in settings.adding.folders]
    if allowed and not any(real.is_relative_to(folder) for folder in allowed):
        raise PermanentError(
            f"{key}: {path} lies outside the folders that may be added here: "
            f"{', '.join(map(str, allowed))} ([adding] folders in config.toml)"
        )


def _lasting(settings: Settings) -> tuple[SourceSettings, ...]:
    return tuple(one for one in settings.sources if not is_added(one.name, settings.root))


def _lasting_paths(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Whoever adds a source says who reads it, and must not say so of what is not theirs to open."""
    for source in _lasting(settings):
        for _, path in _paths(source):
            yield source.name, path.resolve()


def _named_elsewhere(settings: Settings) -> frozenset[str]:
    """What config.toml names: a source that is added must not send it somewhere else."""
    lasting = [one.model_dump() for one in _lasting(settings)]
    return frozenset(variables_named([settings.model_dump(exclude={"sources"}), lasting]))
