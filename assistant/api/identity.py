"""Who is asking: the one identity a loopback page was started for, or a choice in the demo."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header, Request

from assistant.bootstrap import Application
from ingest.access import Access
from ingest.errors import UnknownAskerError


def _application(request: Request) -> Application:
    application = request.app.state.application
    if not isinstance(application, Application):
        raise TypeError("create_app gives every request its application")
    return application


TheApplication = Annotated[Application, Depends(_application)]


def asker_address(
    request: Request,
    application: TheApplication,
    x_zhike_as: Annotated[str | None, Header(description="Demo only: who you are")] = None,
) -> str:
    """The address of who asks; UnknownAskerError says how to become somebody."""
    if x_zhike_as and application.settings.demo is None:
        raise UnknownAskerError("Choosing who you are is for the demo company only.")
    address = x_zhike_as or request.app.state.asker
    if not address and application.settings.demo is None:
        raise UnknownAskerError(
            "Nobody is signed in. Start the server with: zhike serve --as YOUR_ADDRESS"
        )
    if not address:
        raise UnknownAskerError("Choose which employee of the demo company you are.")
    return str(address)


def asker(application: TheApplication, address: Annotated[str, Depends(asker_address)]) -> Access:
    """Who asks, with the tokens they hold at this moment."""
    return application.access(address)


TheAsker = Annotated[Access, Depends(asker)]
