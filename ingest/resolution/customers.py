"""Customers: what makes two surely one, what keeps them apart, and what makes them likely one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations

from ingest.resolution.blocking import candidate_pairs
from ingest.resolution.domains import domain_root
from ingest.resolution.likeness import SAME_NAME, likeness, most_alike
from ingest.resolution.matches import Pair, Reason
from ingest.resolution.profiles import CustomerProfile, Fits, Likely, Sure, sharing

TAX, MAIL, DOMAIN, PHONE, NAME, FORMER = range(6)
LEVELS = (TAX, MAIL, DOMAIN, PHONE, NAME, FORMER)
_NAMED_ALIKE = 80  # below it two who share a domain or a telephone may be two of a group
_NAME_COUNTS = 60
_MOST_AT_A_PHONE = 3
_UNNAMED = 75  # at most so likely are two whose names have nothing in common, but by a tax number
_SHARED = {"tax": 99, "mail": 90, "domain": 88, "phone": 82}
_SAME_ROOT = 8
_SAME_PHONE = 10
_SAME_DOMAIN = 12
_MOST_LIKELY = 5  # pairs of one customer on the list


def sure_evidence(held: Sequence[CustomerProfile]) -> Iterator[Sure]:
    """Every pair that something joins by itself; whom no record states any more, with those alone who
    are stated."""
    profiles = [profile for profile in held if profile.record_id]
    by_id = {profile.entity_id: profile for profile in profiles}
    vague = _vague(profiles)
    for value, pair in _sharing(profiles, lambda profile: profile.tax_numbers):
        yield Sure(pair, TAX, Reason("tax", f"the same tax number: {value}"))
    named = [profile for profile in profiles if profile.entity_id not in vague]
    for value, pair in _sharing(named, lambda profile: profile.mails):
        if _may_share(by_id, pair, across_scripts=True):
            yield Sure(pair, MAIL, Reason("mail", f"the same address: {value}"))
    for value, pair in _sharing(named, lambda profile: profile.domains):
        if _may_share(by_id, pair, across_scripts=True):
            yield Sure(pair, DOMAIN, Reason("domain", f"the same domain: {value}"))
    for value, pair in _sharing(named, lambda profile: profile.phones, most=_MOST_AT_A_PHONE):
        if _may_share(by_id, pair, across_scripts=False):
            yield Sure(pair, PHONE, Reason("phone", f"the same telephone: {value}"))
    for value, pair in _sharing(named, _telling_keys):
        if not _differ(by_id, *pair):
            yield Sure(pair, NAME, Reason("name", f"the same name but for its form: {value}"))
    yield from _of_former([profile for profile in held if not profile.record_id], profiles)


def _sharing(
    profiles: Sequence[CustomerProfile],
    values_of: Callable[[CustomerProfile], Collection[str]],
    *,
    most: int | None = None,
) -> Iterator[tuple[str, Pair]]:
    said = ((value, one.entity_id, one.source) for one in profiles for value in values_of(one))
    return sharing(said, most=most)


def _telling_keys(profile: CustomerProfile) -> frozenset[str]:
    name = profile.name
    return frozenset({name.key} if name and name.is_telling else ())


def _vague(profiles: Sequence[CustomerProfile]) -> set[str]:
    """Those whose name leaves open which of several it is: the short name of companies that are known in
    two places, or in two legal forms."""
    places: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for profile in profiles:
        for name in profile.parsed:
            places.setdefault(name.core, set()).update(name.places)
            forms.setdefault(name.core, set()).update({name.form} - {""})
    return {
        profile.entity_id
        for profile in profiles
        for name in profile.parsed[:1]
        if (not name.places and len(places[name.core]) > 1)
        or (not name.form and len(forms[name.core]) > 1)
    }


def _of_former(
    former: Sequence[CustomerProfile], stated: Sequence[CustomerProfile]
) -> Iterator[Sure]:
    """What ties accounts that are gone to those that stand: other records still name them by their ids."""
    holders: dict[str, list[CustomerProfile]] = {}
    for profile in stated if former else ():
        for value in _values(profile):
            holders.setdefault(value, []).append(profile)
    for gone in former:
        for value in _values(gone):
            for profile in holders.get(value, ()):
                first, second = sorted((gone.entity_id, profile.entity_id))
                yield Sure((first, second), FORMER, Reason("former", f"went by the same: {value}"))


def _values(profile: CustomerProfile) -> frozenset[str]:
    return profile.tax_numbers | profile.domains | profile.mails | _telling_keys(profile)


def fits(
    profiles: Mapping[str, CustomerProfile], apart: Collection[Pair], level: int | None
) -> Fits:
    """Whether groups of customers may be one by evidence of a level: no two under different ids of one
    source, no two tax numbers, no pair that a curator refused; by less than a tax number, in one legal
    form alone.

    With None it is the curator who joins: also two of one source, but not two tax numbers.
    """
    by_curator = level is None

    def may_be_one(groups: list[list[str]]) -> bool:
        tax: set[str] = set()
        sources: set[str] = set()
        for group in groups:
            tax.update(*(profiles[one].tax_numbers for one in group))
            theirs = {profiles[one].source for one in group if profiles[one].record_id}
            if not by_curator and sources & theirs:
                return False
            sources |= theirs
        if len(tax) > 1:
            return False
        between = [
            (one, other) if one < other else (other, one)
            for some, others in combinations(groups, 2)
            for one in some
            for other in others
        ]
        if any(pair in apart for pair in between):
            return False
        if by_curator or level == TAX:
            return True
        if level == FORMER and not _are_former_of_one(groups):
            return False
        return not any(_differ(profiles, *pair) for pair in between)

    def _are_former_of_one(groups: list[list[str]]) -> bool:
        standing = [
            group for group in groups if any(profiles[entity_id].record_id for entity_id in group)
        ]
        gone = {profiles[one].source for group in groups if group not in standing for one in group}
        return len(standing) == 1 and not any(
            profiles[entity_id].source in gone for entity_id in standing[0]
        )

    return may_be_one


def likely_matches(
    profiles: Mapping[str, CustomerProfile], leave_out: Callable[[Pair], bool], threshold: int
) -> list[Likely]:
    """The pairs at or above the threshold that are not left out, the best first, a few of each customer."""
    stated = [profile for profile in profiles.values() if profile.record_id]
    found = []
    for pair in candidate_pairs(stated):
        if not leave_out(pair):
            match = _compared(profiles[pair[0]], profiles[pair[1]])
            if match.score >= threshold:
                found.append(match)
    found.sort(key=lambda match: (-match.score, match.pair))
    count: dict[str, int] = {}
    kept = []
    for match in found:
        first, second = match.pair
        if count.get(first, 0) < _MOST_LIKELY and count.get(second, 0) < _MOST_LIKELY:
            kept.append(match)
            count[first] = count.get(first, 0) + 1
            count[second] = count.get(second, 0) + 1
    return kept


def contradict(one: CustomerProfile, other: CustomerProfile) -> bool:
    """Whether both have tax numbers and share none."""
    return bool(
        one.tax_numbers and other.tax_numbers and one.tax_numbers.isdisjoint(other.tax_numbers)
    )


def _compared(one: CustomerProfile, other: CustomerProfile) -> Likely:
    pair = (one.entity_id, other.entity_id)
    if contradict(one, other):
        return Likely(pair, 0, ())
    score, reasons = 0.0, list[Reason]()
    best = most_alike(one.parsed, other.parsed)
    apart = any(mine.differs(theirs) for mine in one.parsed for theirs in other.parsed)
    if best and best[0] >= _NAME_COUNTS:
        score, mine, theirs = best
        said = "the same name" if score >= SAME_NAME else "names alike"
        if mine.is_han != theirs.is_han:
            said = "names that sound alike"
        reasons.append(Reason("name", f"{said}: {mine.written} / {theirs.written}"))
    if one.tax_numbers & other.tax_numbers:
        score = _SHARED["tax"]
    for kind, words, values, more in (
        ("phone", "the same telephone", one.phones & other.phones, _SAME_PHONE),
        ("domain", "the same domain", one.domains & other.domains, _SAME_DOMAIN),
        ("mail", "the same address", one.mails & other.mails, _SAME_DOMAIN),
        ("tax", "the same tax number", one.tax_numbers & other.tax_numbers, 0),
    ):
        if values:
            least = _SHARED[kind] if reasons else _UNNAMED
            score = max(score + more, least if kind == "tax" or not apart else 0)
            reasons.append(Reason(kind, f"{words}: {', '.join(sorted(values))}"))
    if one.source == other.source and all(reason.kind == "name" for reason in reasons):
        # A source that gave them two ids is contradicted only by what is stronger than a name.
        return Likely(pair, 0, ())
    roots = {domain_root(domain) for domain in one.domains}
    shared = roots & {domain_root(domain) for domain in other.domains}
    if shared and one.domains.isdisjoint(other.domains):
        score += _SAME_ROOT if reasons else 0
        reasons.append(Reason("domain", f"domains of one name: {', '.join(sorted(shared))}"))
    return Likely(pair, min(round(score), 99), tuple(reasons))


def _may_share(
    profiles: Mapping[str, CustomerProfile], pair: Pair, *, across_scripts: bool
) -> bool:
    """Whether the names let two who share a domain or a telephone be one: those of a group, a landlord
    or an accountant do not."""
    one, other = (profiles[entity_id] for entity_id in pair)
    if one.name is None or other.name is None:
        return False
    if _differ(profiles, *pair):
        return False
    best = max(likeness(mine, theirs) for mine in one.parsed for theirs in other.parsed)
    if across_scripts and one.name.is_han != other.name.is_han:
        return True
    return best >= _NAMED_ALIKE


def _differ(profiles: Mapping[str, CustomerProfile], first: str, second: str) -> bool:
    """Whether anything that one is called tells them apart from anything that the other is called."""
    return any(
        mine.differs(theirs)
        for mine in profiles[first].parsed
        for theirs in profiles[second].parsed
    )
