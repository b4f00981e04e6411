"""GET /api/entities/matches and what is decided of them: customers and colleagues who are one, or may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query

from assistant.api.identity import TheApplication, TheCurator
from ingest.resolution.matches import MatchFamily, MatchState, SeenMatch

router = APIRouter(prefix="/entities/matches")

MatchId = Annotated[int, Path(ge=1, le=2**53)]


@dataclass(frozen=True, slots=True)
class MatchPage:
    """Matches, the best first: of those alone both of whose records the curator may read."""

    matches: tuple[SeenMatch, ...]


@router.get("")
def matches(
    application: TheApplication,
    access: TheCurator,
    family: MatchFamily = "customer",
    state: Annotated[tuple[MatchState, ...], Query()] = ("likely",),
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> MatchPage:
    """The list that a curator works through."""
    found = application.curation.matches(family, state, access=access, offset=offset, limit=limit)
    return MatchPage(found)


@router.post("/{match_id}/accept")
def accept(match_id: MatchId, application: TheApplication, access: TheCurator) -> SeenMatch:
    """The two are one. 422 where their tax numbers say otherwise; 409 during a sync."""
    return application.decide(match_id, "accept", access=access)


@router.post("/{match_id}/refuse")
def refuse(match_id: MatchId, application: TheApplication, access: TheCurator) -> SeenMatch:
    """The two are two, and are not asked about again. 409 during a sync."""
    return application.decide(match_id, "refuse", access=access)


@router.post("/{match_id}/undo")
def undo(match_id: MatchId, application: TheApplication, access: TheCurator) -> SeenMatch:
    """Take back what was decided, or what joined by itself. 409 during a sync."""
    return application.decide(match_id, "undo", access=access)
