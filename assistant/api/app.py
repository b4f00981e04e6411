"""The web application, wired: which routes are public, which need somebody, what guards them."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI

from assistant.api import (
    accounts,
    adding,
    audit,
    condition,
    conversations,
    customers,
    entities,
    experts,
    feedback,
    glossary,
    handover,
    health,
    knowledge_map,
    learning,
    me,
    oidc,
    people,
    projects,
    query,
    questions,
    records,
    retrying,
    search,
    sign_in,
    sources,
    tokens,
    uploads,
    verifying,
)
from assistant.api.crowding import AskLimits
from assistant.api.errors import FAULTS, answer_errors
from assistant.api.guard import Doorkeeper, SecurityHeaders
from assistant.api.identity import signed_in
from assistant.api.page import BUILT, serve_page
from assistant.api.reference import serve_reference
from assistant.bootstrap import Application

PUBLIC: tuple[APIRouter, ...] = (health.router, me.router, sign_in.public, oidc.router)
"""What anybody may call, besides the page's own files and /docs: see the list in tests."""

PRIVATE: tuple[APIRouter, ...] = (
    sign_in.private,
    tokens.router,
    questions.router,
    conversations.router,
    search.router,
    query.router,
    experts.router,
    customers.router,
    entities.router,
    glossary.router,
    people.router,
    projects.router,
    learning.router,
    handover.router,
    records.router,
    knowledge_map.router,
    feedback.router,
    adding.router,
    sources.router,
    retrying.router,
    verifying.router,
    uploads.router,
    accounts.router,
    audit.router,
    condition.router,
)
"""What needs somebody who is signed in."""

BODY_LIMIT_BYTES = 64 * 1024


def create_app(application: Application, *, page: Path = BUILT) -> FastAPI:
    """The web application over `application`. `page` is the folder of the built page."""
    server = application.settings.server
    app = FastAPI(
        title="Zhike",
        version=version("zhike"),
        docs_url=None,
        redoc_url=None,
        # For bodies that do not say their length; the doorkeeper refuses the others in our own words.
        max_body_size=2 * BODY_LIMIT_BYTES,
    )
    app.state.application = application
    app.state.ask_limits = AskLimits(server.concurrent_asks, server.concurrent_asks_each)
    app.state.page_limits = AskLimits(
        server.concurrent_pages, server.concurrent_pages_each, what="pages", done="opened"
    )
    app.state.upload_limits = AskLimits(
        server.concurrent_asks, server.concurrent_asks_each, what="files", done="received"
    )
    answer_errors(app)
    app.add_middleware(
        Doorkeeper,
        body_limit_bytes=BODY_LIMIT_BYTES,
        public_url=server.public_url or "",
        body_limits={uploads.PATH: application.uploads.limits.file_mb * 1_000_000},
    )
    app.add_middleware(SecurityHeaders, tls=server.public_url is not None)
    add_routes(app)
    serve_reference(app)
    serve_page(app, page)
    return app


def add_routes(app: FastAPI) -> None:
    """Everything under /api."""
    for router in PUBLIC:
        app.include_router(router, prefix="/api", responses=FAULTS)
    for router in PRIVATE:
        app.include_router(
            router, prefix="/api", dependencies=[Depends(signed_in)], responses=FAULTS
        )
