from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from connectors.cursors import Cursor
from connectors.rest.marks import mark_of, sent_as
from connectors.rest.requests import MarkForm
from ingest.errors import PermanentError, TransientError
from ingest.records import Change, Checkpoint, Tombstone
from tests.connectors.contract import failures_of, known_after, records_of, seen_in
from tests.connectors.rest_server import Asked, Reply, deals_of, reader, system

SINCE = deals_of(since={"mark": "updated", "param": "updated_after"}, gone_if={"archived": "true"})


class Crm:
    """Deals that can be asked for by the time of their last change."""

    def __init__(self) -> None:
        self.deals = {number: self.deal("2026-03-01T00:00:00Z") for number in range(3)}
        self.state = 200

    def deal(self, updated: str, **more: object) -> dict[str, object]:
        return {"title": "恒岳", "updated": updated, **more}

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/deleted":
            return Reply({"gone": [{"id": 2}, {"id": 77}]})
        after = asked.query.get("updated_after", "")
        items = [{"id": key, **deal} for key, deal in self.deals.items()]
        chosen = [one for one in items if str(one["updated"]) >= after]
        return Reply({"results": chosen}, status=self.state)


def cursor_of(changes: list[Change]) -> str:
    last = changes[-1]
    assert isinstance(last, Checkpoint)
    assert last.cursor
    return last.cursor


def test_only_what_changed_is_asked_for_with_a_cursor() -> None:
    crm = Crm()
    with system(crm) as served:
        connector = reader(served.url, **SINCE)
        first = list(connector.changes({}, None))
        crm.deals[1] = crm.deal("2026-03-02T00:00:00Z", stage="won")
        again = list(connector.changes(known_after(first), cursor_of(first)))
        # Five minutes before the newest change that was seen.
        assert served.asked[-1].query == {"updated_after": "2026-02-28T23:55:00Z"}
        third = list(connector.changes(known_after(first) | known_after(again), cursor_of(again)))
        assert served.asked[-1].query == {"updated_after": "2026-03-01T23:55:00Z"}
    assert set(records_of(again)) == {"deals#1"}
    assert isinstance(again[-1], Checkpoint)
    assert not again[-1].complete
    assert records_of(third) == {}
    assert seen_in(third) == {"deals#1"}


def test_a_mark_never_passes_the_moment_the_listing_began() -> None:
    crm = Crm()
    crm.deals[0] = crm.deal("2999-01-01T00:00:00Z")
    with system(crm) as served:
        first = list(reader(served.url, **SINCE).changes({}, None))
    mark = datetime.fromisoformat(Cursor.read(cursor_of(first)).marks["deals"])
    assert mark <= datetime.now(UTC)


def test_everything_is_listed_again_when_its_time_has_come() -> None:
    crm = Crm()
    with system(crm) as served:
        connector = reader(served.url, **SINCE, full_listing_hours=1)
        first = list(connector.changes({}, None))
        known = known_after(first)
        del crm.deals[1]
        held = Cursor.read(cursor_of(first))
        assert held.listed_at
        old = Cursor(held.marks, held.listed_at - timedelta(hours=2)).written()
        again = list(connector.changes(known, old))
    assert isinstance(again[-1], Checkpoint)
    assert again[-1].complete
    assert set(known) - seen_in(again) == {"deals#1"}


def test_an_item_that_is_marked_as_gone_is_removed_if_it_is_held() -> None:
    crm = Crm()
    with system(crm) as served:
        connector = reader(served.url, **SINCE)
        first = list(connector.changes({}, None))
        crm.deals[1] = crm.deal("2026-03-02T00:00:00Z", archived=True)
        crm.deals[5] = crm.deal("2026-03-02T00:00:00Z", archived=True)
        again = list(connector.changes(known_after(first), cursor_of(first)))
    assert [one for one in again if isinstance(one, Tombstone)] == [Tombstone("deals#1")]
    assert records_of(again) == {}


def test_what_the_system_names_as_deleted_is_removed_if_it_is_held() -> None:
    deletions = {
        "path": "deleted",
        "query": {"start": "{mark}", "end": "{now}"},
        "items": "gone",
        "form_of_mark": "iso_offset",
    }
    options = deals_of(since={"mark": "updated", "param": "updated_after"}, deletions=deletions)
    with system(Crm()) as served:
        connector = reader(served.url, **options)
        first = list(connector.changes({}, None))
        assert "/deleted" not in served.paths()
        again = list(connector.changes(known_after(first), cursor_of(first)))
        asked = next(one for one in served.asked if one.path == "/deleted")
        listed_at = Cursor.read(cursor_of(first)).listed_at
    assert listed_at
    begin = datetime.fromisoformat(asked.query["start"])
    assert timedelta(minutes=5) <= listed_at - begin < timedelta(minutes=5, seconds=1)
    assert [one for one in again if isinstance(one, Tombstone)] == [Tombstone("deals#2")]


def test_a_mark_passes_nothing_that_may_have_slipped_from_page_to_page() -> None:
    deals = [{"id": number, "updated": f"2026-03-0{number + 1}T00:00:00Z"} for number in range(3)]
    said = iter(["3", "3", "3", "4", "3", "4"])

    def answering(asked: Asked) -> Reply:
        start = int(asked.query["offset"])
        return Reply({"results": deals[start : start + 2], "total": next(said)})

    paging = {"kind": "offset", "param": "offset", "total": "total"}
    options = deals_of(since={"mark": "updated", "param": "after"})
    with system(answering) as served:
        connector = reader(served.url, **options, paging=paging)
        first = list(connector.changes({}, None))
        deals.append({"id": 9, "updated": "2026-03-09T00:00:00Z"})
        again = list(connector.changes(known_after(first), cursor_of(first)))
    assert "deals#9" in records_of(again)
    before, after = Cursor.read(cursor_of(first)), Cursor.read(cursor_of(again))
    assert after.marks == before.marks


def test_other_rules_read_everything_again_before_they_count_as_read() -> None:
    crm = Crm()
    crm.deals[0] = crm.deal("2020-01-01T00:00:00Z")
    with system(crm) as served:
        first = list(reader(served.url, **SINCE).changes({}, None))
        known = known_after(first)
        narrow = reader(served.url, **SINCE, audience=("dept:销售部",), attempts=1)
        crm.state = 503
        with pytest.raises(TransientError):
            list(narrow.changes(known, cursor_of(first)))
        crm.state = 200
        again = list(narrow.changes(known, cursor_of(first)))
    assert set(records_of(again)) == set(known)
    assert all(one.audience == ("dept:销售部",) for one in records_of(again).values())


def test_an_entity_that_is_refused_for_a_while_keeps_its_mark() -> None:
    crm = Crm()
    options = {
        **SINCE["entities"],  # type: ignore[dict-item]
        "tickets": {"entity": "tickets", "path": "t", "id": "id", "items": "results"},
    }
    with system(crm) as served:
        connector = reader(served.url, entities=options)
        first = list(connector.changes({}, None))

        def half(asked: Asked) -> Reply:
            return Reply(None, status=403) if asked.path == "/deals" else crm(asked)

        served.answering = half
        again = list(connector.changes(known_after(first), cursor_of(first)))
    assert len(failures_of(again)) == 1
    before, after = Cursor.read(cursor_of(first)), Cursor.read(cursor_of(again))
    assert after.marks == before.marks
    assert after.listed_at == before.listed_at


def test_a_search_that_gives_no_more_than_so_many_is_asked_again_from_the_last() -> None:
    deals = [{"id": number, "updated": f"2026-03-01T0{number}:00:00Z"} for number in range(9)]

    def search(asked: Asked) -> Reply:
        after = str(asked.body.get("after", ""))
        chosen = [one for one in deals if str(one["updated"]) >= after]
        start = int(str(asked.body.get("skip", 0)))
        return Reply({"results": chosen[:4][start : start + 2]})

    since = {
        "mark": "updated",
        "path": "search",
        "method": "POST",
        "body": {"after": "{mark}"},
        "paging": {"kind": "offset", "param": "skip"},
        "at_most": 4,
    }
    with system(search) as served:
        connector = reader(served.url, **deals_of(since=since), overlap_seconds=0)
        marks = {"deals": "2026-03-01T00:00:00+00:00"}
        first = list(connector.changes({}, None))
        marks["rules"] = Cursor.read(cursor_of(first)).marks["rules"]
        cursor = Cursor(marks, datetime.now(UTC)).written()
        again = list(connector.changes({}, cursor))
        assert len(records_of(again)) == 9
        for one in deals:
            one["updated"] = "2026-03-01T09:00:00Z"
        with pytest.raises(PermanentError, match="in one instant"):
            list(connector.changes({}, cursor))


def test_a_cursor_of_another_make_begins_anew() -> None:
    with system(Crm()) as served:
        connector = reader(served.url, **SINCE)
        first = list(connector.changes({}, None))
        held = json.loads(cursor_of(first))
        held["marks"]["deals"] = "yesterday"
        for cursor in ("", "no json", json.dumps(held)):
            again = list(connector.changes({}, cursor))
            assert len(records_of(again)) == 3
            assert served.asked[-1].query == {}


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01T02:00:00Z",
        "2026-03-01T10:00:00.000+0800",
        "2026-03-01 02:00:00",
        "1772330400",
        "1772330400000",
    ],
)
def test_a_mark_is_read_however_it_is_written(written: str) -> None:
    assert mark_of(written) == datetime(2026, 3, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", "soon", None, "9" * 40, "9" * 400, "9" * 5000, "0001-01-01T00:00:00Z", [], {}]
)
def test_what_is_no_mark_is_none(written: object) -> None:
    assert mark_of(written) is None


@pytest.mark.parametrize(
    ("form", "sent"),
    [
        ("iso", "2026-03-01T02:00:00Z"),
        ("iso_offset", "2026-03-01T02:00:00+00:00"),
        ("utc", "2026-03-01 02:00:00"),
        ("unix", "1772330400"),
        ("unix_ms", "1772330400000"),
        ("minutes_ago", "91"),
    ],
)
def test_a_mark_is_sent_as_the_system_wants_it(form: MarkForm, sent: str) -> None:
    mark = datetime(2026, 3, 1, 2, tzinfo=UTC)
    assert sent_as(mark, form, mark + timedelta(minutes=90, seconds=5)) == sent
