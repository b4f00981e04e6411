"""What a Redmine is asked for: projects, people, and issues that no page boundary can hide."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from connectors.web_api import WebApi, items, text
from ingest.errors import PermanentError
from ingest.records import PersonRef

Issue = Mapping[str, object]
_AT_ONCE = 100  # the API's limit


@dataclass(frozen=True, slots=True)
class Project:
    """A project; `is_public` says that everybody who is signed in may see it."""

    id: str
    identifier: str
    name: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class Redmine:
    """Reads what the key's owner may read."""

    api: WebApi

    def sign_in(self) -> None:
        """Raises PermanentError for a key that is refused: a public Redmine answers other questions all the
        same, as to a stranger."""
        self.api.get("/users/current.json", {})

    def projects(self) -> dict[str, Project]:
        """By id."""
        return {
            text(one, "id"): Project(
                text(one, "id"),
                text(one, "identifier"),
                text(one, "name"),
                one.get("is_public") is True,
            )
            for one in self._paged("/projects.json", "projects")
        }

    def addresses(self) -> dict[str, str]:
        """The mail address of each active user by id; none where the key is no administrator's."""
        try:
            users = list(self._paged("/users.json", "users"))
        except PermanentError:
            return {}
        return {text(user, "id"): text(user, "mail").lower() for user in users if user.get("mail")}

    def members(self, project: Project) -> tuple[str, ...]:
        """The ids of the users in a project, also of those in it by way of a group."""
        held = self._paged(f"/projects/{project.id}/memberships.json", "memberships")
        return tuple(dict.fromkeys(text(one, "user", "id") for one in held if one.get("user")))

    def closing_states(self) -> frozenset[str]:
        """The ids of the statuses that close an issue."""
        held = items(self.api.get("/issue_statuses.json", {}), "issue_statuses")
        return frozenset(text(one, "id") for one in held if one.get("is_closed") is True)

    def latest_change(self) -> str:
        """When any issue was changed last, as the server writes it; empty where there is none."""
        question = {"status_id": "*", "sort": "updated_on:desc", "limit": "1"}
        held = items(self.api.get("/issues.json", question), "issues")
        return text(held[0], "updated_on") if held else ""

    def issues(self, since: str = "") -> Iterator[Issue]:
        """Every issue, or those changed since an instant, by id, without what was said on them.

        Each page begins after the last id of the one before: what comes, goes or changes meanwhile shifts nothing.
        """
        after = 0
        while True:
            question = {
                "status_id": "*",
                "sort": "id:asc",
                "limit": str(_AT_ONCE),
                "issue_id": f">={after + 1}",
            }
            if since:
                question["updated_on"] = f">={since}"
            held = items(self.api.get("/issues.json", question), "issues")
            fresh = [one for one in held if int(text(one, "id") or 0) > after]
            if len(fresh) < len(held):
                raise PermanentError(
                    f"{self.api.host}: it does not list issues from an id on; Redmine 3.3 or newer is needed."
                )
            if not fresh:
                return
            yield from fresh
            after = int(text(fresh[-1], "id"))

    def among(self, numbers: Collection[str]) -> Iterator[Issue]:
        """Those of these issues that there are, as `issues` gives them."""
        wanted = sorted(filter(str.isdecimal, numbers), key=int)
        for start in range(0, len(wanted), _AT_ONCE):
            question = {
                "status_id": "*",
                "limit": str(_AT_ONCE),
                "issue_id": ",".join(wanted[start : start + _AT_ONCE]),
            }
            yield from items(self.api.get("/issues.json", question), "issues")

    def issue(self, number: str) -> Issue:
        """One issue with its journal."""
        held = self.api.get(f"/issues/{number}.json", {"include": "journals,attachments"})
        found = held.get("issue") if isinstance(held, dict) else None
        return found if isinstance(found, dict) else {}

    def _paged(self, path: str, name: str) -> Iterator[dict[str, object]]:
        start = 0
        while True:
            held = items(self.api.get(path, {"limit": str(_AT_ONCE), "offset": str(start)}), name)
            yield from held
            if len(held) < _AT_ONCE:
                return
            start += len(held)


def person_of(held: object, addresses: Mapping[str, str]) -> PersonRef | None:
    """The user whom an issue names; None where it names nobody."""
    own_id, name = text(held, "id"), text(held, "name")
    if not own_id and not name:
        return None
    return PersonRef(email=addresses.get(own_id, ""), external_id=own_id, name=name)
