from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from ingest.errors import PermanentError, TransientError
from ingest.records import Change, Checkpoint
from tests.connectors.contract import failures_of, records_of
from tests.connectors.rest_server import Asked, Reply, deals_of, reader, system

ONE = Reply({"results": [{"id": 1, "title": "恒岳二期"}]})


def busy(times: int, reply: Reply) -> Callable[[Asked], Reply]:
    left = [reply] * times

    def answering(_: Asked) -> Reply:
        return left.pop() if left else ONE

    return answering


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_system_is_asked_again_after_a_pause_that_grows(status: int) -> None:
    pauses: list[float] = []
    with system(busy(3, Reply(None, status=status))) as crm:
        assert len(records_of(list(reader(crm.url, sleep=pauses.append).changes({}, None)))) == 1
    assert len(pauses) == 3
    for number, pause in enumerate(pauses):
        assert 0.5 * 2**number <= pause <= 2**number


def test_a_pause_is_as_long_as_the_system_says() -> None:
    pauses: list[float] = []
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=110), usegmt=True)
    replies = [
        Reply(None, 429, {"Retry-After": "17"}),
        Reply(None, 503, {"Retry-After": soon}),
        ONE,
    ]
    with system(lambda _: replies.pop(0)) as crm:
        list(reader(crm.url, sleep=pauses.append).changes({}, None))
    assert pauses[0] == 17
    assert 20 < pauses[1] <= 110


def test_a_pause_longer_than_the_settings_bear_is_left_to_the_next_sync() -> None:
    pauses: list[float] = []
    with (
        system(busy(1, Reply(None, 429, {"Retry-After": "3600"}))) as crm,
        pytest.raises(TransientError, match="3600 seconds"),
    ):
        list(reader(crm.url, sleep=pauses.append).changes({}, None))
    assert pauses == []


def test_a_system_that_stays_busy_is_given_up_for_now() -> None:
    with (
        system(busy(99, Reply(None, status=503))) as crm,
        pytest.raises(TransientError, match="after 2 attempts"),
    ):
        list(reader(crm.url, attempts=2).changes({}, None))


def test_a_system_that_says_so_in_an_answer_is_understood() -> None:
    replies = [
        Reply({"errorCode": 20006, "errorMessage": "too often"}),
        Reply({"errorCode": 0, "results": [{"id": 1}]}),
        Reply({"errorCode": 10, "errorMessage": "no such object"}),
    ]
    faults = {"path": "errorCode", "message": "errorMessage", "busy": ["20006"]}
    with system(lambda _: replies.pop(0)) as crm:
        assert len(records_of(list(reader(crm.url, faults=faults).changes({}, None)))) == 1
        with pytest.raises(PermanentError, match=r"refused \(10\): no such object"):
            list(reader(crm.url, faults=faults).changes({}, None))


TWO = {
    "entities": {
        part: {"entity": part, "path": part, "id": "id", "items": "results"}
        for part in ("customers", "deals")
    }
}


@pytest.mark.parametrize("status", [400, 403, 404, 410])
def test_an_entity_that_is_refused_is_reported_and_the_others_are_read(status: int) -> None:
    def answering(asked: Asked) -> Reply:
        refused = asked.path == "/customers"
        return Reply({"message": "no module"}, status=status) if refused else ONE

    with system(answering) as crm:
        changes = list(reader(crm.url, **TWO).changes({}, None))
        assert set(records_of(changes)) == {"deals#1"}
        (failure,) = failures_of(changes)
        assert failure.reason == "unavailable"
        assert f"/customers: refused ({status})" in failure.message
        assert "no module" in failure.message
        assert 'leave_out = ["customers"]' in failure.message
        # What was read of it before must not pass for deleted.
        assert not any(isinstance(one, Checkpoint) and one.complete for one in changes)
        whole = list(reader(crm.url, **TWO, leave_out="customers").changes({}, None))
    assert isinstance(whole[-1], Checkpoint)
    assert whole[-1].complete


@pytest.mark.parametrize(
    "raw",
    [b"", b"<html>sign in</html>", b'{"results": [', b"\xff\xfe\x00", b'{"a":' * 100_000],
    ids=["nothing", "a page", "cut short", "no text", "too deep"],
)
def test_what_is_no_json_is_refused_as_a_whole(raw: bytes) -> None:
    with system(lambda _: Reply(raw=raw)) as crm, pytest.raises(PermanentError, match="no JSON"):
        list(reader(crm.url).changes({}, None))


def test_an_answer_too_large_is_given_up() -> None:
    large = Reply({"results": [{"id": 1, "text": "x" * 1_100_000}]})
    with system(lambda _: large) as crm:
        with pytest.raises(PermanentError) as caught:
            list(reader(crm.url, largest_answer_mb=1).changes({}, None))
        assert caught.value.reason == "too_large"
        assert len(records_of(list(reader(crm.url, largest_answer_mb=2).changes({}, None)))) == 1


def test_a_system_that_dies_in_the_middle_never_makes_a_listing_complete() -> None:
    def dying(asked: Asked) -> Reply:
        if "skip" in asked.query and asked.query["skip"] != "0":
            raise ConnectionResetError
        return Reply({"results": [{"id": number} for number in range(300)]})

    changes: list[Change] = []
    paging = {"kind": "offset", "param": "skip"}
    with system(dying) as crm, pytest.raises(TransientError):
        for change in reader(crm.url, paging=paging, attempts=2).changes({}, "held"):
            changes.append(change)
    checkpoints = [one for one in changes if isinstance(one, Checkpoint)]
    assert len(records_of(changes)) == 300
    assert checkpoints
    assert not any(one.complete for one in checkpoints)
    assert {one.cursor for one in checkpoints} == {"held"}


def test_this_machine_is_not_asked_unless_it_may_be() -> None:
    with system(lambda _: ONE) as crm, pytest.raises(PermanentError, match="allow_private"):
        list(reader(crm.url, allow_private=False).changes({}, None))
    assert crm.asked == []


@pytest.mark.parametrize(
    "hostile",
    [
        {"id": 1, "title": "\ud800"},
        {"id": "x" * 10_000, "title": ["a", {"b": [1, {"c": None}]}]},
        {"id": True, "title": {"deep": {"deeper": "x"}}},
        {"": "", "id": 1.5, "title": 10**40},
    ],
)
def test_a_strange_item_is_read_or_reported_and_never_stops_the_rest(
    hostile: dict[str, object],
) -> None:
    with system(lambda _: Reply({"results": [hostile, {"id": "after"}]})) as crm:
        changes = list(reader(crm.url, **deals_of()).changes({}, None))
    assert "deals#after" in records_of(changes)
    assert len(records_of(changes)) == 2
    for record in records_of(changes).values():
        record.title.encode()


def test_an_item_nested_deeply_never_stops_the_rest() -> None:
    deep = b'{"a":' * 900 + b"1" + b"}" * 900
    raw = b'{"results": [{"id": 1, "deep": %b}, {"id": "after"}]}' % deep
    with system(lambda _: Reply(raw=raw)) as crm:
        changes = list(reader(crm.url, **deals_of()).changes({}, None))
    assert "deals#after" in records_of(changes)
    assert len(records_of(changes)) + len(failures_of(changes)) == 2
