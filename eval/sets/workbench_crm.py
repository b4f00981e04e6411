"""WorkBench: a company's CRM, mails, calendar and tasks, read by the table connector."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from assistant.bootstrap import Application
from eval.asking import Asker
from eval.data import set_folder
from eval.lookups import Row, lookups
from eval.metrics import mean, median
from eval.replies import cited, cites, gold_ids, prose, records, says
from eval.results import Miss, SetResult
from eval.sets.workbench_people import CUSTOMERS, measure_people
from eval.workspace import Workspace

NAME = "workbench_crm"
DOMAIN = "atlas.com"
_TABLES: tuple[Mapping[str, object], ...] = (
    {
        "entity": "customers",
        "file": CUSTOMERS,
        "id": "customer_id",
        "name": "customer_name",
        "emails": ["customer_email"],
        "text": ["notes"],
        "people": {"owner": ["assigned_to_email"]},
        "fields": {
            "owner": "assigned_to_email",
            "status": "status",
            "last_contact": "last_contact_date",
            "next_contact": "follow_up_by",
            "product": "product_interest",
            "phone": "customer_phone",
            "email": "customer_email",
        },
    },
    {
        "entity": "mails",
        "file": "emails.csv",
        "id": "email_id",
        "name": "subject",
        "date": "sent_datetime",
        "text": ["body"],
        "people": {"participant": ["sender/recipient"]},
    },
    {
        "entity": "events",
        "file": "calendar_events.csv",
        "id": "event_id",
        "name": "event_name",
        "date": "event_start",
        "people": {"participant": ["participant_email"]},
    },
    {
        "entity": "tasks",
        "file": "project_tasks.csv",
        "id": "task_id",
        "name": "task_name",
        "people": {"assignee": ["assigned_to_email"]},
        "fields": {"due_date": "due_date", "status": "list_name"},
    },
)


def measure(space: Workspace) -> SetResult:
    """lookup: answered right, briefly, in a sentence that cites the customer's own row; and who is
    named first for a customer and for a topic."""
    folder = set_folder(NAME)
    made, skipped = lookups(_rows(folder))
    asked = space.sample(made, lambda lookup: lookup.id)
    right: list[bool] = []
    found: dict[str, list[bool]] = {"bm25": [], "dense": []}
    misses: list[Miss] = []
    with opened(space, folder) as application:
        asker = Asker(application)
        baselines = asker.baselines()
        for lookup in space.track(asked, f"{NAME}: looking up"):
            gold = gold_ids(NAME, [f"{CUSTOMERS}#{lookup.row_id}"])
            answer = asker.ask(lookup.text)
            right.append(says(answer, lookup.answers) and cites(answer, lookup.answers, gold))
            for name, retrieve in baselines.items():
                found[name].append(bool(gold.intersection(records(retrieve(lookup.text))[:5])))
            if not right[-1]:
                wanted = f"{lookup.answers[0]} (row {lookup.row_id})"
                said = prose(answer) or f"(declined, confidence {answer.confidence:.2f})"
                misses.append(Miss("lookup", lookup.id, lookup.text, wanted, said, cited(answer)))
        people, people_missed, people_notes = measure_people(space, asker, folder)
    metrics = people | {
        "lookup": mean(right),
        "questions": len(asked),
        "ask_ms": median(asker.ask_ms),
    }
    notes = (
        f"{skipped} rows skipped because their customer's name stands twice",
        "baselines: the row among the first five records",
        *people_notes,
    )
    by_baseline = {name: {"record_recall@5": mean(hits)} for name, hits in found.items()}
    return SetResult(metrics, by_baseline, (*misses, *people_missed), notes)


def opened(space: Workspace, folder: Path) -> AbstractContextManager[Application]:
    """The company's store, with its tables synced into it."""
    source = {
        "name": NAME,
        "kind": "table",
        "path": folder,
        "audience": ("everyone",),
        "tables": list(_TABLES),
    }
    return space.configured_store(NAME, [source], domains=[DOMAIN])


def _rows(folder: Path) -> list[Row]:
    table = folder / CUSTOMERS
    with table.open(encoding="utf-8", newline="") as lines:
        return [
            Row(
                row["customer_id"],
                row["customer_name"],
                row["assigned_to_email"],
                row["status"],
                date.fromisoformat(row["last_contact_date"]),
            )
            for row in csv.DictReader(lines)
        ]
