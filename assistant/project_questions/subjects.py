"""Which projects have to do with what a question says: an industry, a product, a name, a topic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.customers.citing import Place
from assistant.found import Found
from assistant.project_questions.grammar import ProjectsAsked
from assistant.projects.finding import Project
from assistant.projects.views import ProjectLink
from ingest.access import Access
from ingest.names import fold
from ingest.segmentation import terms
from ingest.sentences import sentence_spans

Find = Callable[[str, Access], Found]
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Fitting:
    """A project that fits; `saying` is the sentence of its records that speaks of what is asked, where neither
    its name nor its fields do."""

    project: Project
    link: ProjectLink
    saying: Place | None = None


def fitting(
    asked: ProjectsAsked,
    each: Sequence[tuple[Project, ProjectLink]],
    find: Find,
    *,
    access: Access,
) -> tuple[Fitting, ...]:
    """Those of the projects that have to do with it, in their order. An industry must be said whole by industry and
    product, or names and titles; of a topic a part said by industry or product will do, where the records say the
    rest; and only where nothing is so called, what was done in them is looked for in what they say."""
    wanted = [one for one in each if _is_theirs(asked, one[1])]
    if not asked.subjects:
        return tuple(Fitting(project, link) for project, link in wanted)
    called: dict[str, Fitting] = {}
    said: dict[str, Fitting] = {}
    for subject in asked.subjects:
        found = find(subject, access)
        for project, link in wanted:
            if _is_called(found, project, link, asked):
                called[project.id] = Fitting(project, link)
            elif asked.done and not asked.of_industry and (place := _saying(found, project)):
                said[project.id] = Fitting(project, link, place)
    held = called or said
    return tuple(held[project.id] for project, _ in wanted if project.id in held)


def _is_theirs(asked: ProjectsAsked, link: ProjectLink) -> bool:
    """Whether it is with one of the customers that are asked for, stands as is asked, and was in the days that are:
    where it is over, ended in them, if such are asked for."""
    if asked.customers and not {one.id for one in link.customers} & set(asked.customers):
        return False
    if asked.state and link.state != asked.state:
        return False
    period = asked.period
    if period is None:
        return True
    if link.start is None or (period.before and link.start >= period.before):
        return False
    if asked.state in ("done", "lost") and period.before and link.end:
        return (period.since or link.end) <= link.end < period.before
    return not (period.since and link.end and link.end < period.since)


def _is_called(found: Found, project: Project, link: ProjectLink, asked: ProjectsAsked) -> bool:
    wanted = frozenset(found.idf)
    if not wanted:
        return False
    stated = [link.industry, link.product]
    names = list(stated)
    if asked.by_name or not asked.of_industry:
        names += (name for one in link.customers for name in (one.name, one.alternate_name))
        names += (project.name, *(one.title for one in project.items))
    if fold(found.question) in fold(" ".join(names)) or _covers(found, names) >= wanted:
        return True
    part = _covers(found, stated)
    if asked.of_industry or not part:
        return False
    theirs = {one.record_id for one in project.items}
    texts = [one.text for one in found.everywhere if one.record_id in theirs]
    return part | _covers(found, [*names, *texts]) >= wanted


def _saying(found: Found, project: Project) -> Place | None:
    """The sentence that says most of it, of a passage of theirs that says all of it."""
    wanted = frozenset(found.idf)
    theirs = {one.record_id for one in project.items}
    for passage in found.passages:
        said = [passage.title, *passage.heading, passage.text]
        if passage.record_id not in theirs or not wanted or not _covers(found, said) >= wanted:
            continue
        spans = [one for one in sentence_spans(passage.text) if one[1] - one[0] <= _LONGEST]
        start, end = max(
            spans,
            key=lambda one: len(_covers(found, [passage.text[slice(*one)]])),
            default=(0, 0),
        )
        if quote := passage.text[start:end]:
            return Place(passage.record_id, passage.start + start, passage.start + end, quote)
    return None


def _covers(found: Found, texts: Iterable[str]) -> frozenset[str]:
    return found.covered(frozenset(term for text in texts for term in terms(text)))
