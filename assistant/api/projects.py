"""GET /api/projects and /api/projects/{id}: what was done before, for whom, and what was learnt."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Depends

from assistant.api.crowding import opening_a_page
from assistant.api.identity import TheApplication, TheAsker
from assistant.projects.views import ProjectLink, ProjectView

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ProjectList:
    """Projects: those that go on first, then the newest."""

    projects: tuple[ProjectLink, ...]


@router.get("/projects", dependencies=[Depends(opening_a_page)])
def projects(application: TheApplication, access: TheAsker, customer: str = "") -> ProjectList:
    """Past and present projects, or those with one customer."""
    return ProjectList(application.reads.projects.listed(access=access, customer_id=customer))


@router.get("/projects/{project_id}", dependencies=[Depends(opening_a_page)])
def project(project_id: str, application: TheApplication, access: TheAsker) -> ProjectView:
    """Goal, customer, people, time, result, lessons, documents in reading order, similar projects."""
    return application.reads.projects.page(project_id, access=access)
