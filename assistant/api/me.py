"""GET /api/me: who is asking, at which company, how to sign in, and what to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request

from assistant.accounts.roles import Action
from assistant.accounts.sessions import csrf_token
from assistant.answers import PersonCard
from assistant.api.identity import SignedIn, TheApplication, signed_in
from assistant.settings import Suggestions
from ingest.errors import SignInError

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo company: its day, who there is to be, and the password they all have."""

    today: date
    password: str
    people: tuple[PersonCard, ...]


@dataclass(frozen=True, slots=True)
class Me:
    """`person` is null while nobody is signed in. `csrf` goes into the header X-Zhike-CSRF of what
    changes something; `actions` is what one's roles allow."""

    person: PersonCard | None
    actions: tuple[Action, ...]
    csrf: str
    company: str
    by_password: bool
    by_provider: bool
    demo: Demo | None
    suggestions: Suggestions


@router.get("/me")
def me(request: Request, app: TheApplication) -> Me:
    """What the page needs before the first question."""
    one = _who(request, app)
    demo = app.settings.demo
    return Me(
        person=app.person_of(one.access) if one else None,
        actions=tuple(sorted(one.actions)) if one else (),
        csrf=csrf_token(one.session) if one and one.session else "",
        company=app.settings.company.name,
        by_password=app.settings.sign_in.password,
        by_provider=app.provider is not None,
        demo=Demo(demo.today, demo.password, app.colleagues()) if demo else None,
        suggestions=demo.suggestions if demo and one else Suggestions(),
    )


def _who(request: Request, app: TheApplication) -> SignedIn | None:
    try:
        return signed_in(request, app)
    except SignInError:
        return None
