"""The questions for people: what the file says, and the figures against hand-worked numbers."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from eval.bars import bar_of
from eval.data import read_lines, texts_of
from eval.demo.content import address, rows
from eval.golden import GOLDEN, GoldenError
from eval.golden_experts import AskedFor, WhoKnows, read_who_knows
from eval.sets.demo_experts import figures, leavers

BOTH = (*read_who_knows("fitting"), *read_who_knows("closing"))
GONE = leavers(date(2026, 6, 30))


def question(name: str, asked_for: AskedFor, *experts: str, language: str = "zh") -> WhoKnows:
    return WhoKnows(
        name, asked_for, "fitting", language, "liu@x", date(2026, 6, 30), "谁?", experts, (), ""
    )


def test_there_are_sixty_in_halves_that_are_alike() -> None:
    counted = Counter((one.half, one.asked_for, one.language) for one in BOTH)
    for half in ("fitting", "closing"):
        for language in ("zh", "en"):
            shares = [
                counted[half, asked_for, language]
                for asked_for in ("customer", "topic", "both", "nobody")
            ]
            assert shares == [5, 5, 3, 2]


def test_who_is_right_works_there_and_is_not_who_asks() -> None:
    colleagues = {address(row["key"]) for row in rows("staff")}
    for one in BOTH:
        assert one.asker in colleagues - GONE
        assert set(one.experts) <= colleagues - GONE - {one.asker}
        assert set(one.leavers) <= GONE
        assert one.why


def test_none_is_asked_in_the_words_of_another_set() -> None:
    asked = [one.question for one in BOTH]
    other = {str(row["question"]) for row in read_lines(GOLDEN / "fitting.jsonl")}
    assert len(set(asked)) == len(asked)
    assert not other & set(asked)


def test_nobody_is_gone_before_the_day_on_which_they_left() -> None:
    gao = "gao.xiang@huace.example"
    assert gao in leavers(date(2026, 1, 16))
    assert gao not in leavers(date(2026, 1, 15))


def test_the_figures_are_those_worked_by_hand() -> None:
    asked = [
        question("a", "customer", "ann@x", "bob@x"),
        question("b", "topic", "cid@x", language="en"),
        question("c", "topic", "dan@x"),
        question("d", "nobody"),
        question("e", "nobody", language="en"),
    ]
    offered = {
        "a": ["bob@x", "gone@x"],  # first place: 1
        "b": ["ann@x", "bob@x", "dan@x", "cid@x"],  # fourth place: 1/4
        "c": [],  # nobody named: 0
        "d": [],
        "e": ["ann@x"],
    }
    found = figures(asked, offered, {"gone@x"})
    assert found["experts_mrr"] == pytest.approx((1 + 1 / 4) / 3)
    assert found["experts_p@1"] == pytest.approx(1 / 3)
    assert found["experts_mrr/customer"] == 1
    assert found["experts_mrr/topic"] == pytest.approx(1 / 8)
    assert found["experts_mrr/zh"] == pytest.approx(1 / 2)
    assert found["experts_mrr/en"] == pytest.approx(1 / 4)
    assert found["leavers_offered"] == 1
    assert found["experts_declined"] == 0.5
    bar = bar_of("demo_closing", "leavers_offered")
    assert bar is not None
    assert not bar.reached_by(found["leavers_offered"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "riddle"}, "unknown kind 'riddle'"),
        ({"experts": []}, "must name experts"),
        ({"kind": "nobody"}, "must name experts"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, change: dict[str, object], message: str) -> None:
    row = next(row for row in read_lines(GOLDEN / "experts.jsonl") if texts_of(row["experts"]))
    text = json.dumps({**row, **change}, ensure_ascii=False)
    (tmp_path / "experts.jsonl").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(GoldenError, match=message):
        read_who_knows("fitting", folder=tmp_path)


def test_an_absent_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(GoldenError, match="no file"):
        read_who_knows("fitting", folder=tmp_path)
