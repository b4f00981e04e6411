"""Finds the projects that an asker may know of, and everything on record of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from assistant.projects.items import (
    Item,
    document_items,
    items_of_customers,
    seed_items,
    texts_of,
)
from assistant.projects.tying import Group, Tying
from assistant.projects.vocabulary import State, project_words
from ingest.access import Access
from ingest.catalog.about import ties_of
from ingest.catalog.directory import survivors
from ingest.catalog.visible import visible
from ingest.names import fold, short_forms

_LEAST_NAME = 2
_READ_TEXTS = 2000
"""Of so many records of a customer the text is looked through for numbers of its projects."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project as the asker may know of it: the records that state it, the deal first, and what else is
    tied to it."""

    id: str
    name: str
    seeds: tuple[Item, ...]
    tied: tuple[Item, ...]
    customers: tuple[str, ...]
    numbers: tuple[str, ...]
    state: State

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.seeds, *self.tied)

    @property
    def is_more_than_a_chance(self) -> bool:
        """Whether there is more to it than a deal that is hoped for, or was lost without a trace."""
        if any(seed.kind != "deal" for seed in self.seeds) or self.tied or not self.seeds:
            return True
        return self.state in ("running", "done")

    def first(self, *names: str) -> str:
        """What the first of its records says under one of these fields."""
        return next((value for seed in self.seeds if (value := seed.first(*names))), "")


@dataclass(frozen=True, slots=True)
class Projects:
    """All that were found, with what ties further records to them."""

    tying: Tying
    all: tuple[Project, ...]

    def of(self, project_id: str) -> Project | None:
        """The project that goes by this id, or that a record of this id states."""
        return next(
            (
                one
                for one in self.all
                if project_id == one.id or project_id in {seed.record_id for seed in one.seeds}
            ),
            None,
        )


def find_projects(connection: Connection, roots: Sequence[str], *, access: Access) -> Projects:
    """Every project with its documents, by what the asker may read alone."""
    seeds = seed_items(connection, access=access)
    documents = document_items(connection, access=access)
    known = sorted({customer for item in (*seeds, *documents) for customer in item.customers})
    known = sorted({*known, *_everybody(connection, access)})
    mainly: dict[str, set[str]] = defaultdict(set)
    for tie in ties_of(connection, known, access=access):
        if tie.is_mainly:
            mainly[tie.record_id].add(tie.entity_id)
    documents = [_about(one, mainly) for one in documents]
    tying = Tying(
        _names(connection, known, access), frozenset(fold(root) for root in roots), project_words()
    )
    groups = tying.found(seeds, documents)
    return Projects(tying, tuple(_project(one) for one in groups))


def with_all_records(
    connection: Connection, projects: Projects, project: Project, *, access: Access
) -> Project:
    """The project with everything that is tied to it: visits, mails, tickets as well."""
    index = next(
        at for at, one in enumerate(projects.all) if one.id == project.id
    )  # groups and projects stand in one order
    group = projects.tying.groups[index]
    held = {one.record_id for one in project.items}
    elsewhere = {one.record_id for other in projects.all for one in other.items}
    candidates = [
        one
        for one in items_of_customers(connection, project.customers, access=access)
        if one.record_id not in elsewhere and one.kind not in ("account", "contact", "person")
    ]
    mainly: dict[str, set[str]] = defaultdict(set)
    for tie in ties_of(connection, project.customers, access=access):
        if tie.is_mainly:
            mainly[tie.record_id].add(tie.entity_id)
    candidates = [_about(one, mainly) for one in candidates]
    unplaced = [one for one in candidates if projects.tying.place(one) is None]
    texts = texts_of(connection, [one.record_id for one in unplaced[:_READ_TEXTS]], access=access)
    tied = [one for one in candidates if projects.tying.place(one) is group]
    for one in unplaced:
        text = texts.get(one.record_id, "")
        placed = projects.tying.place(one, text)
        if placed is None and projects.tying.lies_among_projects(one):
            placed = projects.tying.place_by_text(one, text)
        if placed is group:
            tied.append(one)
    return replace(
        project, tied=(*project.tied, *(one for one in tied if one.record_id not in held))
    )


def _about(item: Item, mainly: dict[str, set[str]]) -> Item:
    """With the customers that most of it is about, where its source names none."""
    if item.customers:
        return item
    return replace(item, customers=frozenset(mainly.get(item.record_id, ())))


def _project(group: Group) -> Project:
    return Project(
        group.id,
        group.name,
        tuple(group.seeds),
        tuple(group.tied.values()),
        tuple(sorted(group.customers)),
        tuple(sorted(group.numbers)),
        group.state,
    )


def _everybody(connection: Connection, access: Access) -> Sequence[str]:
    customers = visible(access=access).customers
    return connection.scalars(select(customers.c.customer_id)).all()


def _names(
    connection: Connection, customers: Sequence[str], access: Access
) -> dict[str, tuple[str, ...]]:
    """The folded names of each customer, with and without legal endings."""
    names = visible(access=access).entity_names
    rows = connection.execute(
        select(names.c.entity_id, names.c.name).where(names.c.entity_id.startswith("c"))
    ).all()
    goes_by = {one: one for one in customers}
    for issued in {row.entity_id for row in rows} - goes_by.keys():  # merged ones, which are few
        [goes_by[issued]] = survivors(connection, [issued])
    wanted = set(customers)
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        customer = goes_by[row.entity_id]
        if customer in wanted:
            for one in (row.name, *short_forms(row.name)):
                if len(folded := fold(one)) >= _LEAST_NAME:
                    found[customer].add(folded)
    return {customer: tuple(sorted(held)) for customer, held in found.items()}
