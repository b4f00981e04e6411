"""Statements that are kept, and given the ids that are wanted when they run."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from ingest.catalog.schema import audiences
from ingest.catalog.statements import listed


def test_what_is_listed_is_looked_up_and_given_when_the_statement_runs() -> None:
    query = select(audiences.c.token).where(listed(audiences.c.record_id))
    for dialect, inner in (
        (sqlite.dialect(), "audiences.record_id IN (SELECT anon_1.value \nFROM json_each("),
        (postgresql.dialect(), "FROM json_array_elements_text(CAST("),
    ):
        compiled = query.params(ids=["a", "b"]).compile(dialect=dialect)
        assert inner in str(compiled)
        assert compiled.params == {"ids": ["a", "b"]}
