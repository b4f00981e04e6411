"""GET /api/people/{id}: one colleague, as far as the asker may see."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.api.identity import TheApplication, TheAsker
from assistant.views import PersonView

router = APIRouter()


@router.get("/people/{person_id}")
def person(person_id: str, application: TheApplication, access: TheAsker) -> PersonView:
    """A colleague's place, customers and latest records."""
    return application.reads.person(person_id, access=access)
