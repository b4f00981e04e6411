"""What selected records say in their fields, and whom they are tied to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Subquery, select

from assistant.query.known_fields import KnownFields, is_record_date
from assistant.query.selecting import QueryError, Selected, local_day
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.moments import from_text
from ingest.records import Kind, Role

_MANY = 500


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value of a record's field."""

    value: str
    folded: str
    moment: str


class RecordValues:
    """What records say and whom they are tied to, for one asker."""

    def __init__(
        self, connection: Connection, known: KnownFields, timezone: ZoneInfo, *, access: Access
    ) -> None:
        self._connection = connection
        self._known = known
        self._timezone = timezone
        self._access = access
        self._seen = visible(access=access)

    def of_field(self, records: Sequence[Selected], field: str) -> dict[str, list[FieldValue]]:
        """Record id -> the values of a field; QueryError where no kind of them has it."""
        kinds = list(dict.fromkeys(one.kind for one in records))
        meant = [(kind, self._known.meant(kind, field)) for kind in kinds]
        if records and not any(one for _, one in meant):
            raise QueryError(f"No {' or '.join(kinds)} has a field {field!r}")
        wanted = {one.record_id for one in records}
        found: dict[str, list[FieldValue]] = defaultdict(list)
        for kind, one in meant:
            if one is not None:
                self._read(kind, one.name, wanted, found)
        return found

    def is_money(self, records: Sequence[Selected], field: str) -> bool:
        """Whether a field is an amount of money."""
        kinds = {one.kind for one in records}
        meant = [self._known.meant(kind, field) for kind in kinds]
        return any(one is not None and "amount" in one.names for one in meant)

    def of_customers_field(
        self, records: Sequence[Selected], field: str
    ) -> dict[str, list[FieldValue]]:
        """Record id -> the values of a field of the customers that the record is about."""
        known = self._known.meant("account", field)
        if known is None:
            raise QueryError(f"No account has a field {field!r}")
        customers = self._seen.customers.c
        stating = {
            row.customer_id: row.record_id
            for row in self._connection.execute(select(customers.customer_id, customers.record_id))
        }
        of_account: dict[str, list[FieldValue]] = defaultdict(list)
        self._read("account", known.name, set(stating.values()), of_account)
        return {
            record_id: [
                value for one in ids if one in stating for value in of_account[stating[one]]
            ]
            for record_id, ids in self.customers_of(records).items()
        }

    def days(self, records: Sequence[Selected], field: str) -> dict[str, date]:
        """Record id -> the first day of a field, or the record's own where `field` is empty or "date"."""
        if is_record_date(field):
            return {one.record_id: one.day for one in records if one.day}
        return {
            record_id: local_day(from_text(value.moment), self._timezone)
            for record_id, values in self.of_field(records, field).items()
            for value in reversed(values)
            if value.moment
        }

    def customers_of(self, records: Sequence[Selected]) -> dict[str, list[str]]:
        """Record id -> the customers that it is about."""
        return self._tied(records, self._seen.record_customers, "customer_id")

    def known_customers_of(self, records: Sequence[Selected]) -> dict[str, list[str]]:
        """The same, of those customers alone that a record states which the asker may read."""
        customers = self._seen.customers.c
        known = set(self._connection.scalars(select(customers.customer_id)))
        return {
            record_id: [one for one in ids if one in known]
            for record_id, ids in self.customers_of(records).items()
        }

    def people_of(self, records: Sequence[Selected], role: Role) -> dict[str, list[str]]:
        """Record id -> the colleagues tied to it in a role, whom the asker may know of or not."""
        ties = self._seen.involvements
        return self._tied(records, ties, "person_id", ties.c.role == role)

    def _tied(
        self,
        records: Sequence[Selected],
        ties: Subquery,
        column: str,
        *conditions: ColumnElement[bool],
    ) -> dict[str, list[str]]:
        wanted = {one.record_id for one in records}
        statement = (
            select(ties.c.record_id, ties.c[column].label("tied"))
            .where(*conditions)
            .order_by(ties.c.record_id, ties.c.ordinal)
        )
        if len(wanted) <= _MANY:
            statement = statement.where(ties.c.record_id.in_(wanted))
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._connection.execute(statement):
            if row.record_id in wanted and row.tied not in found[row.record_id]:
                found[row.record_id].append(row.tied)
        return found

    def _read(
        self, kind: Kind, name: str, wanted: set[str], found: dict[str, list[FieldValue]]
    ) -> None:
        fields = self._seen.fields.c
        statement = (
            select(fields.record_id, fields.value, fields.folded, fields.moment)
            .where(fields.kind == kind, fields.name == name)
            .order_by(fields.record_id, fields.ordinal)
        )
        if len(wanted) <= _MANY:
            statement = statement.where(fields.record_id.in_(wanted))
        for row in self._connection.execute(statement):
            if row.record_id in wanted:
                found[row.record_id].append(FieldValue(row.value, row.folded, row.moment))
