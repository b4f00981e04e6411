"""Takes out of kept answers what they quote of texts that were erased."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select, update
from typing_extensions import TypedDict

from ingest.catalog.schema import versions
from ingest.catalog.usage import turns

_MANY = 500

_Version = tuple[str, int]  # a record's id, and which of its versions


class _Sentence(TypedDict):
    rests: Sequence[_Version]


class _Citation(TypedDict):
    record_id: str
    version: int


class _Answer(TypedDict, total=False):
    """What is looked at of a kept answer; one that is older than what is kept now has none of it."""

    sentences: Sequence[_Sentence]
    citations: Sequence[_Citation]
    rests: Sequence[_Version]


def forget_answers(connection: Connection) -> int:
    """Drop every sentence and quote of a kept answer that rests on a version that is no more, and the
    question as it was understood; gives the number of answers changed. What somebody typed stays."""
    changed = 0
    after = ""
    while True:
        rows = connection.execute(
            select(turns.c.answer_id, turns.c.question, turns.c.answer)
            .where(turns.c.answer_id > after)
            .order_by(turns.c.answer_id)
            .limit(_MANY)
        ).all()
        if not rows:
            return changed
        after = rows[-1].answer_id
        held = _held(connection, (one for row in rows for one in _rests(row.answer)))
        for row in rows:
            if held.issuperset(_rests(row.answer)):
                continue
            changed += 1
            connection.execute(
                update(turns)
                .where(turns.c.answer_id == row.answer_id)
                .values(standalone_question=row.question, answer=_left(row.answer, held))
            )


def _rests(answer: _Answer) -> set[_Version]:
    return {(record_id, version) for record_id, version in answer.get("rests", ())}


def _left(answer: _Answer, held: set[_Version]) -> _Answer:
    """The same without them; what it rested on stays, so that it is said to be no longer whole."""
    return {
        **answer,
        "sentences": [
            one for one in answer["sentences"] if held.issuperset(map(tuple, one["rests"]))
        ],
        "citations": [
            one for one in answer["citations"] if (one["record_id"], one["version"]) in held
        ],
    }


def _held(connection: Connection, wanted: Iterable[_Version]) -> set[_Version]:
    ids = sorted({record_id for record_id, _ in wanted})
    return {
        (row.record_id, row.version)
        for start in range(0, len(ids), _MANY)
        for row in connection.execute(
            select(versions.c.record_id, versions.c.version).where(
                versions.c.record_id.in_(ids[start : start + _MANY])
            )
        )
    }
