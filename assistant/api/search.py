"""GET /api/search: the passages found for a question, without an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from assistant.answers import Filters, Passage
from assistant.api.crowding import taking_a_place
from assistant.api.identity import TheApplication, TheAsker
from assistant.api.narrowing import narrowing_in_query
from assistant.api.questions import QuestionText

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Found:
    """Passages, best first."""

    passages: tuple[Passage, ...]


@router.get("/search", dependencies=[Depends(taking_a_place)])
def search(
    q: QuestionText,
    application: TheApplication,
    access: TheAsker,
    filters: Annotated[Filters, Depends(narrowing_in_query)],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Found:
    """The passages nearest to `q` that the asker may read."""
    return Found(application.reads.search(q, access=access, filters=filters, limit=limit))
