"""Past projects are told in the chat, each with what it taught, cited, and to nobody more than their pages."""

from __future__ import annotations

import pytest

from assistant.answers import Answer
from assistant.audit.entries import AuditFilter
from assistant.bootstrap import Application
from tests.assistant.projects_company import HR, MEI, NEW


def ask(plant: Application, question: str, asker: str = NEW) -> Answer:
    return plant.assistant.ask(question, access=plant.access(asker))


def said(answer: Answer) -> str:
    return "\n".join(one.text for one in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "我们做过哪些电工行业的项目，踩过什么坑？",
        "我们做过哪些项目",
        "lessons learned from our water projects",
        "给晨光做过哪些项目",
    ],
)
def test_every_sentence_is_cited_word_for_word(plant: Application, question: str) -> None:
    answer = ask(plant, question)
    assert answer.answered and answer.sentences
    numbers = {one.number for one in answer.citations}
    for sentence in answer.sentences:
        assert sentence.citations and numbers.issuperset(sentence.citations)
    for one in answer.citations:
        text = plant.reads.record(one.record_id, one.version, access=plant.access(NEW)).text
        assert one.quote and text[one.start : one.end] == one.quote


def test_projects_of_an_industry_are_told_with_what_went_wrong(plant: Application) -> None:
    answer = ask(plant, "我们做过哪些电工行业的项目，踩过什么坑？")
    lead, *rest = (one.text for one in answer.sentences)
    assert lead == "与「电工」有关的项目：共 2 个。"
    assert "晨光一期装配线（晨光电气有限公司，已完成" in rest[0]
    assert rest[0].endswith("停机窗口没有写进合同。")
    assert "晨光一期装配线：来料公差没有实测。" in rest
    assert "晨光二期柔性线" in rest[-1]
    assert answer.note == "晨光二期柔性线的记录里没有查到经验教训。"


def test_an_answer_leads_on_to_the_pages_of_its_projects(plant: Application) -> None:
    told = ask(plant, "我们做过哪些电工行业的项目，踩过什么坑？").projects
    assert [one.name for one in told] == ["晨光二期柔性线", "晨光一期装配线"]
    for one in told:
        page = plant.reads.projects.page(one.id, access=plant.access(NEW))
        assert page.project.name == one.name
    without_lessons = ask(plant, "晨光二期踩过什么坑")
    assert [one.name for one in without_lessons.projects] == ["晨光二期柔性线"]


def test_an_industry_is_known_in_the_other_language(plant: Application) -> None:
    answer = ask(plant, "Which projects have we done in the water sector?")
    assert said(answer).startswith("远山泵站监控 (Farhill Water, going on")
    assert "not signed yet" not in said(answer)


def test_a_topic_that_only_the_records_speak_of_is_quoted(plant: Application) -> None:
    answer = ask(plant, "which projects used a sealed box?")
    assert "Put every gateway into a sealed box." in said(answer)
    assert "晨光" not in said(answer)


def test_nothing_is_told_of_an_industry_that_nobody_has(plant: Application) -> None:
    answer = ask(plant, "我们做过哪些太空行业的项目，踩过什么坑？")
    assert not answer.answered and not answer.sentences
    assert answer.note == (
        "没有查到与「太空」有关的项目：看过的是你能看到的全部项目。有项目的行业：电工、水务。"
    )


def test_the_lessons_of_another_project_are_none(plant: Application) -> None:
    answer = ask(plant, "晨光二期踩过什么坑")
    assert not answer.answered
    assert answer.note == "晨光二期柔性线的记录里没有查到经验教训。"


def test_what_is_hidden_is_neither_told_nor_counted(plant: Application) -> None:
    seen, hidden = (ask(plant, "我们做过哪些电工行业的项目？", asker) for asker in (HR, NEW))
    assert "北港密炼秘密改造" in said(seen) and "共 3 个" in said(seen)
    assert "北港" not in hidden.text and "共 2 个" in said(hidden)
    assert "Qhidden" in said(ask(plant, "晨光二期踩过什么坑", HR))
    name = ask(plant, "做过哪些密炼行业的项目", NEW)
    nobodys = ask(plant, "做过哪些太空行业的项目", NEW)
    assert name.note.replace("密炼", "太空") == nobodys.note


def test_a_colleague_reads_it_again_only_who_may_read_all_of_it(plant: Application) -> None:
    answer = ask(plant, "我们做过哪些电工行业的项目？", HR)
    share = plant.history.share(answer.conversation_id, access=plant.access(HR), everyone=True)
    [own] = plant.history.shared(share.link, access=plant.access(HR)).turns
    assert own.sentences
    for turn in plant.history.shared(share.link, access=plant.access(MEI)).turns:
        assert turn.sentences == () and "北港" not in str(turn)


def test_who_may_not_read_how_all_of_them_stand_is_not_told_which_do_so(plant: Application) -> None:
    answer = ask(plant, "已完成的项目有哪些？", HR)
    assert "晨光一期装配线" in said(answer) and "北港" not in said(answer)
    share = plant.history.share(answer.conversation_id, access=plant.access(HR), everyone=True)
    for turn in plant.history.shared(share.link, access=plant.access(MEI)).turns:
        assert turn.sentences == ()


def test_the_projects_that_are_named_are_kept_as_read(plant: Application) -> None:
    access = plant.access(NEW)
    answer = plant.reads.ask("我们做过哪些项目", access=access)
    wanted = AuditFilter(events=("ask",), target=answer.answer_id)
    [kept] = plant.audit(wanted, access=access, before=None, limit=1)
    listed = plant.reads.projects.listed(access=access)
    stating = {one.records[0] for one in listed}
    assert len(answer.projects) == len(listed)
    assert stating <= set(kept.records)


def test_how_they_stand_narrows_which_projects_are_meant(plant: Application) -> None:
    answer = ask(plant, "已完成的项目有哪些教训？")
    assert "停机窗口没有写进合同" in said(answer) and "sealed box" not in said(answer)
    running = ask(plant, "Which ongoing projects do we have?")
    assert told_lead(running) == "Projects (going on): 2 in all."
    failed = ask(plant, "what have we learned from failed projects?")
    assert not failed.projects


def told_lead(answer: Answer) -> str:
    return answer.sentences[0].text


def test_days_narrow_which_projects_are_meant(plant: Application) -> None:
    assert "晨光二期" not in said(ask(plant, "2023年给晨光做过哪些项目"))
    assert "晨光一期装配线" in said(ask(plant, "2023年给晨光做过哪些项目"))


def test_what_was_completed_is_done_and_of_the_days_that_the_sentence_says(
    plant: Application,
) -> None:
    completed = ask(plant, "我们完成了哪些项目？")
    assert "晨光一期装配线" in said(completed) and "进行中" not in said(completed)
    assert "晨光一期装配线" not in said(ask(plant, "哪些项目还没有完成？"))
    assert (
        told_lead(ask(plant, "2023 年以来我们做过哪些项目？"))
        == "项目（2023-01-01 至 2026-06-30）：共 2 个。"
    )
