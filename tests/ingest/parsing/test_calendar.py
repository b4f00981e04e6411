from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ingest.errors import UnreadableError
from ingest.parsing.formats import parse
from ingest.records import File, PersonRef

REVIEW = """BEGIN:VEVENT
UID:1
SUMMARY:恒岳二期验收评审
DTSTART;TZID=Asia/Shanghai:20260601T100000
DTEND;TZID=Asia/Shanghai:20260601T113000
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20261231T000000Z
LOCATION:三楼会议室
ORGANIZER;CN=王芳:mailto:WangFang@huace.example
ATTENDEE;CN="Li Qiang":mailto:li@hengyue.example
ATTENDEE:mailto:chen@huace.example
STATUS:CONFIRMED
DESCRIPTION:带上验收大纲。\\n图纸另附。
END:VEVENT
"""
HOLIDAY = "BEGIN:VEVENT\nUID:2\nSUMMARY:厂休\nDTSTART;VALUE=DATE:20261001\nEND:VEVENT\n"


def calendar(*events: str) -> bytes:
    inner = "".join(events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{inner}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def test_an_event_says_when_where_who_and_how_often() -> None:
    parsed = parse(File("a.ics", calendar(REVIEW)))
    (section,) = parsed.sections
    assert (section.heading, section.page) == (("恒岳二期验收评审",), "2026-06-01")
    assert section.text.split("\n") == [
        "Event: 恒岳二期验收评审",
        "When: 2026-06-01 10:00 – 11:30 Asia/Shanghai",
        "Repeats: every 2 weeks on Monday, Wednesday until 2026-12-31",
        "Where: 三楼会议室",
        "Organiser: 王芳 <wangfang@huace.example>",
        "Attendees: Li Qiang <li@hengyue.example>, chen@huace.example",
        "Status: confirmed",
        "带上验收大纲。",
        "图纸另附。",
    ]
    assert parsed.authors == (PersonRef("wangfang@huace.example", name="王芳"),)
    assert parsed.participants == (
        PersonRef("li@hengyue.example", name="Li Qiang"),
        PersonRef("chen@huace.example"),
    )
    assert parsed.occurred_at == datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def test_a_calendar_has_a_section_an_event_and_a_day_stays_a_day() -> None:
    parsed = parse(File("a.ics", calendar(REVIEW, HOLIDAY)))
    assert [section.page for section in parsed.sections] == ["2026-06-01", "2026-10-01"]
    assert "When: 2026-10-01" in parsed.sections[1].text
    assert parsed.occurred_at is None
    assert parse(File("b.ics", calendar(HOLIDAY))).occurred_at == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("data", "reason"), [(b"no calendar", "damaged"), (calendar(), "empty"), (b"BEGIN:VCALENDAR", "empty")]
)  # fmt: skip
def test_what_is_no_calendar_is_reported(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse(File("a.ics", data))
    assert caught.value.reason == reason
