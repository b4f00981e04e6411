"""Tickets of a Redmine, by its REST API."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, PositiveFloat, model_validator

from connectors.audiences import Audience
from connectors.cells import moment
from connectors.files import matches
from connectors.increments import Increment
from connectors.listing import Listed
from connectors.redmine_api import Issue, Project, Redmine
from connectors.redmine_issue import IssueReader
from connectors.secrets import read_secret
from connectors.web_api import WebApi, checked_address, text
from ingest.errors import PermanentError
from ingest.records import Change, Failure, Record, Tombstone, revision_of
from ingest.tokens import person_token

_OVERLAP = timedelta(minutes=5)
_NO_PROJECT = Project("", "", "", is_public=False)


class RedmineRule(BaseModel):
    """Who may read the issues of the projects whose identifier `project`, a glob, means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    project: str
    audience: Audience


class RedmineOptions(BaseModel):
    """What config.toml says beside the audience."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    key_env: str
    projects: tuple[str, ...] = ("*",)
    exclude: tuple[str, ...] = ()
    rules: tuple[RedmineRule, ...] = ()
    full_listing_hours: PositiveFloat = 24
    timeout_seconds: PositiveFloat = 60
    allow_private: bool = False

    @model_validator(mode="after")
    def _a_web_address(self) -> Self:
        checked_address(self.url, sends_secrets=True, allow_private=self.allow_private)
        return self


@dataclass(frozen=True, slots=True)
class RedmineConnector:
    """Yields a record of kind `ticket` for each issue; its external id is the issue's number.

    An issue of a public project is for the source's audience, or a rule's; one of another project for its
    members, unless a rule means the project; a private one for its author and assignee alone.
    """

    name: str
    options: RedmineOptions
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """What was changed since the mark; Redmine reports no deletion, so everything where a listing is due."""
        with self._opened() as redmine:
            latest = redmine.latest_change()
            reading = _Reading(self, redmine, known)
            increment = Increment.begin(
                cursor, reading.choice(), full_listing_hours=self.options.full_listing_hours
            )
            since = increment.since("issues")
            increment.marks["issues"] = _a_little_before(latest)
            yield from increment.changes(reading.listed(since), complete=not since)

    def again(
        self, external_ids: Collection[str], known: Mapping[str, str]
    ) -> Iterator[Record | Tombstone | Failure]:
        """Those of the issues that are still there."""
        with self._opened() as redmine:
            reading = _Reading(self, redmine, known)
            for head in redmine.among(external_ids):
                yield from (item.change for item in reading.of_head(head) if item.change)

    @contextmanager
    def _opened(self) -> Iterator[Redmine]:
        options = self.options
        key = read_secret(options.key_env, key="key_env")
        with WebApi(
            options.url,
            allow_private=options.allow_private,
            timeout_seconds=options.timeout_seconds,
            headers={"X-Redmine-API-Key": key},
        ) as api:
            redmine = Redmine(api)
            redmine.sign_in()
            yield redmine


@dataclass(slots=True)
class _Reading:
    """One run, with what was asked once for all issues."""

    source: RedmineConnector
    redmine: Redmine
    known: Mapping[str, str]
    projects: dict[str, Project] = field(init=False)
    reader: IssueReader = field(init=False)
    audiences: dict[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.projects = self.redmine.projects()
        self.reader = IssueReader(
            self.source.options.url.rstrip("/"),
            self.source.timezone,
            self.redmine.addresses(),
            self.redmine.closing_states(),
        )
        self.audiences = {
            own_id: self._audience_of(project) for own_id, project in self.projects.items()
        }

    def choice(self) -> str:
        """Changes with what decides which issues are read and who may read them: members, settings."""
        return revision_of(
            self.source.options.model_dump_json(),
            str(self.source.timezone),
            repr(sorted(self.audiences.items())),
            repr(sorted(self.reader.addresses.items())),
        )

    def listed(self, since: str) -> Iterator[Listed]:
        for head in self.redmine.issues(since):
            yield from self.of_head(head)

    def of_head(self, head: Issue) -> Iterator[Listed]:
        own_id = text(head, "id")
        project = self.projects.get(text(head, "project", "id"), _NO_PROJECT)
        if not self._wants(project):
            if own_id in self.known:
                yield Listed(own_id, Tombstone(own_id))
            return
        audience = self._of_issue(head)
        if not audience:
            yield from self._out_of_sight(own_id)
            message = (
                f"#{own_id}: nobody could read it, as the address of nobody who may is known; use an "
                "administrator's key, or write a rule for its project."
            )
            yield Listed(own_id, Failure(own_id, "invalid", message))
            return
        revision = revision_of(
            text(head, "updated_on"), *sorted(audience), "\n", str(self.source.timezone)
        )
        if self.known.get(own_id) == revision:
            yield Listed(own_id)
            return
        try:
            issue = self.redmine.issue(own_id)
        except PermanentError as error:
            yield Listed(own_id, Failure(own_id, error.reason, f"#{own_id}: {error}", audience))
            return
        # It may have become private, or moved, since it was listed.
        if self._of_issue(issue) == audience:
            yield Listed(own_id, self.reader.record(issue, revision, audience))
        else:
            yield from self._out_of_sight(own_id)

    def _out_of_sight(self, own_id: str) -> Iterator[Listed]:
        if own_id in self.known:
            yield Listed(own_id, Tombstone(own_id, at_once=True))

    def _wants(self, project: Project) -> bool:
        options = self.source.options
        return matches(project.identifier, options.projects) and not matches(
            project.identifier, options.exclude
        )

    def _of_issue(self, issue: Issue) -> tuple[str, ...]:
        if issue.get("is_private") is not True:
            return self.audiences.get(text(issue, "project", "id"), ())
        people = (text(issue, "author", "id"), text(issue, "assigned_to", "id"))
        return self._tokens(people)

    def _audience_of(self, project: Project) -> tuple[str, ...]:
        options = self.source.options
        deciding = [one for one in options.rules if matches(project.identifier, (one.project,))]
        if deciding:
            return deciding[-1].audience
        if project.is_public:
            return self.source.audience
        if not self._wants(project):
            return ()
        return self._tokens(self.redmine.members(project))

    def _tokens(self, user_ids: tuple[str, ...]) -> tuple[str, ...]:
        known = (self.reader.addresses.get(own_id, "") for own_id in user_ids)
        return tuple(dict.fromkeys(person_token(address) for address in known if address))


def _a_little_before(stated: str) -> str:
    """The mark for an instant as Redmine writes it: changes are seen twice rather than not at all."""
    instant = moment(stated, ZoneInfo("UTC"))
    if not isinstance(instant, datetime):
        return ""
    return f"{instant - _OVERLAP:%Y-%m-%dT%H:%M:%SZ}"
