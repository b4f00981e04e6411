"""Colleagues: what makes two entries surely one person's, and what makes them likely so.

Who is surely one may read what either might: nothing less than an address that both directories give,
or a number, a name and a department together, will do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations

from ingest.names import fold
from ingest.resolution.matches import Pair, Reason
from ingest.resolution.profiles import Fits, Likely, PersonProfile, Sure, sharing

MAIL, NUMBER, FORMER = range(3)
LEVELS = (MAIL, NUMBER, FORMER)
_LEAST_NUMBER = 3
_SAME_DEPARTMENT = 85
_SAME_LOGIN = 92
_MOST_OF_A_NAME = 20


def sure_evidence(profiles: Sequence[PersonProfile]) -> Iterator[Sure]:
    """Every pair of entries that something joins by itself; one that is gone stays with those it was one
    with."""
    by_id = {profile.entity_id: profile for profile in profiles}
    mails = ((one, p.entity_id, p.source) for p in profiles for one in p.mails)
    for value, pair in sharing(mails):
        yield Sure(pair, MAIL, Reason("mail", f"the same address: {value}"))
    numbers = (
        (f"{p.external_id}\0{p.folded}\0{fold(p.department)}", p.entity_id, p.source)
        for p in profiles
        if len(p.external_id) >= _LEAST_NUMBER and p.name and p.department
    )
    for value, pair in sharing(numbers):
        if not _have_other_mails(by_id[pair[0]], by_id[pair[1]]):
            number = value.partition("\0")[0]
            yield Sure(
                pair, NUMBER, Reason("number", f"the same number, name and department: {number}")
            )
    for gone in profiles:
        for mate in sorted(gone.mates & by_id.keys()):
            if by_id[mate].record_id:
                first, second = sorted((gone.entity_id, mate))
                yield Sure(
                    (first, second), FORMER, Reason("former", "one before an entry was gone")
                )


def fits(profiles: Mapping[str, PersonProfile], apart: Collection[Pair], level: int | None) -> Fits:
    """Whether groups of entries may be one person's: no two of one directory but by a curator's word,
    no pair that a curator refused."""

    def may_be_one(groups: list[list[str]]) -> bool:
        sources: set[str] = set()
        for group in groups:
            theirs = {profiles[one].source for one in group if profiles[one].record_id}
            if level is not None and sources & theirs:
                return False
            sources |= theirs
        standing = [group for group in groups if any(profiles[one].record_id for one in group)]
        if level == FORMER and len(standing) > 1:
            return False
        return not any(
            ((one, other) if one < other else (other, one)) in apart
            for some, others in combinations(groups, 2)
            for one in some
            for other in others
        )

    return may_be_one


def likely_matches(
    profiles: Mapping[str, PersonProfile], leave_out: Callable[[Pair], bool], threshold: int
) -> list[Likely]:
    """Entries of different directories with one name, and one department or one login; the best first."""
    by_name: dict[str, list[PersonProfile]] = {}
    for profile in profiles.values():
        if profile.record_id and profile.folded:
            by_name.setdefault(profile.folded, []).append(profile)
    found = []
    for namesakes in by_name.values():
        if 1 < len(namesakes) <= _MOST_OF_A_NAME:
            for one, other in combinations(sorted(namesakes, key=lambda p: p.entity_id), 2):
                match = _compared(one, other)
                if not leave_out(match.pair) and match.score >= threshold:
                    found.append(match)
    return sorted(found, key=lambda match: (-match.score, match.pair))


def _compared(one: PersonProfile, other: PersonProfile) -> Likely:
    pair = (one.entity_id, other.entity_id)
    logins = one.logins & other.logins
    if one.source == other.source or (_have_other_mails(one, other) and not logins):
        return Likely(pair, 0, ())
    score, reasons = 0, [Reason("name", f"the same name: {one.name}")]
    if one.department and fold(one.department) == fold(other.department):
        score = _SAME_DEPARTMENT
        reasons.append(Reason("department", f"the same department: {one.department}"))
    if logins:
        score = max(score, _SAME_LOGIN)
        reasons.append(Reason("login", f"the same login: {', '.join(sorted(logins))}"))
    if shared := one.mails & other.mails:
        score = max(score, _SAME_LOGIN)
        reasons.append(Reason("mail", f"the same address: {', '.join(sorted(shared))}"))
    return Likely(pair, score, tuple(reasons))


def _have_other_mails(one: PersonProfile, other: PersonProfile) -> bool:
    return bool(one.mails and other.mails and one.mails.isdisjoint(other.mails))
