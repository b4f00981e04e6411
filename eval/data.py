"""Finds the evaluation data, which stand beside the checkout and never inside it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingest.errors import ZhikeError

CHECKOUT = Path(__file__).resolve().parent.parent


class MissingDataError(ZhikeError):
    """The evaluation data are not where they are looked for."""


def data_folder() -> Path:
    """`ZHIKE_DATA`, else `../shared/data` beside the checkout. It may not exist."""
    named = os.environ.get("ZHIKE_DATA")
    return Path(named) if named else CHECKOUT.parent / "shared" / "data"


def set_folder(name: str) -> Path:
    """The folder of one set; raises MissingDataError when it is absent."""
    folder = data_folder() / name
    if not folder.is_dir():
        raise MissingDataError(
            f"The evaluation set {name} is absent: no folder {folder}. "
            "Put the data beside the checkout as ../shared/data, or name its folder in ZHIKE_DATA."
        )
    return folder


def read_lines(path: Path) -> Iterator[Mapping[str, object]]:
    """The objects of a JSON Lines file, in order."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def texts_of(value: object) -> tuple[str, ...]:
    """A JSON list as texts; nothing for what is no list."""
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
