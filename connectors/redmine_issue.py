"""One Redmine issue as a record: its fields, its description, and what was said on it, note by note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from connectors.cells import moment, prose
from connectors.redmine_api import Issue, person_of
from connectors.web_api import items, text
from ingest.records import Field, Involvement, Record, Role, Section

_FIELDS = (
    ("status", "status"),
    ("priority", "priority"),
    ("tracker", "tracker"),
    ("project", "project"),
    ("category", "category"),
    ("version", "fixed_version"),
    ("author", "author"),
    ("assignee", "assigned_to"),
)
_DATES = (("start_date", "start_date"), ("due_date", "due_date"))
_INSTANTS = (("opened_on", "created_on"), ("closed_on", "closed_on"))


@dataclass(frozen=True, slots=True)
class IssueReader:
    """Reads the issues of one Redmine. Notes that are private there are left out."""

    address: str
    timezone: ZoneInfo
    addresses: Mapping[str, str]
    closing: frozenset[str]

    def record(self, issue: Issue, revision: str, audience: tuple[str, ...]) -> Record:
        number = text(issue, "id")
        notes = [one for one in items(issue, "journals") if one.get("private_notes") is not True]
        opened = moment(text(issue, "created_on"), ZoneInfo("UTC"))
        return Record(
            external_id=number,
            revision=revision,
            kind="ticket",
            title=f"#{number} {text(issue, 'subject')}",
            audience=audience,
            fields=tuple(self._fields(issue, notes)),
            sections=tuple(self._sections(issue, notes)),
            uri=f"{self.address}/issues/{number}",
            occurred_at=opened,
            involvements=tuple(dict.fromkeys(self._involvements(issue, notes))),
        )

    def _fields(self, issue: Issue, notes: list[dict[str, object]]) -> Iterator[Field]:
        yield Field("id", "id", f"#{text(issue, 'id')}")
        for name, key in _FIELDS:
            if value := text(issue, key, "name"):
                yield Field(name, name, value)
        if resolver := text(self._closing(issue, notes), "user", "name"):
            yield Field("resolver", "resolver", resolver)
        for name, key in _DATES:
            if value := text(issue, key):
                yield Field(name, name.replace("_", " "), value)
        for name, key in _INSTANTS:
            if value := self._local(text(issue, key)):
                yield Field(name, name.replace("_", " "), value)
        for custom in items(issue, "custom_fields"):
            held = custom.get("value")
            shown = "; ".join(map(str, held)) if isinstance(held, list) else str(held or "")
            if (name := text(custom, "name")) and shown:
                yield Field(name, name, shown)
        if attached := "; ".join(text(one, "filename") for one in items(issue, "attachments")):
            yield Field("attachments", "attachments", attached)

    def _sections(self, issue: Issue, notes: list[dict[str, object]]) -> Iterator[Section]:
        if description := prose(text(issue, "description")).strip():
            yield Section(description)
        for note in notes:
            if words := prose(text(note, "notes")).strip():
                when = self._local(text(note, "created_on"))
                yield Section(f"{text(note, 'user', 'name')}, {when}: {words}")

    def _involvements(self, issue: Issue, notes: list[dict[str, object]]) -> Iterator[Involvement]:
        stated: list[tuple[Role, object]] = [
            ("author", issue.get("author")),
            ("assignee", issue.get("assigned_to")),
            ("resolver", self._closing(issue, notes).get("user")),
        ]
        stated += [("participant", note.get("user")) for note in notes if text(note, "notes")]
        for role, held in stated:
            if person := person_of(held, self.addresses):
                yield Involvement(role, person)

    def _closing(self, issue: Issue, notes: list[dict[str, object]]) -> dict[str, object]:
        """The entry of the journal by which a closed issue was closed last; empty where there is none."""
        if text(issue, "status", "id") not in self.closing:
            return {}
        for note in reversed(notes):
            for detail in items(note, "details"):
                if (
                    text(detail, "name") == "status_id"
                    and text(detail, "new_value") in self.closing
                ):
                    return note
        return {}

    def _local(self, stated: str) -> str:
        instant = moment(stated, ZoneInfo("UTC"))
        if not isinstance(instant, datetime):
            return stated
        return f"{instant.astimezone(UTC).astimezone(self.timezone):%Y-%m-%d %H:%M}"
