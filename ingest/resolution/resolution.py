"""Works out who is one from what is known and what curators decided, the same whatever came first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ingest.resolution import customers, people
from ingest.resolution.matches import Match, Pair, Reason, Verdict
from ingest.resolution.partition import Partition
from ingest.resolution.profiles import CustomerProfile, Fits, Likely, PersonProfile, Sure

LIKELY = 80
"""The score at which a pair is put before a curator, where config.toml says nothing else."""
EDITION = 2
"""Raised whenever the rules make something else of the same facts."""

_SURE = 100
_EITHER_WAY = 95
_TAX_NOW = 99

Profile = TypeVar("Profile", CustomerProfile, PersonProfile)


@dataclass(frozen=True, slots=True)
class Decided:
    """A curator's word on a pair, and whether its tax numbers agreed when it was given."""

    verdict: Verdict
    same_tax_number: bool


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who goes by whose id, of everybody who goes by another's, and every match.

    `surely` is the same without what curators joined: what access follows.
    """

    goes_by: Mapping[str, str]
    surely: Mapping[str, str]
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class _Rules(Generic[Profile]):
    """What one family goes by."""

    levels: Sequence[int]
    sure_evidence: Callable[[Sequence[Profile]], Iterator[Sure]]
    fits: Callable[[Mapping[str, Profile], Collection[Pair], int | None], Fits]
    likely_matches: Callable[[Mapping[str, Profile], Callable[[Pair], bool], int], list[Likely]]


def resolve_customers(
    profiles: Mapping[str, CustomerProfile], decided: Mapping[Pair, Decided], *, threshold: int
) -> Resolution:
    """Which customers are one."""
    rules = _Rules(
        customers.LEVELS, customers.sure_evidence, customers.fits, customers.likely_matches
    )
    return _resolved(profiles, rules, decided, threshold, _newly_agreed(profiles, decided))


def resolve_people(
    profiles: Mapping[str, PersonProfile], decided: Mapping[Pair, Decided], *, threshold: int
) -> Resolution:
    """Which entries are one colleague's."""
    rules = _Rules(people.LEVELS, people.sure_evidence, people.fits, people.likely_matches)
    return _resolved(profiles, rules, decided, threshold, {})


def _resolved(
    profiles: Mapping[str, Profile],
    rules: _Rules[Profile],
    decided: Mapping[Pair, Decided],
    threshold: int,
    reopened: Mapping[Pair, Reason],
) -> Resolution:
    apart = {pair for pair, said in decided.items() if said.verdict == "refused"}
    accepted = sorted(pair for pair, said in decided.items() if said.verdict == "accepted")
    sure: list[Sure] = list(rules.sure_evidence(list(profiles.values())))
    by_level = {level: [one.pair for one in sure if one.level == level] for level in rules.levels}

    def joined(by_curator: Sequence[Pair]) -> Partition:
        partition = Partition(profiles)
        for pair in by_curator:
            partition.join([pair], rules.fits(profiles, apart, None))
        for level in rules.levels:
            partition.join(by_level[level], rules.fits(profiles, apart, level))
        return partition

    surely: Partition = joined(())
    partition: Partition = joined(accepted) if accepted else surely
    likely: list[Likely] = rules.likely_matches(
        profiles, lambda pair: pair in decided or partition.are_one(pair), threshold
    )
    return Resolution(
        _ids_gone_by(partition, profiles),
        _ids_gone_by(surely, profiles),
        (
            *_of_evidence(sure, partition, profiles, decided),
            *_of_decisions(decided, reopened),
            *_others(likely, sure, partition),
        ),
    )


def _ids_gone_by(partition: Partition, profiles: Mapping[str, Profile]) -> dict[str, str]:
    """The oldest that a record still states speaks for all."""
    found = {}
    for members in partition.groups().values():
        if len(members) > 1:
            first = min(members, key=lambda one: (profiles[one].record_id is None, one))
            found.update({one: first for one in members if one != first})
    return found


def _of_evidence(
    sure: Sequence[Sure],
    partition: Partition,
    profiles: Mapping[str, Profile],
    decided: Mapping[Pair, Decided],
) -> Iterator[Match]:
    """What joined by itself, and what would have but could have gone either way."""
    reasons: dict[Pair, list[Reason]] = {}
    for one in sure:
        stated = all(profiles[entity_id].record_id for entity_id in one.pair)
        if stated and one.pair not in decided:
            reasons.setdefault(one.pair, []).append(one.reason)
    for pair, why in reasons.items():
        if partition.are_one(pair):
            yield Match(pair, "merged", _SURE, tuple(why))
        else:
            yield Match(pair, "likely", _EITHER_WAY, tuple(why))


def _of_decisions(
    decided: Mapping[Pair, Decided], reopened: Mapping[Pair, Reason]
) -> Iterator[Match]:
    for pair, said in decided.items():
        if pair in reopened:
            yield Match(pair, "likely", _TAX_NOW, (reopened[pair],))
        else:
            yield Match(pair, said.verdict)


def _others(
    likely: Sequence[Likely], sure: Sequence[Sure], partition: Partition
) -> Iterator[Match]:
    told = {one.pair for one in sure}
    for one in likely:
        if one.pair not in told and not partition.are_one(one.pair):
            yield Match(one.pair, "likely", one.score, one.reasons)


def _newly_agreed(
    profiles: Mapping[str, CustomerProfile], decided: Mapping[Pair, Decided]
) -> dict[Pair, Reason]:
    """Pairs that were refused before their tax numbers agreed: still apart, but asked about again."""
    found = {}
    for (first, second), said in decided.items():
        if said.verdict == "refused" and not said.same_tax_number:
            if first not in profiles or second not in profiles:
                continue
            shared = profiles[first].tax_numbers & profiles[second].tax_numbers
            if shared:
                words = f"refused before; now they have one tax number: {', '.join(sorted(shared))}"
                found[first, second] = Reason("tax", words)
    return found
