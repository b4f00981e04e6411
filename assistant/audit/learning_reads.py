"""Reading paths as people open them, each kept in the audit log before it is shown."""

from __future__ import annotations

from assistant.audit.read_log import ReadLog
from assistant.projects.learning import Learning
from assistant.projects.learning_views import LearningPath, SubjectKind
from ingest.access import Access


class LearningReads:
    """The path for a topic, a customer or a role."""

    def __init__(self, learning: Learning, reads: ReadLog) -> None:
        self._learning = learning
        self._reads = reads

    def path(self, asked: str, *, access: Access, kind: SubjectKind | None = None) -> LearningPath:
        """What to read, in order, and whom to meet."""
        path = self._learning.path(asked, access=access, kind=kind)
        shown = {one.record.record_id for one in path.items if one.record}
        shown |= {one for item in path.items if item.project for one in item.project.records}
        shown |= {
            record.record_id
            for person in path.people
            for reason in person.reasons
            for record in reason.records
        }
        target = path.customer.id if path.customer else ""
        self._reads.keep("learn", access, target, text=asked, records=shown)
        return path
