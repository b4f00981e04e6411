"""Statements that are built once on what an asker sees, and run with whatever ids are wanted."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import JSON, ColumnElement, bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_Seen = TypeVar("_Seen", bound=Hashable)
_Statement = TypeVar("_Statement")
_KEPT = 256  # askers with different tokens, or older versions, whose statements are kept


def kept(build: Callable[[_Seen], _Statement]) -> Callable[[_Seen], _Statement]:
    """Keeps the statements that are built on what askers see: building one takes longer than running it."""
    return lru_cache(maxsize=_KEPT)(build)


def listed(column: ColumnElement[str]) -> ColumnElement[bool]:
    """That `column` is one of the `ids` which the statement is given when it runs; it is looked up. Such
    a statement is the same for however many, and can be kept."""
    ids = _Texts(bindparam("ids", type_=JSON())).table_valued("value")
    return column.in_(select(ids.c.value))


class _Texts(FunctionElement[str]):
    inherit_cache = True


@compiles(_Texts)
def _texts_in_sqlite(element: _Texts, compiler: SQLCompiler, **more: object) -> str:
    return f"json_each({compiler.process(element.clauses, **more)})"


@compiles(_Texts, "postgresql")
def _texts_in_postgresql(element: _Texts, compiler: SQLCompiler, **more: object) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **more)} AS json))"
