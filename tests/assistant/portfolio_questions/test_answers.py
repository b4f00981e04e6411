"""What is asked over many customers is told from their records, cited, and to nobody more than they may read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.answers import Answer
from assistant.bootstrap import Application
from assistant.portfolio_questions.lines import MOST_ROWS
from ingest.filters import Filters
from tests.assistant.customers.book import (
    LI,
    QIAN,
    SALES,
    WU,
    account,
    of_customer,
    opened,
    the_id,
)

MANY = 7
RECORDS = (
    account("C1", "恒岳电气", "Hengyue Electric", owner=LI),
    account("C2", "澜海新能源", "Lanhai", owner=LI),
    account("C3", "Nordvik", owner=WU),
    account("C4", "Falcon", owner=WU, audience=SALES),
    of_customer("K1", "task", "C1", "资料清单", day=date(2026, 6, 24), assignee=QIAN, due_date="2026-06-24", status="进行中"),
    of_customer("K2", "task", "C3", "Spare parts list", day=date(2026, 7, 2), assignee=WU, due_date="2026-07-02", status="open"),
    of_customer("K3", "task", "C3", "Closed list", day=date(2026, 6, 2), assignee=WU, due_date="2026-06-02", status="closed"),
    of_customer("V1", "visit", "C1", "六月拜访", "谈了价格。我们 7 月 3 日前给报价。", day=date(2026, 6, 24), author=LI),
    of_customer("V2", "visit", "C2", "去年拜访", "看了现场。", day=date(2025, 11, 4), author=LI),
    of_customer("V3", "visit", "C4", "Quiet visit", "我们 7 月 2 日前让价百分之五。", day=date(2026, 6, 20), author=WU, audience=SALES),
    of_customer("V4", "visit", "C3", "Hidden visit", "We looked at the hall.", day=date(2026, 6, 21), author=WU, audience=SALES),
    of_customer("L1", "call", "C3", "Call", "They said that a competitor called Fastline came.", day=date(2026, 1, 22), author=WU),
    of_customer("H1", "contract", "C2", "框架协议", signed_on="2025-08-01", end_date="2026-08-01", status="执行中"),
    of_customer("H2", "contract", "C1", "旧合同", signed_on="2024-01-01", end_date="2026-01-01"),
    of_customer("H3", "contract", "C3", "Long one", signed_on="2026-01-01", end_date="2028-01-01"),
    *(account(f"M{one}", f"Mill {one}", owner=QIAN) for one in range(MANY)),
)  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened(tmp_path_factory.mktemp("portfolio"), RECORDS) as application:
        yield application


def ask(company: Application, question: str, asker: str = LI) -> Answer:
    return company.assistant.ask(question, access=company.access(asker))


def said(answer: Answer) -> str:
    return "\n".join(one.text for one in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "哪些客户有流失风险？",
        "what is overdue across my customers?",
        "哪些承诺本周到期？",
        "今年还没拜访过哪些客户？",
        "Which contracts expire in the next 90 days?",
        "我的客户最近有什么变化？",
        "Which customers mentioned competitors this year?",
    ],
)
def test_every_sentence_is_cited_word_for_word(company: Application, question: str) -> None:
    answer = ask(company, question)
    assert answer.answered
    numbers = {one.number for one in answer.citations}
    access = company.access(LI)
    for sentence in answer.sentences:
        assert sentence.citations and numbers.issuperset(sentence.citations)
    for one in answer.citations:
        text = company.reads.record(one.record_id, one.version, access=access).text
        assert one.quote and text[one.start : one.end] == one.quote


def test_what_is_past_due_is_of_the_customers_that_are_asked_for(company: Application) -> None:
    answer = ask(company, "我的客户有哪些逾期事项？")
    assert answer.sentences[0].text == "我负责的客户 · 已过期的未了事项：共 1 项。"
    assert "恒岳电气" in said(answer) and "资料清单" in said(answer)
    others = ask(company, "我的客户有哪些逾期事项？", WU)
    assert not others.answered and "2 家客户" in others.note
    hands = ask(company, "What is on my plate?", QIAN)
    assert hands.sentences[0].text.startswith("In my hands · open items: 1 in all")


def test_what_falls_due_is_within_the_days(company: Application) -> None:
    week = ask(company, "哪些承诺本周到期？")
    assert "2026-06-29 至 2026-07-05" in week.sentences[0].text
    assert "7 月 3 日前给报价" in said(week)
    assert not ask(company, "哪些承诺下周到期？").answered


def test_whom_nobody_met_stands_with_the_last_time_and_who_owns_them(company: Application) -> None:
    answer = ask(company, "今年我还没拜访过哪些客户？")
    assert (
        answer.sentences[0].text
        == "我负责的客户 · 没有我参与的拜访的客户（2026-01-01 起）：共 1 家，以你能看到的记录为准。"
    )
    assert answer.sentences[1].text == "澜海新能源：最近一次在 2025-11-04（负责人李静）。"
    ever = ask(company, "Which customers were never visited?")
    assert "Mill 0: none found (owner: 钱军)." in said(ever)


def test_contracts_that_are_over_or_run_on_do_not_end_soon(company: Application) -> None:
    answer = ask(company, "哪些合同快到期了？")
    assert [one.text for one in answer.sentences[1:]] == [
        "澜海新能源：合同《框架协议》2026-08-01 到期（还有 32 天）。"
    ]


def test_where_there_is_more_than_is_told_a_table_has_it(company: Application) -> None:
    answer = ask(company, "哪些客户今年没有拜访过？", QIAN)
    assert len(answer.sentences) == 1 + 5 and "先列 5 家" in answer.sentences[0].text
    assert answer.table and answer.table.query is None
    assert len(answer.table.rows) == answer.table.total_rows <= MOST_ROWS
    assert answer.table.columns == ("客户", "负责人", "最近一次")
    assert ask(company, "今年我还没拜访过哪些客户？").table is None


def test_what_is_hidden_is_neither_told_nor_counted(company: Application) -> None:
    question = "哪些承诺本周到期？"
    seen, hidden = (ask(company, question, asker) for asker in (LI, QIAN))
    assert "Falcon" in said(seen) and "让价" in said(seen)
    assert "共 1 项" in hidden.sentences[0].text
    assert "Falcon" not in str(hidden) and "让价" not in str(hidden)
    silent = ask(company, "哪些客户今年没有拜访过？", QIAN)
    assert silent.table
    of = {row.cells[0]: row.cells[-1] for row in silent.table.rows}
    assert of["Nordvik"] == "没有" and "Falcon" not in of
    assert "Nordvik" not in said(ask(company, "哪些客户今年没有拜访过？", LI))


def test_a_colleague_reads_it_again_only_who_may_read_all_of_it(company: Application) -> None:
    answer = ask(company, "哪些承诺本周到期？")
    share = company.history.share(answer.conversation_id, access=company.access(LI), everyone=True)
    [told] = company.history.shared(share.link, access=company.access(WU)).turns
    assert told.sentences
    for turn in company.history.shared(share.link, access=company.access(QIAN)).turns:
        assert turn.sentences == () and "让价" not in str(turn)


def test_a_question_within_a_customer_is_not_of_all(company: Application) -> None:
    within = Filters(customers=(the_id(company, "恒岳电气"),))
    answer = company.assistant.ask(
        "我的客户有哪些逾期事项？", access=company.access(LI), filters=within
    )
    assert "我负责的客户" not in said(answer)


def test_whoever_owns_none_is_told_so(company: Application) -> None:
    nobody = ask(company, "Which of 高翔's customers are at risk?")
    assert not nobody.answered
    assert "none of" in nobody.note
