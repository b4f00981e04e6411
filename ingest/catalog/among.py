"""Conditions in SQL: a text is among many, of which there may be thousands."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Boolean, ColumnElement, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


def among(column: ColumnElement[str], texts: Iterable[str]) -> ColumnElement[bool]:
    """That `column` is one of the texts, which travel as one parameter.

    The column is compared, never looked up: in a correlated subquery SQLite would try each text in
    the index for every row (20,000 rows, 5,000 texts: 17 s, compared 0.03 s).
    """
    return _Among(column, literal(json.dumps(list(texts))))


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True


@compiles(_Among)
def _in_sqlite(element: _Among, compiler: SQLCompiler, **more: object) -> str:
    column, texts = (compiler.process(clause, **more) for clause in element.clauses)
    return f"({column} || '') IN (SELECT value FROM json_each({texts}))"  # noqa: S608 - of compiled clauses


@compiles(_Among, "postgresql")
def _in_postgresql(element: _Among, compiler: SQLCompiler, **more: object) -> str:
    column, texts = (compiler.process(clause, **more) for clause in element.clauses)
    return f"({column} || '') IN (SELECT json_array_elements_text(CAST({texts} AS json)))"
