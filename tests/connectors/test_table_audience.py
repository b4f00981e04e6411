"""Who may read the rows of a table: by the table, by a column, by the people and groups on the row."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import SettingsError
from ingest.records import Change, Tombstone
from tests.connectors.contract import failures_of, known_after, records_of

DEALS = """id,name,owner,helpers,区域,可见
D1,Press,Li@huace.example,chen@huace.example;zhou,华东;大客户,
D2,Oven,li@huace.example,,,dept:财务部
D3,Pump,,,,
D4,Belt,王芳,,,
"""


def read(
    root: Path, known: dict[str, str] | None = None, text: str = DEALS, **mapping: object
) -> list[Change]:
    (root / "deals.csv").write_text(text, "utf-8")
    table = {"entity": "deals", "file": "deals.csv", "id": "id", "name": "name"}
    table |= {"people": {"owner": ["owner"], "participant": ["helpers"]}} | mapping
    place = (root, ("everyone",), ZoneInfo("UTC"), ("huace.example",))
    connector = connector_of("table", "crm", {"tables": [table]}, *place)
    return list(connector.changes(known or {}, None))


def audiences(changes: list[Change]) -> dict[str, tuple[str, ...]]:
    return {key.rpartition("#")[2]: one.audience for key, one in records_of(changes).items()}


def test_a_row_is_for_the_line_of_its_owner_and_for_who_takes_part(tmp_path: Path) -> None:
    changes = read(tmp_path, audience_from={"owner": "line", "participant": "person"})
    assert audiences(changes) == {
        "D1": ("line:li@huace.example", "person:chen@huace.example"),
        "D2": ("line:li@huace.example",),
    }


def test_a_row_is_for_the_team_of_its_owner(tmp_path: Path) -> None:
    changes = read(tmp_path, audience_from={"owner": "team"})
    assert audiences(changes)["D1"] == ("team:li@huace.example",)


def test_a_row_whose_people_are_not_known_is_for_nobody_and_reported(tmp_path: Path) -> None:
    changes = read(tmp_path, audience_from={"owner": "line"})
    assert set(audiences(changes)) == {"D1", "D2"}
    assert [failure.message for failure in failures_of(changes)] == [
        "deals.csv, row 4: nobody could read it; fill in people.owner with an address.",
        "deals.csv, row 5: nobody could read it; fill in people.owner with an address.",
    ]
    assert [failure.audience for failure in failures_of(changes)] == [(), ()]


def test_a_row_that_loses_its_owner_goes_out_of_sight_at_once(tmp_path: Path) -> None:
    known = known_after(read(tmp_path, audience_from={"owner": "line"}))
    without = DEALS.replace("D2,Oven,li@huace.example", "D2,Oven,")
    changes = read(tmp_path, known, without, audience_from={"owner": "line"})
    assert Tombstone("deals.csv#D2", at_once=True) in changes
    assert not any(one == Tombstone("deals.csv#D3", at_once=True) for one in changes)


def test_a_table_s_audience_is_joined_by_its_people_and_the_source_s_is_not(tmp_path: Path) -> None:
    changes = read(tmp_path, audience=["dept:总经办"], audience_from={"owner": "line"})
    assert audiences(changes)["D1"] == ("dept:总经办", "line:li@huace.example")
    assert audiences(changes)["D3"] == ("dept:总经办",)


def test_a_cell_stands_for_the_table_s_audience_and_is_joined_by_its_people(tmp_path: Path) -> None:
    stated = {"audience": ["dept:总经办"], "audience_column": "可见"}
    assert audiences(read(tmp_path, **stated))["D2"] == ("dept:财务部",)
    assert audiences(read(tmp_path, **stated, audience_from={"owner": "person"}))["D2"] == (
        "dept:财务部",
        "person:li@huace.example",
    )


def test_a_territory_is_a_group_of_the_source(tmp_path: Path) -> None:
    changes = read(tmp_path, audience_groups=["区域"])
    assert audiences(changes) == {"D1": ("group:crm:华东", "group:crm:大客户")}
    assert len(failures_of(changes)) == 3
    of_staff = read(tmp_path, audience_groups="区域", groups_source="staff")
    assert audiences(of_staff)["D1"] == ("group:staff:华东", "group:staff:大客户")


def test_a_group_column_is_shown_where_it_is_a_field_alone(tmp_path: Path) -> None:
    hidden = records_of(read(tmp_path, audience_groups=["区域"]))["deals.csv#D1"]
    assert "区域" not in [field.label for field in hidden.fields]
    stated = {"audience_groups": ["区域"], "fields": {"region": "区域"}}
    shown = records_of(read(tmp_path, **stated))["deals.csv#D1"]
    assert "region" in [field.name for field in shown.fields]


def test_another_way_of_reading_the_audience_is_another_revision(tmp_path: Path) -> None:
    known = known_after(read(tmp_path, audience_from={"owner": "line"}))
    again = read(tmp_path, known, audience_from={"owner": "person"})
    assert audiences(again)["D1"] == ("person:li@huace.example",)


def test_a_broken_row_is_told_to_those_who_might_have_read_it(tmp_path: Path) -> None:
    broken = DEALS + "D1,Again,li@huace.example,,,\nD9,Too,li@huace.example,many,a,b,c\n"
    for stated, told in (
        ({}, [("everyone",), ("everyone",)]),
        ({"audience": ["dept:x"]}, [("dept:x",), ("dept:x",)]),
        ({"audience_from": {"owner": "line"}}, [("line:li@huace.example",), ()]),
    ):
        failures = failures_of(read(tmp_path, text=broken, **stated))  # type: ignore[arg-type]
        assert [failure.audience for failure in failures[-2:]] == told


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"audience_from": {"author": "line"}}, "audience_from.author needs a column"),
        ({"audience_from": {"owner": "department"}}, "'department' is none of"),
        ({"audience": ["group:crm"]}, "'group:crm' is no audience"),
        ({"audience": ["line:li"]}, "'line:li' is no audience"),
    ],
)
def test_a_rule_that_cannot_hold_stops_the_start(
    tmp_path: Path, stated: dict[str, object], said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        read(tmp_path, **stated)  # type: ignore[arg-type]
