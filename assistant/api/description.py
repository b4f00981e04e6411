"""The API described for programs: `python -m assistant.api.description FILE` writes its OpenAPI document,
from which the page's types are made."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fastapi import FastAPI

from assistant.api.app import add_routes


def write_description(file: Path) -> None:
    """Write the document to `file`, which is left as it is where it says the same already."""
    app = FastAPI(title="Zhike", version="1")
    add_routes(app)
    text = json.dumps(app.openapi(), ensure_ascii=False, indent=1) + "\n"
    if file.is_file() and file.read_text("utf-8") == text:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


if __name__ == "__main__":
    write_description(Path(sys.argv[1]))
