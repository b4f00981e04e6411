"""GET /api/health: whether the server answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Health:
    """The server is up."""

    status: Literal["ok"] = "ok"


@router.get("/health")
def health() -> Health:
    """Answers as soon as questions can be asked."""
    return Health()
