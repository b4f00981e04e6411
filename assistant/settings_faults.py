"""Says what is wrong with config.toml in words that let a person mend it."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails


def explain(
    error: ValidationError, root: type[BaseModel], sources: Sequence[Mapping[str, object]]
) -> str:
    """Every fault on one line; `sources` are the tables as read, so that a fault can name its own."""
    return "; ".join(_explain_one(detail, root, sources) for detail in error.errors())


def did_you_mean(key: str, known: Iterable[str], phrase: str) -> str:
    """`phrase` with the known word nearest to `key` in it, or nothing when none is near."""
    nearest = difflib.get_close_matches(key, list(known), n=1, cutoff=0.6)
    return phrase.format(repr(nearest[0])) if nearest else ""


def _explain_one(
    detail: ErrorDetails, root: type[BaseModel], sources: Sequence[Mapping[str, object]]
) -> str:
    location = detail["loc"]
    if location[:1] == ("sources",) and len(location) > 1 and isinstance(location[1], int):
        name = sources[location[1]].get("name", f"number {location[1] + 1}")
        where = ".".join((f"source {name!r}", *map(str, location[2:])))
    else:
        where = ".".join(map(str, location))
    if detail["type"] == "extra_forbidden":
        key = str(location[-1])
        known = _keys_at(root, location[:-1])
        hint = did_you_mean(key, known, "did you mean {}?") or f"known: {', '.join(known)}"
        return f"unknown key {where!r}; {hint}"
    if detail["type"] == "missing" and len(location) == 1:
        return f"the table [{where}] is missing"
    if detail["type"] == "missing":
        return f"{where} is missing"
    message = detail["msg"].removeprefix("Value error, ")
    return f"{where}: {message}" if where and not message.startswith("source ") else message


def _keys_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    for step in location:
        annotation: object = model.model_fields[str(step)].annotation
        if isinstance(annotation, types.UnionType):
            annotation = typing.get_args(annotation)[0]
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            model = annotation
    return [key for key in model.model_fields if key != "root"]
