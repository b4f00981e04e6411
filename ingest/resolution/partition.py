"""Who is one: joins pairs, the strongest evidence first, and nobody who could go either way.

The outcome depends on what is known alone, never on the order in which it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ingest.resolution.matches import Pair
from ingest.resolution.profiles import Fits


class Partition:
    """Groups of ids; everybody is alone at first."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._group_of = {one: one for one in ids}
        self._members = {one: [one] for one in self._group_of}

    def join(self, pairs: Iterable[Pair], fits: Fits) -> None:
        """Join what these pairs connect. Where all that hangs together would not fit, none of it is
        joined: any choice among them would be a guess."""
        for groups in self._connected(pairs):
            members = [self._members[group] for group in groups]
            if fits(members):
                first = groups[0]
                self._members[first] = sorted(one for some in members for one in some)
                for group in groups[1:]:
                    del self._members[group]
                self._group_of.update(dict.fromkeys(self._members[first], first))

    def are_one(self, pair: Pair) -> bool:
        return self._group_of.get(pair[0], pair[0]) == self._group_of.get(pair[1], pair[1])

    def groups(self) -> Mapping[str, list[str]]:
        """The members of each group, by the smallest."""
        return self._members

    def _connected(self, pairs: Iterable[Pair]) -> list[list[str]]:
        neighbours: dict[str, set[str]] = {}
        for one, other in pairs:
            first, second = self._group_of[one], self._group_of[other]
            if first != second:
                neighbours.setdefault(first, set()).add(second)
                neighbours.setdefault(second, set()).add(first)
        found: list[list[str]] = []
        seen: set[str] = set()
        for start in sorted(neighbours):
            if start in seen:
                continue
            reached, left = {start}, [start]
            while left:
                fresh = neighbours[left.pop()] - reached
                reached |= fresh
                left += fresh
            seen |= reached
            found.append(sorted(reached))
        return found
