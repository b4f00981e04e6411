"""The demo's labelled chunks: is each told to be of its kind of customer knowledge?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from assistant.bootstrap import Application
from eval.demo.content import address, rows
from eval.golden_knowledge import KINDS, Labelled
from eval.metrics import macro_f1, mean
from eval.results import Miss
from ingest.access import Access
from ingest.catalog.visible import visible

Judged = tuple[Labelled, str]
HALVES = ("fitting", "closing")


def measure_knowledge(
    application: Application, labelled: Sequence[Labelled], half: str
) -> tuple[dict[str, float], tuple[Miss, ...]]:
    """What the store says of each labelled chunk that it holds; one that it says nothing of counts as
    none. Chunks that were cut otherwise are left out: `knowledge_chunks` says how many are judged.

    The figures are of all, the misses of the one half: the other is no guide to what to change.
    """
    judged = tuple(_judged(application, labelled))
    return figures(judged), tuple(_misses([one for one in judged if one[0].half == half]))


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """knowledge_kinds_f1: the mean of the four kinds' F1, in all and by half; with that of each kind,
    and the share told right."""
    halves = {half: [one for one in judged if one[0].half == half] for half in HALVES}
    return {
        "knowledge_kinds_f1": _f1(judged, KINDS),
        **{f"knowledge_kinds_f1/{half}": _f1(some, KINDS) for half, some in halves.items()},
        **{f"knowledge_kinds_f1/{kind}": _f1(judged, [kind]) for kind in KINDS},
        "knowledge_kinds_right": mean(one.label == kind for one, kind in judged),
        "knowledge_chunks": len(judged),
    }


def _f1(judged: Sequence[Judged], kinds: Sequence[str]) -> float:
    return macro_f1([one.label for one, _ in judged], [kind for _, kind in judged], kinds)


def _judged(application: Application, labelled: Sequence[Labelled]) -> Iterator[Judged]:
    seen = visible(access=_all_colleagues(application))
    chunks, records, told = seen.chunks, seen.records, seen.chunk_knowledge
    wanted = {one.record_id for one in labelled}
    with application.store.catalog.reading() as connection:
        found = connection.execute(
            select(
                chunks.c.record_id, chunks.c.start, chunks.c.end, records.c.text, told.c.knowledge
            )
            .join(records, records.c.record_id == chunks.c.record_id)
            .outerjoin(told, told.c.chunk_id == chunks.c.chunk_id)
            .where(chunks.c.record_id.in_(wanted))
        ).all()
    for one in labelled:
        kinds = [
            row.knowledge or "none"
            for row in found
            if row.record_id == one.record_id
            and row.text[row.start : row.end].startswith(one.starts)
        ]
        if len(kinds) == 1:
            yield one, kinds[0]


def _all_colleagues(application: Application) -> Access:
    """What any colleague may read, and the measure thus may count."""
    tokens = [
        application.access(address(row["key"])).tokens for row in rows("staff") if not row["left"]
    ]
    return Access(person_id="", tokens=frozenset().union(*tokens))


def _misses(judged: Sequence[Judged]) -> Iterator[Miss]:
    for one, kind in judged:
        if kind != one.label:
            wanted = f"{one.label}: {one.why}" if one.why else one.label
            yield Miss("knowledge_kinds_f1", one.external_id, one.starts, wanted, kind)
