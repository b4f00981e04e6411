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
_RUN = re.compile(r"[a-z0-9][a-z0-9./_-]+")
_PREFIX = re.compile(r"^\S+ · ")


@dataclass(slots=True, eq=False)
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
        self._of_customer: dict[str, list[Group]] = {}
        self._numbered: dict[str, list[Group]] = {}
        self._called: dict[str, list[Group]] = {}

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
        for name in map(fold, item.project_names):
            said: list[Group] = [*self._numbered.get(name, ()), *self._called.get(name, ())]
            if said:
                return said[0]
        by_number = self._bearing(item.pointers, item)
        if not by_number:
            by_number = self._bearing(_codes_in(f"{item.title} {item.uri}"), item)
        if not by_number and text:
            by_number = self._bearing(_codes_in(text), item)
        if len(by_number) == 1:
            return by_number[0]
        if by_number or not item.customers:
            return None
        pool = self._pool(item.customers)
        named = self._by_name(self._terms(item.title, item.customers), pool)
        if named or not self.lies_among_projects(item):
            return named
        real = [one for one in pool if one.state != "planned"] or pool
        return real[0] if len(real) == 1 else None

    def place_by_text(self, item: Item, text: str) -> Group | None:
        """The same of a document among projects, by the words of projects' names that its text says."""
        pool = self._pool(item.customers)
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
        self._index(group, item.customers, item.numbers)
        self._called.setdefault(fold(group.name), []).append(group)
        group.terms |= self._terms(item.title, item.customers)

    def _begun(self) -> Group:
        self.groups.append(Group())
        return self.groups[-1]

    def _add_folder(self, source: str, path: tuple[str, ...], held: list[Item]) -> None:
        about = Counter(customer for item in held for customer in item.customers)
        mainly = {customer for customer, count in about.items() if 2 * count >= len(held)}
        terms = self._terms(path[-1], mainly)
        pool = self._pool(mainly)
        votes = Counter(group for item in held if (group := self.place(item)) is not None)
        group = self._by_name(terms, pool)
        if group is None and votes:
            [(most, count)] = votes.most_common(1)
            group = most if 2 * count > sum(votes.values()) else None
        if group is None and len(pool) == 1:
            group = pool[0]
        if group is None:
            group = self._begun()
            self._index(group, mainly, ())
            self._called.setdefault(fold(path[-1]), []).append(group)
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

    def _index(self, group: Group, customers: Iterable[str], numbers: Iterable[str]) -> None:
        for customer in set(customers) - group.customers:
            self._of_customer.setdefault(customer, []).append(group)
        for number in set(numbers) - group.numbers:
            self._numbered.setdefault(number, []).append(group)
        group.customers.update(customers)
        group.numbers.update(numbers)

    def _pool(self, customers: Iterable[str]) -> list[Group]:
        """The projects of any of these customers."""
        found = (one for customer in customers for one in self._of_customer.get(customer, ()))
        return list(dict.fromkeys(found))

    def _bearing(self, said: Iterable[str], item: Item) -> list[Group]:
        """The projects that something said is a number of, unless they are another customer's."""
        found = dict.fromkeys(one for number in said for one in self._numbered.get(number, ()))
        return [
            one
            for one in found
            if not item.customers or not one.customers or item.customers & one.customers
        ]

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


def _codes_in(text: str) -> set[str]:
    """What may be a number in it: whole runs of letters, digits and signs, and their parts between dots
    and slashes. A Chinese character beside one does not belong to it."""
    codes: set[str] = set()
    for run in _RUN.findall(fold(text)):
        codes.add(run.strip("./_-"))
        codes.update(part.strip("_-") for part in re.split(r"[./]", run))
    return codes
