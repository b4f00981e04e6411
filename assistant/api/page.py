"""The web page: the built files where there are some, else how to build them."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.types import Scope

BUILT = Path(__file__).parents[1] / "web" / "dist"

_NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Zhike 知客</title></head><body>
<h1>Zhike 知客</h1>
<p lang="zh">网页尚未构建。请在项目目录运行 <code>make web</code>，然后重新启动服务。</p>
<p>The page is not built yet. Run <code>make web</code> in the project's folder, then start the server again.</p>
</body></html>"""


_NOT_OF_THE_PAGE = ("api", "assets", "docs", "openapi.json")
"""First parts of a path that name no place of the page, even where nothing is found there."""


class _Page(StaticFiles):
    """The built files; whatever else is asked for is a place of the page, which finds it by its address."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        try:
            return await super().get_response(path, scope)
        except HTTPException as fault:
            if fault.status_code != 404 or not _names_a_place(path):
                raise
            return await super().get_response("index.html", scope)


def _names_a_place(path: str) -> bool:
    parts = Path(path).parts
    return (
        bool(parts)
        and parts[0] not in _NOT_OF_THE_PAGE
        and ".." not in parts
        and "." not in parts[-1]
    )


def serve_page(app: FastAPI, built: Path = BUILT) -> None:
    """Serve the page at / from `built`. Call it last: it answers whatever no other route does."""
    if (built / "index.html").is_file():
        app.mount("/", _Page(directory=built, html=True), name="page")
        return

    @app.get("/", include_in_schema=False)
    def not_built() -> HTMLResponse:
        return HTMLResponse(_NOT_BUILT, 503)
