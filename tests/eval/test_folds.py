"""What is measured shares no record with what it was fitted on."""

from __future__ import annotations

from eval.folds import FOLDS, folds_of, golden_folds
from eval.golden import Golden, read_golden


def asked(name: str, *gold: str) -> Golden:
    return Golden(
        id=name, kind="single_fact", language="zh", crossing=False, asker="", asked_at=None,
        question=name, history=(), gold=frozenset(gold), answers=(), answers_all=(), experts=(),
        forbidden=(),
    )  # fmt: skip


def test_no_record_is_of_two_folds() -> None:
    folds = golden_folds()
    of_record: dict[str, set[int]] = {}
    for golden in (*read_golden("fitting"), *read_golden("conversations")):
        for record in golden.gold:
            of_record.setdefault(record, set()).add(folds[golden.id])
    assert {len(each) for each in of_record.values()} == {1}
    assert set(folds.values()) == set(range(FOLDS))


def test_questions_linked_by_a_third_are_of_one_fold() -> None:
    alone = folds_of([asked(f"q{at}", f"r{at}") for at in range(30)])
    assert len(set(alone.values())) == FOLDS
    linked = folds_of([asked(f"q{at}", f"r{at}", f"r{at + 1}") for at in range(30)])
    assert len(set(linked.values())) == 1


def test_a_question_keeps_its_fold_among_others() -> None:
    few = folds_of([asked(f"q{at}", f"r{at}") for at in range(10)])
    many = folds_of([asked("n1"), *(asked(f"q{at}", f"r{at}") for at in range(20))])
    assert few.items() <= many.items()
