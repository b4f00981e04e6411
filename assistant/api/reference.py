"""/docs: the API's reference as one plain page, made from its OpenAPI description."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Zhike API</title><style>
body {{ font: 16px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }}
h2 {{ font: 600 1rem/1.6 ui-monospace, monospace; margin-top: 2rem }}
p {{ white-space: pre-line }}
</style></head><body><h1>Zhike API</h1>
<p>The same for programs: <a href="/openapi.json">/openapi.json</a></p>
{routes}
</body></html>"""


def serve_reference(app: FastAPI) -> None:
    """Add /docs to `app`. It loads nothing from elsewhere, as the usual documentation pages would."""

    @app.get("/docs", include_in_schema=False)
    def reference() -> HTMLResponse:
        routes = [
            f"<h2>{method.upper()} {escape(path)}</h2>"
            f"<p>{escape(operation.get('description', ''))}</p>"
            f"{_parameters(operation.get('parameters', ()))}"
            for path, methods in app.openapi()["paths"].items()
            for method, operation in methods.items()
        ]
        return HTMLResponse(_PAGE.format(routes="\n".join(routes)))


def _parameters(parameters: Iterable[Mapping[str, object]]) -> str:
    items = [
        f"<li><code>{escape(str(parameter['name']))}</code> ({escape(str(parameter['in']))}"
        f"{', required' if parameter.get('required') else ''})</li>"
        for parameter in parameters
    ]
    return f"<ul>{''.join(items)}</ul>" if items else ""
