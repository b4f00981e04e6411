"""A JSON or JSON Lines file of objects as rows of text, the column names first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ingest.errors import PermanentError

JSON_ENDINGS = (".json", ".jsonl", ".ndjson")
_LINES = (".jsonl", ".ndjson")


def json_rows(data: bytes, ending: str, key: str, shown: str) -> list[list[str]]:
    """The objects in order, one cell for each name that any of them has.

    An object inside becomes columns "outer.inner"; a list its values, one a line; null nothing.
    `key` is where the list stands in an object that holds more than it. Raises PermanentError for
    anything but objects.
    """
    try:
        text = data.decode("utf-8-sig")
        if ending in _LINES:
            items: object = [_loaded(line) for line in text.splitlines() if line.strip()]
        else:
            items = _listed(_loaded(text), key)
    except (ValueError, RecursionError) as error:
        raise PermanentError(
            f"{shown}: it is no JSON that can be read ({error}); export it again.", reason="damaged"
        ) from error
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise PermanentError(
            f"{shown}: it holds no list of objects"
            + (f" under {key!r}" if key else '; name the key it stands under with `sheet = "…"`')
            + "."
        )
    flat = [dict(_cells(item, "")) for item in items]
    columns = list(dict.fromkeys(column for cells in flat for column in cells))
    return [columns, *([cells.get(column, "") for column in columns] for cells in flat)]


def _loaded(text: str) -> object:
    # Numbers stay as they are written: 12345678901234567890 and 1.10 are ids more often than sums.
    loaded: object = json.loads(text, parse_int=str, parse_float=str)
    return loaded


def _listed(loaded: object, key: str) -> object:
    if not isinstance(loaded, dict):
        return loaded
    if key:
        return loaded.get(key)
    lists = [value for value in loaded.values() if isinstance(value, list)]
    return lists[0] if len(lists) == 1 else loaded


def _cells(item: Mapping[str, object], outer: str) -> Iterator[tuple[str, str]]:
    for name, value in item.items():
        column = f"{outer}{name}"
        if isinstance(value, dict):
            yield from _cells(value, f"{column}.")
        else:
            yield column, _text(value)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value.encode("utf-8", "replace").decode()  # half a character is none
        case list():
            return "\n".join(filter(None, map(_text, value)))
        case _:
            return json.dumps(value, ensure_ascii=False)
