"""What a customer's page tells is told in the chat, word for word, cited, and to nobody more than the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from assistant.answers import Answer, CustomerLink
from assistant.audit.entries import AuditFilter
from assistant.bootstrap import Application
from assistant.customer_questions.opened import OpenPage
from assistant.customer_questions.structured import contacts_told
from assistant.customers.stated import StatedReader
from assistant.vocabulary import FieldVocabulary
from ingest.filters import Filters
from ingest.records import PersonFacts
from tests.assistant.customers.book import (
    LI,
    QIAN,
    SALES,
    TODAY,
    WU,
    account,
    contact,
    of_customer,
    opened,
    person,
    the_id,
)

MEI = "mei.fang@acme.example"
"""Her entry in the directory is for sales alone."""

RECORDS = (
    replace(
        person(MEI, "梅芳", "sales"),
        audience=SALES,
        entity=PersonFacts(MEI, "梅芳", ("Fang Mei",), (MEI,), "总监", "sales"),
    ),
    account("C1", "恒岳电气", "恒岳", "Hengyue Electric", owner=LI),
    account("C2", "恒越电梯", "Hengyue Elevator", owner=WU),
    account("C3", "Nordvik", owner=WU),
    account("C4", "Falcon", owner=WU, audience=SALES),
    contact("P1", "C1", "周平", email="zhou@hengyue.example"),
    of_customer("K1", "task", "C1", "资料清单", day=date(2026, 7, 24), assignee=QIAN, due_date="2026-07-24", status="进行中"),
    of_customer("V1", "visit", "C1", "六月拜访", "谈了价格。周平承诺 7 月 20 日前付款。我们 7 月 4 日前给报价。", day=date(2026, 6, 24), author=LI),
    of_customer("V2", "visit", "C1", "一月拜访", "看了现场。", day=date(2026, 1, 24), author=WU),
    of_customer("V3", "visit", "C1", "内部拜访", "我们 7 月 3 日前让价百分之五。", day=date(2026, 6, 20), author=WU, audience=SALES),
    of_customer("D1", "deal", "C1", "三期", owner=LI, stage="方案确认", amount="860000", close_date="2026-08-01", next_step="提交报价"),
    of_customer("T2", "ticket", "C1", "漏油", day=date(2026, 5, 25), status="open", opened_on="2026-05-25"),
    of_customer("T1", "ticket", "C1", "停机", day=date(2026, 6, 25), status="open", opened_on="2026-06-25"),
    *(of_customer(f"M{day}", "call", "C1", f"通话 {day}", f"第 {day} 次通话的内容。", day=date(2025, 3, day), author=LI) for day in range(1, 9)),
    of_customer("X1", "call", "C3", "Call", "They said that a competitor called Fastline came.", day=date(2026, 6, 22), author=WU),
    account("C5", "Ostmark"),
    of_customer("G1", "product", "", "Kilnmaster", product_manager=MEI),
    account("C6", "Kaltwerk"),
    contact("P6", "C6", "Vogel", email="vogel@kaltwerk.example"),
    of_customer("V6", "visit", "C6", "Stand-up", "OK.", day=date(2026, 6, 8), author=WU, contact="Vogel"),
    of_customer("V7", "visit", "C6", "Walk", "We walked through their hall.", day=date(2026, 1, 8), author=LI),
    of_customer("V8", "visit", "C5", "Fair", "Somebody of Kaltwerk was there too.", day=date(2026, 6, 9), author=WU),
    of_customer("L6", "mail", "C6", "Training", "It was agreed to finish the training by 10 July 2026.", day=date(2026, 6, 1), author=LI),
    of_customer("D6", "deal", "C6", "First line", stage="won", close_date="2026-02-01"),
    of_customer("K6", "contract", "C6", "K-6", signed_on="2025-03-01", end_date="2026-03-01"),
    of_customer("K7", "contract", "C6", "K-7", signed_on="2026-03-01", end_date="2026-07-01"),
    of_customer("O1", "article", "C5", "Kiln lining", "The lining of a rotary kiln lasts four years.", author=MEI),
)  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened(tmp_path_factory.mktemp("told"), RECORDS) as application:
        yield application


def ask(company: Application, question: str, asker: str = LI, conversation: str = "") -> Answer:
    return company.assistant.ask(
        question, access=company.access(asker), conversation_id=conversation or None
    )


def said(answer: Answer) -> str:
    return "\n".join(one.text for one in answer.sentences)


def part(answer: Answer) -> str:
    return answer.part.name if answer.part else ""


@pytest.mark.parametrize(
    "question",
    [
        "恒岳最近有什么变化",
        "我们答应过恒岳什么",
        "恒岳还有哪些没做完的事",
        "今年拜访恒岳有哪些记录",
        "和恒岳在谈哪些商机",
        "恒岳的团队里有谁",
        "tickets of Hengyue Electric",
        "is Nordvik talking to other suppliers?",
    ],
)
def test_every_sentence_is_cited_word_for_word(company: Application, question: str) -> None:
    answer = ask(company, question)
    assert answer.answered and answer.part
    numbers = {one.number for one in answer.citations}
    access = company.access(LI)
    for sentence in answer.sentences:
        assert sentence.citations and numbers.issuperset(sentence.citations)
    for one in answer.citations:
        text = company.reads.record(one.record_id, one.version, access=access).text
        assert one.quote and text[one.start : one.end] == one.quote


def test_promises_are_told_by_whose_they_are(company: Application) -> None:
    ours, theirs = ask(company, "我们答应过恒岳什么"), ask(company, "恒岳答应过我们什么")
    assert "7 月 4 日前给报价" in said(ours) and "付款" not in said(ours)
    assert "7 月 20 日前付款" in said(theirs) and "报价" not in said(theirs)


def test_a_period_narrows_and_is_said(company: Application) -> None:
    answer = ask(company, "今年拜访恒岳有哪些记录")
    assert "2026 年" in answer.sentences[0].text
    assert "六月拜访" in said(answer) and "一月拜访" in said(answer)
    before = ask(company, "去年和恒岳开过哪些会")
    assert not before.answered
    assert "2025 年" in before.note and "拜访" in before.note


def test_the_latest_is_told_alone_with_what_was_said(company: Application) -> None:
    answer = ask(company, "上次拜访恒岳是什么时候，说了什么？")
    assert "2026-06-24" in answer.sentences[0].text
    assert [one.text for one in answer.sentences[1:]] == [
        "谈了价格。",
        "周平承诺 7 月 20 日前付款。",
        "我们 7 月 4 日前给报价。",
    ]


def test_no_more_than_a_list_has_is_told_and_the_page_has_the_rest(company: Application) -> None:
    answer = ask(company, "去年跟恒岳有过什么往来")
    assert answer.part and answer.part.total == 8
    assert len(answer.sentences) == 1 + 5
    assert (str(answer.part.since), str(answer.part.until)) == ("2025-01-01", "2025-12-31")


def test_what_is_hidden_is_neither_told_nor_counted(company: Application) -> None:
    seen, hidden = (ask(company, "我们答应过恒岳什么", asker) for asker in (LI, QIAN))
    assert seen.part and hidden.part
    assert (seen.part.total, hidden.part.total) == (2, 1)
    assert "让价" in said(seen) and "让价" not in said(hidden)
    assert not ask(company, "what did we promise Falcon", QIAN).part
    assert ask(company, "what did we promise Falcon", LI).part


def test_signs_of_going_are_told_apart_from_those_of_staying(company: Application) -> None:
    answer = ask(company, "恒岳有流失风险吗")
    signals = company.customers.traits(
        the_id(company, "恒岳电气"), access=company.access(LI), language="zh"
    ).signals
    going = [one.text for one in signals if one.kind == "churn"]
    assert going and f"流失迹象（{len(going)}）" in answer.sentences[0].text
    assert all(any(text in one.text for one in answer.sentences) for text in going[:3])


def test_what_is_told_of_a_colleague_says_whose_it_is(company: Application) -> None:
    answer = ask(company, "吴晨今年拜访恒岳有哪些记录")
    assert "与吴晨有关的拜访（2026 年）：共 2 次" in answer.sentences[0].text
    nothing = ask(company, "吴晨答应过恒岳什么")
    assert not nothing.answered and "「恒岳 · 吴晨的当前承诺」" in nothing.note


def test_a_visit_of_few_words_is_told_and_one_to_others_is_not(company: Application) -> None:
    answer = ask(company, "When did we last visit Kaltwerk and what was said?")
    assert said(answer) == 'The latest visit: 2026-06-08, "Stand-up".'
    visits = ask(company, "visits to Kaltwerk this year")
    assert [one.text for one in visits.sentences[1:]] == [
        '2026-06-08, visit "Stand-up".',
        '2026-01-08, visit "Walk": We walked through their hall.',
    ]
    calls = ask(company, "What was said at the last call with Kaltwerk?")
    assert "“Kaltwerk · latest calls”" in calls.note
    one_day = ask(company, "what changed at Kaltwerk on 8 June 2026")
    assert "Contacts in 1 day: 1 (visits 1); in the 1 day before: 0." in said(one_day)


def test_what_is_told_of_days_gone_by_does_not_count_from_them(company: Application) -> None:
    assert "K-6" not in said(ask(company, "what changed at Kaltwerk in January 2026"))
    assert 'Contract "K-7" ends on 2026-07-01, in 1 day.' in said(
        ask(company, "what changed at Kaltwerk this year")
    )
    assert ask(company, "what changes at Kaltwerk next month").part is None


def test_a_deal_that_is_over_is_not_expected_to_close(company: Application) -> None:
    told = said(ask(company, "deals with Kaltwerk"))
    assert "close date 2026-02-01" in told and "expected" not in told


def test_a_meeting_with_a_contact_is_cited(company: Application) -> None:
    with company.store.catalog.reading() as connection:
        access = company.access(LI)
        page = OpenPage(
            company.customers,
            connection,
            StatedReader(FieldVocabulary()),
            ZoneInfo("Asia/Shanghai"),
            TODAY,
            "en",
            5,
            access,
            CustomerLink(the_id(company, "Kaltwerk"), "Kaltwerk", ""),
        )
        [told] = contacts_told(page).told
    assert "last met 2026-06-08" in told.text
    assert "contact: Vogel" in [one.quote for one in told.places]


def test_promises_of_a_side_that_is_not_named_are_said_to_be(company: Application) -> None:
    answer = ask(company, "what did we promise Kaltwerk")
    assert "(or of a side that is not named): 1 in all" in answer.sentences[0].text
    assert "of a side that is not named" in answer.sentences[1].text


def test_who_owns_the_account_is_cited_to_it_and_each_tie_to_its_newest_record(
    company: Application,
) -> None:
    answer = ask(company, "恒岳的团队里有谁")
    [owner] = [one for one in answer.sentences if "客户负责人" in one.text]
    titles = {one.number: one.title for one in answer.citations}
    assert [titles[one] for one in owner.citations] == ["恒岳电气", "六月拜访"]


def test_where_there_is_nothing_it_says_where_it_was_looked_for(company: Application) -> None:
    answer = ask(company, "what did we promise Nordvik")
    assert not answer.answered and not answer.sentences
    assert "Nordvik" in answer.note and answer.note in answer.text


def test_a_name_of_two_is_asked_back(company: Application) -> None:
    answer = ask(company, "What did we promise Hengyue?")
    assert not answer.answered and not answer.citations and not answer.experts
    assert [one.name for one in answer.choices] == ["Hengyue Electric", "Hengyue Elevator"]
    asked = [one.question for one in answer.choices]
    assert asked == [
        "What did we promise Hengyue Electric?",
        "What did we promise Hengyue Elevator?",
    ]
    assert ask(company, asked[0]).answered
    chosen = ask(company, "Hengyue Electric.", conversation=answer.conversation_id)
    assert (chosen.standalone_question, part(chosen)) == (asked[0], "promises")


def test_a_question_within_a_customer_needs_no_name(company: Application) -> None:
    one = the_id(company, "恒岳电气")
    access = company.access(LI)
    within = Filters(customers=(one,))
    answer = company.assistant.ask("还有哪些没做完的事", access=access, filters=within)
    assert answer.part and answer.part.customer.id == one
    english = company.assistant.ask("What is still outstanding?", access=access, filters=within)
    assert english.sentences[0].text.startswith("Hengyue Electric · ")
    narrowed = Filters(customers=(one,), kinds=("mail",))
    other = company.assistant.ask("还有哪些没做完的事", access=access, filters=narrowed)
    assert other.part is None


def test_follow_ups_go_on_about_the_customer(company: Application) -> None:
    first = ask(company, "恒岳最近有什么变化")
    second = ask(company, "还有哪些没做完的事", conversation=first.conversation_id)
    assert (part(second), second.standalone_question) == ("open", "恒岳 还有哪些没做完的事")
    third = ask(company, "那我们答应过他们什么？", conversation=first.conversation_id)
    assert part(third) == "promises" and "给报价" in said(third)
    other = ask(company, "那 Nordvik 呢？", conversation=first.conversation_id)
    assert other.part and other.part.customer.name == "Nordvik"


def test_it_is_kept_as_a_read_of_the_customer(company: Application) -> None:
    access = company.access(LI)
    answer = company.reads.ask("恒岳还有哪些没做完的事", access=access)
    assert answer.part
    wanted = AuditFilter(events=("customer",), target=answer.part.customer.id)
    kept = company.audit(wanted, access=access, before=None, limit=1)
    assert {one.record_id for one in answer.citations} <= set(kept[0].records)


def test_a_colleague_reads_it_again_only_who_may_read_all_of_it(company: Application) -> None:
    access = company.access(LI)
    answer = ask(company, "我们答应过恒岳什么")
    share = company.history.share(answer.conversation_id, access=access, everyone=True)
    [told] = company.history.shared(share.link, access=company.access(WU)).turns
    assert told.sentences
    for turn in company.history.shared(share.link, access=company.access(QIAN)).turns:
        assert turn.sentences == () and "让价" not in str(turn)


@pytest.mark.parametrize(
    "question",
    [
        "who is in the Ostmark team?",
        "Ostmark的团队里有谁",
        "Who knows the lining of a rotary kiln?",
    ],
)
def test_a_colleague_who_may_not_know_who_is_named_does_not_read_it(
    company: Application, question: str
) -> None:
    access = company.access(LI)
    answer = ask(company, question)
    assert "总监" in said(answer)
    share = company.history.share(answer.conversation_id, access=access, everyone=True)
    [told] = company.history.shared(share.link, access=company.access(WU)).turns
    assert "总监" in str(told.sentences)
    for turn in company.history.shared(share.link, access=company.access(QIAN)).turns:
        assert turn.sentences == () and "总监" not in str(turn)


def test_nor_does_he_read_a_name_that_stands_behind_an_address(company: Application) -> None:
    answer = ask(company, "Who is the product manager of the Kilnmaster?")
    assert "(Fang Mei)" in said(answer)
    share = company.history.share(answer.conversation_id, access=company.access(LI), everyone=True)
    for turn in company.history.shared(share.link, access=company.access(QIAN)).turns:
        assert "Fang Mei" not in str(turn)


def test_an_answer_is_told_in_the_language_of_what_was_asked_last(company: Application) -> None:
    before = ask(company, "恒岳电气最近有什么变化")
    english = ask(company, "and what did we promise them?", conversation=before.conversation_id)
    assert english.language == "en" and english.answered
    assert english.sentences[0].text.startswith("Hengyue Electric · current promises of ours")
    chinese = ask(company, "他们答应过我们什么", conversation=english.conversation_id)
    assert chinese.language == "zh" and "对方当前承诺" in chinese.sentences[0].text


@pytest.mark.parametrize("name", ["恒岳电气", "恒岳"])
def test_a_name_in_chinese_makes_no_question_chinese(company: Application, name: str) -> None:
    answer = ask(company, f"What did we promise {name}?")
    assert answer.sentences[0].text.startswith("Hengyue Electric · current promises of ours")


@pytest.mark.parametrize(
    "question", ["How many tickets has Hengyue Electric?", "How many tickets, by customer?"]
)
def test_what_is_counted_calls_customers_so_too(company: Application, question: str) -> None:
    answer = ask(company, question)
    assert answer.table and "Hengyue Electric" in answer.text and "恒岳" not in answer.text


def test_they_of_a_follow_up_are_the_customer(company: Application) -> None:
    before = ask(company, "What has changed with Hengyue Electric?")
    told = ask(company, "and what did they promise?", conversation=before.conversation_id)
    assert "promises of theirs" in told.sentences[0].text and "付款" in said(told)


@pytest.mark.parametrize(
    "question",
    ["哪些客户有流失风险", "which of our customers are leaving us?", "tickets by customer"],
)
def test_which_customers_is_not_asked_of_the_one_spoken_of(
    company: Application, question: str
) -> None:
    before = ask(company, "恒岳电气最近有什么变化")
    assert part(ask(company, question, conversation=before.conversation_id)) == ""


def test_whoever_asks_for_the_people_there_is_told_of_contacts(company: Application) -> None:
    told = ask(company, "Who are the people at Hengyue Electric?")
    assert part(told) == "contacts" and "周平" in said(told)


def test_a_period_in_which_nothing_was_is_not_answered_with_the_last_contact(
    company: Application,
) -> None:
    told = ask(company, "2024 年我们和恒岳有哪些接触？")
    assert not told.answered and "2024 年" in told.note


def test_when_a_deal_closes_is_told_of_the_deals_spoken_of(company: Application) -> None:
    before = ask(company, "Which deals do we have with Hengyue Electric?")
    told = ask(company, "when do they close?", conversation=before.conversation_id)
    assert "2026-08-01" in said(told)


def test_they_may_be_the_customer_though_people_of_theirs_were_named(company: Application) -> None:
    before = ask(company, "Who are our contacts at Hengyue Electric?")
    told = ask(
        company,
        "When did we last visit them and what was said?",
        conversation=before.conversation_id,
    )
    assert part(told) == "timeline" and "2026-06-24" in told.sentences[0].text


def test_signs_that_there_are_none_of_are_not_counted(company: Application) -> None:
    told = ask(company, "Is Ostmark about to leave us?")
    assert not told.answered and "“Ostmark · signs of going and of staying”" in told.note
