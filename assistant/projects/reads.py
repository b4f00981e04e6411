"""Lists past projects, opens one, and finds the one that a name means."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, select

from assistant.answers import CustomerLink, RecordLink
from assistant.customers.links import known_customers
from assistant.projects.finding import Project, Projects, find_projects, with_all_records
from assistant.projects.items import Item
from assistant.projects.likeness import similar_projects
from assistant.projects.milestones import beginning, ending, milestones_of
from assistant.projects.people import people_on
from assistant.projects.reading_order import in_reading_order, is_document
from assistant.projects.telling import ProjectTelling
from assistant.projects.views import (
    ProjectChoice,
    ProjectLink,
    ProjectPerson,
    ProjectRecord,
    ProjectView,
)
from assistant.quoting import ReadRecord, read_records
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.errors import NotFoundError
from ingest.moments import day_of, to_text
from ingest.names import fold
from ingest.segmentation import telling_terms
from ingest.store import Store

_RECORDS = 100
_MANY = 500
_CANDIDATES = 10


class PastProjects:
    """Of one company. `roots` are the names of folders in which each folder is a project's; `weights`
    what a role says about having been part of one."""

    def __init__(
        self,
        store: Store,
        roots: Sequence[str],
        weights: Mapping[str, float],
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._roots = roots
        self._weights = weights
        self._today = today

    def listed(self, *, access: Access, customer_id: str = "") -> tuple[ProjectLink, ...]:
        """Those that were, or are on; the newest first. Deals that are only hoped for are none."""
        with self._store.catalog.reading() as connection:
            projects = find_projects(connection, self._roots, access=access)
            links = self._links(connection, projects, access)
        shown = [
            link
            for link in links.values()
            if not customer_id or customer_id in {one.id for one in link.customers}
        ]
        return tuple(sorted(shown, key=_newest_first))

    def page(self, project_id: str, *, access: Access) -> ProjectView:
        """One of them, by its id or that of a record which states it; NotFoundError where there is none
        that the asker may know of."""
        with self._store.catalog.reading() as connection:
            projects = find_projects(connection, self._roots, access=access)
            project = projects.of(project_id)
            if project is None:
                raise NotFoundError("There is no such project, or none that you may see")
            links = self._links(connection, projects, access, also=project)
            return self._view(connection, projects, project, links, access)

    def pages(self, project_ids: Sequence[str], *, access: Access) -> tuple[ProjectView, ...]:
        """Several of them, those that the asker may know of."""
        with self._store.catalog.reading() as connection:
            projects = find_projects(connection, self._roots, access=access)
            links = self._links(connection, projects, access)
            found = [projects.of(one) for one in project_ids]
            return tuple(
                self._view(connection, projects, one, links, access)
                for one in found
                if one is not None and one.id in links
            )

    def each(self, *, access: Access) -> tuple[tuple[Project, ProjectLink], ...]:
        """All that `listed` lists, in its order, each with the records that state it or are documents of it."""
        with self._store.catalog.reading() as connection:
            projects = find_projects(connection, self._roots, access=access)
            links = self._links(connection, projects, access)
        known = [(one, links[one.id]) for one in projects.all if one.id in links]
        return tuple(sorted(known, key=lambda held: _newest_first(held[1])))

    def told(
        self, project_ids: Sequence[str], *, access: Access
    ) -> tuple[tuple[Project, ProjectTelling], ...]:
        """Those that the asker may know of, with everything that is on record of each, and what it says."""
        with self._store.catalog.reading() as connection:
            projects = find_projects(connection, self._roots, access=access)
            found = [one for wanted in project_ids if (one := projects.of(wanted)) is not None]
            whole = [with_all_records(connection, projects, one, access=access) for one in found]
            return tuple(
                (one, ProjectTelling(_read(connection, one, access).values())) for one in whole
            )

    def with_any_of(
        self, record_ids: Collection[str], *, access: Access
    ) -> tuple[tuple[ProjectLink, tuple[RecordLink, ...]], ...]:
        """Those that any of these records states or is a document of, each with which, the newest first."""
        wanted = set(record_ids)
        with self._store.catalog.reading() as connection:
            projects = find_projects(connection, self._roots, access=access)
            links = self._links(connection, projects, access)
        found = []
        for one in projects.all:
            theirs = [item for item in one.items if item.record_id in wanted]
            if one.id in links and theirs:
                ranked = sorted(theirs, key=_latest_first)
                held = tuple(RecordLink(item.record_id, item.title) for item in ranked)
                found.append((links[one.id], held))
        return tuple(sorted(found, key=lambda held: _newest_first(held[0])))

    def going_on(
        self, customer_ids: Collection[str], *, access: Access
    ) -> tuple[tuple[ProjectLink, tuple[ProjectPerson, ...]], ...]:
        """Those with these customers that go on or are planned, each with its people."""
        wanted = set(customer_ids)
        with self._store.catalog.reading() as connection:
            projects = find_projects(connection, self._roots, access=access)
            links = self._links(connection, projects, access)
            found = []
            for one in projects.all:
                link = links.get(one.id)
                if link is None or one.state not in ("running", "planned"):
                    continue
                if wanted.isdisjoint(one.customers):
                    continue
                whole = with_all_records(connection, projects, one, access=access)
                ids = [item.record_id for item in whole.items]
                found.append((link, people_on(connection, ids, self._weights, access=access)))
        return tuple(sorted(found, key=lambda held: _newest_first(held[0])))

    def named(self, name: str, *, access: Access) -> ProjectChoice:
        """The project that a name, a number or an id means; where that is several, those, the likeliest
        first; NotFoundError where it is none."""
        with self._store.catalog.reading() as connection:
            projects = find_projects(connection, self._roots, access=access)
            links = self._links(connection, projects, access)
            meant = _meant(name, projects.all, links)
            if not meant:
                raise NotFoundError(
                    f"No project that you may see is called {name!r}; zhike project lists them"
                )
            if len(meant) == 1:
                links = self._links(connection, projects, access, also=meant[0])
                view = self._view(connection, projects, meant[0], links, access)
                return ProjectChoice(view, ())
            shown = [links[one.id] for one in meant if one.id in links]
            return ProjectChoice(None, tuple(shown[:_CANDIDATES]))

    def _view(
        self,
        connection: Connection,
        projects: Projects,
        project: Project,
        links: Mapping[str, ProjectLink],
        access: Access,
    ) -> ProjectView:
        project = with_all_records(connection, projects, project, access=access)
        ids = [one.record_id for one in project.items]
        documents = in_reading_order(project.tied)
        read = _read(connection, project, access)
        telling = ProjectTelling(read.values())
        others = sorted(
            (one for one in project.tied if not is_document(one)),
            key=lambda one: to_text(one.occurred_at) if one.occurred_at else "",
            reverse=True,
        )
        return ProjectView(
            project=links[project.id],
            numbers=project.numbers,
            stated_by=tuple(RecordLink(one.record_id, one.title) for one in project.seeds),
            goal=telling.goal(),
            result=telling.result(),
            lessons=telling.lessons(),
            team=telling.team(),
            milestones=milestones_of(project, read, self._today()),
            people=people_on(connection, ids, self._weights, access=access),
            documents=documents,
            records=tuple(
                ProjectRecord(RecordLink(one.record_id, one.title), one.kind, one.occurred_at)
                for one in others[:_RECORDS]
            ),
            similar=similar_projects(
                self._store, connection, projects, project, links, access=access
            ),
        )

    def _links(
        self,
        connection: Connection,
        projects: Projects,
        access: Access,
        *,
        also: Project | None = None,
    ) -> dict[str, ProjectLink]:
        wanted = [one for one in projects.all if one.is_more_than_a_chance or one is also]
        customers = sorted({customer for one in wanted for customer in one.customers})
        known = known_customers(connection, customers, access=access)
        industries = _industries(connection, customers, access)
        stating = [seed.record_id for one in wanted for seed in one.seeds]
        read = read_records(connection, stating, access=access)
        links = {}
        for one in wanted:
            stated = milestones_of(one, read, self._today())
            links[one.id] = ProjectLink(
                one.id,
                one.name,
                tuple(known[customer] for customer in one.customers if customer in known),
                one.state,
                beginning(one, stated) or _first_day(one.tied),
                ending(one, stated),
                one.first("product"),
                next((industries[c] for c in one.customers if c in industries), ""),
                sum(map(is_document, one.tied)),
                tuple(item.record_id for item in one.seeds or one.tied[:1]),
            )
        return links


def _read(connection: Connection, project: Project, access: Access) -> dict[str, ReadRecord]:
    """Its records, of several editions of a document the newest alone."""
    documents = in_reading_order(project.tied)
    replaced = {one.record_id for document in documents for one in document.older}
    ids = {one.record_id for one in project.items}
    return read_records(connection, ids - replaced, access=access)


def _meant(
    name: str, projects: Sequence[Project], links: Mapping[str, ProjectLink]
) -> list[Project]:
    """By id, number or whole name; else by how many of the name's words they bear."""
    folded = fold(name)
    exact = [
        one
        for one in projects
        if folded in (one.id, fold(one.name))
        or folded in one.numbers
        or folded in {seed.record_id for seed in one.seeds}
    ]
    if exact:
        return exact
    asked = set(telling_terms(name))
    scored: list[tuple[float, Project]] = []
    for one in projects:
        if one.id not in links:
            continue
        borne = set(telling_terms(_everything_said(one, links[one.id].customers)))
        if shared := len(asked & borne):
            scored.append((shared / max(1, len(asked)), one))
    best = max((score for score, _ in scored), default=0.0)
    meant = [one for score, one in scored if score == best]
    return meant if best >= 0.5 or len(meant) == 1 else []


def _everything_said(project: Project, customers: Sequence[CustomerLink]) -> str:
    said = [project.name, *(one.name for one in customers)]
    said += (one.title for one in project.seeds)
    said += ("/".join((*one.folder, one.title)) for one in project.tied)
    return " ".join(said)


def _industries(connection: Connection, customers: Sequence[str], access: Access) -> dict[str, str]:
    """Customer id -> the industry that a readable account says."""
    seen = visible(access=access)
    accounts = {
        row.record_id: row.customer_id
        for start in range(0, len(customers), _MANY)
        for row in connection.execute(
            select(seen.customers.c.customer_id, seen.customers.c.record_id).where(
                seen.customers.c.customer_id.in_(customers[start : start + _MANY])
            )
        )
    }
    ids = sorted(accounts)
    return {
        accounts[row.record_id]: row.value
        for start in range(0, len(ids), _MANY)
        for row in connection.execute(
            select(seen.fields.c.record_id, seen.fields.c.value).where(
                seen.fields.c.record_id.in_(ids[start : start + _MANY]),
                seen.fields.c.name == "industry",
                seen.fields.c.value != "",
            )
        )
    }


def _first_day(items: Sequence[Item]) -> date | None:
    days = [to_text(one.occurred_at)[:10] for one in items if one.occurred_at]
    return date.fromisoformat(min(days)) if days else None


def _latest_first(item: Item) -> tuple[bool, int, str]:
    day = day_of(item.occurred_at) if item.occurred_at else None
    return (day is None, -(day.toordinal() if day else 0), item.record_id)


def _newest_first(link: ProjectLink) -> tuple[int, int, str]:
    newest = link.end if link.state in ("done", "lost") else None
    day = newest or link.start
    order = {"running": 0, "planned": 1, "done": 2, "lost": 2}[link.state]
    return (order, -(day.toordinal() if day else 0), link.name)
