"""A chunk's kind of customer knowledge follows from its record, its words and what it is like."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.filters import Knowledge
from ingest.knowledge.kinds import KINDS, Asked, Said, kind_of, rules, scores_of

NOWHERE = np.zeros(4, dtype=np.float32)


def asked(kind: str, title: str = "", *said: str, **more: object) -> Asked:
    """What is said in sentences, each but the first behind a paragraph's end."""
    rest: dict[str, object] = {
        "sender": "", "about_customers": True, "headings": (), "vector": NOWHERE,
    }  # fmt: skip
    sentences = tuple(Said(one, NOWHERE, place > 0) for place, one in enumerate(said))
    return Asked(kind=kind, title=title, sentences=sentences, **(rest | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chunk", "kind"),
    [
        (asked("account", "Harbour Foods", "Industry: food"), "about"),
        (asked("contact", "Mia Holm"), "about"),
        (asked("contract", "Frame agreement", "Delivery within six weeks."), "about"),
        (asked("product", "K9 relay", about_customers=False), "for"),
        (asked("person", "Jo Park", about_customers=False), "none"),
        (asked("ticket", "Screen stays dark", "The panel does not start."), "from"),
        (
            asked("file", "K9 继电器用户手册", "额定电压 24 伏，端子见图。", about_customers=False),
            "for",
        ),
        (
            asked("file", "K9 relay: user manual", "Default port 4000.", about_customers=False),
            "for",
        ),
        (
            asked("file", "请假与考勤管理规定", "员工请假须部门经理同意。", about_customers=False),
            "none",
        ),
        (asked("file", "Travel expenses", "Ask your line manager.", about_customers=False), "none"),
        (asked("file", "北港项目复盘", "双方约定下次提前联调。"), "with"),
        (asked("file", "Pilot at Harbour Foods: report", "Both sides tested it together."), "with"),
        (asked("visit", "北港拜访", "陈工抱怨备件太慢，要求两天内到货。"), "from"),
        (asked("visit", "Harbour", "Mia wants the data kept for ten years."), "from"),
        (asked("mail", "投诉", "贵司发错货，请给出说明。", sender="outside"), "from"),
        (asked("mail", "方案", "附上修改后的说明。", sender="inside"), "for"),
        (asked("mail", "本月对账单", "发票已寄出。", sender="inside"), "about"),
        (asked("mail", "打样结果", "样件测试完成，结果可行。", sender="inside"), "with"),
        (
            asked("mail", "Cleaning", "Empty the fridge.", sender="inside", about_customers=False),
            "none",
        ),
    ],
)
def test_the_rules_alone_tell_plain_cases(chunk: Asked, kind: Knowledge) -> None:
    assert kind_of(chunk, {}) == kind


def test_what_a_chunk_is_like_tips_the_balance() -> None:
    along = np.eye(len(KINDS), dtype=np.float32)
    likened = {kind: along[row : row + 1] for row, kind in enumerate(KINDS)}
    for row, kind in enumerate(KINDS):
        assert kind_of(asked("visit", vector=along[row]), likened) == kind


def test_of_a_ticket_the_longer_part_decides_what_is_reported_or_how_it_was_mended() -> None:
    reported = "The press stops twice in each shift and the operators wait for half an hour."
    mended = "The fan was replaced and the drive reset; it now uses the new firmware for good."
    assert kind_of(asked("ticket", "Press", reported, "Reset."), {}) == "from"
    assert kind_of(asked("ticket", "Press", "It stops.", mended), {}) == "for"


def test_what_a_title_says_last_says_what_it_is() -> None:
    """A process of reviewing contracts is our own; a contract about a process is a customer's."""
    ours = asked("file", "合同评审流程", about_customers=False)
    assert kind_of(ours, {}) == "none"
    assert kind_of(asked("file", "流程改造合同"), {}) == "about"


def test_a_title_says_more_than_a_heading() -> None:
    by_title = scores_of(asked("file", title="Acceptance of the line"), {})
    by_heading = scores_of(asked("file", headings=("Acceptance of the line",)), {})
    assert by_title["with"] > by_heading["with"] > scores_of(asked("file"), {})["with"]


@pytest.mark.parametrize("body", ["", " ", "投诉" * 100_000, "\x00￿", "?" * 5000])
def test_any_text_is_of_some_kind(body: str) -> None:
    assert kind_of(asked("note of a new sort", "", body), {}) in KINDS


def test_every_kind_has_sentences_in_both_languages() -> None:
    for kind in KINDS:
        sentences = rules().prototypes[kind]
        assert sum(one.isascii() for one in sentences) >= 4
        assert sum(not one.isascii() for one in sentences) >= 4
