"""The published models of expert finding, against numbers worked by hand."""

from __future__ import annotations

from eval.voting_models import (
    LanguageModels,
    best_of_each,
    combmnz,
    combsum,
    reciprocal_rank,
    votes,
)

PEOPLE = {"a": ["li"], "b": ["wu"], "c": ["wu"], "d": ["qian", "wu"]}
FOUND = [("a", 1.0), ("b", 0.5), ("c", 0.4), ("d", 0.0)]


def test_votes_count_records() -> None:
    assert votes(FOUND, PEOPLE) == ("wu", "li", "qian")


def test_reciprocal_rank_gives_the_first_most() -> None:
    # li 1; wu 1/2 + 1/3 + 1/4 = 1.083; qian 1/4
    assert reciprocal_rank(FOUND, PEOPLE) == ("wu", "li", "qian")
    assert reciprocal_rank(FOUND[:2], PEOPLE) == ("li", "wu")


def test_combsum_adds_scaled_scores_and_combmnz_times_how_many() -> None:
    # li 1.0; wu 0.5 + 0.4 + 0 = 0.9, times 3 records = 2.7; qian 0
    assert combsum(FOUND, PEOPLE) == ("li", "wu", "qian")
    assert combmnz(FOUND, PEOPLE) == ("wu", "li", "qian")


def test_a_record_stands_by_its_best_passage() -> None:
    assert best_of_each([("a", 0.2), ("b", 0.5), ("a", 0.9)]) == [("a", 0.9), ("b", 0.5)]


def test_model_1_takes_a_person_as_one_text_and_model_2_record_by_record() -> None:
    texts = {"a": ["torque"] * 2 + ["angle"] * 2, "b": ["torque"] * 4, "c": ["angle"] * 4}
    models = LanguageModels(texts, {"a": ["li"], "b": ["wu"], "c": ["wu"]})
    # p(torque) = p(angle) = 1/2. Model 1: both have torque 1/2 and angle 1/2: alike, by name.
    assert models.model_1(["torque", "angle"]) == ("li", "wu")
    # Model 2: li (1/2)^2 = 0.25; wu ((0.75 * 0.25) + (0.25 * 0.75)) / 2 = 0.1875.
    assert models.model_2(["torque", "angle"]) == ("li", "wu")
    # Of torque alone, model 2: li 0.5; wu (0.75 + 0.25) / 2 = 0.5; twice: li 0.25, wu (0.5625 + 0.0625) / 2 = 0.3125.
    assert models.model_2(["torque", "torque"]) == ("wu", "li")
    assert models.model_1(["unheard"]) == ("li", "wu")
