"""A tiny CRM through the real store and the real assistant, asked in the words of phrasings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from rich.console import Console

from eval.crm_questions import Number, questions
from eval.crm_rows import Tables, workbench_tables
from eval.data import CHECKOUT
from eval.phrasing import Phrasing, read_writings
from eval.sets.lookup_600 import NAME, Company, measured
from eval.workspace import Workspace
from tests.hash_embedder import HashEmbedder

CUSTOMERS = """customer_id,assigned_to_email,customer_name,status,last_contact_date,follow_up_by,product_interest,customer_phone
c1,lena.schmidt@a.example,Ann Orchard,Won,2023-11-03,2023-12-01,Software,555-0101
c2,lena.schmidt@a.example,Bo Quill,Lost,2023-10-09,2023-12-02,Training,
c3,raj.patel@a.example,Cy Marsh,Won,2023-11-20,2023-12-03,Software,
"""
OTHERS = {
    "project_tasks.csv": "task_id,task_name,assigned_to_email,list_name,due_date\n",
    "calendar_events.csv": "event_id,event_name,participant_email,event_start\n",
    "emails.csv": "email_id,sender/recipient,subject,sent_datetime\n",
}
OWNER = Phrasing("owner", "en", "Who looks after {name}?", "lookup", "customers", field="owner")
STATUS = Phrasing("status", "zh", "状态为{status}的客户有几个", "count", "customers")


def exported(folder: Path) -> Tables:
    (folder / "customer_relationship_manager_data.csv").write_text(CUSTOMERS, encoding="utf-8")
    for name, head in OTHERS.items():
        (folder / name).write_text(head, encoding="utf-8")
    return workbench_tables(folder, "tiny")


def test_a_tiny_crm_is_synced_asked_and_measured_by_phrasing(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    tables = exported(folder)
    made = questions([tables], [OWNER, STATUS], read_writings(), most=9, seed=1)
    assert tables.today == date(2023, 11, 30)
    assert {each.text: each.gold for each in made}["状态为Won的客户有几个"] == Number(Decimal(2))
    space = Workspace(
        tmp_path, CHECKOUT / "config.toml", None, 1, Console(quiet=True), HashEmbedder()
    )
    source = {
        "name": "tiny",
        "kind": "table",
        "path": folder,
        "audience": ("everyone",),
        "tables": [
            {
                "entity": "customers",
                "file": "customer_relationship_manager_data.csv",
                "id": "customer_id",
                "name": "customer_name",
                "fields": {"owner": "assigned_to_email", "status": "status"},
            }
        ],
    }
    with space.configured_store("tiny", [source], domains=["a.example"]) as application:
        result = measured(space, {"tiny": Company(application, tables)}, made)
    assert result.metrics["questions"] == 5
    assert result.metrics[f"{NAME}/owner"] == 1.0
    assert set(result.metrics) >= {NAME, f"{NAME}/status", f"{NAME}/count", f"{NAME}/zh"}
    wrong = {miss.metric for miss in result.misses}
    assert wrong <= {"status"}
    assert (result.metrics[NAME] == 1.0) == (not wrong)
