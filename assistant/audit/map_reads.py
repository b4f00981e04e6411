"""The knowledge map as people read it, each part kept in the audit log before it is shown."""

from __future__ import annotations

from assistant.audit.read_log import ReadLog
from assistant.knowledge.knowledge_map import KnowledgeMap
from assistant.knowledge.map_tables import (
    MapPart,
    MapTable,
    complaints_table,
    knowledge_table,
    single_points_table,
    stale_table,
    topics_table,
)
from assistant.knowledge.map_views import (
    ComplaintTopic,
    Gap,
    KnowledgeRecords,
    MapView,
    SinglePoint,
    StaleTopic,
    TopicPage,
)
from ingest.access import Access
from ingest.filters import Knowledge


class MapReads:
    """The map and its parts. The map itself shows numbers and no record; the log says so."""

    def __init__(self, knowledge_map: KnowledgeMap, reads: ReadLog) -> None:
        self._map = knowledge_map
        self._reads = reads

    def overview(self, *, access: Access) -> MapView:
        """Every topic in numbers."""
        view = self._map.overview(access=access)
        self._reads.keep("map", access, "topics", records=())
        return view

    def topic(self, topic_id: str, *, access: Access) -> TopicPage:
        """One of them with its records."""
        page = self._map.topic(topic_id, access=access)
        shown = [one.record.record_id for one in page.records]
        self._reads.keep("map", access, topic_id, records=shown)
        return page

    def of_knowledge(
        self, knowledge: Knowledge, *, access: Access, offset: int, limit: int
    ) -> KnowledgeRecords:
        """The records of a kind of knowledge."""
        page = self._map.of_knowledge(knowledge, access=access, offset=offset, limit=limit)
        shown = [one.record.record_id for one in page.records]
        self._reads.keep("map", access, f"knowledge:{knowledge}", records=shown)
        return page

    def single_points(self, *, access: Access) -> tuple[SinglePoint, ...]:
        """What one person carries."""
        found = self._map.single_points(access=access)
        shown = {record for one in found for record in one.records}
        self._reads.keep("map", access, "single-points", records=shown)
        return found

    def stale(self, *, access: Access) -> tuple[StaleTopic, ...]:
        """What nobody wrote about for long."""
        found = self._map.stale(access=access)
        shown = {one.newest.record_id for one in found}
        self._reads.keep("map", access, "stale", records=shown)
        return found

    def complaints(self, *, access: Access) -> tuple[ComplaintTopic, ...]:
        """What customers complain of."""
        found = self._map.complaints(access=access)
        shown = {
            *(quote.record_id for one in found for quote in one.quotes),
            *(record for one in found for quarter in one.quarters for record in quarter.records),
        }
        self._reads.keep("map", access, "complaints", records=shown)
        return found

    def gaps(self, *, access: Access) -> tuple[Gap, ...]:
        """What was asked and not answered."""
        found = self._map.gaps(access=access)
        shown = {link.record_id for one in found for link in one.nearest}
        self._reads.keep("gaps", access, records=shown)
        return found

    def table(self, part: MapPart, *, access: Access) -> MapTable:
        """A part as a table."""
        match part:
            case "topics":
                return topics_table(self.overview(access=access).topics)
            case "knowledge":
                return knowledge_table(self.overview(access=access))
            case "single-points":
                return single_points_table(self.single_points(access=access))
            case "stale":
                return stale_table(self.stale(access=access))
            case "complaints":
                return complaints_table(self.complaints(access=access))
