"""A real Redmine of Debian's package for the tests of tickets: Ruby's own server, SQLite."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.connectors.processes import own_folder, program, running
from tests.ports import free_port

_PLACES = (
    Path(__file__).parents[2] / "build" / "redmine" / "usr" / "share" / "redmine",
    Path("/usr/share/redmine"),
)
_BUNDLERS = Path("/usr/share/rubygems-integration/all/specifications")
_DATABASE = "production:\n  adapter: sqlite3\n  database: {folder}/redmine.sqlite3\n"
_OPENED = """
Setting.rest_api_enabled = '1'
admin = User.find_by(login: 'admin')
admin.must_change_passwd = false
admin.save!(validate: false)
File.write('key', admin.api_key)
"""
_CLOSED = "5"
_TRACKER = "1"


@dataclass(frozen=True, slots=True)
class RedmineServer:
    """A Redmine with its default trackers and statuses; `key` is its administrator's."""

    url: str
    key: str
    client: httpx.Client

    def project(self, identifier: str, *, is_public: bool = True) -> str:
        held = {"name": identifier, "identifier": identifier, "is_public": is_public}
        return self._made("/projects.json", {"project": held}, "project")

    def user(self, login: str, name: str) -> str:
        held = {
            "login": login, "firstname": name, "lastname": "王", "mail": f"{login}@huace.example",
            "password": "right-secret",
        }  # fmt: skip
        return self._made("/users.json", {"user": held}, "user")

    def join(self, project: str, user: str) -> None:
        held = {"user_id": user, "role_ids": [4]}  # Developer
        self._made(f"/projects/{project}/memberships.json", {"membership": held}, "membership")

    def lock(self, user: str) -> None:
        self._done("PUT", f"/users/{user}.json", {"user": {"status": 3}})

    def issue(self, project: str, subject: str, author: str = "admin", **others: object) -> str:
        held = {"project_id": project, "tracker_id": _TRACKER, "subject": subject, **others}
        return self._made("/issues.json", {"issue": held}, "issue", author)

    def change(self, issue: str, by: str = "admin", **changes: object) -> None:
        self._done("PUT", f"/issues/{issue}.json", {"issue": changes}, by)

    def close(self, issue: str, by: str = "admin") -> None:
        self.change(issue, by, status_id=_CLOSED)

    def delete(self, issue: str) -> None:
        self._done("DELETE", f"/issues/{issue}.json", {})

    def _made(self, path: str, body: Mapping[str, object], name: str, by: str = "admin") -> str:
        return str(self._done("POST", path, body, by).json()[name]["id"])

    def _done(
        self, method: str, path: str, body: Mapping[str, object], by: str = "admin"
    ) -> httpx.Response:
        headers = {"X-Redmine-API-Key": self.key, "X-Redmine-Switch-User": by}
        answer = self.client.request(method, self.url + path, json=body, headers=headers)
        if answer.is_error:
            raise ValueError(f"{method} {path}: {answer.status_code} {answer.text[:500]}")
        return answer


@contextmanager
def redmine() -> Iterator[RedmineServer]:
    program("ruby", "ruby")
    installed = next((place for place in _PLACES if place.exists()), None)
    if installed is None:
        raise FileNotFoundError("Redmine is not installed: .ci/servers --all")
    # Debian's own Bundler: the one that Ruby brings along does not see Debian's gems.
    version = next(_BUNDLERS.glob("bundler-*.gemspec")).stem.removeprefix("bundler-")
    bundle = [program("bundle", "ruby-bundler"), f"_{version}_"]
    port = free_port()
    with own_folder(of_nobody=False) as folder:
        root = folder / "redmine"
        shutil.copytree(installed, root, ignore_dangling_symlinks=True)
        for place in (root / "config", root / "instances" / "default" / "config"):
            place.mkdir(parents=True, exist_ok=True)
            (place / "database.yml").write_text(_DATABASE.format(folder=folder))
        for place in ("tmp", "log", "files"):
            (root / "instances" / "default" / place).mkdir(exist_ok=True)
        (root / "Gemfile.local").write_text('gem "webrick"\n')
        (root / "Gemfile.lock").unlink(missing_ok=True)
        (root / "opened.rb").write_text(_OPENED)
        environment = {
            "RAILS_ENV": "production", "BUNDLE_GEMFILE": str(root / "Gemfile"), "REDMINE_LANG": "en",
        }  # fmt: skip
        for step in (
            ["install", "--local"],
            ["exec", "rake", "generate_secret_token", "db:migrate"],
            ["exec", "rake", "redmine:load_default_data"],
            ["exec", "rails", "runner", "opened.rb"],
        ):
            done = subprocess.run(
                [*bundle, *step],
                cwd=root,
                env={**os.environ, **environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            if done.returncode:
                raise OSError(f"{' '.join(step)} failed: {done.stdout[-2000:]}")
        address = f"http://127.0.0.1:{port}"
        command = [*bundle, "exec", "rails", "server", "-u", "webrick", "-b", "127.0.0.1"]
        command += ["-p", str(port)]
        with (
            httpx.Client(timeout=60, trust_env=False) as client,
            running(
                command,
                lambda: _answers(client, address),
                folder / "log",
                environment=environment,
                folder=root,
            ),
        ):
            yield RedmineServer(address, (root / "key").read_text(), client)


def _answers(client: httpx.Client, address: str) -> bool:
    try:
        return client.get(f"{address}/trackers.json").status_code < 500
    except httpx.TransportError:
        return False
