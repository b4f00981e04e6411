from __future__ import annotations

import itertools
import subprocess
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from connectors.ldap_names import called, key_of
from ingest.errors import PermanentError, SettingsError, TransientError
from ingest.records import Change, Connector, Field, PersonFacts, PersonRef
from tests.connectors.contract import ConnectorContract, failures_of, known_after, records_of
from tests.connectors.slapd import SECRET, SUFFIX, Slapd, slapd
from tests.connectors.test_outbound import certified
from tests.ports import free_port

VARIABLE = "ZHIKE_TEST_LDAP_PASSWORD"
_bases = (f"ou=t{number},{SUFFIX}" for number in itertools.count())


@pytest.fixture(scope="module")
def server() -> Iterator[Slapd]:
    with slapd() as running:
        yield running


def person(number: int, base: str, *lines: str) -> str:
    return "\n".join(
        (
            f"dn: uid=w{number},{base}", "objectClass: inetOrgPerson", f"uid: w{number}",
            f"cn: Fang Wang {number}", "sn: 王", f"displayName: 王芳{number}",
            f"mail: Wang{number}@huace.example", *lines, "", "",
        )
    )  # fmt: skip


def unit(base: str) -> str:
    return f"dn: {base}\nobjectClass: organizationalUnit\nou: {base.partition(',')[0][3:]}\n\n"


def connector(
    port: int, base: str, audience: tuple[str, ...] = ("everyone",), **others: object
) -> Connector:
    options: dict[str, object] = {
        "url": f"ldap://127.0.0.1:{port}", "start_tls": False, "allow_private": True, "base": base,
        "bind_dn": f"cn=reader,{SUFFIX}", "password_env": VARIABLE, **others,
    }  # fmt: skip
    return connector_of(
        "ldap", "staff", options, None, audience, ZoneInfo("Asia/Shanghai"), ("huace.example",)
    )


class TestLdap(ConnectorContract):
    kind = "ldap"

    @pytest.fixture(autouse=True)
    def _directory(self, server: Slapd, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(VARIABLE, SECRET)
        self.server = server
        self.environment = monkeypatch

    def connector(self, source: Path, audience: tuple[str, ...] = ("everyone",)) -> Connector:
        return connector(self.server.port, source.name, audience)

    def build(self, root: Path, items: int) -> Path:
        base = next(_bases)
        people = "".join(person(number, base) for number in range(items))
        self.server.add(unit(base) + people)
        return root / base

    def change_one(self, source: Path) -> str:
        self.server.modify(
            f"dn: uid=w0,{source.name}\nchangetype: modify\nadd: title\ntitle: 总监\n"
        )
        return "w0"

    def remove_one(self, source: Path) -> str:
        self.server.modify(f"dn: uid=w1,{source.name}\nchangetype: delete\n")
        return "w1"

    def break_one(self, source: Path) -> str:
        dn = f"cn=Nobody,{source.name}"
        self.server.add(f"dn: {dn}\nobjectClass: inetOrgPerson\ncn: Nobody\nsn: Nobody\n")
        return f"{dn}: it has neither id nor address"

    def make_unreadable(self, source: Path) -> None:
        self.environment.setenv(VARIABLE, "wrong-secret")

    def listed(self, base: str, **others: object) -> list[Change]:
        return list(connector(self.server.port, base, **others).changes({}, None))

    def test_an_entry_states_a_colleague(self) -> None:
        base = next(_bases)
        self.server.add(
            unit(base)
            + person(0, base)
            + person(
                1, base, "title: 销售经理", "departmentNumber: 销售部", "telephoneNumber: 8001",
                f"manager: UID=w0, {base}",
            )
        )  # fmt: skip
        record = records_of(self.listed(base))["w1"]
        assert (record.kind, record.title) == ("person", "王芳1")
        assert record.entity == PersonFacts(
            "w1",
            "王芳1",
            aliases=("Fang Wang 1",),
            emails=("wang1@huace.example",),
            title="销售经理",
            department="销售部",
            manager=PersonRef(external_id="w0"),
        )
        assert Field("phone", "phone", "8001") in record.fields
        assert Field("manager", "manager", "王芳0") in record.fields

    def test_groups_within_groups_become_tokens(self) -> None:
        base = next(_bases)
        groups = f"ou=groups,{base}"
        self.server.add(
            unit(base) + unit(groups) + "".join(person(number, base) for number in range(3))
            + f"dn: cn=华东,{groups}\nobjectClass: groupOfNames\ncn: 华东\nmember: uid=w1,{base}\n\n"
            + f"dn: cn=销售,{groups}\nobjectClass: groupOfNames\ncn: 销售\nmember: cn=华东,{groups}\n\n"
            + f"dn: cn=logins,{groups}\nobjectClass: posixGroup\ncn: logins\ngidNumber: 7\nmemberUid: w2\n\n"
        )  # fmt: skip
        records = records_of(self.listed(base, groups_base=groups))
        assert [records[name].entity.memberships for name in ("w0", "w1", "w2")] == [
            (),
            ("group:staff:华东", "group:staff:销售"),
            ("group:staff:logins",),
        ]

    def test_groups_of_one_name_are_not_taken_for_each_other(self) -> None:
        base = next(_bases)
        text = unit(base) + person(1, base) + person(2, base)
        for number in (1, 2):
            place = f"ou=site{number},{base}"
            text += unit(place)
            text += f"dn: cn=Managers,{place}\nobjectClass: groupOfNames\ncn: Managers\nmember: uid=w{number},{base}\n\n"
        self.server.add(text)
        records = records_of(self.listed(base, groups_base=base))
        assert records["w1"].entity.memberships == (f"group:staff:cn=managers,ou=site1,{base}",)
        assert records["w2"].entity.memberships == (f"group:staff:cn=managers,ou=site2,{base}",)

    def test_active_directory_says_who_has_left_and_what_groups_somebody_is_in(self) -> None:
        base = next(_bases)
        accounts = [
            (1, 512, f"memberOf: CN=VIP\\, Asia,OU=Groups,{SUFFIX}\nproxyAddresses: SMTP:w1@huace.example\nproxyAddresses: x500:/o=huace"),
            (2, 514, "department: 销售部"),
        ]  # fmt: skip
        self.server.add(
            unit(base)
            + "".join(
                f"dn: cn=王芳 {number},{base}\nobjectClass: user\nobjectClass: extensibleObject\nsn: 王\nsAMAccountName: w{number}\n"
                f"instanceType: 4\nnTSecurityDescriptor: x\nobjectCategory: cn=person,{SUFFIX}\n"
                f"userAccountControl: {control}\nmail: Wang{number}@huace.example\n{more}\n\n"
                for number, control, more in accounts
            )
        )
        records = records_of(
            self.listed(base, dialect="active_directory", filter="(objectClass=user)")
        )
        first, second = records["w1"].entity, records["w2"].entity
        assert first.active
        assert first.memberships == ("group:staff:VIP, Asia",)
        assert first.emails == ("wang1@huace.example", "w1@huace.example")
        assert (second.active, second.department) == (False, "销售部")

    def test_a_filter_says_who_has_left(self) -> None:
        base = next(_bases)
        self.server.add(unit(base) + person(1, base, "employeeType: 离职") + person(2, base))
        records = records_of(self.listed(base, inactive_filter="(employeeType=离职)"))
        assert [records[name].entity.active for name in ("w1", "w2")] == [False, True]

    def test_two_entries_of_one_id_are_both_reported(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        base = source.name
        self.server.add(unit(f"ou=more,{base}") + person(1, f"ou=more,{base}"))
        changes = self.read(source)
        assert set(records_of(changes)) == {"w0"}
        assert all("2 entries have the id w1" in one.message for one in failures_of(changes))

    def test_a_group_left_is_told_by_the_person(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        base = source.name
        self.server.add(
            f"dn: cn=VIP,{base}\nobjectClass: groupOfNames\ncn: VIP\nmember: uid=w0,{base}\nmember: uid=w1,{base}\n"
        )
        one = connector(self.server.port, base, groups_base=base)
        known = known_after(list(one.changes({}, None)))
        self.server.modify(
            f"dn: cn=VIP,{base}\nchangetype: modify\ndelete: member\nmember: uid=w1,{base}\n"
        )
        (record,) = records_of(list(one.changes(known, None))).values()
        assert (record.external_id, record.entity.memberships) == ("w1", ())

    def test_a_wrong_password_is_permanent_and_never_shown(self, tmp_path: Path) -> None:
        self.environment.setenv(VARIABLE, "wrong-secret")
        with pytest.raises(PermanentError) as caught:
            self.read(self.build(tmp_path, 0))
        assert "does not take the user or the password" in str(caught.value)
        assert "wrong-secret" not in repr(caught.value)

    def test_the_password_stands_in_no_list_of_processes(self, tmp_path: Path) -> None:
        listing = self.connector(self.build(tmp_path, 250)).changes({}, None)
        next(listing)
        shown = subprocess.run(["ps", "axeww"], capture_output=True, text=True, check=True).stdout
        assert not [line for line in shown.splitlines() if "ldapsearch" in line and SECRET in line]

    @pytest.mark.parametrize(
        ("changed", "error", "said"),
        [
            ({"base": f"ou=none,{SUFFIX}"}, PermanentError, "nothing under `base`"),
            ({"filter": "(uid=)("}, PermanentError, "the filter cannot be read"),
            ({"start_tls": True}, PermanentError, "no TLS could be agreed on"),
            ({"allow_private": False}, PermanentError, "allow_private = true"),
            ({"url": f"ldap://127.0.0.1:{free_port()}"}, TransientError, "at the moment"),
            (
                {"url": f"ldap://127.0.0.1:{free_port()}", "start_tls": True},
                TransientError,
                "at the moment",
            ),
        ],
    )
    def test_what_is_wrong_is_said(
        self, changed: dict[str, object], error: type[Exception], said: str
    ) -> None:
        options = {"base": SUFFIX, **changed}
        with pytest.raises(error, match=said):
            self.listed(**options)  # type: ignore[arg-type]


def test_a_listing_that_the_server_cuts_short_is_no_listing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    with slapd(size_limit="size.prtotal=3") as server:
        base = next(_bases)
        server.add(unit(base) + "".join(person(number, base) for number in range(9)))
        with pytest.raises(PermanentError, match="raise its size limit"):
            list(connector(server.port, base).changes({}, None))


def test_over_tls_only_a_trusted_server_is_told_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    pem = tmp_path / "server.pem"
    certified("127.0.0.1", pem)
    with slapd(pem.read_text() + pem.with_suffix(".key").read_text()) as server:
        base = next(_bases)
        server.add(unit(base) + person(1, base))
        for url in (f"ldaps://127.0.0.1:{server.tls_port}", f"ldap://127.0.0.1:{server.port}"):
            directory = connector(server.port, base, url=url, start_tls=True)
            monkeypatch.delenv("SSL_CERT_FILE", raising=False)
            with pytest.raises((PermanentError, TransientError), match="SSL_CERT_FILE"):
                list(directory.changes({}, None))
            monkeypatch.setenv("SSL_CERT_FILE", str(pem))
            assert set(records_of(list(directory.changes({}, None)))) == {"w1"}


def test_without_tls_no_password_leaves_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    with pytest.raises(PermanentError, match="allow_plain = true"):
        list(connector(389, SUFFIX, url="ldap://192.0.2.1").changes({}, None))


def test_a_user_without_a_password_is_refused() -> None:
    with pytest.raises(SettingsError, match="bind_dn and password_env belong together"):
        connector(389, SUFFIX, password_env="")


@pytest.mark.parametrize(
    ("dn", "name"),
    [
        ("CN=Smith\\, John,OU=People,DC=acme", "Smith, John"),
        ("cn=\\E5\\8D\\8E\\E4\\B8\\9C,dc=acme", "华东"),
        ("cn=a\\=b\\\\c,dc=acme", "a=b\\c"),
        ("", ""),
    ],
)
def test_an_entry_is_called_by_the_first_part_of_its_name(dn: str, name: str) -> None:
    assert called(dn) == name


def test_one_name_written_two_ways_is_one() -> None:
    assert key_of("CN=Smith\\2C John, OU=Sales") == key_of("cn=smith\\, john,ou=sales")
    assert key_of("cn=a,ou=b") != key_of("cn=a\\,ou=b")
