"""What moves a passage up or down once it is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.found import Found
from assistant.reranking import reranked
from ingest.records import Kind
from tests.assistant.found import found_in

ASKED = "恒岳二期的终验收是哪天？"


def _found(question: str, *texts: str, scores: tuple[float, ...] = (0.5, 0.49)) -> Found:
    found = found_in(question, *[("恒岳", text) for text in texts])
    scored = zip(found.passages, scores, strict=True)
    return replace(found, passages=tuple(replace(one, score=score) for one, score in scored))


def _order(found: Found) -> list[str]:
    return [passage.record_id for passage in reranked(found, found.passages)]


def test_what_holds_a_date_goes_before_what_is_about_one() -> None:
    assert _order(_found(ASKED, "二期的终验收还没有定。", "二期 2026-11-20 终验收。")) == [
        "r1",
        "r0",
    ]


def test_a_date_alone_does_not_lift_what_is_far_behind() -> None:
    found = _found(ASKED, "二期的终验收还没有定。", "2026-11-20 有雨。", scores=(0.9, 0.4))
    assert _order(found) == ["r0", "r1"]


def test_what_is_nothing_but_fields_goes_after_what_is_said_of_them() -> None:
    found = _found("二期谁来验收", "阶段：验收", "二期由客户来验收。")
    assert _order(found) == ["r0", "r1"]
    assert _order(replace(found, fields_end={"r0": 100})) == ["r1", "r0"]


def test_fields_that_are_all_there_is_keep_a_score() -> None:
    found = replace(_found("二期", "阶段：验收", scores=(0.04,)), fields_end={"r0": 100})
    (only,) = reranked(found, found.passages)
    assert only.score == 0.02


@pytest.mark.parametrize(("kind", "first"), [("file", "r1"), ("chat", "r0")])
def test_a_document_in_the_other_language_goes_before_small_talk(kind: Kind, first: str) -> None:
    found = _found(
        "为什么要停机检修这条线", "The line had some rain.", "The line stopped for its overhaul."
    )
    small, written = found.passages
    passages = (replace(small, kind="chat"), replace(written, kind=kind))
    assert _order(replace(found, passages=passages))[0] == first


def test_nothing_is_lost_and_the_order_is_that_of_the_scores() -> None:
    found = _found(ASKED, *["二期的终验收还没有定。", "二期 2026-11-20 终验收。"])
    passages = reranked(found, found.passages * 40)
    assert len(passages) == 80
    assert [one.score for one in passages] == sorted((one.score for one in passages), reverse=True)
