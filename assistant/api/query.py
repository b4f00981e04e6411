"""POST /api/query: a typed query counted; GET /api/query/fields: what can be counted by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from assistant.answers import AnswerTable
from assistant.api.crowding import taking_a_place
from assistant.api.identity import TheApplication, TheAsker
from assistant.query.typed_query import TypedQuery
from assistant.query.views import CountableKind
from ingest.records import Kind

router = APIRouter()


class QueryRequest(BaseModel):
    """A query, the language of the words in its answer, and how much of it is wanted."""

    model_config = ConfigDict(extra="forbid")

    query: TypedQuery
    language: Literal["zh", "en"] = "zh"
    rows: int = Field(default=200, ge=1, le=1000)
    records: int = Field(default=100, ge=0, le=1000, description="named of each row at most")


@dataclass(frozen=True, slots=True)
class QueryAnswer:
    """The numbers in words, and as a table."""

    text: str
    record_count: int
    table: AnswerTable


@router.post("/query", dependencies=[Depends(taking_a_place)])
def run_query(body: QueryRequest, application: TheApplication, access: TheAsker) -> QueryAnswer:
    """Count, sum or list what the asker may read. 422 for a field, customer or person that is not there."""
    counted = application.reads.query(
        body.query,
        application.today(),
        body.language,
        access=access,
        rows=body.rows,
        records=body.records,
    )
    text = "\n".join(sentence.text for sentence, _ in counted.said)
    return QueryAnswer(text, len(counted.record_ids), counted.table)


@dataclass(frozen=True, slots=True)
class Countable:
    """The kinds asked about that the asker has records of."""

    kinds: tuple[CountableKind, ...]


@router.get("/query/fields", dependencies=[Depends(taking_a_place)])
def query_fields(
    application: TheApplication,
    access: TheAsker,
    kind: Annotated[tuple[Kind, ...], Query()] = (),
) -> Countable:
    """The fields of the asker's records, of the kinds named or of all."""
    return Countable(application.counting.fields(kind, access=access))
