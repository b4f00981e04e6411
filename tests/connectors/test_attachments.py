from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.parsing.formats import parse
from ingest.pipeline import Source, sync
from ingest.records import Change, CustomerRef, Field, Involvement, PersonRef, Tombstone
from ingest.store import Store
from tests.connectors.contract import failures_of, known_after, records_of, seen_in
from tests.connectors.test_mail_connector import message

OFFER = "报价.txt"


def mail_with(*attachments: tuple[str, bytes], number: int = 0) -> EmailMessage:
    mail = message(number)
    for name, data in attachments:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def read(kind: str, root: Path, known: dict[str, str] | None = None) -> list[Change]:
    audience = () if kind == "mail" else ("dept:销售部",)
    connector = connector_of(
        kind, "source", {}, root, audience, ZoneInfo("Asia/Shanghai"), ("huace.example",)
    )
    return list(connector.changes(known or {}, None))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "mails"
    root.mkdir()
    mail = mail_with((OFFER, "报价 12 万元".encode()), ("../../etc/passwd.txt", b"root"))
    (root / "a.eml").write_bytes(mail.as_bytes())
    return root


@pytest.mark.parametrize("kind", ["mail", "folder"])
def test_an_attachment_is_a_record_tied_to_its_mail(kind: str, folder: Path) -> None:
    records = records_of(read(kind, folder))
    assert list(records) == [
        "a.eml",
        f"a.eml#attachment/1/{OFFER}",
        "a.eml#attachment/2/_.._etc_passwd.txt",
    ]
    mail, attached = records["a.eml"], records[f"a.eml#attachment/1/{OFFER}"]
    assert attached.kind == "file"
    assert attached.uri == f"a.eml#attachment/1/{OFFER}"
    assert attached.audience == mail.audience
    assert attached.fields == (Field("attached_to", "Attached to", "恒岳电气二期 0"),)
    assert attached.file is not None
    assert attached.file.data == "报价 12 万元".encode()
    assert attached.thread == mail.thread == "m0@huace.example"
    assert attached.customers == (CustomerRef(email="li@hengyue.example"),)
    assert attached.involvements == (
        Involvement("author", PersonRef("wangfang@huace.example", name="王芳")),
        Involvement("participant", PersonRef("chen@sales.huace.example")),
    )


@pytest.mark.parametrize("kind", ["mail", "folder"])
def test_what_has_not_changed_is_seen_with_its_attachments_and_not_read_again(
    kind: str, folder: Path
) -> None:
    known = known_after(read(kind, folder))
    again = read(kind, folder, known)
    assert records_of(again) == {}
    assert seen_in(again) == set(known)


@pytest.mark.parametrize("kind", ["mail", "folder"])
def test_when_a_mail_vanishes_so_do_its_attachments(kind: str, folder: Path) -> None:
    known = known_after(read(kind, folder))
    (folder / "a.eml").unlink()
    assert seen_in(read(kind, folder, known)).isdisjoint(known)


@pytest.mark.parametrize("kind", ["mail", "folder"])
def test_an_attachment_that_is_not_held_is_tried_again_and_it_alone(
    kind: str, folder: Path
) -> None:
    known = known_after(read(kind, folder))
    failed = f"a.eml#attachment/1/{OFFER}"
    del known[failed]
    again = read(kind, folder, known)
    assert set(records_of(again)) == {failed}
    assert seen_in(again) == {*known, failed}


@pytest.mark.parametrize("kind", ["mail", "folder"])
def test_an_attachment_taken_off_a_changed_mail_is_gone(kind: str, folder: Path) -> None:
    known = known_after(read(kind, folder))
    (folder / "a.eml").write_bytes(mail_with((OFFER, b"12")).as_bytes())
    assert set(known) - seen_in(read(kind, folder, known)) == {
        "a.eml#attachment/2/_.._etc_passwd.txt"
    }


@pytest.mark.parametrize("kind", ["mail", "folder"])
def test_the_mails_of_a_mailbox_have_attachments_too(kind: str, tmp_path: Path) -> None:
    root = tmp_path / "boxes"
    root.mkdir()
    box = mailbox.mbox(root / "sales.mbox")
    for number in (1, 2):
        box.add(mail_with((OFFER, f"{number}0 万元".encode()), number=number))
    box.close()
    changes = read(kind, root)
    attached = [record for id, record in records_of(changes).items() if "#attachment/" in id]
    assert [record.file.data.decode() for record in attached if record.file] == [
        "10 万元",
        "20 万元",
    ]
    assert [record.fields[0].value for record in attached] == ["恒岳电气二期 1", "恒岳电气二期 2"]
    known = known_after(changes)
    again = read(kind, root, known)
    assert records_of(again) == {}
    assert seen_in(again) == set(known)


def test_who_is_on_the_mail_alone_may_read_what_is_attached(tmp_path: Path) -> None:
    mail = mail_with((OFFER, b"12"))
    mail["Bcc"] = "zhou@huace.example"
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    attached = records_of(read("mail", tmp_path))[f"a.eml#attachment/1/{OFFER}"]
    assert attached.audience == (
        "person:wangfang@huace.example",
        "person:chen@sales.huace.example",
        "person:zhou@huace.example",
    )
    assert "zhou" not in repr(attached.involvements)


def test_a_mail_that_is_nobodys_any_more_goes_at_once_with_its_attachments(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail_with((OFFER, b"12")).as_bytes())
    known = known_after(read("mail", tmp_path))
    strangers = mail_with((OFFER, b"12"))
    for name in ("From", "To"):
        strangers.replace_header(name, "a@other.example")
    (tmp_path / "a.eml").write_bytes(strangers.as_bytes())
    again = read("mail", tmp_path, known)
    assert [failure.external_id for failure in failures_of(again)] == ["a.eml"]
    gone = [change for change in again if isinstance(change, Tombstone)]
    assert {one.external_id for one in gone} == {"a.eml", "a.eml#attachment/1/报价.txt"}
    assert all(one.at_once for one in gone)


def test_a_sync_takes_in_a_mail_whose_attachment_cannot_be_read_and_says_why(
    store: Store, tmp_path: Path
) -> None:
    mail = mail_with((OFFER, b"12 x"), ("图纸.dwg", b"AC1027"))
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    connector = connector_of(
        "mail", "mail", {}, tmp_path, (), ZoneInfo("Asia/Shanghai"), ("huace.example",)
    )
    source = Source("mail", "mail", connector, domains=("huace.example",))
    for changed in (2, 0):  # and again, with nothing changed
        report = sync(source, store, parse, chunk_tokens=64)
        assert (report.changed, report.failed, report.removed) == (changed, 1, 0)
        assert report.failures[0].external_id == "a.eml#attachment/2/图纸.dwg"
        assert report.failures[0].reason == "unsupported"
    (tmp_path / "a.eml").unlink()
    assert sync(source, store, parse, chunk_tokens=64).removed == 2
