"""Measured on made companies: what merges by itself is right, and what does not is on the list."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.resolution.matches import Pair
from ingest.resolution.profiles import CustomerProfile
from ingest.resolution.resolution import Decided, resolve_customers
from tests.ingest.resolution.companies import world


def pairs_of(groups: dict[str, str] | dict[str, int]) -> set[Pair]:
    """Every two of one group."""
    members: dict[object, list[str]] = defaultdict(list)
    for entity_id, group in groups.items():
        members[group].append(entity_id)
    return {pair for some in members.values() for pair in combinations(sorted(some), 2)}


def test_sure_matches_are_right_and_the_others_are_on_the_list() -> None:
    profiles, truth = world(7, 1500)
    resolution = resolve_customers(profiles, {}, threshold=80)
    merged = pairs_of({one: resolution.goes_by.get(one, one) for one in profiles})
    likely = {match.pair for match in resolution.matches if match.state == "likely"}
    true = pairs_of(truth)
    assert len(merged & true) / len(merged) >= 0.985
    assert len(merged & true) / len(true) >= 0.7
    assert len((merged | likely) & true) / len(true) >= 0.98
    assert len(likely & true) / len(likely) >= 0.55
    one_source = [pair for pair in likely if len({profiles[one].source for one in pair}) == 1]
    assert len(one_source) / len(likely) < 0.03


SOLAR = ("合肥晶澄光伏有限公司", "晶澄光伏", "Jingcheng Solar", "Jingcheng")
METROLOGY = ("北京京衡计量技术有限公司", "京衡计量", "Jingheng Metrology", "Jingheng")


@pytest.mark.parametrize(
    ("some", "others", "is_likely"),
    [
        (SOLAR, METROLOGY, False),
        (SOLAR[:2], METROLOGY[2:], False),
        (SOLAR[2:], METROLOGY[2:], False),
        (("苏州恒岳电气股份有限公司", "恒岳"), ("杭州恒越电梯有限公司", "Hengyue Elevator"), False),
        (("恒岳电气", "苏州恒岳电气"), ("恒岳电气", "无锡恒岳电气"), False),
        (("恒岳集团有限公司",), ("恒岳电气有限公司",), False),
        (SOLAR[:1], SOLAR[2:], True),
        (SOLAR[:1], ("晶澄光伏",), True),
        (("Sanhalvik Optics",), ("Sanhlvik Optics AB",), True),
        (("博世（中国）", "Bosch"), ("罗伯特·博世", "Bosch"), True),
    ],
)
def test_names_that_sound_alike_are_likely_where_nothing_else_that_is_known_speaks_against_it(
    some: tuple[str, ...], others: tuple[str, ...], is_likely: bool
) -> None:
    profiles = {
        entity_id: CustomerProfile(entity_id, source, entity_id, names)
        for entity_id, source, names in (("c1", "crm", some), ("c2", "erp", others))
    }
    found = resolve_customers(profiles, {}, threshold=80).matches
    assert bool(found) == is_likely


@pytest.mark.parametrize(
    ("held", "is_likely"),
    [({}, False), ({"phones": "+8651212345678"}, True), ({"mails": "a@nordvik.example"}, True)],
)
def test_two_of_one_source_are_likely_one_by_more_than_their_names(
    held: dict[str, str], is_likely: bool
) -> None:
    keys = {kind: frozenset({value}) for kind, value in held.items()}
    profiles = {
        number: CustomerProfile(number, "crm", number, (name,), **keys)
        for number, name in (("c1", "苏州恒岳电气有限公司"), ("c2", "恒岳电气"))
    }
    (match,) = resolve_customers(profiles, {}, threshold=80).matches or (None,)
    assert (match is not None and match.state == "likely") == is_likely


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.randoms(use_true_random=False))
def test_the_order_in_which_customers_become_known_says_nothing(seed: int, dice: object) -> None:
    """Ids are issued as sources load: under any other numbering the same are one."""
    profiles, _ = world(seed, 30)
    ids = sorted(profiles)
    shuffled = list(ids)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    renamed = dict(zip(ids, shuffled, strict=True))
    others = {
        renamed[one]: CustomerProfile(
            renamed[one],
            profile.source,
            profile.record_id,
            profile.names,
            profile.tax_numbers,
            profile.domains,
            profile.mails,
            profile.phones,
        )
        for one, profile in profiles.items()
    }
    resolution = resolve_customers(profiles, {}, threshold=80)
    again = resolve_customers(others, {}, threshold=80)
    groups = pairs_of({one: resolution.goes_by.get(one, one) for one in profiles})
    regrouped = pairs_of({one: again.goes_by.get(one, one) for one in others})
    assert {tuple(sorted(renamed[one] for one in pair)) for pair in groups} == regrouped


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.data())
def test_no_source_has_two_in_one_and_no_refused_pair_is_one(
    seed: int, data: st.DataObject
) -> None:
    profiles, _ = world(seed, 30)
    merged = sorted(
        match.pair
        for match in resolve_customers(profiles, {}, threshold=80).matches
        if match.state == "merged"
    )
    refused = data.draw(st.lists(st.sampled_from(merged), unique=True)) if merged else []
    decided = {pair: Decided("refused", True) for pair in refused}
    resolution = resolve_customers(profiles, decided, threshold=80)
    for one, other in pairs_of({one: resolution.goes_by.get(one, one) for one in profiles}):
        assert profiles[one].source != profiles[other].source
        assert len(profiles[one].tax_numbers | profiles[other].tax_numbers) < 2
        assert (one, other) not in refused
