"""The people directory: who works here, from a CSV or XLSX file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Setting

from connectors.audiences import checked_token, names_in
from connectors.cells import addresses, is_yes, label, people, several
from connectors.listing import Listed, with_checkpoints
from connectors.row_mapping import Columns
from connectors.rows import Row
from connectors.table_file import read_table
from ingest.records import Change, Failure, Field, PersonFacts, Record, revision_of
from ingest.tokens import group_token, team_token

_TOKEN = re.compile(r"everyone$|(?:dept|team|group|person|line):")
_NO_GROUP = (
    "gives nobody anything; write a team's name without @, "
    "and a group's name or group:<source>:<name>."
)


class DirectoryColumns(BaseModel):
    """Our words and the columns that hold them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    id: str = ""
    aliases: Columns = ()
    emails: Columns = ()
    title: str = ""
    department: str = ""
    manager: str = ""
    active: str = ""
    team: Columns = ()
    groups: Columns = ()

    def all_columns(self) -> tuple[str, ...]:
        """Every column named, each once."""
        single = (self.id, self.name, self.title, self.department, self.manager, self.active)
        named = (*single, *self.aliases, *self.emails, *self.team, *self.groups)
        return tuple(dict.fromkeys(column for column in named if column))

    def canonical_names(self) -> dict[str, str]:
        """Column -> the name its field goes by."""
        names = {
            self.id: "id",
            self.title: "title",
            self.department: "department",
            self.manager: "manager",
            self.active: "active",
            self.name: "name",
        }
        names |= dict.fromkeys(self.aliases, "aliases") | dict.fromkeys(self.emails, "email")
        names |= dict.fromkeys(self.team, "team") | dict.fromkeys(self.groups, "groups")
        names.pop("", None)
        return names


class DirectoryOptions(BaseModel):
    """What config.toml says of a directory beside its path and audience."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: DirectoryColumns
    fields: dict[str, str] = Setting(default_factory=dict)
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class DirectoryConnector:
    """Yields a record of kind `person` for each row; its external id is the id, else the address."""

    name: str
    options: DirectoryOptions
    root: Path
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Every listing is complete; there is no cursor. Raises PermanentError if the file cannot be read."""
        return with_checkpoints(self._listed(known))

    def _listed(self, known: Mapping[str, str]) -> Iterator[Listed]:
        columns, options = self.options.columns, self.options
        shown = self.root.name
        table = read_table(
            self.root,
            sheet=options.sheet,
            needed=(*columns.all_columns(), *options.fields.values()),
            shown=shown,
        )
        rules = revision_of(options.model_dump_json(), *table.columns, "\n", *self.audience)
        met: dict[str, int] = {}
        for row in table.rows:
            cells = dict(zip(table.columns, row.cells, strict=True))
            person = self._person(cells)
            problem = _problem(person, row, met)
            if problem:
                # A colleague stays while their row is broken, without what it gave them.
                stated = person.external_id
                failed = stated if stated and stated not in met else f"row {row.number}"
                message = f"{shown}, row {row.number}: {problem}"
                failure = Failure(failed, "invalid", message, self.audience, grants_nothing=True)
                yield Listed(failed, failure)
                continue
            met[person.external_id] = row.number
            for slip in self._slips(cells):
                # The row is read all the same, so that nobody keeps a group by a slip.
                failed = f"row {row.number}: {slip}"
                yield Listed(failed, Failure(failed, "invalid", f"{shown}, {failed} {_NO_GROUP}"))
            revision = revision_of(rules, *row.cells)
            if known.get(person.external_id) == revision:
                yield Listed(person.external_id)
            else:
                yield Listed(person.external_id, self._record(person, cells, revision))

    def _person(self, cells: dict[str, str]) -> PersonFacts:
        columns = self.options.columns
        emails = tuple(address for column in columns.emails for address in addresses(cells[column]))
        managers = people(cells[columns.manager]) if columns.manager else ()
        return PersonFacts(
            external_id=(cells[columns.id] if columns.id else "") or next(iter(emails), ""),
            name=cells[columns.name],
            aliases=tuple(alias for column in columns.aliases for alias in several(cells[column])),
            emails=emails,
            title=cells[columns.title] if columns.title else "",
            department=cells[columns.department] if columns.department else "",
            manager=managers[0] if managers else None,
            active=is_yes(cells[columns.active]) if columns.active else True,
            memberships=tuple(dict.fromkeys(self._memberships(cells))),
        )

    def _memberships(self, cells: dict[str, str]) -> Iterator[str]:
        for name in _names(cells, self.options.columns.team):
            if "@" not in name:
                yield team_token(name)
        for name in _names(cells, self.options.columns.groups):
            if token := self._group(name):
                yield token

    def _group(self, name: str) -> str:
        """The token of a group by its name here or whole; empty for another token."""
        if not _TOKEN.match(name):
            return group_token(self.name, name)
        try:
            return checked_token(name) if name.startswith("group:") else ""
        except ValueError:
            return ""

    def _slips(self, cells: dict[str, str]) -> Iterator[str]:
        """What stands for a team or a group and can be neither."""
        columns = self.options.columns
        yield from (name for name in _names(cells, columns.team) if "@" in name)
        yield from (name for name in _names(cells, columns.groups) if not self._group(name))

    def _record(self, person: PersonFacts, cells: dict[str, str], revision: str) -> Record:
        names = self.options.columns.canonical_names()
        names |= {column: name for name, column in self.options.fields.items()}
        return Record(
            external_id=person.external_id,
            revision=revision,
            kind="person",
            title=person.name,
            audience=self.audience,
            fields=tuple(
                Field(names.get(column, column), label(column), value)
                for column, value in cells.items()
                if value and column not in self.options.columns.groups
            ),
            uri=self.root.name,
            entity=person,
        )


def _names(cells: Mapping[str, str], columns: tuple[str, ...]) -> Iterator[str]:
    for column in columns:
        yield from names_in(cells[column])


def _problem(person: PersonFacts, row: Row, met: Mapping[str, int]) -> str:
    if row.excess:
        return "it has more cells than columns; put cells that hold the delimiter in double quotes."
    if not person.external_id:
        return "it has neither id nor address; give it one."
    if not person.name:
        return "it has no name; fill it in."
    if person.external_id in met:
        return (
            f"its id {person.external_id} is that of row {met[person.external_id]}, which was read."
        )
    return ""
