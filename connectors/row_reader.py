"""One row of a mapped entity as a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote
from zoneinfo import ZoneInfo

from connectors.audiences import checked_token, names_in
from connectors.cells import addresses, domain, label, moment, people, prose, several
from connectors.row_mapping import BRACED, KIND_OF, RowMapping
from connectors.rows import Row
from ingest.records import (
    ContactFacts,
    CustomerFacts,
    CustomerRef,
    Field,
    Involvement,
    Kind,
    Record,
    Section,
)
from ingest.tokens import group_token, line_token, person_token, team_token

_REACH = {"person": person_token, "line": line_token, "team": team_token}
_TITLES = ("subject", "title", "name", "标题", "主题", "名称")


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one entity of a source; `columns` are the table's, `audience` the source's own.

    `uri` is that of the rows of a mapping without a `link`.
    """

    source: str
    mapping: RowMapping
    columns: tuple[str, ...]
    audience: tuple[str, ...]
    timezone: ZoneInfo
    names: dict[str, str]
    uri: str

    def record(self, row: Row, external_id: str, revision: str) -> Record:
        """Raises ValueError, in words for the person who runs Zhike, if the row says who may see it wrongly."""
        cells = dict(zip(self.columns, row.cells, strict=True))
        mapping = self.mapping
        return Record(
            external_id=external_id,
            revision=revision,
            kind=self._kind(cells),
            title=self._title(cells),
            audience=self._audience(cells),
            fields=self._fields(cells),
            sections=self._sections(cells),
            uri=self._link(cells) or self.uri,
            occurred_at=moment(cells[mapping.date], self.timezone) if mapping.date else None,
            involvements=tuple(
                Involvement(role, person)
                for role, columns in mapping.people.items()
                for column in columns
                for person in people(cells[column])
            ),
            customers=self._customers(cells),
            entity=self._entity(cells),
        )

    def _link(self, cells: dict[str, str]) -> str:
        return BRACED.sub(lambda column: quote(cells[column[1]], safe=""), self.mapping.link)

    def _kind(self, cells: dict[str, str]) -> Kind:
        stated = cells[self.mapping.kind_column] if self.mapping.kind_column else ""
        return self.mapping.kinds.get(stated, KIND_OF[self.mapping.entity])

    def _title(self, cells: dict[str, str]) -> str:
        stated = " · ".join(cells[column] for column in self.mapping.name if cells[column])
        if stated:
            return stated
        for column, value in cells.items():
            if value and self.names.get(column, column).lower() in _TITLES:
                return value
        entity = self.mapping.entity.removesuffix("s").replace("activitie", "activity")
        return f"{entity} {cells[self.mapping.id]}"

    def audience_if_broken(self, row: Row) -> tuple[str, ...]:
        """Who might have read a row that cannot be; nobody where that is not known."""
        if row.excess and self.mapping.row_decides:
            return ()
        try:
            return self._audience(dict(zip(self.columns, row.cells, strict=True)))
        except ValueError:
            return ()

    def _audience(self, cells: dict[str, str]) -> tuple[str, ...]:
        """What the row's cell says, else the table; beside them its people and groups; the source's
        where none of these is asked for. Raises ValueError if they are and give nobody."""
        mapping = self.mapping
        cell = cells[mapping.audience_column] if mapping.audience_column else ""
        stated = tuple(checked_token(token) for token in cell.split(";") if token.strip())
        tokens = dict.fromkeys(stated or mapping.audience)
        tokens |= dict.fromkeys((*self._of_people(cells), *self._of_groups(cells)))
        if tokens:
            return tuple(tokens)
        if mapping.audience_from or mapping.audience_groups:
            wanted = [f"people.{role} with an address" for role in mapping.audience_from]
            wanted += [repr(column) for column in mapping.audience_groups]
            raise ValueError(f"nobody could read it; fill in {' or '.join(wanted)}")
        return self.audience

    def _of_people(self, cells: dict[str, str]) -> Iterator[str]:
        for role, reach in self.mapping.audience_from.items():
            for column in self.mapping.people[role]:
                # A name or an id may be somebody else's tomorrow.
                yield from (_REACH[reach](one.email) for one in people(cells[column]) if one.email)

    def _of_groups(self, cells: dict[str, str]) -> Iterator[str]:
        source = self.mapping.groups_source or self.source
        for column in self.mapping.audience_groups:
            yield from (group_token(source, name) for name in names_in(cells[column]))

    def _fields(self, cells: dict[str, str]) -> tuple[Field, ...]:
        mapping = self.mapping
        hidden = {*mapping.text, mapping.audience_column}
        hidden |= set(mapping.audience_groups) - set(mapping.fields.values())
        return tuple(
            Field(self.names.get(column, column), label(column), value)
            for column, value in cells.items()
            if value and column not in hidden
        )

    def _sections(self, cells: dict[str, str]) -> tuple[Section, ...]:
        return tuple(
            Section(prose(cells[column]), (label(column),))
            for column in self.mapping.text
            if cells[column]
        )

    def _customers(self, cells: dict[str, str]) -> tuple[CustomerRef, ...]:
        mapping = self.mapping
        external_id = cells[mapping.customer] if mapping.customer else ""
        name = cells[mapping.customer_name] if mapping.customer_name else ""
        if not external_id and not name and mapping.entity == "customers":
            external_id = cells[mapping.id]
        if not external_id and not name:
            return ()
        return (CustomerRef(external_id, name, mapping.customer_source if external_id else ""),)

    def _entity(self, cells: dict[str, str]) -> CustomerFacts | ContactFacts | None:
        mapping = self.mapping
        emails = tuple(address for column in mapping.emails for address in addresses(cells[column]))
        if mapping.entity == "customers":
            return CustomerFacts(
                external_id=cells[mapping.id],
                name=self._title(cells),
                aliases=tuple(
                    alias for column in mapping.aliases for alias in several(cells[column])
                ),
                domains=tuple(
                    found
                    for column in mapping.domains
                    for value in several(cells[column])
                    if (found := domain(value))
                ),
                emails=emails,
                tax_number=cells[mapping.tax_number] if mapping.tax_number else "",
                phones=tuple(
                    number for column in mapping.phones for number in several(cells[column])
                ),
            )
        if mapping.entity == "contacts":
            customers = self._customers(cells)
            return ContactFacts(
                external_id=cells[mapping.id],
                name=self._title(cells),
                customer=customers[0] if customers else CustomerRef(),
                emails=emails,
            )
        return None
