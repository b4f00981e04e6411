"""Past projects: which records are of one, what its page tells, and to whom."""

from __future__ import annotations

import json

import pytest
from pydantic import TypeAdapter

from assistant.audit.project_reads import shown_in
from assistant.bootstrap import Application
from assistant.projects.views import ProjectView
from ingest.errors import NotFoundError
from tests.assistant.api.conftest import browser_of
from tests.assistant.projects_company import HR, NEW, TAO
from tests.assistant.shell import Shell


def page(plant: Application, name: str, asker: str = NEW) -> ProjectView:
    view = plant.reads.projects.named(name, access=plant.access(asker)).project
    assert view is not None
    return view


def test_a_list_holds_what_is_more_than_a_hope(plant: Application) -> None:
    listed = plant.reads.projects.listed(access=plant.access(NEW))
    assert [(one.name, one.state) for one in listed] == [
        ("晨光二期柔性线", "running"),
        ("远山泵站监控", "running"),
        ("晨光一期装配线", "done"),
    ]


def test_a_contract_that_names_its_deal_is_of_its_project(plant: Application) -> None:
    view = page(plant, "HT-2023-01")
    assert view.project.name == "晨光一期装配线"
    assert [one.title for one in view.stated_by] == ["晨光一期装配线", "HT-2023-01 · 晨光一期合同"]


def test_a_contract_without_a_number_of_a_deal_is_known_by_its_words(plant: Application) -> None:
    assert "ht-2025-09" in page(plant, "晨光二期").numbers


def test_what_is_of_a_project_says_a_word_or_a_number_of_its_own(plant: Application) -> None:
    titles = {one.record.title for one in page(plant, "晨光二期").records}
    assert titles == {"二期需求沟通", "对账", "二期终验收资料", "二期启动资料"}


def test_documents_stand_in_the_order_of_reading_each_in_its_newest_edition(
    plant: Application,
) -> None:
    documents = page(plant, "晨光二期").documents
    assert [one.record.title for one in documents] == [
        "晨光二期技术方案 V2",
        "晨光柔性线合同 HT-2025-09",
    ]
    assert [one.title for one in documents[0].older] == ["晨光二期技术方案 V1"]
    assert documents[0].why.zh and documents[0].why.en


def test_the_goal_is_that_of_the_newest_plan(plant: Application) -> None:
    assert [one.quote for one in page(plant, "晨光二期").goal] == ["节拍 22 秒，操作工减到 7 人。"]


def test_lessons_results_and_team_are_word_for_word(plant: Application) -> None:
    view = page(plant, "晨光一期")
    assert [one.quote for one in view.lessons] == ["停机窗口没有写进合同。", "来料公差没有实测。"]
    assert [one.quote for one in view.result] == ["验收比计划晚 46 天。"]
    assert [one.quote for one in view.team] == ["陶然任项目经理。"]
    for quote in (*view.lessons, *view.result, *view.team):
        record = plant.reads.record(quote.record_id, quote.version, access=plant.access(NEW))
        assert record.text[quote.start : quote.end] == quote.quote


def test_a_review_in_english_ties_to_a_project_in_chinese(plant: Application) -> None:
    view = page(plant, "Farhill pump stations")
    assert view.project.name == "远山泵站监控"
    assert [one.quote for one in view.lessons] == ["Put every gateway into a sealed box."]


def test_milestones_tell_what_lies_ahead(plant: Application) -> None:
    view = page(plant, "晨光二期")
    ahead = {one.day.isoformat(): one.text for one in view.milestones if one.ahead}
    assert ahead == {"2026-08-31": "终验收日期为 2026-08-31", "2026-09-30": "ends"}
    first = page(plant, "晨光一期")
    assert [first.project.start, first.project.end] == [
        one.day for one in (first.milestones[0], first.milestones[-1])
    ]


def test_alike_is_what_shares_product_and_industry(plant: Application) -> None:
    similar = page(plant, "晨光一期").similar
    assert similar[0].project.name == "晨光二期柔性线"
    assert any("产线" in why.zh for why in similar[0].why)


def test_the_record_that_makes_another_alike_is_kept_as_read(plant: Application) -> None:
    view = page(plant, "晨光一期")
    nearest = [one.nearest for one in view.similar if one.nearest]
    assert nearest
    for one in nearest:
        assert any(one.title in why.zh for alike in view.similar for why in alike.why)
    assert {one.record_id for one in nearest} <= shown_in(view)


def test_people_come_with_their_roles(plant: Application) -> None:
    people = {one.person.email: one for one in page(plant, "晨光二期").people}
    assert [one.role for one in people[TAO].reasons] == ["assignee"]


@pytest.mark.parametrize("name", ["北港密炼秘密改造", "D3-1", "nothing at all"])
def test_what_is_hidden_is_not_there(plant: Application, name: str) -> None:
    with pytest.raises(NotFoundError):
        plant.reads.projects.named(name, access=plant.access(NEW))


def test_nothing_hidden_stands_on_a_page(plant: Application) -> None:
    said = TypeAdapter(ProjectView).dump_json(page(plant, "晨光二期")).decode()
    assert "薪酬" not in said
    assert "分成" not in said
    whole = TypeAdapter(ProjectView).dump_json(page(plant, "晨光二期", HR)).decode()
    assert "Qhidden" in whole


def test_a_name_of_several_lists_them(plant: Application) -> None:
    choice = plant.reads.projects.named("晨光", access=plant.access(NEW))
    assert choice.project is None
    assert {one.name for one in choice.candidates} == {"晨光一期装配线", "晨光二期柔性线"}


def test_the_api_lists_and_opens(plant: Application) -> None:
    with browser_of(plant, NEW) as client:
        listed = client.get("/api/projects").json()["projects"]
        view = client.get(f"/api/projects/{listed[0]['id']}").json()
        assert view["project"] == listed[0]
        of_customer = client.get(
            "/api/projects", params={"customer": listed[0]["customers"][0]["id"]}
        ).json()["projects"]
        assert {one["name"] for one in of_customer} == {"晨光一期装配线", "晨光二期柔性线"}
        assert client.get("/api/projects?customer=nobody").json() == {"projects": []}
        assert client.get("/api/projects/none").status_code == 404


def test_reading_a_page_is_kept(plant: Application) -> None:
    view = page(plant, "晨光二期")
    newest = max(plant.audit_export(access=plant.access(NEW)), key=lambda one: one.number)
    assert (newest.event, newest.target, newest.text) == ("project", view.project.id, "晨光二期")
    assert {one.record.record_id for one in view.documents} <= set(newest.records)


def test_the_command_prints_in_the_language_of_the_name(
    plant: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    from assistant.commands.owner import taking_commands

    with taking_commands(plant):
        shell = Shell(capsys, "--config", str(plant.settings.root / "config.toml"))
        assert "教训与经验" in shell.run("project", "晨光一期", "--as", NEW)[1]
        english = shell.run("project", "晨光一期", "--as", NEW, "--language", "en")[1]
        assert "Lessons" in english
        code, said, _ = shell.run("project", "晨光", "--as", NEW, "--json")
        assert code == 2
        assert len(json.loads(said)["candidates"]) == 2
        assert shell.run("project", "--as", NEW, "--language", "zh")[1].count("\n") == 3
