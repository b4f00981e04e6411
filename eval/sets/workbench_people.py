"""WorkBench's people: the owner of a customer first, somebody involved in a topic first."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.asking import Asker
from eval.metrics import mean
from eval.results import Miss
from eval.topics import PeopleQuestion, customer_questions, topic_questions
from eval.workspace import Workspace

CUSTOMERS = "customer_relationship_manager_data.csv"
TOPICS = 100
_MOST = 10
_SUBJECTS = (
    ("emails.csv", "subject", "sender/recipient"),
    ("project_tasks.csv", "task_name", "assigned_to_email"),
)


def measure_people(
    space: Workspace, asker: Asker, folder: Path
) -> tuple[dict[str, float], tuple[Miss, ...], tuple[str, ...]]:
    """owner_first over every customer whose name stands once; topic_person_first over so many topics
    drawn from all of them by the workspace's lot. With the misses and notes."""
    owners, skipped = customer_questions(
        [
            (row["customer_id"], row["customer_name"], row["assigned_to_email"])
            for row in _rows(folder / CUSTOMERS)
        ]
    )
    topics = topic_questions(
        (row[subject], row[person])
        for file, subject, person in _SUBJECTS
        for row in _rows(folder / file)
    )
    drawn = space.drawn(topics, lambda question: question.id, TOPICS)
    measures = {
        "owner_first": space.sample(owners, lambda question: question.id),
        "topic_person_first": space.sample(drawn, lambda question: question.id),
    }
    figures: dict[str, float] = {}
    misses: list[Miss] = []
    for metric, questions in measures.items():
        first, missed = _first(space, asker, questions, metric)
        figures[metric] = first
        misses += missed
    notes = (
        f"owner_first: {len(owners)} customers, {skipped} left out because their name stands twice",
        f"topic_person_first: {len(drawn)} of the {len(topics)} subjects of mails and tasks; right is "
        "everybody on a mail or task of that subject",
    )
    return figures, tuple(misses), notes


def _first(
    space: Workspace, asker: Asker, questions: Sequence[PeopleQuestion], metric: str
) -> tuple[float, list[Miss]]:
    """The share of the questions for which one who is right is named first, and the others."""
    right: list[bool] = []
    misses: list[Miss] = []
    for question in space.track(questions, f"workbench_crm: {metric}"):
        experts = asker.experts(question.text, limit=_MOST)
        named = [expert.person.email.lower() for expert in experts]
        right.append(bool(question.people.intersection(named[:1])))
        if not right[-1]:
            said = ", ".join(named[:5]) or "(nobody)"
            wanted = ", ".join(sorted(question.people))
            misses.append(Miss(metric, question.id, question.text, wanted, said))
    return mean(right), misses


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
