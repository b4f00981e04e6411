"""DBLP: who is expert in the subject of an abstract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from eval.asking import Asker
from eval.data import read_lines, set_folder, texts_of
from eval.metrics import median, rank_measures
from eval.people import colleague, named, plain, published, voted, within
from eval.results import Miss, SetResult
from eval.voting_models import LanguageModels
from eval.workspace import RecordList, Workspace
from ingest.pipeline import Source
from ingest.records import Involvement, Record, Section, record_id, revision_of
from ingest.segmentation import terms

NAME = "expert_dblp"
DOMAIN = "dblp.example"


def measure(space: Workspace) -> SetResult:
    """ap over the judged candidates.

    All query documents are left out of the store, so that none is evidence for its own authors.
    """
    folder = set_folder(NAME)
    topics = {
        str(row["query_doc"]): frozenset(texts_of(row["topics"]))
        for row in read_lines(folder / "document_queries.jsonl")
    }
    judged = {
        str(row["candidate"]): frozenset(texts_of(row["expert_in"]))
        for row in read_lines(folder / "candidate_labels.jsonl")
    }
    texts = {str(row["doc_id"]): str(row["text"]) for row in read_lines(folder / "documents.jsonl")}
    abstracts = tuple(record for record in _abstracts(folder) if record.external_id not in topics)
    people = {
        record_id(NAME, record.external_id): plain(
            {involvement.person.name for involvement in record.involvements}
        )
        for record in abstracts
    }
    queries = space.sample(topics, lambda document: document)
    gold = {
        document: frozenset(who for who, fields in judged.items() if fields & topics[document])
        for document in queries
    }
    rankings: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    models = LanguageModels(
        {
            record_id(NAME, record.external_id): terms(
                " ".join((record.title, *(section.text for section in record.sections)))
            )
            for record in abstracts
        },
        people,
    )
    source = Source(NAME, NAME, RecordList(abstracts))
    with space.store(NAME, source, domains=[DOMAIN]) as application:
        asker = Asker(application)
        baselines = asker.baselines()
        for document in space.track(queries, f"{NAME}: asking for experts"):
            question = texts[document]
            rankings["experts"][document] = within(named(asker, question), judged)
            ranked = {
                name: voted(retrieve, question, people) for name, retrieve in baselines.items()
            } | published(asker, question, people, models)
            for name, candidates in ranked.items():
                rankings[name][document] = within(candidates, judged)
    own = rankings.pop("experts")
    metrics = _figures(own, gold) | {
        "questions": len(queries),
        "experts_ms": median(asker.experts_ms),
    }
    misses = tuple(
        Miss(
            "ap",
            document,
            f"{', '.join(sorted(topics[document]))}: {texts[document][:160]} …",
            ", ".join(sorted(gold[document])),
            ", ".join(own[document][:10]),
        )
        for document in queries
        if not gold[document].intersection(own[document][:1])
    )
    notes = (
        f"the {len(topics)} query documents are not in the store; rankings are cut to the "
        f"{len(judged)} judged candidates",
        "bm25, dense: a record at place n gives 1/n to each of its authors; the other baselines are the "
        "published models, of voting over our own passages and of language",
    )
    baseline_figures = {name: _figures(runs, gold) for name, runs in rankings.items()}
    return SetResult(metrics, baseline_figures, misses, notes)


def _figures(
    rankings: Mapping[str, tuple[str, ...]], gold: Mapping[str, frozenset[str]]
) -> dict[str, float]:
    return rank_measures(rankings, gold, ["ap", "mrr", "p@1"])


def _abstracts(folder: Path) -> tuple[Record, ...]:
    return tuple(
        Record(
            external_id=str(row["doc_id"]),
            revision=revision_of(str(row["text"]), repr(row["candidates"])),
            kind="article",
            title=str(row["text"])[:80].rsplit(" ", 1)[0],
            audience=("everyone",),
            sections=(Section(str(row["text"])),),
            involvements=tuple(
                Involvement("author", colleague(person, DOMAIN))
                for person in texts_of(row["candidates"])
            ),
        )
        for row in read_lines(folder / "documents.jsonl")
    )
