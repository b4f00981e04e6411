"""Colleagues as a list and as a chart: who is in them, and in what order."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bootstrap import Application, open_application
from assistant.people.directory import WantedPeople
from assistant.people.views import OrgChart, PersonList
from assistant.questions import Language
from assistant.settings import load_settings
from tests.assistant.api.conftest import browser_of
from tests.assistant.projects_company import GONE, HR, LIN, MEI, NEW, TAO
from tests.hash_embedder import HashEmbedder

_CONFIG = """
[company]
name = "Lines"
domains = ["lines.example"]
[[sources]]
name = "directory"
kind = "directory"
path = "people.csv"
audience = ["everyone"]
[sources.columns]
id = "id"
name = "name"
emails = ["email"]
title = "title"
department = "department"
manager = "manager"
active = "active"
[[sources]]
name = "board"
kind = "directory"
path = "board.csv"
audience = ["person:ann@lines.example"]
[sources.columns]
id = "id"
name = "name"
emails = ["email"]
title = "title"
department = "department"
manager = "manager"
active = "active"
"""


def listed(plant: Application, wanted: WantedPeople, asker: str = NEW) -> PersonList:
    return plant.reads.people.listed(wanted, access=plant.access(asker))


def emails(found: PersonList) -> list[str]:
    return [one.person.email for one in found.people]


def test_everybody_here_is_listed_by_department(plant: Application) -> None:
    found = listed(plant, WantedPeople())
    departments = [one.person.department for one in found.people]
    assert list(dict.fromkeys(departments)) == [one.name for one in found.departments]
    assert departments.index("采购部") < departments.index(
        "交付部"
    )  # as in a dictionary: cai, jiao
    assert found.total == len(found.people) == sum(one.count for one in found.departments)
    assert GONE not in emails(found)


def test_names_go_by_what_a_reader_of_the_language_is_shown(plant: Application) -> None:
    spoken: list[tuple[Language, str]] = [("zh", "陶然"), ("en", "辛苗")]  # Tao, Xin; Miao, Ran
    for language, first in spoken:
        found = listed(plant, WantedPeople(department="交付部", language=language)).people
        assert found[0].person.name == first
    assert [one.person.alternate_name for one in found] == ["Miao Xin", "Ran Tao"]


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("陶然", TAO),
        ("陶", TAO),
        ("Ran Tao", TAO),
        ("ran tao", TAO),
        ("tao@plant", TAO),
        ("陶然 交付", TAO),
        ("總經理", LIN),
        ("人力资源", HR),
    ],
)
def test_a_name_a_title_a_department_or_an_address_finds_somebody(
    plant: Application, search: str, first: str
) -> None:
    assert first in emails(listed(plant, WantedPeople(search)))


def test_a_name_comes_before_what_else_holds_the_words(plant: Application) -> None:
    names = [one.person.name for one in listed(plant, WantedPeople("陶然")).people]
    assert names[:2] == ["陶然", "陶然"]
    assert listed(plant, WantedPeople("查无此人")).people == ()
    assert listed(plant, WantedPeople("陶然 查无")).total == 0


def test_a_list_is_narrowed_and_read_a_page_at_a_time(plant: Application) -> None:
    of_one = listed(plant, WantedPeople(department="交付部"))
    assert {one.person.department for one in of_one.people} == {"交付部"}
    assert len(of_one.departments) > 1
    left = listed(plant, WantedPeople(presence="left"))
    assert GONE in emails(left)
    assert not any(one.active for one in left.people)
    whole = emails(listed(plant, WantedPeople(presence="all")))
    paged = [
        emails(listed(plant, WantedPeople(presence="all", offset=at, limit=2)))
        for at in range(0, len(whole), 2)
    ]
    assert [one for page in paged for one in page] == whole


def test_a_row_tells_the_manager_and_what_they_know_where_asked(plant: Application) -> None:
    [row] = listed(plant, WantedPeople(TAO)).people
    assert row.manager is not None
    assert row.manager.email == LIN
    assert row.topics == ()
    for one in listed(plant, WantedPeople(with_topics=True)).people:
        assert all(topic.record_count >= 2 and topic.records for topic in one.topics)
        page = plant.reads.people.page(one.person.id, access=plant.access(NEW))
        assert {topic.topic_id for topic in one.topics} <= {t.topic_id for t in page.topics}


def test_the_chart_agrees_with_the_pages(plant: Application) -> None:
    access = plant.access(NEW)
    chart = plant.reads.people.chart(access=access)
    place = {one.person.id: at for at, one in enumerate(chart.people)}
    for one in chart.people:
        page = plant.reads.people.page(one.person.id, access=access)
        assert one.manager_id == (page.line[0].id if page.line else "")
        assert one.reports >= len(page.reports)
        if one.manager_id:
            assert place[one.manager_id] < place[one.person.id]
    by_email = {one.person.email: one for one in chart.people}
    assert by_email[LIN].person.id in chart.heads
    assert by_email[LIN].below >= by_email[LIN].reports > 0
    assert GONE not in by_email
    assert by_email[MEI].person.id not in (*chart.heads, *chart.unplaced)
    assert sum(one.count for one in chart.departments) == len(chart.people)


def chart_of(folder: Path, rows: str, asker: str, board: str = "") -> OrgChart:
    """Of those in `rows`, and those on the `board`, whose entries Ann alone may read."""
    head = "id,name,email,title,department,manager,active\n"
    folder.joinpath("people.csv").write_text(head + rows, "utf-8")
    folder.joinpath("board.csv").write_text(head + board, "utf-8")
    folder.joinpath("config.toml").write_text(_CONFIG, "utf-8")
    settings = load_settings(folder / "config.toml")
    with open_application(settings, embedder=HashEmbedder()) as application:
        application.sync()
        return application.reads.people.chart(access=application.access(asker))


def told(chart: OrgChart) -> dict[str, str]:
    """Name -> the name of whom they report to."""
    names = {one.person.id: one.person.name for one in chart.people}
    return {one.person.name: names.get(one.manager_id, "") for one in chart.people}


def test_a_circle_is_opened_and_a_leaver_stays_while_somebody_reports_to_them(
    tmp_path: Path,
) -> None:
    chart = chart_of(
        tmp_path,
        "1,Ann,ann@lines.example,,A,2,yes\n"
        "2,Bea,bea@lines.example,,A,3,yes\n"
        "3,Cat,cat@lines.example,,A,1,yes\n"
        "4,Dan,dan@lines.example,,B,,no\n"
        "5,Eve,eve@lines.example,,B,4,yes\n"
        "6,Fay,fay@lines.example,,B,4,no\n"
        "7,Gus,gus@lines.example,,,99,yes\n"
        "8,Hal,hal@lines.example,,,8,yes\n",
        "ann@lines.example",
    )
    assert told(chart) == {
        "Ann": "",
        "Cat": "Ann",
        "Bea": "Cat",
        "Dan": "",
        "Eve": "Dan",
        "Gus": "",
        "Hal": "",
    }
    names = {one.person.id: one.person.name for one in chart.people}
    assert [names[one] for one in chart.heads] == ["Ann", "Dan"]
    assert [names[one] for one in chart.unplaced] == ["Gus", "Hal"]
    below = {one.person.name: (one.reports, one.below) for one in chart.people}
    assert below["Ann"] == (1, 2)
    assert [(one.name, one.count) for one in chart.departments] == [("A", 3), ("B", 2), ("", 2)]


def test_a_manager_who_is_hidden_is_as_one_whom_nothing_names(tmp_path: Path) -> None:
    board = "1,Ann,ann@lines.example,,A,,yes\n"
    rows = (
        "2,Bea,bea@lines.example,,A,ann@lines.example,yes\n"
        "3,Cat,cat@lines.example,,A,2,yes\n"
        "4,Dan,dan@lines.example,,A,ann@lines.example,yes\n"
    )
    whole = told(chart_of(tmp_path, rows, "ann@lines.example", board))
    assert whole == {"Ann": "", "Bea": "Ann", "Cat": "Bea", "Dan": "Ann"}
    chart = chart_of(tmp_path, rows, "bea@lines.example", board)
    assert told(chart) == {"Bea": "", "Cat": "Bea", "Dan": ""}
    names = {one.person.id: one.person.name for one in chart.people}
    assert [names[one] for one in chart.unplaced] == ["Dan"]
    assert [(one.name, one.count) for one in chart.departments] == [("A", 3)]


def test_the_list_and_the_chart_over_http(plant: Application) -> None:
    with browser_of(plant, NEW) as client:
        found = client.get("/api/people", params={"search": "陶然", "topics": True}).json()
        assert found["people"][0]["person"]["name"] == "陶然"
        assert client.get("/api/people?limit=0").status_code == 422
        assert client.get("/api/people?presence=maybe").status_code == 422
        assert client.get(f"/api/people?search={'x' * 300}").status_code == 413
        chart = client.get("/api/people/chart").json()
        assert len(chart["heads"]) >= 1
    with browser_of(plant, HR, roles=["admin"]) as client:
        kept = client.get("/api/audit", params={"event": "people", "limit": 2}).json()["entries"]
        assert {one["target"] for one in kept} == {"", "chart"}
        assert all(one["records"] for one in kept)
