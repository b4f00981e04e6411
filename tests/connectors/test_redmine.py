from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.records import Change, Connector, Field, Finding, Involvement, PersonRef, Tombstone
from tests.connectors.contract import ConnectorContract, failures_of, known_after, records_of
from tests.connectors.redmine_server import RedmineServer, redmine
from tests.connectors.test_imap import cursor_of, is_complete

pytestmark = pytest.mark.heavy

VARIABLE = "ZHIKE_TEST_REDMINE_KEY"
_names = (f"t{number}" for number in itertools.count())


@pytest.fixture(scope="module")
def server() -> Iterator[RedmineServer]:
    with redmine() as running:
        for login, name in (("fang", "芳"), ("qiang", "强"), ("left", "离")):
            server_user = running.user(login, name)
            PEOPLE[login] = server_user
        yield running


PEOPLE: dict[str, str] = {}


def connector(
    server: RedmineServer, project: str, audience: tuple[str, ...] = ("everyone",), **others: object
) -> Connector:
    options: dict[str, object] = {
        "url": server.url, "allow_private": True, "key_env": VARIABLE, "projects": [project], **others,
    }  # fmt: skip
    return connector_of(
        "redmine", "tickets", options, None, audience, ZoneInfo("Asia/Shanghai"),
        ("huace.example",),
    )  # fmt: skip


class TestRedmine(ConnectorContract):
    kind = "redmine"

    @pytest.fixture(autouse=True)
    def _redmine(self, server: RedmineServer, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(VARIABLE, server.key)
        self.server = server
        self.environment = monkeypatch
        self.issues: list[str] = []

    def connector(self, source: Path, audience: tuple[str, ...] = ("everyone",)) -> Connector:
        return connector(self.server, source.name, audience)

    def build(self, root: Path, items: int) -> Path:
        name = next(_names)
        self.server.project(name)
        self.issues = [self.server.issue(name, f"轴承异响 {number}") for number in range(items)]
        return root / name

    def change_one(self, source: Path) -> str:
        time.sleep(1.1)  # Redmine tells changes apart by the second
        self.server.change(self.issues[0], notes="已更换轴承。")
        return self.issues[0]

    def remove_one(self, source: Path) -> str:
        self.server.delete(self.issues[1])
        return self.issues[1]

    def break_one(self, source: Path) -> str:
        left = self.server.user(f"left{source.name}", "离")
        self.server.join(source.name, left)
        number = self.server.issue(
            source.name, "私密", author=f"left{source.name}", is_private=True
        )
        self.server.change(number, is_private=True)
        self.server.lock(left)
        return f"#{number}: nobody could read it"

    def make_unreadable(self, source: Path) -> None:
        self.environment.setenv(VARIABLE, "0" * 40)

    def test_an_issue_is_found_again_by_its_number(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        one = self.connector(source)
        assert isinstance(one, Finding)
        wanted = [self.issues[1], "999999", "no number"]
        assert set(records_of(list(one.again(wanted, {})))) == {self.issues[1]}

    def test_a_failure_is_told_to_those_who_might_have_read_the_item(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        self.break_one(source)
        (failure,) = failures_of(self.read(source))
        assert failure.audience == ()

    def since(self, source: Path, known: Mapping[str, str], cursor: str) -> list[Change]:
        return list(self.connector(source).changes(known, cursor))

    def test_a_ticket_says_who_did_what(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 0)
        project = source.name
        for login in ("fang", "qiang"):
            self.server.join(project, PEOPLE[login])
        number = self.server.issue(
            project, "主轴异响", author="fang", description="开机后异响。", due_date="2027-01-05",
            assigned_to_id=PEOPLE["qiang"],
        )  # fmt: skip
        self.server.change(number, "qiang", notes="已更换轴承。")
        self.server.change(number, notes="只限内部。", private_notes=True)
        self.server.close(number, "qiang")
        record = records_of(self.read(source))[number]
        assert (record.kind, record.title) == ("ticket", f"#{number} 主轴异响")
        assert record.uri == f"{self.server.url}/issues/{number}"
        fang = PersonRef("fang@huace.example", PEOPLE["fang"], "芳 王")
        qiang = PersonRef("qiang@huace.example", PEOPLE["qiang"], "强 王")
        assert record.involvements == (
            Involvement("author", fang),
            Involvement("assignee", qiang),
            Involvement("resolver", qiang),
            Involvement("participant", qiang),
        )
        fields = {field.name: field.value for field in record.fields}
        assert fields["status"] == "Closed"
        assert fields["resolver"] == "强 王"
        assert Field("due_date", "due date", "2027-01-05") in record.fields
        first, second = (section.text for section in record.sections)
        assert first == "开机后异响。"
        assert second.startswith("强 王, 20")
        assert second.endswith(": 已更换轴承。")

    def test_only_what_changed_is_asked_for_after_the_first_time(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        first = self.read(source)
        changed = self.change_one(source)
        again = self.since(source, known_after(first), cursor_of(first))
        assert not is_complete(again)
        assert set(records_of(again)) == {changed}

    def test_a_ticket_that_becomes_private_goes_out_of_sight(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        first = self.read(source)
        time.sleep(1.1)
        self.server.change(self.issues[0], is_private=True)
        again = self.since(source, known_after(first), cursor_of(first))
        (record,) = records_of(again).values()
        assert record.audience == ("person:admin@example.net",)

    def test_a_ticket_of_whom_nobody_is_known_goes_out_of_sight_at_once(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 2)
        first = self.read(source)
        broken = self.break_one(source).partition(":")[0].lstrip("#")
        again = list(self.connector(source).changes({**known_after(first), broken: "before"}, None))
        assert Tombstone(broken, at_once=True) in again

    def test_a_project_that_is_not_public_is_for_its_members(self, tmp_path: Path) -> None:
        name = next(_names)
        self.server.project(name, is_public=False)
        self.server.join(name, PEOPLE["fang"])
        self.server.issue(name, "机密")
        (record,) = records_of(list(connector(self.server, name).changes({}, None))).values()
        assert record.audience == ("person:fang@huace.example",)
        ruled = connector(self.server, name, rules=[{"project": name, "audience": ["dept:研发部"]}])
        (record,) = records_of(list(ruled.changes({}, None))).values()
        assert record.audience == ("dept:研发部",)

    def test_a_ticket_moved_to_a_project_left_out_is_gone(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        other = self.server.project(next(_names))
        first = self.read(source)
        time.sleep(1.1)
        self.server.change(self.issues[0], project_id=other)
        again = self.since(source, known_after(first), cursor_of(first))
        gone = [change.external_id for change in again if isinstance(change, Tombstone)]
        assert gone == [self.issues[0]]
