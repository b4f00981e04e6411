"""The condition that a text is among many, in the words of either database."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from ingest.catalog.among import among
from ingest.catalog.schema import audiences


def test_the_texts_are_one_parameter_of_either_database() -> None:
    query = select(audiences.c.token).where(among(audiences.c.token, ["dept:x", "everyone"]))
    for dialect, inner in (
        (sqlite.dialect(), "SELECT value FROM json_each"),
        (postgresql.dialect(), "SELECT json_array_elements_text"),
    ):
        compiled = query.compile(dialect=dialect)
        assert inner in str(compiled)
        assert list(compiled.params.values()) == ['["dept:x", "everyone"]']
