"""Says what is wrong with a source's options in words that let a person mend them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails


def explain(error: ValidationError, model: type[BaseModel]) -> str:
    """Every fault, the key it is about by its path in config.toml, and the nearest known key."""
    return "; ".join(_explain_one(detail, model) for detail in error.errors())


def _explain_one(detail: ErrorDetails, model: type[BaseModel]) -> str:
    location = [step for step in detail["loc"] if step != "[key]"]
    where = ".".join(str(step + 1) if isinstance(step, int) else step for step in location)
    match detail["type"]:
        case "extra_forbidden":
            known = _keys_at(model, location[:-1])
            nearest = get_close_matches(str(location[-1]), known, n=1)
            hint = f"did you mean {nearest[0]!r}?" if nearest else f"known: {', '.join(known)}"
            return f"unknown key {where!r}; {hint}"
        case "missing":
            return f"{where} is missing"
        case "literal_error":
            expected = detail.get("ctx", {}).get("expected", "")
            return f"{where}: {detail['input']!r} is none of {expected}"
        case _:
            message = detail["msg"].removeprefix("Value error, ")
            return f"{where}: {message}" if where else message


def _keys_at(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    for step in location:
        named = {field.alias or name: field for name, field in model.model_fields.items()}
        if step not in named:  # a place in a list, or a key of a table that the company names
            continue
        model = next(_models_in(named[str(step)].annotation), model)
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
