"""Which other projects are like one: by what their records say, by industry and by product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import Connection, select

from assistant.answers import RecordLink
from assistant.bilingual import Bilingual
from assistant.projects.finding import Project, Projects
from assistant.projects.views import ProjectLink, SimilarProject
from ingest.access import Access
from ingest.catalog.reading import readable_chunks
from ingest.catalog.visible import visible
from ingest.filters import UNFILTERED
from ingest.names import fold
from ingest.store import Store
from ingest.vector_arithmetic import Vectors, unit

_MOST = 5
_CHUNKS = 200
_NEAREST = 400
_BEST = 3
_CONTENT, _INDUSTRY, _PRODUCT = 0.6, 0.2, 0.2
_LEAST = 0.2
_SAME_INDUSTRY = Bilingual("同一行业：{value}", "The same industry: {value}")
_SAME_PRODUCT = Bilingual("同一产品方向：{value}", "The same line of products: {value}")
_ALIKE = Bilingual("记录内容相近：{title}", "What is on record is alike: {title}")


def similar_projects(
    store: Store,
    connection: Connection,
    projects: Projects,
    project: Project,
    links: Mapping[str, ProjectLink],
    *,
    access: Access,
) -> tuple[SimilarProject, ...]:
    """The most alike of the others in `links`, with the reasons. Content counts by the mean cosine of
    the three passages nearest to the project's mean, set between the least and the most alike found."""
    contents = _contents(store, connection, projects, project, access)
    cosines = [cosine for cosine, _ in contents.values()]
    least, most = min(cosines, default=0.0), max(cosines, default=0.0)
    own = links[project.id]
    found = []
    for other_id, link in links.items():
        if other_id == project.id:
            continue
        score, why, nearest = 0.0, [], None
        if _same(own.industry, link.industry):
            score += _INDUSTRY
            why.append(_SAME_INDUSTRY.filled(value=link.industry))
        if _same(own.product, link.product):
            score += _PRODUCT
            why.append(_SAME_PRODUCT.filled(value=link.product))
        if other_id in contents:
            cosine, nearest = contents[other_id]
            score += _CONTENT * ((cosine - least) / (most - least) if most > least else 1.0)
            why.append(_ALIKE.filled(title=nearest.title))
        if score >= _LEAST:
            found.append(SimilarProject(link, round(score, 4), tuple(why), nearest))
    return tuple(sorted(found, key=lambda one: (-one.score, one.project.id))[:_MOST])


def _contents(
    store: Store, connection: Connection, projects: Projects, project: Project, access: Access
) -> dict[str, tuple[float, RecordLink]]:
    """By project the cosine, and the record that is nearest."""
    mean = _mean(connection, [one.record_id for one in project.items], access)
    if mean is None:
        return {}
    nearest = dict(store.scan.nearest(mean, _NEAREST, access=access))
    chunks = readable_chunks(connection, list(nearest), access=access, filters=UNFILTERED)
    of_record = {
        item.record_id: other.id
        for other in projects.all
        for item in other.items
        if other.id != project.id
    }
    cosines: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
    for chunk_id, chunk in chunks.items():
        if other_id := of_record.get(chunk.record_id):
            cosines[other_id].append((nearest[chunk_id], chunk.title, chunk.record_id))
    best = {one: sorted(held, reverse=True)[:_BEST] for one, held in cosines.items()}
    return {
        one: (
            sum(cosine for cosine, _, _ in held) / len(held),
            RecordLink(held[0][2], held[0][1]),
        )
        for one, held in best.items()
    }


def _mean(connection: Connection, record_ids: Sequence[str], access: Access) -> Vectors | None:
    """The mean vector of what the records say, of length 1; None where they say nothing."""
    chunks = visible(access=access).chunks
    ids = connection.scalars(
        select(chunks.c.chunk_id)
        .where(chunks.c.record_id.in_(record_ids[:_CHUNKS]))
        .order_by(chunks.c.chunk_id)
        .limit(_CHUNKS)
    ).all()
    held = readable_chunks(connection, ids, access=access, filters=UNFILTERED)
    if not held:
        return None
    vectors = np.array([np.frombuffer(one.vector, "<f2") for one in held.values()], np.float32)
    return unit(vectors.mean(axis=0))


def _same(one: str, other: str) -> bool:
    return bool(one) and fold(one) == fold(other)
