"""Kubernetes proposals: who should review a later one, and who leads an area."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eval.asking import Asker
from eval.data import read_lines, set_folder, texts_of
from eval.metrics import median, rank_measures
from eval.people import colleague, named, plain, published, voted, without
from eval.results import Miss, SetResult
from eval.voting_models import LanguageModels
from eval.workspace import RecordList, Workspace
from ingest.pipeline import Source
from ingest.records import Involvement, Record, Role, Section, record_id, revision_of
from ingest.segmentation import terms

NAME = "expert_k8s"
DOMAIN = "k8s.example"
_ROLES: Mapping[str, Role] = {"authors": "author", "reviewers": "reviewer", "approvers": "reviewer"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its context, its right people, and the authors who do not count."""

    id: str
    reviewers: bool
    text: str
    gold: frozenset[str]
    excluded: frozenset[str]


def measure(space: Workspace) -> SetResult:
    """reviewers_* over the later proposals, leads_mrr over the areas; authors are taken out first.

    A lead who appears nowhere in the proposals still counts as right: areas without any reachable
    lead keep the figure down for every method alike.
    """
    folder = set_folder(NAME)
    proposals = _proposals(folder)
    people = {
        record_id(NAME, record.external_id): plain(
            {involvement.person.name for involvement in record.involvements}
        )
        for record in proposals
    }
    questions = space.sample(_questions(folder), lambda question: question.id)
    rankings: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    models = LanguageModels(
        {
            record_id(NAME, record.external_id): terms(
                " ".join((record.title, *(section.text for section in record.sections)))
            )
            for record in proposals
        },
        people,
    )
    source = Source(NAME, NAME, RecordList(proposals))
    with space.store(NAME, source, domains=[DOMAIN]) as application:
        asker = Asker(application)
        baselines = asker.baselines()
        for question in space.track(questions, f"{NAME}: asking for experts"):
            ranked = {"experts": named(asker, question.text)} | {
                name: voted(retrieve, question.text, people) for name, retrieve in baselines.items()
            }
            ranked |= published(asker, question.text, people, models)
            for name, handles in ranked.items():
                rankings[name][question.id] = without(handles, question.excluded)
    own = rankings.pop("experts")
    metrics = _figures(questions, own) | {
        "questions": len(questions),
        "experts_ms": median(asker.experts_ms),
    }
    misses = tuple(
        Miss(
            "reviewers_p@1" if question.reviewers else "leads_mrr",
            question.id,
            question.text,
            ", ".join(sorted(question.gold)),
            ", ".join(own[question.id][:10]),
        )
        for question in questions
        if not question.gold.intersection(own[question.id][:1])
    )
    baseline_figures = {name: _figures(questions, runs) for name, runs in rankings.items()}
    notes = (
        "bm25, dense: a record at place n gives 1/n to each author, reviewer and approver; the other "
        "baselines are the published models, of voting over our own passages and of language",
    )
    return SetResult(metrics, baseline_figures, misses, notes)


def _figures(
    questions: list[Question], rankings: Mapping[str, tuple[str, ...]]
) -> dict[str, float]:
    reviewers = rank_measures(
        rankings,
        {question.id: question.gold for question in questions if question.reviewers},
        ["mrr", "p@1", "r@10"],
    )
    leads = rank_measures(
        rankings,
        {question.id: question.gold for question in questions if not question.reviewers},
        ["mrr"],
    )
    return {f"reviewers_{name}": value for name, value in reviewers.items()} | {
        "leads_mrr": leads["mrr"]
    }


def _proposals(folder: Path) -> tuple[Record, ...]:
    found = []
    for row in read_lines(folder / "documents.jsonl"):
        ties = dict.fromkeys(
            (role, person) for key, role in _ROLES.items() for person in sorted(texts_of(row[key]))
        )
        title, text = str(row["title"]), str(row["text"])
        found.append(
            Record(
                external_id=str(row["doc_id"]),
                revision=revision_of(title, text, repr(list(ties))),
                kind="project",
                title=title,
                audience=("everyone",),
                sections=(Section(text),),
                occurred_at=_day(str(row["created"])),
                involvements=tuple(
                    Involvement(role, colleague(person, DOMAIN)) for role, person in ties
                ),
            )
        )
    return tuple(found)


def _day(written: str) -> date | None:
    """A day as the proposals write it, 2023-09-18 or 2023-9-18; None for any other text."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", written)
    return date(*map(int, found.groups())) if found else None


def _questions(folder: Path) -> list[Question]:
    return [
        Question(
            str(row["qid"]),
            row["kind"] == "who_should_review",
            "\n".join(str(row[key]) for key in ("question", "context") if row.get(key)),
            plain(texts_of(row["gold"])),
            plain(texts_of(row.get("author_excluded"))),
        )
        for row in read_lines(folder / "queries.jsonl")
    ]
