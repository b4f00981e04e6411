"""What whoever runs Zhike may confirm, try again and erase, and who may read what a record said before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.audit.log import kept_entry
from assistant.bootstrap import Application, open_application
from assistant.commands.clearing import Purge, Retry
from assistant.commands.keeping import Sync
from assistant.records import record_view
from assistant.settings import load_settings
from ingest.catalog import runs
from ingest.catalog.usage import audit
from ingest.errors import BusyError, NotFoundError
from ingest.pipeline import Source
from ingest.records import CustomerFacts, Failure, PersonFacts, PersonRef, Record, record_id
from tests.assistant import company
from tests.assistant.company import CHEN, LI, WANG
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, record

NOTE = record_id("s", "note")


def colleague(number: str, address: str, department: str) -> Record:
    facts = PersonFacts(number, address.split("@")[0], (), (address,), department=department)
    return record(number, address, kind="person", entity=facts)


@pytest.fixture
def listing() -> Listing:
    return Listing(
        colleague("1", LI, "销售部"),
        colleague("2", WANG, "人力资源部"),
        colleague("4", CHEN, "信息部"),
    )


@pytest.fixture
def application(tmp_path: Path, listing: Listing) -> Iterator[Application]:
    settings = load_settings(company.found(tmp_path))
    sources = [Source("s", "test", listing, ("acme.example",))]
    with open_application(settings, sources=sources, embedder=HashEmbedder()) as opened:
        yield opened


def say(application: Application, listing: Listing, *notes: Record) -> None:
    for number, note in enumerate(notes):
        listing.items[3:] = [replace(note, revision=str(number))]
        application.sync()


def test_who_becomes_one_by_itself_and_two_again_stands_in_the_audit_log(
    tmp_path: Path, listing: Listing
) -> None:
    def account(number: str, tax_number: str) -> Record:
        facts = CustomerFacts(number, "云石机械有限公司", tax_number=tax_number)
        return record(number, "An account.", kind="account", entity=facts, revision=tax_number)

    crm = Listing(account("1", "91350100M000100Y43"))
    erp = Listing(account("9", "91350100M000100Y43"))
    sources = [Source("s", "t", listing), Source("crm", "t", crm), Source("erp", "t", erp)]
    settings = load_settings(company.found(tmp_path))
    with open_application(settings, sources=sources, embedder=HashEmbedder()) as opened:
        opened.sync()
        opened.sync()
        erp.items = [account("9", "91110000600037341L")]
        opened.sync()
        with opened.store.catalog.reading() as connection:
            rows = connection.execute(select(audit).order_by(audit.c.number)).all()
        kept = [kept_entry(row).entry for row in rows]
    merged = [one for one in kept if one.event in ("merged", "merge_undone")]
    assert [(one.event, one.person_id, one.target) for one in merged] == [
        ("merged", "", "erp"),
        ("merge_undone", "", "erp"),
    ]
    assert merged[0].details == {"first": "c000001", "second": "c000002"}


def test_whoever_may_read_a_record_now_and_might_then_sees_who_changed_it_and_what_it_said(
    application: Application, listing: Listing
) -> None:
    on = datetime(2026, 5, 1, 8, 30, tzinfo=UTC)
    say(
        application,
        listing,
        record("note", "First.", audience=("dept:人力资源部",)),
        record("note", "Second.", changed_by=PersonRef(LI), changed_at=on),
        record("note", "Third.", audience=("dept:人力资源部", "dept:销售部")),
    )
    wang = record_view(application.store, NOTE, None, access=application.access(WANG))
    assert [(one.version, one.live) for one in wang.versions] == [(3, True), (2, False), (1, False)]
    assert wang.versions[1].changed_at == on
    assert wang.versions[1].changed_by and wang.versions[1].changed_by.email == LI
    assert wang.versions[0].changed_by is None
    li = record_view(application.store, NOTE, 2, access=application.access(LI))
    assert li.text == "Second."
    assert [one.version for one in li.versions] == [3, 2]
    with pytest.raises(NotFoundError):
        record_view(application.store, NOTE, 1, access=application.access(LI))
    for version in (None, 2, 3):
        with pytest.raises(NotFoundError):
            record_view(application.store, NOTE, version, access=application.access(CHEN))


def test_nobody_reads_what_a_deleted_record_said_and_purging_erases_it(
    application: Application, listing: Listing
) -> None:
    say(application, listing, record("note", "First."), record("note", "Second."))
    del listing.items[3:]
    application.sync()
    for version in (None, 1, 2):
        with pytest.raises(NotFoundError):
            record_view(application.store, NOTE, version, access=application.access(LI))
    assert Purge(None).run(application, lambda _: None).records == 0
    purged = Purge(0).run(application, lambda _: None)
    assert (purged.records, purged.versions) == (1, 0)


def test_much_of_a_source_goes_when_the_command_says_so(
    application: Application, listing: Listing
) -> None:
    listing.items += [record(f"r{number}", f"Text {number}.") for number in range(20)]
    application.sync()
    del listing.items[3:]
    (held,) = Sync(("s",)).run(application, lambda _: None)
    assert (held.state, held.to_remove) == ("held", 20)
    assert application.upkeep.sources()[0].state == "held"
    (done,) = Sync(("s",), confirm_removal=True).run(application, lambda _: None)
    assert (done.state, done.removed) == ("done", 20)


def test_what_failed_is_read_again_when_the_command_says_so(
    application: Application, listing: Listing
) -> None:
    listing.items.append(record("blank", "  "))
    application.sync()
    application.sync()
    assert [one.attempts for one in application.upkeep.failures()] == [1]
    (report,) = Retry("s", "blank").run(application, lambda _: None)
    assert report.failed == 1
    assert [one.attempts for one in application.upkeep.failures()] == [2]
    assert Retry("s", "nothing").run(application, lambda _: None) == ()
    with pytest.raises(NotFoundError):
        Retry("elsewhere").run(application, lambda _: None)


def test_trying_again_leaves_out_what_is_paused_or_configured_no_more(
    application: Application, listing: Listing
) -> None:
    listing.items[3:] = [Failure("note", "locked", "note is locked", ("everyone",), "1")]
    application.sync()
    with application.store.catalog.writing() as connection:
        runs.record_failures(connection, "removed", [Failure("old", "damaged", "old is damaged")])
    again = Retry()
    assert [one.source for one in again.run(application, lambda _: None)] == ["s"]
    application.syncs.pause("s")
    assert again.run(application, lambda _: None) == ()


def test_nothing_is_tried_again_while_a_sync_could_keep_its_cursor(
    application: Application,
) -> None:
    with application.syncs.one_writer(), pytest.raises(BusyError, match="running"):
        application.upkeep.retry_failures("s")
