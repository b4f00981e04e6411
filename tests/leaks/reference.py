"""Who may see what, worked out plainly from the records themselves: what answers are held against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.records import CustomerFacts, PersonFacts, Record, record_id
from tests.leaks.worlds import World

_OWN_WORD = re.compile(
    r"\bQ[a-z]+x[a-j]+z\b|555-\d{7}|20(?:[01]\d|2[0-4])-\d\d-\d\d", re.IGNORECASE
)


def words_of(text: str) -> set[str]:
    """The words and days in a text that belong to one record."""
    return {word.lower() for word in _OWN_WORD.findall(text)}


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as the test knows it."""

    record_id: str
    source: str
    record: Record

    @property
    def words(self) -> set[str]:
        """Every word of its own that it holds."""
        record = self.record
        parts = [record.title, *(f"{one.label} {one.value}" for one in record.fields)]
        for section in record.sections:
            parts += [section.text, *section.heading]
        match record.entity:
            case CustomerFacts() as customer:
                parts += [customer.name, *customer.aliases]
            case PersonFacts() as person:
                parts += [person.name, person.title]
        if record.occurred_at:
            parts.append(record.occurred_at.isoformat())
        return words_of(" ".join(parts))


@dataclass(slots=True)
class Reference:
    """A world and everything that was on record before it: `audience_of` keeps, by word, the audiences
    of every version that ever held it."""

    world: World
    audience_of: dict[str, list[frozenset[str]]] = field(default_factory=dict)

    def move_to(self, world: World) -> None:
        """The company as it is from now on."""
        self.world = world
        for seen in self.all():
            for word in seen.words:
                self.audience_of.setdefault(word, []).append(frozenset(seen.record.audience))

    def all(self) -> Iterator[Seen]:
        for source, records in self.world.sources.items():
            for record in records:
                yield Seen(record_id(source, record.external_id), source, record)

    def entry(self, address: str) -> object:
        """What the directory says of somebody."""
        return next(one.entity for one in self.world.directory if one.external_id == address)

    def all_words(self) -> set[str]:
        """Every word of the world."""
        return set().union(*(seen.words for seen in self.all()))

    def tokens(self, address: str) -> frozenset[str]:
        """What somebody at an address holds, but for their own id, which no record of a world names."""
        people = {record.external_id: record.entity for record in self.world.directory}
        own = people[address]
        assert isinstance(own, PersonFacts)
        leads = {
            one: entity.manager.email
            for one, entity in people.items()
            if isinstance(entity, PersonFacts) and entity.manager
        }
        tokens = {"everyone", f"person:{address}", *own.memberships}
        if own.department:
            tokens.add(f"dept:{own.department}")
        for one in people:
            chain = _chain(one, leads)
            if address in chain:
                tokens.add(f"line:{one}")
            if one in _chain(address, leads):
                tokens.add(f"team:{one}")
        return frozenset(tokens)

    def visible(self, address: str) -> list[Seen]:
        """What somebody may read now."""
        tokens = self.tokens(address)
        return [seen for seen in self.all() if not tokens.isdisjoint(seen.record.audience)]

    def known_words(self, address: str) -> set[str]:
        """Every word that stands in what somebody may read now."""
        return set().union(*(seen.words for seen in self.visible(address)))

    def ever_known_words(self, address: str) -> set[str]:
        """The same of every version that whoever holds their tokens might read."""
        tokens = self.tokens(address)
        return {
            word
            for word, audiences in self.audience_of.items()
            if any(not tokens.isdisjoint(audience) for audience in audiences)
        }

    def tied_to_customer(self, address: str, customer: str) -> list[Seen]:
        """What somebody may read of a customer, by its id in the CRM."""
        return [
            seen
            for seen in self.visible(address)
            if any(
                one.external_id == customer and (one.source or seen.source) == "crm"
                for one in seen.record.customers
            )
        ]

    def tied_to_person(self, address: str, person: str) -> list[Seen]:
        """What somebody may read that a colleague, by address, is tied to."""
        return [
            seen
            for seen in self.visible(address)
            if any(one.person.email == person for one in seen.record.involvements)
        ]

    def states(self, address: str, source: str, external_id: str) -> bool:
        """Whether somebody may read the record that states a customer or a colleague."""
        wanted = record_id(source, external_id)
        return any(seen.record_id == wanted for seen in self.visible(address))


def _chain(start: str, leads: dict[str, str]) -> set[str]:
    """Somebody and all above them."""
    reached: list[str] = [start]
    while (above := leads.get(reached[-1])) and above not in reached:
        reached.append(above)
    return set(reached)


def newest_first(records: Iterable[Seen]) -> list[str]:
    """Ids in the order of a timeline: by day, those without one last."""

    def key(seen: Seen) -> tuple[bool, int, str]:
        day = seen.record.occurred_at
        return (day is None, -day.toordinal() if day else 0, seen.record_id)

    return [seen.record_id for seen in sorted(records, key=key)]
