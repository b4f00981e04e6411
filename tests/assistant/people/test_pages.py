"""A colleague's page: who they are, what and whom they know, and what they say of it themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from assistant.bootstrap import Application
from assistant.commands.owner import taking_commands
from assistant.people.claims import MOST_WORDS, Claims
from assistant.people.views import PersonPage
from ingest.access import Access
from ingest.catalog.schema import people
from ingest.errors import NotFoundError, PermanentError
from tests.assistant.api.conftest import browser_of
from tests.assistant.projects_company import (
    HR,
    LIN,
    MEI,
    NEW,
    TAO,
    opened_projects,
)
from tests.assistant.shell import Shell


@pytest.fixture(scope="module")
def own_plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The company with past projects; of its own, for what is said here changes it."""
    with opened_projects(tmp_path_factory.mktemp("own_plant")) as application:
        yield application


def page(plant: Application, said: str, asker: str = NEW) -> PersonPage:
    found = plant.reads.people.named(said, access=plant.access(asker)).page
    assert found is not None
    return found


def test_a_page_tells_the_line_up_and_down(plant: Application) -> None:
    shown = page(plant, TAO)
    assert [one.email for one in shown.line] == [LIN]
    assert [one.email for one in shown.reports] == [NEW]
    assert shown.manager is not None
    assert shown.manager.email == LIN


def test_namesakes_are_told_apart(plant: Application) -> None:
    shown = page(plant, TAO)
    assert [(one.person.department, one.person.email) for one in shown.namesakes] == [
        ("采购部", "tao2@plant.example")
    ]
    choice = plant.reads.people.named("陶然", access=plant.access(NEW))
    assert choice.page is None
    assert {one.person.department for one in choice.people} == {"交付部", "采购部"}


def test_how_well_a_customer_is_known_is_the_sum_of_its_parts(plant: Application) -> None:
    known = page(plant, MEI).knows
    assert known[0].customer.name == "晨光电气有限公司"
    assert {part.name: part.value for part in known[0].parts}["owner"] == 1.0
    for one in known:
        assert one.score == pytest.approx(
            sum(part.weight * part.value for part in one.parts), abs=1e-3
        )


def test_the_projects_they_had_a_part_in(plant: Application) -> None:
    shown = page(plant, MEI).projects
    assert any("晨光" in one.project.name for one in shown)
    for one in shown:
        assert one.record_count >= len(one.records) > 0
        opened = plant.reads.projects.page(one.project.id, access=plant.access(NEW))
        people = {person.person.email for person in opened.people}
        assert MEI in people
    assert page(plant, "闲云").projects == ()


def test_what_they_solved_is_what_they_answered(plant: Application) -> None:
    solved = [one.record.title for one in page(plant, TAO).answered if one.how == "solved"]
    assert solved == ["网关离线"]


def test_who_has_left_is_shown_as_formerly_with_whom_to_ask(plant: Application) -> None:
    shown = page(plant, "高行")
    assert not shown.active
    assert shown.instead is not None
    assert shown.instead.person.email == MEI


def test_somebody_without_records_is_said_to_be_so(plant: Application) -> None:
    shown = page(plant, "闲云")
    assert shown.record_count == 0
    assert shown.topics == shown.knows == shown.answered == ()
    assert shown.note is not None
    assert shown.note.zh and shown.note.en


def test_nobody_known_is_nobody_found(plant: Application) -> None:
    assert plant.reads.people.named("查无此人", access=plant.access(NEW)).people == ()
    with pytest.raises(NotFoundError):
        plant.reads.people.page("p999999", access=plant.access(NEW))


def test_a_page_counts_what_its_reader_may_see(plant: Application) -> None:
    assert page(plant, "高行", HR).record_count == page(plant, "高行", NEW).record_count + 1


def test_a_topic_that_is_hidden_is_nobody_s_to_name_but_one_s_own(own_plant: Application) -> None:
    plant = own_plant
    access = plant.access(TAO)
    before = page(plant, TAO, NEW).topics or page(plant, TAO, TAO).topics
    if not before:  # a store so small may hold no topic that two of their records are of
        [topic, *_] = plant.topics.of_person(access.person_id, access=access, limit=50)
        topic_id = topic.topic_id
    else:
        topic_id = before[0].topic_id
    said = plant.own_topics.hide(topic_id, access=access)
    assert (said.subject, said.state) == (topic_id, "hidden")
    for asker in (NEW, LIN):
        shown = page(plant, TAO, asker)
        assert topic_id not in {one.topic_id for one in shown.topics}
        assert shown.hidden == ()
        other = plant.access(asker)
        named = plant.topics.topic(topic_id, access=other).people
        assert access.person_id not in {one.person.id for one in named}
        pack = plant.handovers.pack(access.person_id, access=other, may_see_all=True)
        assert topic_id not in {one.topic_id for one in pack.topics}
    assert topic_id in {one.topic_id for one in page(plant, TAO, TAO).hidden}
    newest = max(plant.audit_export(access=plant.access(HR)), key=lambda one: one.number)
    assert newest.event in ("person", "topic_hidden")
    plant.own_topics.withdraw(topic_id, access=access)
    assert page(plant, TAO, TAO).hidden == ()


def test_what_was_hidden_stays_hidden_when_two_entries_become_one(own_plant: Application) -> None:
    plant = own_plant
    access = plant.access(TAO)
    claims = Claims(plant.store)
    [topic, *_] = plant.topics.of_person(access.person_id, access=access, limit=1)
    reader = plant.access(LIN)
    twin = next(one.person.id for one in page(plant, TAO).namesakes)
    claims.say(topic.topic_id, "hidden", access=replace(access, person_id=twin))
    assert access.person_id in named_for(plant, topic.topic_id, reader)
    with plant.store.catalog.writing() as connection:
        connection.execute(
            update(people).where(people.c.person_id == twin).values(merged_into=access.person_id)
        )
    try:
        assert access.person_id not in named_for(plant, topic.topic_id, reader)
        theirs = plant.topics.of_person(access.person_id, access=reader, limit=99)
        assert topic.topic_id not in {one.topic_id for one in theirs}
        assert topic.topic_id in {one.topic_id for one in page(plant, TAO, TAO).hidden}
        plant.own_topics.confirm(topic.topic_id, access=access)
        assert access.person_id in named_for(plant, topic.topic_id, reader)
        plant.own_topics.withdraw(topic.topic_id, access=access)
        assert page(plant, TAO, TAO).hidden == ()
    finally:
        with plant.store.catalog.writing() as connection:
            connection.execute(
                update(people).where(people.c.person_id == twin).values(merged_into=None)
            )


def named_for(plant: Application, topic_id: str, access: Access) -> set[str]:
    return {one.person.id for one in plant.topics.topic(topic_id, access=access).people}


def test_experts_leave_out_who_hid_what_is_asked(own_plant: Application) -> None:
    plant = own_plant
    reader, access = plant.access(LIN), plant.access(TAO)
    question = "二期终验收资料"

    def named() -> set[str]:
        return {
            one.person.email for one in plant.assistant.experts(question, access=reader).experts
        }

    assert TAO in named()
    passages = plant.assistant.retrieve(question, access=reader, limit=40)
    near = plant.topics.of_passages(passages, access=reader, limit=1)
    own = {
        one.topic_id for one in plant.topics.of_person(access.person_id, access=access, limit=99)
    }
    [topic] = near
    assert topic.topic_id in own
    plant.own_topics.hide(topic.topic_id, access=access)
    assert TAO not in named()
    plant.own_topics.withdraw(topic.topic_id, access=access)
    assert TAO in named()


def test_experts_count_that_somebody_confirms_what_is_asked(own_plant: Application) -> None:
    plant = own_plant
    reader, access = plant.access(LIN), plant.access(TAO)
    question = "二期终验收资料"

    def score() -> float:
        experts = plant.assistant.experts(question, access=reader).experts
        total = sum(one.score for one in experts)
        return next(one.score for one in experts if one.person.email == TAO) / total

    before = score()
    passages = plant.assistant.retrieve(question, access=reader, limit=40)
    [topic] = plant.topics.of_passages(passages, access=reader, limit=1)
    plant.own_topics.confirm(topic.topic_id, access=access)
    assert score() > before
    assert page(plant, TAO, TAO).topics[0].confirmed
    plant.own_topics.withdraw(topic.topic_id, access=access)
    assert score() == before


def test_own_words_are_shown_until_they_are_taken_back(own_plant: Application) -> None:
    plant = own_plant
    access = plant.access(MEI)
    plant.own_topics.confirm("Modbus 协议", access=access)
    assert [one.words for one in page(plant, MEI).declared] == ["Modbus 协议"]
    plant.own_topics.withdraw("modbus 协议", access=access)
    assert page(plant, MEI).declared == ()
    with pytest.raises(NotFoundError):
        plant.own_topics.withdraw("modbus 协议", access=access)


def test_own_words_are_so_many_and_no_more(own_plant: Application) -> None:
    plant = own_plant
    access = plant.access(MEI)
    said = [f"专长 {number}" for number in range(MOST_WORDS)]
    for words in said:
        plant.own_topics.confirm(words, access=access)
    with pytest.raises(PermanentError, match=str(MOST_WORDS)):
        plant.own_topics.confirm("又一个", access=access)
    plant.own_topics.confirm(said[0], access=access)
    assert len(page(plant, MEI).declared) == MOST_WORDS
    for words in said:
        plant.own_topics.withdraw(words, access=access)
    assert page(plant, MEI).declared == ()


def test_nobody_hides_what_is_not_theirs(own_plant: Application) -> None:
    with pytest.raises(NotFoundError, match="topics"):
        own_plant.own_topics.hide("量子纠缠", access=own_plant.access(TAO))


def test_the_api_takes_one_s_word_on_oneself_alone(own_plant: Application) -> None:
    with browser_of(own_plant, MEI) as client:
        said = client.post("/api/me/topics", json={"topic": "OPC UA", "say": "confirm"})
        assert said.json()["state"] == "confirmed"
        own = own_plant.access(MEI).person_id
        shown = client.get(f"/api/people/{own}").json()
        assert [one["words"] for one in shown["declared"]] == ["OPC UA"]
        assert client.post("/api/me/topics", json={"topic": "x"}).status_code == 422
        taken = client.post("/api/me/topics", json={"topic": "OPC UA", "say": "withdraw"})
        assert taken.json()["state"] == "withdrawn"


def test_the_command_shows_and_takes_a_word(
    own_plant: Application, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with taking_commands(own_plant):
        shell = Shell(capsys, "--config", str(own_plant.settings.root / "config.toml"))
        code, said, _ = shell.run("person", "高行", "--as", NEW)
        assert code == 0
        assert "已离职" in said
        assert MEI in said
        assert "has left" in shell.run("person", "Xing Gao", "--as", NEW)[1]
        assert shell.run("person", "陶然", "--as", NEW)[0] == 2
        assert shell.run("person", "nobody", "--as", NEW)[0] == 3
        assert "Modbus" in shell.run("person", "confirm", "Modbus", "--as", TAO)[1]
        assert "Modbus" in shell.run("person", TAO, "--as", NEW)[1]
        assert shell.run("person", "withdraw", "Modbus", "--as", TAO)[0] == 0
        assert shell.run("person", "hide", "量子", "--as", TAO)[0] == 1
        assert shell.json("person", TAO, "--as", NEW)["person"]["email"] == TAO
