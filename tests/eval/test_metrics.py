"""The measures against numbers worked by hand."""

import pytest

from eval.metrics import (
    area_under_curve,
    macro_f1,
    mean,
    median,
    rank_measures,
    recall_at_k,
    share_standing,
)


def test_recall_counts_distinct_documents_among_the_first_k() -> None:
    ranked = ["a", "a", "b", "c"]
    assert recall_at_k(ranked, {"a", "c"}, 2) == 0.5  # a and b are the first two distinct
    assert recall_at_k(ranked, {"a", "c"}, 3) == 1.0
    assert recall_at_k(ranked, set(), 3) == 0.0


def test_evidence_stands_whatever_its_line_breaks_but_not_across_passages() -> None:
    texts = ["2021年五月,公司\n发布了报告。", "It grew."]
    evidence = ["公司 发布了报告。", "It  grew.", "报告。It grew."]
    assert share_standing(texts, evidence) == pytest.approx(2 / 3)


def test_the_area_counts_pairs_in_the_right_order_and_ties_as_half() -> None:
    # pairs: .9>.5, .9>.1, .5=.5 (half), .5>.1 -> 3.5 of 4
    assert area_under_curve([0.9, 0.5], [0.5, 0.1]) == pytest.approx(3.5 / 4)
    assert area_under_curve([], [0.5]) == 0.0


def test_macro_f1_by_hand() -> None:
    right = ["a", "a", "b", "none", "c"]
    given = ["a", "b", "b", "b", "none"]
    # a: precision 1/1, recall 1/2 -> 2/3; b: 1/3, 1/1 -> 1/2; c: neither found nor given -> 0
    assert macro_f1(right, given, ["a", "b", "c"]) == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)
    assert macro_f1(right, given, ["a", "b"]) == pytest.approx((2 / 3 + 1 / 2) / 2)
    assert macro_f1(right, right, ["a", "b", "c"]) == 1.0
    assert macro_f1([], [], ["a"]) == 0.0


def test_rank_measures_by_hand() -> None:
    rankings = {"q1": ["x", "a", "y", "b"], "q2": ["c"], "q3": []}
    gold = {"q1": {"a", "b"}, "q2": {"c"}, "q3": {"d"}, "q4": {"e"}, "q5": set[str]()}
    found = rank_measures(rankings, gold, ["mrr", "p@1", "r@10", "ap"])
    # q1: first right at 2; q2: at 1; q3 and q4: none; q5 has no gold and is left out
    assert found["mrr"] == pytest.approx((1 / 2 + 1 + 0 + 0) / 4)
    assert found["p@1"] == pytest.approx((0 + 1 + 0 + 0) / 4)
    assert found["r@10"] == pytest.approx((1 + 1 + 0 + 0) / 4)
    assert found["ap"] == pytest.approx(((1 / 2 + 2 / 4) / 2 + 1 + 0 + 0) / 4)


def test_ndcg_discounts_by_place() -> None:
    found = rank_measures({"q": ["x", "a"]}, {"q": {"a"}}, ["ndcg@10"])
    assert found["ndcg@10"] == pytest.approx(0.6309, abs=1e-4)  # 1 / log2(3)


def test_nothing_ranked_is_nothing_reached() -> None:
    assert rank_measures({}, {"q": {"a"}}, ["mrr"]) == {"mrr": 0.0}
    assert rank_measures({}, {}, ["mrr"]) == {"mrr": 0.0}


def test_mean_and_median_of_nothing_are_nought() -> None:
    assert (mean([]), median([])) == (0.0, 0.0)
    assert (mean([1, 2, 6]), median([1, 2, 6])) == (3.0, 2.0)
