"""GET /api/map and its parts, and /api/gaps: what the company knows about, and what it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from assistant.api.crowding import opening_a_page
from assistant.api.identity import TheApplication, TheAsker
from assistant.api.ids import Id
from assistant.knowledge.map_tables import MapPart, gaps_table
from assistant.knowledge.map_views import (
    ComplaintTopic,
    Gap,
    KnowledgeRecords,
    MapView,
    SinglePoint,
    StaleTopic,
    TopicPage,
)
from ingest.filters import Knowledge

CSV = "text/csv; charset=utf-8"
router = APIRouter(dependencies=[Depends(opening_a_page)])


@dataclass(frozen=True, slots=True)
class SinglePoints:
    """What one person carries, those first where most hangs on them."""

    single_points: tuple[SinglePoint, ...]


@dataclass(frozen=True, slots=True)
class Stale:
    """What nobody wrote about for long, the oldest first."""

    stale: tuple[StaleTopic, ...]


@dataclass(frozen=True, slots=True)
class Complaints:
    """What customers complain of, what rises first."""

    complaints: tuple[ComplaintTopic, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What several people asked and were not answered, what most asked first."""

    gaps: tuple[Gap, ...]


@router.get("/map")
def knowledge_map(application: TheApplication, access: TheAsker) -> MapView:
    """Every topic in numbers: volume, growth, freshness, use, people, departments, customers, time."""
    return application.reads.map.overview(access=access)


@router.get("/map/topics/{topic_id}")
def topic(topic_id: Id, application: TheApplication, access: TheAsker) -> TopicPage:
    """One topic, every number with the ids of the records that it counts."""
    return application.reads.map.topic(topic_id, access=access)


@router.get("/map/knowledge/{knowledge}")
def of_knowledge(
    knowledge: Knowledge,
    application: TheApplication,
    access: TheAsker,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> KnowledgeRecords:
    """The records of which a chunk is of that kind of customer knowledge, the newest first."""
    return application.reads.map.of_knowledge(knowledge, access=access, offset=offset, limit=limit)


@router.get("/map/single-points")
def single_points(application: TheApplication, access: TheAsker) -> SinglePoints:
    """Topics and customers that one person carries."""
    return SinglePoints(application.reads.map.single_points(access=access))


@router.get("/map/stale")
def stale(application: TheApplication, access: TheAsker) -> Stale:
    """Topics whose newest record is old."""
    return Stale(application.reads.map.stale(access=access))


@router.get("/map/complaints")
def complaints(application: TheApplication, access: TheAsker) -> Complaints:
    """What customers complain of, by topic and quarter, with their words."""
    return Complaints(application.reads.map.complaints(access=access))


@router.get("/map/csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def map_csv(application: TheApplication, access: TheAsker, part: MapPart = "topics") -> Response:
    """A part of the map as a table."""
    table = application.reads.map.table(part, access=access)
    return Response(table.csv(), media_type=CSV)


@router.get("/gaps")
def gaps(application: TheApplication, access: TheAsker) -> Gaps:
    """Topics near which five different people or more asked and were not answered."""
    return Gaps(application.reads.map.gaps(access=access))


@router.get("/gaps/csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def gaps_csv(application: TheApplication, access: TheAsker) -> Response:
    """The same as a table."""
    table = gaps_table(application.reads.map.gaps(access=access))
    return Response(table.csv(), media_type=CSV)
