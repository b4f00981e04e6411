"""The web page: the built files where there are some, else how to build them."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

BUILT = Path(__file__).parents[1] / "web" / "dist"

_NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Zhike 知客</title></head><body>
<h1>Zhike 知客</h1>
<p lang="zh">网页尚未构建。请在项目目录运行 <code>make web</code>，然后重新启动服务。</p>
<p>The page is not built yet. Run <code>make web</code> in the project's folder, then start the server again.</p>
</body></html>"""


def serve_page(app: FastAPI, built: Path = BUILT) -> None:
    """Serve the page at / from `built`. Call it last: it answers whatever no other route does."""
    if (built / "index.html").is_file():
        app.mount("/", StaticFiles(directory=built, html=True), name="page")
        return

    @app.get("/", include_in_schema=False)
    def not_built() -> HTMLResponse:
        return HTMLResponse(_NOT_BUILT, 503)
