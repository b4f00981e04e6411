from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from connectors.cells import addresses, domain, moment, people, prose, several
from ingest.records import PersonRef

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "cell",
    [
        "2025-03-01",
        "2025/3/1",
        "2025.03.01",
        "2025年3月1日",
        "20250301",
        "1 Mar 2025",
        "March 1, 2025",
    ],
)
def test_a_date_is_read_in_any_shape(cell: str) -> None:
    assert moment(cell, SHANGHAI) == date(2025, 3, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "2025-03-01 14:05",
        "2025/3/1 14:05:00",
        "2025年3月1日 下午2:05",
        "2025-03-01T06:05:00Z",
        "2025-03-01T06:05:00.000+00:00",
        "2025-03-01 14:05:00+0800",
        "2025-03-01 2:05 PM",
    ],
)
def test_an_instant_is_utc_and_takes_the_source_zone_where_it_names_none(cell: str) -> None:
    assert moment(cell, SHANGHAI) == datetime(2025, 3, 1, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize("cell", ["", "soon", "2025-13-40", "03/04/2025", "12345678901", "2025-03"])
def test_what_is_no_date_is_none(cell: str) -> None:
    assert moment(cell, SHANGHAI) is None


def test_several_values_are_divided_by_any_usual_mark() -> None:
    assert several("恒岳; HY；Hengyue|恒岳、") == ("恒岳", "HY", "Hengyue")


def test_people_are_addresses_ids_or_names() -> None:
    assert people("王芳 <Wang@huace.example>; E017") == (
        PersonRef(email="wang@huace.example", name="王芳"),
        PersonRef(external_id="E017"),
    )
    assert people("王芳（E017）;Li Na 1009") == (
        PersonRef(external_id="E017", name="王芳"),
        PersonRef(external_id="1009", name="Li Na"),
    )
    assert [person.name for person in people("王芳,李娜，陈伟")] == ["王芳", "李娜", "陈伟"]
    assert [person.name for person in people("Smith, John")] == ["Smith, John"]
    assert [person.email for person in people("a@x.example,b@x.example")] == [
        "a@x.example",
        "b@x.example",
    ]


def test_addresses_and_domains_are_plain_and_lower_case() -> None:
    assert addresses("Li <LI@hy.example>, b@hy.example") == ("li@hy.example", "b@hy.example")
    assert domain("https://www.HengYue.example/about?x=1") == "hengyue.example"
    assert domain("info@hengyue.example") == "hengyue.example"
    assert domain("") == ""


def test_long_text_is_read_as_it_was_meant() -> None:
    assert prose(r"Sam,\n\nDone.\nBest") == "Sam,\n\nDone.\nBest"
    assert prose(r"see C:\new") == r"see C:\new"
    assert prose("<p>一期</p><p>二期</p>") == "一期\n\n二期"


@pytest.mark.parametrize("zone", ["Z", "", "+08:00", "+99:99"])
def test_a_time_that_no_calendar_has_is_its_day(zone: str) -> None:
    found = moment(f"0001-01-01T00:00:00{zone}", SHANGHAI)
    assert found in (date(1, 1, 1), datetime(1, 1, 1, tzinfo=UTC))
