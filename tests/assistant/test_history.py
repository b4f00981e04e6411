"""One's own conversations are found again, and shared no further than each reader may read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assistant.bootstrap import Application, open_application
from assistant.conversation_views import SharedConversation, TurnView
from assistant.settings import load_settings
from ingest.catalog.usage import conversations, feedback, turns
from ingest.errors import NotFoundError, PermanentError
from tests.assistant import company
from tests.assistant.company import CHEN, FACT, LI, WANG
from tests.hash_embedder import HashEmbedder

WHEN = "恒岳电气二期的终验收是哪天？"
SALARY = "王强的年薪是多少？"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Application]:
    """A company of its own, for what changes it."""
    config = company.found(tmp_path)
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        yield application


def ask(application: Application, email: str, *questions: str) -> str:
    """A conversation of these questions; gives its id."""
    access = application.access(email)
    conversation: str | None = None
    for question in questions:
        answer = application.assistant.ask(question, access=access, conversation_id=conversation)
        conversation = answer.conversation_id
    assert conversation
    return conversation


def read_by(application: Application, email: str, conversation: str) -> SharedConversation:
    """What somebody sees of WANG's conversation, which is shared with everyone."""
    share = application.history.share(conversation, access=application.access(WANG), everyone=True)
    return application.history.shared(share.link, access=application.access(email))


def said(turn: TurnView) -> str:
    return "\n".join(sentence.text for sentence in turn.sentences)


def test_ones_conversations_are_listed_the_latest_first_and_nobody_else_s(
    opened: Application,
) -> None:
    first, second = ask(opened, LI, WHEN), ask(opened, LI, "年假有几天？")
    ask(opened, WANG, SALARY)
    listed = opened.history.listing(access=opened.access(LI))
    assert [one.id for one in listed] == [second, first] or listed[0].changed_at == listed[
        1
    ].changed_at
    assert {one.title for one in listed} == {WHEN, "年假有几天？"}
    assert not any(one.shared for one in listed)
    (found,) = opened.history.listing("终验收", access=opened.access(LI))
    assert found.id == first
    assert opened.history.listing("年薪", access=opened.access(LI)) == ()
    assert opened.history.listing("%", access=opened.access(LI)) == ()
    assert len(opened.history.listing(access=opened.access(LI), offset=1, limit=5)) == 1


def test_a_conversation_is_opened_again_with_its_answers(opened: Application) -> None:
    conversation = ask(opened, LI, WHEN, "它谁负责？")
    view = opened.history.view(conversation, access=opened.access(LI))
    assert [turn.question for turn in view.turns] == [WHEN, "它谁负责？"]
    assert FACT in said(view.turns[0])
    assert view.turns[1].standalone_question != "它谁负责？"
    (citation,) = [one for one in view.turns[0].citations if one.quote == FACT]
    text = opened.reads.record(citation.record_id, 1, access=opened.access(LI)).text
    assert text[citation.start : citation.end] == FACT
    assert not any(turn.hidden for turn in view.turns)


@pytest.mark.parametrize("email", [LI, CHEN])
def test_nobody_opens_renames_deletes_or_shares_another_s(opened: Application, email: str) -> None:
    conversation, other = ask(opened, WANG, SALARY), opened.access(email)
    history = opened.history
    for step in (
        lambda: history.view(conversation, access=other),
        lambda: history.rename(conversation, "mine", access=other),
        lambda: history.delete(conversation, access=other),
        lambda: history.share(conversation, access=other, everyone=True),
        lambda: history.stop_sharing(conversation, access=other),
    ):
        with pytest.raises(NotFoundError, match="not known"):
            step()
    assert history.view(conversation, access=opened.access(WANG)).turns


def test_a_renamed_conversation_keeps_its_title(opened: Application) -> None:
    access = opened.access(LI)
    conversation = ask(opened, LI, WHEN)
    opened.history.rename(conversation, "  恒岳   验收 ", access=access)
    opened.assistant.ask("它谁负责？", access=access, conversation_id=conversation)
    (listed,) = opened.history.listing(access=access)
    assert listed.title == "恒岳 验收"
    for bad in ("", "   ", "长" * 101):
        with pytest.raises(PermanentError, match="1 to 100"):
            opened.history.rename(conversation, bad, access=access)


def test_what_is_deleted_is_gone_and_the_log_says_only_that_it_was(opened: Application) -> None:
    access = opened.access(LI)
    conversation = ask(opened, LI, WHEN)
    answer = opened.history.view(conversation, access=access).turns[0].answer_id
    opened.assistant.judge(answer, False, "错了", access=access)
    share = opened.history.share(conversation, access=access, everyone=True)
    opened.history.delete(conversation, access=access)
    with opened.store.catalog.reading() as connection:
        for table in (turns, conversations, feedback):
            assert connection.scalar(select(func.count()).select_from(table)) == 0
    with pytest.raises(NotFoundError):
        opened.history.view(conversation, access=access)
    with pytest.raises(NotFoundError):
        opened.history.shared(share.link, access=access)
    (entry, *_) = opened.audit_export(access=opened.access(CHEN))
    assert (entry.event, entry.target, entry.text) == ("conversation_deleted", conversation, "")
    with pytest.raises(NotFoundError):
        opened.assistant.ask("它谁负责？", access=access, conversation_id=conversation)


def test_a_reader_by_link_sees_only_what_rests_on_what_they_may_read(opened: Application) -> None:
    conversation = ask(opened, WANG, SALARY, WHEN)
    secret, fact = read_by(opened, WANG, conversation).turns
    assert "486,000" in said(secret)
    seen = read_by(opened, LI, conversation)
    hidden, shown = seen.turns
    assert (hidden.question, hidden.sentences, hidden.citations) == ("", (), ())
    assert hidden.hidden and not hidden.answered and hidden.confidence == 0
    assert hidden.standalone_question == ""
    assert shown.question == WHEN and FACT in said(shown)
    assert [one.number for one in shown.citations] == [*range(1, len(shown.citations) + 1)]
    assert "年薪" not in str(seen) and "486,000" not in str(seen)
    assert seen.title == "" and seen.owner and not seen.own
    assert read_by(opened, WANG, conversation).title == SALARY
    assert fact.question == WHEN


def test_a_number_is_told_to_those_who_may_read_all_that_was_counted(
    opened: Application, tmp_path: Path
) -> None:
    for number in range(12):
        path = tmp_path / "documents" / f"note-{number}.md"
        path.write_text(f"# 第 {number} 次例会\n\n第 {number} 次例会无异议。\n", "utf-8")
    opened.sync()
    conversation = ask(opened, WANG, "一共有多少份文件？")
    own = opened.history.view(conversation, access=opened.access(WANG))
    assert "共 14 个文件" in said(own.turns[0])
    (turn,) = read_by(opened, LI, conversation).turns
    assert turn.hidden
    assert said(turn) == ""


def test_a_number_is_for_whoever_may_read_all_that_it_is_of(tmp_path: Path) -> None:
    config = company.found(tmp_path)
    for number in range(20):
        plan = config.parent / "documents" / f"计划{number}.md"
        plan.write_text(f"# 计划 {number}\n\n第 {number} 期。\n", "utf-8")
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        conversation = ask(application, WANG, "一共有多少个文件？")
        [own] = application.history.view(conversation, access=application.access(WANG)).turns
        assert said(own) == "共 22 个文件。"
        assert all(one.title != "薪酬调整" for one in own.citations)
        [turn] = read_by(application, LI, conversation).turns
        assert turn.question and turn.hidden and not turn.sentences


def test_a_title_of_ones_own_goes_with_all_that_it_may_tell(opened: Application) -> None:
    conversation = ask(opened, WANG, SALARY, WHEN)
    opened.history.rename(conversation, "关于王强", access=opened.access(WANG))
    assert read_by(opened, LI, conversation).title == ""
    harmless = ask(opened, WANG, WHEN)
    opened.history.rename(harmless, "验收", access=opened.access(WANG))
    assert read_by(opened, LI, harmless).title == "验收"
    opened.history.rename(harmless, "王强的年薪", access=opened.access(WANG))
    assert read_by(opened, LI, harmless).title == ""


def test_a_word_that_only_a_hidden_record_says_hides_the_question(opened: Application) -> None:
    conversation = ask(opened, WANG, "年薪什么时候发到银行？")
    (turn,) = read_by(opened, LI, conversation).turns
    assert turn.question == "" and turn.hidden
    # A word that stands nowhere tells of nothing.
    (turn,) = read_by(opened, LI, ask(opened, WANG, "蓝莓蛋糕？")).turns
    assert turn.question in {"蓝莓蛋糕？", ""}


def test_what_may_not_be_read_any_more_is_left_out_for_its_owner_too(opened: Application) -> None:
    conversation = ask(opened, WANG, SALARY)
    config = opened.settings.root / "people.csv"
    config.write_text(config.read_text("utf-8").replace("人力资源部", "销售部"), "utf-8")
    opened.sync(["directory"])
    (turn,) = opened.history.view(conversation, access=opened.access(WANG)).turns
    assert turn.question == SALARY
    assert turn.hidden and "486,000" not in str(turn)


def test_what_is_erased_is_erased_from_kept_answers(opened: Application) -> None:
    conversation = ask(opened, WANG, SALARY, WHEN)
    (opened.settings.root / "documents" / "hr" / "薪酬.md").unlink()
    opened.sync(["documents"], confirm_removal=True)
    now = datetime.now(UTC) + timedelta(seconds=1)
    assert opened.store.purge(deleted_before=now, superseded_before=now).records == 1
    with opened.store.catalog.reading() as connection:
        held = [str(row) for row in connection.execute(select(turns))]
    assert held and not any("486,000" in row for row in held)
    gone, left = opened.history.view(conversation, access=opened.access(WANG)).turns
    assert gone.question == SALARY and gone.hidden
    assert FACT in said(left)


def test_a_link_is_for_those_named_and_void_once_it_is_taken_back(opened: Application) -> None:
    access, li = opened.access(WANG), opened.access(LI)
    conversation = ask(opened, WANG, WHEN)
    share = opened.history.share(conversation, access=access, people=[li.person_id])
    assert [person.id for person in share.people] == [li.person_id]
    assert opened.history.shared(share.link, access=li).turns
    for link in (share.link, "x", "a" * 32):
        with pytest.raises(NotFoundError, match="leads to nothing"):
            opened.history.shared(link, access=opened.access(CHEN))
    again = opened.history.share(conversation, access=access, everyone=True)
    assert again.link == share.link
    assert opened.history.shared(share.link, access=opened.access(CHEN)).turns
    (listed,) = opened.history.listing(access=access)
    assert listed.shared
    opened.history.stop_sharing(conversation, access=access)
    with pytest.raises(NotFoundError):
        opened.history.shared(share.link, access=li)
    assert opened.history.share(conversation, access=access, everyone=True).link != share.link


def test_a_share_says_with_whom(opened: Application) -> None:
    access, conversation = opened.access(WANG), ask(opened, WANG, WHEN)
    share = opened.history.share
    for everyone, people in ((False, []), (True, [access.person_id]), (False, ["p"] * 101)):
        with pytest.raises(PermanentError):
            share(conversation, access=access, everyone=everyone, people=people)
    with pytest.raises(NotFoundError, match="no colleague"):
        share(conversation, access=access, people=["p999"])


def test_reading_by_a_link_is_in_the_log(opened: Application) -> None:
    conversation = ask(opened, WANG, SALARY, WHEN)
    seen = read_by(opened, LI, conversation)
    (entry, *_) = opened.audit_export(access=opened.access(CHEN))
    assert (entry.event, entry.person_id) == (
        "shared_conversation_read",
        opened.access(LI).person_id,
    )
    shown = {one.record_id for turn in seen.turns for one in turn.citations}
    assert shown and set(entry.records) == shown
