"""Keeps the topics up to what is held: puts new chunks into the topics there are, and groups all of them anew
when many have come or gone."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.catalog.topic_rows import (
    Grouped,
    Placed,
    TopicChunk,
    all_terms,
    grouped,
    held_centres,
    held_means,
    keep_grouped,
    keep_topics,
    place,
    placed_chunk_ids,
    say_terms,
    topic_chunk_ids,
    topic_chunks,
    unplace,
)
from ingest.records import Kind
from ingest.store import Store
from ingest.topics.clustering import (
    LEAST_NEARNESS,
    Freeing,
    centres_of,
    known_again,
    measured,
    nearest,
)
from ingest.topics.terms import Names, terms_edition, terms_of
from ingest.vector_arithmetic import Vectors, unit

CARDS: tuple[Kind, ...] = ("account", "contact", "person")
"""Kinds of record that say who somebody is, and are about no topic."""

_DRIFT = 0.2  # share of the chunks that came or went, from which all are grouped anew
_PAGE = 2000

_log = logging.getLogger(__name__)


def map_topics(store: Store) -> int:
    """Bring topics and their chunks up to date; gives the number of chunks that were placed.

    Nothing is embedded. The same chunks give the same topics; a topic that is found again keeps its id.
    """
    with store.catalog.reading() as connection:
        state = grouped(connection)
        wanted = topic_chunk_ids(connection, CARDS)
        placed = placed_chunk_ids(connection)
    entities = store.entities()
    names = Names(entities.names, entities.people_s_names)
    gone = sorted(placed.difference(wanted))
    fresh = [one for one in wanted if one not in placed]
    with store.catalog.writing() as connection:
        unplace(connection, gone)
    if state.names != entities.generation:
        _scrub(store, names)
    drift = state.since + len(fresh) + max(0, state.chunks + state.since + len(fresh) - len(wanted))
    anew = state.model != store.embedder.fingerprint
    edition = terms_edition()
    if anew or state.terms != edition or drift > _DRIFT * state.chunks:
        count = _group_all(store, wanted, names, anew=anew)
        state = Grouped(len(wanted), 0, store.embedder.fingerprint, terms=edition)
    else:
        with store.catalog.reading() as connection:
            centres, freeing = held_centres(connection), Freeing(held_means(connection))
        count = 0
        for page in topic_chunks(store.catalog, fresh, size=_PAGE):
            count += _place(store, page, freeing, centres, names)
        state = replace(state, since=state.since + len(fresh))
    with store.catalog.writing() as connection:
        keep_grouped(connection, replace(state, names=entities.generation))
    return count


def _group_all(store: Store, wanted: Sequence[str], names: Names, *, anew: bool) -> int:
    """`anew` where the centres held are another model's."""
    held = [one for page in topic_chunks(store.catalog, wanted, size=_PAGE) for one in page]
    with store.catalog.reading() as connection:
        before = {} if anew else held_centres(connection)
    if not held:
        with store.catalog.writing() as connection:
            keep_topics(connection, {}, {}, {})
        return 0
    vectors = _vectors(held)
    kinds = [one.kind for one in held]
    customers = [one.customers for one in held]
    freeing = measured(vectors, kinds, customers)
    freed = freeing.freed(vectors, kinds, customers)
    begun = np.array(list(before.values()), dtype=np.float32).reshape(-1, freed.shape[1])
    made = centres_of(freed, begun)
    ids = known_again(made, before)
    centres = dict(zip(ids, made, strict=True))
    rows, cosines = nearest(freed, made)
    sizes = {one: int((rows == row).sum()) for row, one in enumerate(ids)}
    with store.catalog.writing() as connection:
        keep_topics(connection, centres, sizes, freeing.means)
        for start in range(0, len(held), _PAGE):
            place(
                connection,
                [
                    _placed(held[at], ids[rows[at]], float(cosines[at]), names)
                    for at in range(start, min(start + _PAGE, len(held)))
                ],
            )
    _log.info("%d chunks grouped into %d topics", len(held), len(ids))
    return len(held)


def _place(
    store: Store,
    page: Sequence[TopicChunk],
    freeing: Freeing,
    centres: dict[str, Vectors],
    names: Names,
) -> int:
    ids = list(centres)
    freed = freeing.freed(
        _vectors(page), [one.kind for one in page], [one.customers for one in page]
    )
    rows, cosines = nearest(freed, np.array(list(centres.values()), dtype=np.float32))
    placed = [
        _placed(one, ids[row], float(cosine), names)
        for one, row, cosine in zip(page, rows, cosines, strict=True)
    ]
    with store.catalog.writing() as connection:
        place(connection, placed)
    return len(placed)


def _placed(chunk: TopicChunk, topic_id: str, cosine: float, names: Names) -> Placed:
    terms = terms_of(chunk.title, chunk.body, names)
    return Placed(chunk, topic_id if cosine >= LEAST_NEARNESS else None, cosine, terms)


def _scrub(store: Store, names: Names) -> None:
    """Have no chunk say what has become somebody's name."""
    with store.catalog.writing() as connection:
        said = list(all_terms(connection))
        distinct = {one for chunk in said for one in (*chunk.title, *chunk.text)}
        named = {one for one in distinct if names.blanked(one) != one or names.is_one(one)}
        changed = [
            replace(
                chunk,
                title=[one for one in chunk.title if one not in named],
                text=[one for one in chunk.text if one not in named],
            )
            for chunk in said
            if not (named.isdisjoint(chunk.title) and named.isdisjoint(chunk.text))
        ]
        say_terms(connection, changed)


def _vectors(held: Sequence[TopicChunk]) -> Vectors:
    joined = b"".join(one.vector for one in held)
    halves = np.frombuffer(joined, dtype="<f2").reshape(len(held), -1)
    return unit(halves.astype(np.float32))
