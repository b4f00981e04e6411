"""Measured on made companies: what merges by itself is right, and what does not is on the list."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

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
