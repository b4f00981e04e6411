"""GET /api/me: who is asking, at which company, and what to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Header, Request

from assistant.answers import PersonCard
from assistant.api.identity import TheApplication, asker_address
from assistant.settings import Suggestions
from ingest.errors import UnknownAskerError

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Me:
    """`person` is null while nobody is chosen; `people` to choose from are listed in the demo only."""

    person: PersonCard | None
    company: str
    demo: bool
    today: date | None
    people: tuple[PersonCard, ...]
    suggestions: Suggestions


@router.get("/me")
def me(
    request: Request,
    application: TheApplication,
    x_zhike_as: Annotated[str | None, Header()] = None,
) -> Me:
    """What the page needs before the first question."""
    demo = application.settings.demo
    try:
        address = asker_address(request, application, x_zhike_as)
        person = application.person_of(application.access(address))
    except UnknownAskerError:
        person = None
    return Me(
        person=person,
        company=application.settings.company.name,
        demo=demo is not None,
        today=demo.today if demo else None,
        people=application.colleagues() if demo else (),
        suggestions=demo.suggestions if demo else Suggestions(),
    )
