"""Drawing questions, and records as a source."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from eval.workspace import RecordList, Workspace
from ingest.records import Checkpoint, Record


def space(limit: int | None) -> Workspace:
    return Workspace(Path(), Path("config.toml"), limit, 1, Console(quiet=True))


def test_a_greater_limit_adds_to_a_smaller_and_keeps_the_order() -> None:
    items = [f"q{at}" for at in range(50)]
    few, more = (space(limit).sample(items, str) for limit in (5, 20))
    assert len(few) == 5
    assert set(few) < set(more)
    assert more == sorted(more, key=items.index)
    assert few != items[:5]
    assert space(None).sample(items, str) == items


def test_a_record_list_yields_what_changed_and_names_the_rest() -> None:
    records = [Record(key, "r2", "file", key, ("everyone",)) for key in "ab"]
    *changed, last = RecordList(records).changes({"a": "r2", "b": "r1"}, None)
    assert changed == [records[1]]
    assert last == Checkpoint(None, complete=True, seen=frozenset("ab"))
