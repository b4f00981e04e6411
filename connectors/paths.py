"""Paths and globs in config.toml that must stay within a source's folder."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator


def _inside(path: str) -> str:
    parts = path.replace("\\", "/").split("/")
    if PurePosixPath(path).is_absolute() or ".." in parts or parts[0] == ".":
        raise ValueError(
            f"{path!r} must be written as it stands below the source's `path`: "
            "no leading / or ./, and no .. in it"
        )
    return path


PathInside = Annotated[str, AfterValidator(_inside)]
"""A relative path, or a glob over such paths, that does not climb. A glob that does would mean nothing."""
