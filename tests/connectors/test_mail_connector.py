from __future__ import annotations

import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.parsing.mbox import messages_in
from ingest.records import Change, Field, Involvement, PersonRef, Section, Tombstone
from tests.connectors.contract import (
    ConnectorContract,
    failures_of,
    known_after,
    records_of,
    seen_in,
)


def message(number: int, body: str = "请确认验收日期。") -> EmailMessage:
    mail = EmailMessage()
    mail["Message-ID"] = f"<m{number}@huace.example>"
    mail["From"] = "王芳 <wangfang@huace.example>"
    mail["To"] = "李强 <li@hengyue.example>, chen@sales.huace.example"
    mail["Date"] = "Wed, 06 May 2026 09:30:00 +0800"
    mail["Subject"] = f"恒岳电气二期 {number}"
    mail.set_content(body)
    return mail


def bomb(number: int) -> bytes:
    """A mail of so many parts within each other that it cannot be read."""
    parts = (f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(10_000))
    return f"Message-ID: <m{number}@huace.example>\n{''.join(parts)}\n".encode()


class TestEmlFolder(ConnectorContract):
    kind = "mail"

    def build(self, root: Path, items: int) -> Path:
        folder = root / "mail"
        (folder / "2026").mkdir(parents=True)
        for number in range(items):
            (folder / "2026" / f"{number}.eml").write_bytes(message(number).as_bytes())
        return folder

    def change_one(self, source: Path) -> str:
        (source / "2026" / "0.eml").write_bytes(message(0, "推迟一周。").as_bytes())
        return "2026/0.eml"

    def remove_one(self, source: Path) -> str:
        (source / "2026" / "1.eml").unlink()
        return "2026/1.eml"

    def break_one(self, source: Path) -> str:
        (source / "bomb.eml").write_bytes(bomb(9))
        return "bomb.eml: its content cannot be read as a mail"

    def make_unreadable(self, source: Path) -> None:
        source.rename(source.with_name("moved away"))

    def test_a_mail_is_for_the_internal_people_on_it(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        record = records_of(self.read(source, audience=()))["2026/0.eml"]
        assert record.audience == (
            "person:wangfang@huace.example",
            "person:chen@sales.huace.example",
        )
        assert record.involvements == (
            Involvement("author", PersonRef("wangfang@huace.example", name="王芳")),
            Involvement("participant", PersonRef("chen@sales.huace.example")),
        )

    def test_its_header_can_be_quoted_and_its_body_is_text(self, tmp_path: Path) -> None:
        record = records_of(self.read(self.build(tmp_path, 1)))["2026/0.eml"]
        assert (record.kind, record.title) == ("mail", "恒岳电气二期 0")
        assert record.occurred_at == datetime(2026, 5, 6, 1, 30, tzinfo=UTC)
        assert Field("author", "From", "王芳 <wangfang@huace.example>") in record.fields
        assert Field("date", "Date", "2026-05-06 09:30") in record.fields
        assert record.sections == (Section("请确认验收日期。"),)

    def test_a_mail_that_nobody_inside_is_on_is_reported(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        mail = message(9)
        mail.replace_header("From", "a@other.example")
        mail.replace_header("To", "b@other.example")
        (source / "strangers.eml").write_bytes(mail.as_bytes())
        changes = self.read(source, audience=())
        assert set(records_of(changes)) == {"2026/0.eml"}
        assert "strangers.eml: nobody on the mail" in failures_of(changes)[0].message

    def read_mail(self, source: Path, **headers: str) -> list[Change]:
        mail = message(9)
        for name, value in headers.items():
            del mail[name]
            if value:
                mail[name] = value
        (source / "one.eml").write_bytes(mail.as_bytes())
        return self.read(source, audience=())

    def test_a_mail_that_is_nobody_s_any_more_goes_out_of_sight_with_what_is_attached(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 1)
        mail = message(9)
        mail.replace_header("From", "li@hengyue.example")
        mail.replace_header("To", "zhao@hengyue.example")
        mail.add_attachment(b"1;2", "text", "csv", filename="q3.csv")
        (source / "2026" / "0.eml").write_bytes(mail.as_bytes())
        first = self.read(source)
        attached = next(one for one in records_of(first) if "#attachment/" in one)
        again = self.read(source, known_after(first), audience=())
        assert Tombstone("2026/0.eml", at_once=True) in again
        assert Tombstone(attached, at_once=True) in again

    def test_what_is_attached_to_a_mail_stays_while_the_mail_cannot_be_read(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 1)
        mail = message(0)
        mail.add_attachment(b"1;2", "text", "csv", filename="q3.csv")
        (source / "2026" / "0.eml").write_bytes(mail.as_bytes())
        first = self.read(source)
        parts = (f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(10_000))
        (source / "2026" / "0.eml").write_text("".join(parts))
        again = self.read(source, known_after(first))
        assert failures_of(again)[0].external_id == "2026/0.eml"
        assert set(records_of(first)) <= seen_in(again)

    def test_a_mail_from_the_end_of_days_costs_itself_alone(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        mail = message(0)
        mail.replace_header("Date", "Fri, 31 Dec 9999 23:59:59 +0000")
        (source / "2026" / "0.eml").write_bytes(mail.as_bytes())
        records = records_of(self.read(source))
        assert (records["2026/0.eml"].occurred_at, len(records)) == (None, 2)

    def test_who_is_in_bcc_may_read_it_and_is_not_shown(self, tmp_path: Path) -> None:
        changes = self.read_mail(
            self.build(tmp_path, 0), To="li@hengyue.example", Bcc="z@HUACE.example"
        )
        (record,) = records_of(changes).values()
        assert record.audience == ("person:wangfang@huace.example", "person:z@huace.example")
        assert [one.person.email for one in record.involvements] == ["wangfang@huace.example"]
        assert "z@" not in repr(record.fields).lower()

    def test_addresses_are_compared_without_case_and_a_lookalike_domain_is_outside(
        self, tmp_path: Path
    ) -> None:
        changes = self.read_mail(
            self.build(tmp_path, 0),
            From="WANG Fang <WangFang@Huace.Example>",
            To="a@nothuace.example, b@huace.example.evil.example, c@eu.huace.example",
            Cc='"wangfang@huace.example" <spy@evil.example>',
        )
        (record,) = records_of(changes).values()
        assert record.audience == ("person:wangfang@huace.example", "person:c@eu.huace.example")

    def test_people_in_a_group_of_addresses_are_on_the_mail(self, tmp_path: Path) -> None:
        changes = self.read_mail(
            self.build(tmp_path, 0), To="Sales: x@huace.example, y@huace.example;, undisclosed:;"
        )
        (record,) = records_of(changes).values()
        assert set(record.audience) >= {"person:x@huace.example", "person:y@huace.example"}

    def test_a_mail_without_a_date_is_read_with_what_is_attached(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        mail = message(0)
        mail.add_attachment(b"1;2", "text", "csv", filename="q3.csv")
        (source / "2026" / "0.eml").write_bytes(mail.as_bytes())
        dated = records_of(self.read(source))
        del mail["Date"]
        (source / "2026" / "0.eml").write_bytes(mail.as_bytes())
        undated = records_of(self.read(source))
        assert undated.keys() == dated.keys()
        assert {record.occurred_at for record in undated.values()} == {None}
        assert "date" not in {field.name for field in undated["2026/0.eml"].fields}

    def test_an_empty_file_is_reported(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        (source / "empty.eml").write_bytes(b"\n")
        (failure,) = failures_of(self.read(source))
        assert (failure.external_id, failure.reason) == ("empty.eml", "empty")


class TestMbox(ConnectorContract):
    kind = "mail"

    def write(self, path: Path, mails: list[EmailMessage]) -> Path:
        path.unlink(missing_ok=True)
        box = mailbox.mbox(path)
        for mail in mails:
            box.add(mail)
        box.close()
        return path

    def build(self, root: Path, items: int) -> Path:
        return self.write(root / "sales.mbox", [message(number) for number in range(items)])

    def change_one(self, source: Path) -> str:
        self.write(source, [message(0, "推迟一周。"), *(message(number) for number in range(1, 5))])
        return "sales.mbox#m0@huace.example"

    def remove_one(self, source: Path) -> str:
        self.write(source, [message(number) for number in (0, 2, 3, 4)])
        return "sales.mbox#m1@huace.example"

    def break_one(self, source: Path) -> str:
        with source.open("ab") as box:
            box.write(b"\nFrom - Mon Jun  1 09:00:00 2026\n" + bomb(9))
        return "sales.mbox#m9@huace.example: its content cannot be read as a mail"

    def make_unreadable(self, source: Path) -> None:
        source.unlink()

    def test_a_body_line_that_begins_with_from_is_kept(self, tmp_path: Path) -> None:
        body = "第一段。\n\nFrom now on we meet on Monday.\n\n末段。\n"
        source = self.write(tmp_path / "sales.mbox", [message(0, body), message(1)])
        records = records_of(self.read(source))
        assert len(records) == 2
        assert "From now on we meet" in records["sales.mbox#m0@huace.example"].sections[0].text

    def test_the_same_mail_filed_twice_is_one(self, tmp_path: Path) -> None:
        source = self.write(tmp_path / "sales.mbox", [message(0), message(0)])
        changes = self.read(source)
        assert len(records_of(changes)) == 1
        assert failures_of(changes) == []

    def test_a_mail_without_an_id_is_known_again(self, tmp_path: Path) -> None:
        mail = message(0)
        del mail["Message-ID"]
        source = self.write(tmp_path / "sales.mbox", [mail])
        known = known_after(self.read(source))
        assert len(known) == 1
        assert records_of(self.read(source, known)) == {}

    def test_a_hostile_mail_costs_itself_alone(self, tmp_path: Path) -> None:
        source = self.write(tmp_path / "sales.mbox", [message(0)])
        parts = (f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(10_000))
        with source.open("a") as box:
            box.write("\nFrom - Mon Jun  1 09:00:00 2026\nMessage-ID: <bomb@x.example>\n")
            box.write("".join(parts))
            box.write(f"\n\nFrom - Mon Jun  1 09:00:00 2026\n{message(1).as_string()}")
        changes = self.read(source)
        assert len(records_of(changes)) == 2
        (failure,) = failures_of(changes)
        assert (failure.external_id, failure.reason) == ("sales.mbox#bomb@x.example", "damaged")

    @pytest.mark.parametrize("stated", ["x" * 2000 + "@a.example", "a\x1b[2J@a.example"])
    def test_an_id_that_no_program_writes_is_none(self, stated: str, tmp_path: Path) -> None:
        source = self.write(tmp_path / "sales.mbox", [message(0)])
        text = source.read_text().replace("m0@huace.example", stated)
        source.write_text(text)
        (external_id,) = records_of(self.read(source))
        assert stated[-10:] not in external_id
        assert external_id.isprintable()


def test_a_mail_without_end_is_cut_before_it_fills_the_memory(tmp_path: Path) -> None:
    box = tmp_path / "sales.mbox"
    with box.open("wb") as file:
        file.write(b"From - Mon Jun  1 09:00:00 2026\nSubject: one\n\n")
        for _ in range(20):
            file.write(b"x" * 1_000_000)
        file.write(b"\n\nFrom - Mon Jun  1 09:00:00 2026\nSubject: two\n\nhello\n")
    with box.open("rb") as file:
        first, second = messages_in(file, 3_000_000)
    assert 3_000_000 < len(first) < 5_000_000
    assert second == b"Subject: two\n\nhello\n"
