"""GET /api/learn: what to read, in order, and whom to meet."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from assistant.api.crowding import opening_a_page
from assistant.api.identity import TheApplication, TheAsker
from assistant.api.questions import QuestionText
from assistant.projects.learning_views import LearningPath, SubjectKind

router = APIRouter()


@router.get("/learn", dependencies=[Depends(opening_a_page)])
def learn(
    application: TheApplication,
    access: TheAsker,
    q: QuestionText,
    kind: SubjectKind | None = None,
) -> LearningPath:
    """A reading path for a topic, a customer or a role: at most ten items, and three people."""
    return application.reads.learning.path(q, access=access, kind=kind)
