"""POST /api/feedback: whether an answer helped."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.api.identity import TheApplication, TheAsker
from assistant.api.ids import Id

router = APIRouter()


class Feedback(BaseModel):
    """An asker's word on an answer they were given."""

    model_config = ConfigDict(extra="forbid")

    answer_id: Id
    useful: bool
    comment: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""


@router.post("/feedback", status_code=204)
def feedback(body: Feedback, application: TheApplication, access: TheAsker) -> None:
    """Keep whether an answer helped, and why not."""
    application.reads.feedback(body.answer_id, body.useful, body.comment, access=access)
