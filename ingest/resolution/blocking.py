"""Which pairs of customers are worth a closer look: those that share something few others have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from ingest.resolution.company_names import CompanyName
from ingest.resolution.domains import domain_root
from ingest.resolution.matches import Pair
from ingest.resolution.profiles import CustomerProfile

_MOST_IN_BLOCK = 40
_MOST_EACH = 40  # pairs of one customer, those that share the rarest first
_RAREST = 3
_BRAND_SOUNDS = (2, 3)
_LEAST_WORD = 3
_PREFIX = 6
_LEAST_MISTYPED = 5


def candidate_pairs(profiles: Sequence[CustomerProfile]) -> set[Pair]:
    """Pairs of ids, the smaller first. The work grows with the profiles, not with their square: a block
    that many share says little, and is left out, and nobody is compared with more than a few."""
    counted: dict[str, int] = {}
    for profile in profiles:
        for part in {part for name in profile.parsed for part in _parts(name)}:
            counted[part] = counted.get(part, 0) + 1
    blocks: dict[str, list[str]] = {}
    for profile in profiles:
        for key in set(_keys(profile, counted)):
            blocks.setdefault(key, []).append(profile.entity_id)
    found: set[Pair] = set()
    weighed: dict[str, int] = {}
    small = (one for one in blocks.items() if 1 < len(one[1]) <= _MOST_IN_BLOCK)
    for _, members in sorted(small, key=lambda one: (len(one[1]), one[0])):
        for pair in combinations(sorted(members), 2):
            if pair not in found and all(weighed.get(one, 0) < _MOST_EACH for one in pair):
                found.add(pair)
                weighed.update({one: weighed.get(one, 0) + 1 for one in pair})
    return found


def _keys(profile: CustomerProfile, counted: dict[str, int]) -> Iterator[str]:
    for name in profile.parsed:
        yield f"core:{name.core}"
        sounds = name.sounds
        if name.is_han:
            for length in _BRAND_SOUNDS:
                yield f"sound:{''.join(sounds[:length])}"
        else:
            for length in (1, 2):
                yield f"sound:{''.join(sounds[:length])}"
            yield f"prefix:{''.join(sounds)[:_PREFIX]}"
            if sounds:
                yield from _mistyped(sounds[0])
        parts = sorted(set(_parts(name)), key=lambda part: (counted[part], part))
        yield from (part for part in parts[:_RAREST] if counted[part] > 1)
    yield from (f"root:{domain_root(domain)}" for domain in profile.domains)
    yield from (f"mail:{mail}" for mail in profile.mails)
    yield from (f"phone:{number}" for number in profile.phones)
    yield from (f"tax:{number}" for number in profile.tax_numbers)


def _mistyped(word: str) -> Iterator[str]:
    """The word and whatever is left of it without one letter: two that differ by one letter share one."""
    if len(word) >= _LEAST_MISTYPED:
        yield f"word:{word}"
        for at in range(min(len(word), _PREFIX * 2)):
            yield f"word:{word[:at]}{word[at + 1 :]}"


def _parts(name: CompanyName) -> Iterator[str]:
    """Two neighbouring characters of a Chinese name, the words of another."""
    if name.is_han:
        core = name.core
        yield from (f"part:{core[at : at + 2]}" for at in range(len(core) - 1))
    else:
        yield from (f"part:{word}" for word in name.sounds if len(word) >= _LEAST_WORD)
