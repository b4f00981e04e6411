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
            items: object = [loaded(line) for line in text.splitlines() if line.strip()]
        else:
            items = _listed(loaded(text), key)
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
    flat = [dict(flattened(item)) for item in items]
    columns = list(dict.fromkeys(column for cells in flat for column in cells))
    return [columns, *([cells.get(column, "") for column in columns] for cells in flat)]


def loaded(text: str | bytes) -> object:
    """What JSON says. Raises ValueError or RecursionError for what is none."""
    # Numbers stay as they are written: 12345678901234567890 and 1.10 are ids more often than sums.
    tree: object = json.loads(text, parse_int=str, parse_float=str)
    return tree


def _listed(tree: object, key: str) -> object:
    if not isinstance(tree, dict):
        return tree
    if key:
        return tree.get(key)
    lists = [value for value in tree.values() if isinstance(value, list)]
    return lists[0] if len(lists) == 1 else tree


def flattened(item: Mapping[str, object], outer: str = "") -> Iterator[tuple[str, str]]:
    """The columns of an object with the text of each."""
    for name, value in item.items():
        column = f"{outer}{name}"
        if isinstance(value, dict):
            yield from flattened(value, f"{column}.")
        else:
            yield column, text_of(value)


def text_of(value: object) -> str:
    """A value as the text of a cell: null is nothing, a list has one value a line."""
    match value:
        case None:
            return ""
        case str():
            return value.encode("utf-8", "replace").decode()  # half a character is none
        case list():
            return "\n".join(filter(None, map(text_of, value)))
        case _:
            return json.dumps(value, ensure_ascii=False)
