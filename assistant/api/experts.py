"""GET /api/experts: who knows about a topic or a customer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.exceptions import RequestValidationError

from assistant.answers import Knowing
from assistant.api.crowding import taking_a_place
from assistant.api.identity import TheApplication, TheAsker
from assistant.api.questions import QuestionText

router = APIRouter()


@router.get("/experts", dependencies=[Depends(taking_a_place)])
def experts(
    application: TheApplication,
    access: TheAsker,
    q: QuestionText | None = None,
    customer: str | None = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Knowing:
    """Colleagues ranked for a question, for a customer, or for both, with their reasons; apart from them
    those who knew and have left or long had no part in anything. None where nobody is evident."""
    if q is None and customer is None:
        fault = {"loc": ("query", "q"), "msg": "say a topic (q) or a customer", "type": "missing"}
        raise RequestValidationError([fault])
    return application.reads.experts(q or "", access=access, customer_id=customer, limit=limit)
