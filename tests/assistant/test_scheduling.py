from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistant.scheduling import Scheduler, checked_schedule

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHTLY = "30 2 * * *"


class Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def scheduler(
    clock: Clock, asked: list[str], last: dict[str, datetime], cron: str = NIGHTLY
) -> Scheduler:
    return Scheduler(
        {"crm": cron, "documents": ""}, SHANGHAI, last_started=last, request=asked.append, now=clock
    )


def test_a_source_is_asked_for_once_at_each_of_its_times_by_the_companys_clock() -> None:
    clock = Clock(datetime(2026, 6, 30, 18, 29, tzinfo=UTC))  # 02:29 in Shanghai
    asked: list[str] = []
    schedule = scheduler(clock, asked, {"crm": clock.at - timedelta(hours=1)})
    schedule.look()
    assert asked == []
    clock.at += timedelta(minutes=1)
    schedule.look()
    schedule.look()
    assert asked == ["crm"]
    assert schedule.next_at("crm") == datetime(2026, 7, 1, 18, 30, tzinfo=UTC)
    clock.at += timedelta(days=1)
    schedule.look()
    assert asked == ["crm", "crm"]


def test_what_was_due_while_nothing_ran_is_made_up_for_once() -> None:
    clock = Clock(datetime(2026, 6, 30, 9, tzinfo=UTC))
    asked: list[str] = []
    schedule = scheduler(clock, asked, {"crm": clock.at - timedelta(days=10)})
    schedule.look()
    schedule.look()
    assert asked == ["crm"]


def test_a_source_never_read_is_due_at_once_and_one_without_a_schedule_never() -> None:
    clock = Clock(datetime(2026, 6, 30, 9, tzinfo=UTC))
    asked: list[str] = []
    schedule = scheduler(clock, asked, {})
    schedule.look()
    assert asked == ["crm"]
    assert schedule.next_at("documents") is None
    assert schedule.expression("documents") == ""


def test_a_request_that_fails_does_not_end_the_schedule() -> None:
    clock = Clock(datetime(2026, 6, 30, 9, tzinfo=UTC))
    asked: list[str] = []

    def request(name: str) -> None:
        asked.append(name)
        raise OSError("the disk is full")

    schedule = Scheduler(
        {"a": "* * * * *", "b": "* * * * *"}, SHANGHAI, last_started={}, request=request, now=clock
    )
    schedule.start()
    schedule.stop()
    schedule.stop()
    assert asked == ["a", "b"]
    schedule.look()
    assert asked == ["a", "b", "a", "b"]


@pytest.mark.parametrize("wrong", ["daily", "61 * * * *", "* * * *", "0 0 31 2 *"])
def test_an_expression_that_is_none_is_explained(wrong: str) -> None:
    with pytest.raises(ValueError, match="minute, hour"):
        checked_schedule(wrong)


def test_the_time_is_the_same_on_the_wall_when_clocks_change() -> None:
    clock = Clock(datetime(2026, 3, 28, 12, tzinfo=UTC))
    schedule = Scheduler(
        {"crm": NIGHTLY.replace("2", "4")},
        ZoneInfo("Europe/Berlin"),
        last_started={"crm": clock.at},
        request=print,
        now=clock,
    )
    assert schedule.next_at("crm") == datetime(2026, 3, 29, 2, 30, tzinfo=UTC)  # 04:30 in summer
