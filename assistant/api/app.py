"""The web application, wired: which routes are public, which need somebody, what guards them."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI

from assistant.api import (
    customers,
    experts,
    feedback,
    health,
    me,
    people,
    questions,
    records,
    search,
    sources,
)
from assistant.api.errors import answer_errors
from assistant.api.guard import Doorkeeper, SecurityHeaders
from assistant.api.identity import asker
from assistant.api.page import BUILT, serve_page
from assistant.api.reference import serve_reference
from assistant.bootstrap import Application

PUBLIC: tuple[APIRouter, ...] = (health.router, me.router)
"""What anybody at this machine may call, besides the page's own files and /docs."""

PRIVATE: tuple[APIRouter, ...] = (
    questions.router,
    search.router,
    experts.router,
    customers.router,
    people.router,
    records.router,
    feedback.router,
    sources.router,
)
"""What needs an asker."""

BODY_LIMIT_BYTES = 64 * 1024


def create_app(
    application: Application, *, asker_address: str | None = None, page: Path = BUILT
) -> FastAPI:
    """The web application over `application`.

    `asker_address` is who asks when a request names nobody; only the demo lets a request name one.
    `page` is the folder of the built page.
    """
    app = FastAPI(
        title="Zhike",
        version=version("zhike"),
        docs_url=None,
        redoc_url=None,
        # For bodies that do not say their length; the doorkeeper refuses the others in our own words.
        max_body_size=2 * BODY_LIMIT_BYTES,
    )
    app.state.application = application
    app.state.asker = asker_address
    answer_errors(app)
    app.add_middleware(Doorkeeper, body_limit_bytes=BODY_LIMIT_BYTES)
    app.add_middleware(SecurityHeaders)
    for router in PUBLIC:
        app.include_router(router, prefix="/api")
    for router in PRIVATE:
        app.include_router(router, prefix="/api", dependencies=[Depends(asker)])
    serve_reference(app)
    serve_page(app, page)
    return app
