"""What is known of each customer and colleague as one source states them: what resolution compares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from ingest.names import fold
from ingest.resolution.company_names import CompanyName, company_name
from ingest.resolution.matches import Pair, Reason


@dataclass(frozen=True, slots=True)
class CustomerProfile:
    """A customer as one source states them; one who is stated no more has no `record_id`."""

    entity_id: str
    source: str
    record_id: str | None
    names: tuple[str, ...]  # the first is what they go by
    tax_numbers: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    parsed: tuple[CompanyName, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        named = {name.essence: name for name in map(company_name, self.names) if name.essence}
        object.__setattr__(self, "parsed", tuple(named.values()))

    @property
    def name(self) -> CompanyName | None:
        return self.parsed[0] if self.parsed else None


@dataclass(frozen=True, slots=True)
class PersonProfile:
    """A colleague as one directory states them; `source` is empty of one known by an address alone.

    Of one whose entry is gone no address counts any more: `mates` are those with whom they were one.
    """

    entity_id: str
    source: str
    record_id: str | None
    external_id: str
    name: str
    department: str
    mails: frozenset[str] = frozenset()
    mates: frozenset[str] = frozenset()

    @property
    def folded(self) -> str:
        return fold(self.name)

    @property
    def logins(self) -> frozenset[str]:
        """What they may sign in with: their number, and what stands before the @ of an address."""
        said = (self.external_id, *(mail.partition("@")[0] for mail in self.mails))
        return frozenset(one.lower() for one in said if one)


@dataclass(frozen=True, slots=True)
class Sure:
    """Evidence that joins a pair by itself; the lower the level, the stronger."""

    pair: Pair
    level: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Likely:
    """A pair for a curator: 0 to 100, and why."""

    pair: Pair
    score: int
    reasons: tuple[Reason, ...]


def sharing(
    values: Iterable[tuple[str, str, str]], *, most: int | None = None
) -> Iterator[tuple[str, Pair]]:
    """Of (value, entity, its source): each value with every pair that alone share it. A value that two
    of one source hold, or more than `most`, says of nobody who they are."""
    holders: dict[str, dict[str, str]] = {}
    for value, entity_id, source in values:
        holders.setdefault(value, {})[entity_id] = source
    for value, held in sorted(holders.items()):
        if 1 < len(held) == len(set(held.values())) and (most is None or len(held) <= most):
            for one, other in combinations(sorted(held), 2):
                yield value, (one, other)


Fits = Callable[[list[list[str]]], bool]
"""Whether groups of ids may become one."""
