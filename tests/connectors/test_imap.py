from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import PermanentError, SettingsError, TransientError
from ingest.records import Change, Checkpoint, Connector, Finding
from tests.connectors.contract import (
    ConnectorContract,
    failures_of,
    known_after,
    records_of,
    seen_in,
)
from tests.connectors.dovecot import SECRET, Dovecot, dovecot
from tests.connectors.test_mail_connector import bomb, message
from tests.connectors.test_outbound import certified
from tests.waiting import wait_until

VARIABLE = "ZHIKE_TEST_MAIL_PASSWORD"
_users = (f"user{number}" for number in itertools.count())


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


def options_of(port: int, user: str, **others: object) -> dict[str, object]:
    return {
        "host": "127.0.0.1", "port": port, "tls": False, "allow_private": True,
        "user": user, "password_env": VARIABLE, **others,
    }  # fmt: skip


def connector(
    port: int, user: str, audience: tuple[str, ...] = ("everyone",), **others: object
) -> Connector:
    return connector_of(
        "imap", "source", options_of(port, user, **others), None, audience,
        ZoneInfo("Asia/Shanghai"), ("huace.example",),
    )  # fmt: skip


def cursor_of(changes: list[Change]) -> str:
    last = changes[-1]
    assert isinstance(last, Checkpoint)
    assert last.cursor
    return last.cursor


def is_complete(changes: list[Change]) -> bool:
    return any(isinstance(change, Checkpoint) and change.complete for change in changes)


class TestImap(ConnectorContract):
    kind = "imap"

    @pytest.fixture(autouse=True)
    def _mailboxes(self, server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(VARIABLE, SECRET)
        self.server = server
        self.environment = monkeypatch

    def connector(self, source: Path, audience: tuple[str, ...] = ("everyone",)) -> Connector:
        return connector(self.server.port, source.name, audience)

    def build(self, root: Path, items: int) -> Path:
        user = next(_users)
        self.server.put(user, [message(number).as_bytes() for number in range(items)])
        return root / user

    def change_one(self, source: Path) -> str:
        self.remove(source, 0)
        self.server.put(source.name, [message(0, "推迟一周。").as_bytes()])
        return "m0@huace.example"

    def remove_one(self, source: Path) -> str:
        self.remove(source, 1)
        return "m1@huace.example"

    def break_one(self, source: Path) -> str:
        self.server.put(source.name, [bomb(9)])
        return "m9@huace.example: its content cannot be read as a mail"

    def make_unreadable(self, source: Path) -> None:
        self.environment.setenv(VARIABLE, "wrong-secret")

    def remove(self, source: Path, number: int) -> None:
        with self.server.mailbox(source.name) as client:
            client.select_folder("INBOX")
            client.delete_messages(
                client.search(["HEADER", "Message-ID", f"m{number}@huace.example"])
            )
            client.expunge()

    def since(
        self, source: Path, known: Mapping[str, str], cursor: str, **others: object
    ) -> list[Change]:
        one = connector(self.server.port, source.name, **others)
        return list(one.changes(known, cursor))

    def test_only_new_mail_is_asked_for_after_the_first_time(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        first = self.read(source)
        self.server.put(source.name, [message(7).as_bytes()], "项目.恒岳")
        self.server.put(source.name, [message(8).as_bytes()])
        again = self.since(source, known_after(first), cursor_of(first))
        assert set(records_of(again)) == {"m7@huace.example", "m8@huace.example"}
        assert seen_in(again) == {"m7@huace.example", "m8@huace.example"}
        assert not is_complete(again)
        known = known_after(first) | known_after(again)
        assert seen_in(self.since(source, known, cursor_of(again))) == set()

    def test_a_mail_that_failed_is_found_by_its_id_with_what_is_attached(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 3)
        mail = message(7)
        mail.add_attachment(b"1;2", "text", "csv", filename="q3.csv")
        self.server.put(source.name, [mail.as_bytes()], "项目.恒岳")
        one = connector(self.server.port, source.name)
        assert isinstance(one, Finding)
        wanted = ["m7@huace.example#attachment/2/q3.csv", "m1@huace.example", "gone@x.example"]
        found = records_of(list(one.again([*wanted, "header:00"], {})))
        assert {own_id.partition("#")[0] for own_id in found} == {
            "m7@huace.example",
            "m1@huace.example",
        }
        assert len(found) == 3

    def test_a_deleted_mail_is_missing_from_the_list_that_its_absence_calls_for(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 3)
        first = self.read(source)
        self.remove(source, 1)
        self.server.put(source.name, [message(8).as_bytes()])
        again = self.since(source, known_after(first), cursor_of(first))
        assert is_complete(again)
        assert set(known_after(first)) - seen_in(again) == {"m1@huace.example"}
        assert set(records_of(again)) == {"m8@huace.example"}

    def test_a_mail_moved_or_copied_stays_one_record_and_is_not_read_again(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 3)
        first = self.read(source)
        with self.server.mailbox(source.name) as client:
            client.create_folder("Archive")
            client.select_folder("INBOX")
            client.move(client.search(["HEADER", "Message-ID", "m1@"]), "Archive")
            client.copy(client.search(["HEADER", "Message-ID", "m2@"]), "Archive")
        again = self.since(source, known_after(first), cursor_of(first))
        assert records_of(again) == {}
        assert seen_in(again) == set(known_after(first))
        with self.server.mailbox(source.name) as client:
            client.select_folder("INBOX")
            client.delete_messages(client.search(["HEADER", "Message-ID", "m2@"]))
            client.expunge()
        once_more = self.since(source, known_after(first), cursor_of(again))
        assert seen_in(once_more) == set(known_after(first))

    def test_a_mail_thrown_into_the_bin_is_gone(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        first = self.read(source)
        with self.server.mailbox(source.name) as client:
            client.select_folder("INBOX")
            client.move(client.search(["HEADER", "Message-ID", "m1@"]), "Trash")
        again = self.since(source, known_after(first), cursor_of(first))
        assert set(known_after(first)) - seen_in(again) == {"m1@huace.example"}

    def test_changed_flags_have_nothing_read(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        first = self.read(source)
        with self.server.mailbox(source.name) as client:
            client.select_folder("INBOX")
            client.add_flags(client.search(), [b"\\Flagged", b"\\Seen"])
        again = self.since(source, known_after(first), cursor_of(first))
        assert again == [again[-1]]
        assert not is_complete(again)

    def test_reading_marks_nothing(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        self.read(source)
        with self.server.mailbox(source.name) as client:
            client.select_folder("INBOX", readonly=True)
            assert len(client.search("UNSEEN")) == 3

    def test_a_new_uidvalidity_lists_all_again_and_reads_nothing_twice(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 3)
        self.server.put(source.name, [message(7).as_bytes(), message(8).as_bytes()], "Work")
        first = self.read(source)
        with self.server.mailbox(source.name) as client:
            client.delete_folder("Work")
        self.server.put(source.name, [message(8).as_bytes(), message(7).as_bytes()], "Work")
        again = self.since(source, known_after(first), cursor_of(first))
        assert is_complete(again)
        assert records_of(again) == {}
        assert seen_in(again) == set(known_after(first))

    def test_a_mail_without_an_id_is_known_again_where_it_was_moved_to(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 1)
        nameless = message(7)
        del nameless["Message-ID"]
        self.server.put(source.name, [nameless.as_bytes()])
        first = self.read(source)
        assert len(records_of(first)) == 2
        with self.server.mailbox(source.name) as client:
            client.create_folder("Archive")
            client.select_folder("INBOX")
            client.move("1:*", "Archive")
        again = self.since(source, known_after(first), cursor_of(first))
        assert records_of(again) == {}
        assert seen_in(again) == set(known_after(first))

    def test_a_mail_beyond_the_limit_is_reported_and_not_fetched(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        self.server.put(source.name, [message(7, "长文 " * 300_000).as_bytes()])
        changes = list(connector(self.server.port, source.name, max_mail_mb=1).changes({}, None))
        (failure,) = failures_of(changes)
        assert (failure.external_id, failure.reason) == ("m7@huace.example", "too_large")
        assert "m7@huace.example" in seen_in(changes)
        assert set(records_of(changes)) == {"m0@huace.example"}

    def test_folders_are_chosen_by_their_names(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        self.server.put(source.name, [message(7).as_bytes()], "项目.恒岳")
        self.server.put(source.name, [message(8).as_bytes()], "私人")
        chosen = connector(
            self.server.port, source.name, include=["INBOX", "项目/**", "Trash"], exclude=["私人"]
        )
        assert set(records_of(list(chosen.changes({}, None)))) == {
            "m0@huace.example",
            "m7@huace.example",
        }

    def test_another_choice_of_folders_counts_at_once(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        self.server.put(source.name, [message(7).as_bytes()], "Work")
        first = self.read(source)
        again = self.since(source, known_after(first), cursor_of(first), exclude=["Work"])
        assert is_complete(again)
        assert seen_in(again) == {"m0@huace.example"}

    def test_a_connection_lost_on_the_way_is_tried_again_and_completes_nothing(
        self, tmp_path: Path
    ) -> None:
        user = next(_users)
        mails = [message(number, "长 " * 12_000).as_bytes() for number in range(40)]
        self.server.put(user, mails)
        changes: list[Change] = []
        with (
            cut_off(self.server.port, after_bytes=1_600_000) as port,
            pytest.raises(TransientError, match="connection is lost"),
        ):
            for change in connector(port, user).changes({}, None):
                changes.append(change)
        assert 0 < len(records_of(changes)) < 40
        assert not is_complete(changes)
        rest = list(connector(self.server.port, user).changes(known_after(changes), None))
        assert len(records_of(rest)) == 40 - len(records_of(changes))

    def test_a_wrong_password_is_permanent_and_never_shown(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(VARIABLE, "wrong-secret")
        with pytest.raises(PermanentError) as caught:
            self.read(self.build(tmp_path, 0))
        assert "it does not let user" in str(caught.value)
        assert "wrong-secret" not in repr(caught.value) + repr(caught.value.__cause__)

    def test_a_server_that_is_not_there_is_tried_again(self, tmp_path: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            with pytest.raises(TransientError, match=r"127\.0\.0\.1: the connection is lost"):
                list(connector(free.getsockname()[1], "anna").changes({}, None))

    def test_a_server_inside_is_asked_only_if_that_is_meant(self) -> None:
        with pytest.raises(PermanentError, match="allow_private = true"):
            list(connector(self.server.port, "anna", allow_private=False).changes({}, None))


def test_without_tls_no_password_leaves_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    with pytest.raises(PermanentError, match="allow_plain = true"):
        list(connector(143, "anna", host="192.0.2.1").changes({}, None))


@pytest.mark.parametrize("tls", [True, "starttls"])
def test_over_tls_only_a_trusted_server_is_told_the_password(
    tls: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    pem = tmp_path / "localhost.pem"
    certified("localhost", pem)
    both = tmp_path / "both.pem"
    both.write_bytes(pem.read_bytes() + pem.with_suffix(".key").read_bytes())
    with dovecot(both.read_text()) as server:
        server.put("anna", [message(0).as_bytes()])
        port = server.tls_port if tls is True else server.port
        mailbox = connector(port, "anna", host="localhost", tls=tls)
        with pytest.raises(PermanentError, match="certificate is not trusted"):
            list(mailbox.changes({}, None))
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        assert set(records_of(list(mailbox.changes({}, None)))) == {"m0@huace.example"}
        # Dovecot writes down who came a moment after it has let them in, in their order.
        wait_until(lambda: server.log.read_text().count("Login: ") >= 2)
        assert "Login: user=<anna>, method=PLAIN, rip=127.0.0.1" in server.log.read_text()
        assert server.log.read_text().count("Login: ") == 2  # whoever put the mail, and the last


def test_one_secret_is_named() -> None:
    with pytest.raises(SettingsError, match="either password_env or token_env"):
        connector(143, "anna", token_env="ZHIKE_TEST_TOKEN")


@contextmanager
def cut_off(port: int, *, after_bytes: int) -> Iterator[int]:
    """A way to a server that breaks once so many bytes have come back."""
    listening = socket.create_server(("127.0.0.1", 0))

    def carry() -> None:
        near, _ = listening.accept()
        with near, socket.create_connection(("127.0.0.1", port)) as far:
            asking = threading.Thread(target=_pass_on, args=(near, far, None))
            asking.start()
            _pass_on(far, near, after_bytes)
            near.shutdown(socket.SHUT_RDWR)
            asking.join()

    thread = threading.Thread(target=carry)
    thread.start()
    with listening:
        yield int(listening.getsockname()[1])
        thread.join()


def _pass_on(source: socket.socket, target: socket.socket, limit_bytes: int | None) -> None:
    passed = 0
    try:
        while data := source.recv(65_536):
            target.sendall(data)
            passed += len(data)
            if limit_bytes is not None and passed >= limit_bytes:
                return
    except OSError:
        return
