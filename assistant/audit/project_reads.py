"""Past projects as people read them, each kept in the audit log before it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.audit.read_log import ReadLog
from assistant.projects.reads import PastProjects
from assistant.projects.views import ProjectChoice, ProjectLink, ProjectView
from assistant.quoting import quoted_records
from ingest.access import Access


class ProjectReads:
    """The list, the page, and the project that a name means."""

    def __init__(self, projects: PastProjects, reads: ReadLog) -> None:
        self._projects = projects
        self._reads = reads

    def listed(self, *, access: Access, customer_id: str = "") -> tuple[ProjectLink, ...]:
        """Every project that the asker may know of, or those with one customer."""
        found = self._projects.listed(access=access, customer_id=customer_id)
        self._reads.keep("projects", access, customer_id, records=_stating(found))
        return found

    def page(self, project_id: str, *, access: Access) -> ProjectView:
        """One of them."""
        view = self._projects.page(project_id, access=access)
        self._reads.keep("project", access, view.project.id, records=shown_in(view))
        return view

    def named(self, name: str, *, access: Access) -> ProjectChoice:
        """The one that a name means, or those that it may mean."""
        choice = self._projects.named(name, access=access)
        shown = set(_stating(choice.candidates))
        if choice.project:
            shown |= shown_in(choice.project)
        target = choice.project.project.id if choice.project else ""
        self._reads.keep("project", access, target, text=name, records=shown)
        return choice


def shown_in(view: ProjectView) -> set[str]:
    """Every record that a page shows anything of."""
    return {
        *(one.record_id for one in view.stated_by),
        *quoted_records([*view.goal, *view.result, *view.lessons, *view.team]),
        *(one.record.record_id for one in view.milestones),
        *(one.record.record_id for one in view.documents),
        *(one.record_id for document in view.documents for one in document.older),
        *(one.record.record_id for one in view.records),
        *(
            record.record_id
            for person in view.people
            for reason in person.reasons
            for record in reason.records
        ),
        *_stating(one.project for one in view.similar),
        *(one.nearest.record_id for one in view.similar if one.nearest),
    }


def _stating(links: Iterable[ProjectLink]) -> Iterator[str]:
    for link in links:
        yield from link.records
