"""Ties records to projects: deals, contracts, folders and documents that are of one.

The rule, the surest first. A record is of a project
1. where one of its fields is the number of a record of that project (a contract that names its deal), or says
   the project's name;
2. where its title, its path or its text says such a number;
3. where it is about a customer of that project, and its title (or its folder's name) says words of the project's
   name, beyond the customer's name and words that any project might have, that no other project of the customer
   has, and more of them than of any other. A bare number counts half a word, and one whole word is needed;
4. where it lies in a folder of projects, is about the customer, and the customer has no other project but deals
   that are hoped for.
Whatever several projects could claim alike stays with none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.projects.items import SEED_KINDS, Item
from assistant.projects.vocabulary import ProjectWords, State, project_words
from ingest.names import fold
from ingest.records import record_id

_ENOUGH = 1.0
_NUMBER_WEIGHT = 0.5
_TOLD: tuple[State, ...] = ("running", "done", "lost")
_PREFIX = re.compile(r"^\S+ · ")


@dataclass(slots=True)
class Group:
    """A project as far as it is found: records that state it, folders, and what is tied to it."""

    seeds: list[Item] = field(default_factory=list)
    folders: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    tied: dict[str, Item] = field(default_factory=dict)
    customers: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    named: str = ""

    @property
    def id(self) -> str:
        """That of the record which states it first; of a folder, made of its path."""
        if self.seeds:
            return self.seeds[0].record_id
        if self.folders:
            source, path = self.folders[0]
            return record_id(source, f"project:{'/'.join(path)}")
        return record_id("project", fold(self.named))

    @property
    def state(self) -> State:
        """A contract's word counts before a project's, and that before a deal's."""
        words = project_words()
        for kind in ("contract", "project", "deal"):
            told = [
                state
                for seed in self.seeds
                if seed.kind == kind and (state := words.state(seed.first("status", "stage")))
            ]
            found = next((one for one in _TOLD if one in told), None)
            if found:
                return found
            if kind == "contract" and any(seed.kind == "contract" for seed in self.seeds):
                return "running"
        return "planned" if any(seed.kind == "deal" for seed in self.seeds) else "running"

    @property
    def name(self) -> str:
        if self.seeds:
            return _PREFIX.sub("", self.seeds[0].title)
        return self.named or self.folders[0][1][-1]


class Tying:
    """Over what one asker may read. `names` are the folded names of each customer; `roots` the folded
    names of folders of projects."""

    def __init__(
        self, names: Mapping[str, Sequence[str]], roots: frozenset[str], words: ProjectWords
    ) -> None:
        self._names = names
        self._roots = roots
        self._words = words
        self.groups: list[Group] = []

    def found(self, seeds: Iterable[Item], documents: Sequence[Item]) -> list[Group]:
        """The projects that records state and folders hold, each with its documents."""
        for item in sorted(seeds, key=lambda one: (SEED_KINDS.index(one.kind), one.external_id)):
            group = self.place(item) if item.kind != "deal" else None
            self._add(item, group or self._begun())
        loose: list[Item] = []
        folders: dict[tuple[str, tuple[str, ...]], list[Item]] = {}
        for item in map(self._with_customers, documents):
            folder = self._folder(item)
            if folder is not None:
                folders.setdefault((item.source, folder), []).append(item)
            else:
                loose.append(item)
        for (source, path), held in sorted(folders.items()):
            self._add_folder(source, path, held)
        for item in loose:
            group = self.place(item)
            if group:
                group.tied[item.record_id] = item
        return self.groups

    def lies_among_projects(self, item: Item) -> bool:
        """Whether a folder above it holds projects."""
        return any(fold(one) in self._roots for one in item.folder)

    def place(self, item: Item, text: str = "") -> Group | None:
        """Whose the record is; `text` is what it says, where that may tell."""
        if said := [fold(name) for name in item.project_names]:
            for group in self.groups:
                if any(name in group.numbers or name == fold(group.name) for name in said):
                    return group
        own = [one for one in self.groups if self._may_be_of(item, one)]
        by_number = [one for one in own if not one.numbers.isdisjoint(item.pointers)]
        if not by_number:
            where = fold(f"{item.title} {item.uri}")
            by_number = [one for one in own if _says(where, one.numbers)]
        if not by_number and text:
            folded = fold(text)
            by_number = [one for one in own if _says(folded, one.numbers)]
        if len(by_number) == 1:
            return by_number[0]
        if by_number or not item.customers:
            return None
        pool = [one for one in self.groups if one.customers & item.customers]
        named = self._by_name(self._terms(item.title, item.customers), pool)
        if named or not self.lies_among_projects(item):
            return named
        real = [one for one in pool if one.state != "planned"] or pool
        return real[0] if len(real) == 1 else None

    def place_by_text(self, item: Item, text: str) -> Group | None:
        """The same of a document among projects, by the words of projects' names that its text says."""
        pool = [one for one in self.groups if one.customers & item.customers]
        return self._by_name(self._terms(text, item.customers), pool, enough=2 * _ENOUGH)

    def _with_customers(self, item: Item) -> Item:
        """A document among projects that is about nobody is about whom its path names."""
        if item.customers or not self.lies_among_projects(item):
            return item
        where = fold(f"{item.title} {item.uri}")
        named = {one for one, names in self._names.items() if any(_holds(where, n) for n in names)}
        return replace(item, customers=frozenset(named)) if len(named) == 1 else item

    def _add(self, item: Item, group: Group) -> None:
        group.seeds.append(item)
        group.customers |= item.customers
        group.numbers |= item.numbers
        group.terms |= self._terms(item.title, item.customers)

    def _begun(self) -> Group:
        self.groups.append(Group())
        return self.groups[-1]

    def _add_folder(self, source: str, path: tuple[str, ...], held: list[Item]) -> None:
        about = Counter(customer for item in held for customer in item.customers)
        mainly = {customer for customer, count in about.items() if 2 * count >= len(held)}
        terms = self._terms(path[-1], mainly)
        pool = [one for one in self.groups if one.customers & mainly]
        votes = Counter(
            self.groups.index(group) for item in held if (group := self.place(item)) is not None
        )
        group = self._by_name(terms, pool)
        if group is None and votes:
            [(most, count)] = votes.most_common(1)
            group = self.groups[most] if 2 * count > sum(votes.values()) else None
        if group is None and len(pool) == 1:
            group = pool[0]
        if group is None:
            group = self._begun()
            group.customers |= mainly
        group.folders.append((source, path))
        group.terms |= terms
        group.tied |= {item.record_id: item for item in held}

    def _folder(self, item: Item) -> tuple[str, ...] | None:
        """The path of the project's own folder that it lies in, below one of projects."""
        path = item.folder
        for at, name in enumerate(path[:-1]):
            if fold(name) in self._roots:
                return path[: at + 2]
        return None

    def _may_be_of(self, item: Item, group: Group) -> bool:
        return not item.customers or not group.customers or bool(item.customers & group.customers)

    def _by_name(
        self, terms: frozenset[str], pool: Sequence[Group], *, enough: float = _ENOUGH
    ) -> Group | None:
        bearers = Counter(term for group in pool for term in group.terms)
        scored = sorted(
            (
                (
                    sum(_weight(one) for one in group.terms & terms if bearers[one] == 1),
                    at,
                )
                for at, group in enumerate(pool)
            ),
            reverse=True,
        )
        if not scored or scored[0][0] < enough:
            return None
        if len(scored) > 1 and scored[1][0] == scored[0][0]:
            return None
        return pool[scored[0][1]]

    def _terms(self, text: str, customers: Iterable[str]) -> frozenset[str]:
        folded = fold(text)
        names = sorted(
            {name for one in customers for name in self._names.get(one, ())}, key=len, reverse=True
        )
        for name in names:
            folded = folded.replace(name, " ")
        return self._words.telling(folded)


def _weight(term: str) -> float:
    return _NUMBER_WEIGHT if term.isdigit() else 1.0


def _holds(folded: str, name: str) -> bool:
    if not name.isascii():
        return name in folded
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", folded))


def _says(folded: str, numbers: Iterable[str]) -> bool:
    return any(
        re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", folded)
        for number in numbers
        if number in folded
    )
