"""GET /api/health: whether the server answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter

from assistant.api.identity import TheApplication
from assistant.condition import WriterState, writer_state

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Health:
    """The server is up; `writer` says whether a language model writes answers, or rests after failures."""

    status: Literal["ok"] = "ok"
    writer: WriterState = "off"


@router.get("/health")
def health(application: TheApplication) -> Health:
    """Answers as soon as questions can be asked."""
    return Health(writer=writer_state(application.writer))
