"""Reading paths: what a newcomer reads, in which order, and whom they meet."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from assistant.bootstrap import Application
from assistant.projects.learning_views import LearningPath, SubjectKind
from ingest.errors import NotFoundError
from tests.assistant.api.conftest import browser_of
from tests.assistant.projects_company import GONE, HR, LIN, MEI, NEW, TAO


def path(
    plant: Application, asked: str, asker: str = NEW, kind: SubjectKind | None = None
) -> LearningPath:
    return plant.reads.learning.path(asked, access=plant.access(asker), kind=kind)


def titles(learning: LearningPath) -> list[str]:
    return [
        one.record.title if one.record else one.project.name if one.project else ""
        for one in learning.items
    ]


def test_a_customer_s_path_begins_with_their_record_and_ends_with_the_latest_contact(
    plant: Application,
) -> None:
    learning = path(plant, "晨光")
    assert (learning.kind, learning.subject) == ("customer", "晨光电气有限公司")
    read = titles(learning)
    assert read[0] == "晨光电气有限公司"
    assert read.index("晨光一期装配线") < read.index("晨光二期柔性线")
    assert read.index("晨光一期装配线复盘") < read.index("晨光二期技术方案 V2")
    assert read[-2:] == ["转台报警", "过节问候"]
    assert len(read) <= 10


def test_only_the_newest_edition_is_read(plant: Application) -> None:
    assert "晨光二期技术方案 V1" not in titles(path(plant, "晨光"))
    rules = titles(path(plant, "项目变更管理办法"))
    assert rules[0] == "项目变更管理办法（2026 版）"
    assert "项目变更管理办法（2024 版）" not in rules


@pytest.mark.parametrize("asked", ["项目经理", "交付部", "project manager"])
def test_a_role_begins_with_what_is_for_newcomers(plant: Application, asked: str) -> None:
    learning = path(plant, asked)
    assert learning.kind == "role"
    assert titles(learning)[0] in ("交付部新人入门", "新员工指南")
    assert learning.items[0].stage == "intro"
    assert learning.people[0].person.email == LIN
    assert TAO in {one.person.email for one in learning.people}


def test_a_role_may_be_asked_for_as_a_topic(plant: Application) -> None:
    assert path(plant, "项目经理", kind="topic").kind == "topic"


def test_nobody_who_left_is_to_be_met(plant: Application) -> None:
    met = {one.person.email for one in path(plant, "北港").people}
    assert GONE not in met


def test_nobody_is_sent_to_themselves(plant: Application) -> None:
    assert MEI not in {one.person.email for one in path(plant, "晨光", MEI).people}


def test_nothing_on_record_is_said_so(plant: Application) -> None:
    learning = path(plant, "量子纠缠")
    assert learning.items == ()
    assert learning.people == ()
    assert learning.note is not None


@pytest.mark.parametrize("kind", ["customer", "role"])
def test_a_customer_or_role_that_is_not_there_is_not_found(
    plant: Application, kind: SubjectKind
) -> None:
    with pytest.raises(NotFoundError):
        path(plant, "量子纠缠", kind=kind)


def test_nothing_hidden_is_on_a_path(plant: Application) -> None:
    for asked in ("晨光", "奖金", "分成教训"):
        said = TypeAdapter(LearningPath).dump_json(path(plant, asked)).decode()
        assert "分成教训" not in said.replace(f'"asked":"{asked}"', "").replace(
            f'"subject":"{asked}"', ""
        )
        assert "薪酬" not in said
    whole = TypeAdapter(LearningPath).dump_json(path(plant, "分成教训", HR)).decode()
    assert "晨光二期分成教训" in whole


def test_the_api_gives_the_path_and_keeps_that_it_was_read(plant: Application) -> None:
    with browser_of(plant, NEW) as client:
        told = client.get("/api/learn", params={"q": "晨光"}).json()
        assert told["kind"] == "customer"
        assert {"zh", "en"} <= told["items"][0]["why"].keys()
        assert client.get("/api/learn?q=").status_code == 422
        assert client.get("/api/learn?q=x&kind=world").status_code == 422
    newest = max(plant.audit_export(access=plant.access(NEW)), key=lambda one: one.number)
    assert (newest.event, newest.text) == ("learn", "晨光")
    read = {one["record"]["record_id"] for one in told["items"] if one["record"]}
    assert read <= set(newest.records)
