"""What the audit log keeps, who may see what of it, and that a gap shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, insert, select, update

from assistant.audit.entries import Entry
from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from ingest.catalog.usage import audit, audit_marks
from tests.assistant import company
from tests.assistant.api.conftest import administrator_of, client_of, signed_in
from tests.assistant.api.test_accounts import Clock
from tests.assistant.company import CHEN, LI, PASSWORD, WANG
from tests.hash_embedder import HashEmbedder

ABOUT_PAY = "王强的年薪调整为多少？"
ABOUT_ACCEPTANCE = "恒岳电气二期的终验收日期是哪天？"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def application(tmp_path: Path, clock: Clock) -> Iterator[Application]:
    settings = load_settings(company.found(tmp_path, demo=False))
    with open_application(settings, embedder=HashEmbedder(), now=clock) as application:
        application.sync()
        for email in (LI, WANG):
            application.accounts.create(email, password=PASSWORD)
        yield application


def entries(admin: TestClient, **wanted: object) -> list[dict[str, object]]:
    response = admin.get("/api/audit", params=wanted)
    assert response.status_code == 200, response.text
    return list(response.json()["entries"])


def test_who_asked_what_and_what_was_shown_is_kept(application: Application) -> None:
    admin = administrator_of(application)
    li = signed_in(client_of(application), LI)
    answer = li.post("/api/ask", json={"question": ABOUT_ACCEPTANCE}).json()
    (kept,) = entries(admin, event="ask")
    assert kept["person"] == "李静"
    assert kept["target"] == answer["answer_id"]
    assert kept["text"] == ABOUT_ACCEPTANCE
    cited = {citation["record_id"] for citation in answer["citations"]}
    assert cited <= set(kept["records"])
    found = li.get("/api/search", params={"q": "终验收"}).json()["passages"]
    (kept,) = entries(admin, event="search")
    assert set(kept["records"]) == {passage["record_id"] for passage in found}


def test_every_way_to_read_is_kept(application: Application) -> None:
    admin = administrator_of(application)
    li = signed_in(client_of(application), LI)
    answer = li.post("/api/ask", json={"question": ABOUT_ACCEPTANCE}).json()
    record_id = answer["citations"][0]["record_id"]
    person_id = application.access(LI).person_id
    for path in (
        "/api/search?q=x",
        "/api/experts?q=终验收",
        "/api/customers/c000001",
        f"/api/people/{person_id}",
        f"/api/records/{record_id}",
    ):
        assert li.get(path).status_code == 200
    body = {"answer_id": answer["answer_id"], "useful": True}
    assert li.post("/api/feedback", json=body).status_code == 204
    kept = [entry["event"] for entry in entries(admin, person=person_id)]
    assert kept == [
        "feedback",
        "record",
        "person",
        "customer",
        "experts",
        "search",
        "ask",
        "sign_in",
    ]
    (by_record,) = entries(admin, target=record_id, event="record")
    assert by_record["person_id"] == person_id
    assert {entry["event"] for entry in entries(admin, target=record_id)} >= {"record", "ask"}


def test_a_stream_that_is_left_is_kept_whole(application: Application) -> None:
    access = application.access(LI)
    stream = application.reads.stream(ABOUT_ACCEPTANCE, access=access)
    next(stream)
    stream.close()
    (kept,) = entries(administrator_of(application), event="ask")
    assert kept["records"]


def test_an_administrator_sees_that_it_was_asked_but_not_what(application: Application) -> None:
    admin = administrator_of(application)
    wang = signed_in(client_of(application), WANG)
    wang.post("/api/ask", json={"question": ABOUT_PAY})
    wang.get("/api/search", params={"q": "qwertyuiop", "kind": "mail"})
    asked, searched = entries(admin, event="ask") + entries(admin, event="search")
    assert asked["text_hidden"] is True
    assert asked["person"] == "王强"
    assert asked["records"]
    assert (searched["text"], searched["text_hidden"], searched["records"]) == ("", True, [])
    assert "年薪" not in json.dumps(entries(admin), ensure_ascii=False)
    assert entries(admin, text="年薪") == []
    exported = admin.get("/api/audit/export").text
    assert "年薪" not in exported
    assert "qwertyuiop" not in exported
    application.accounts.set_roles(application.access(WANG).person_id, ["admin"])
    assert [entry["text"] for entry in entries(wang, text="年薪")] == [ABOUT_PAY]


def test_a_name_that_an_administrator_may_not_know_stands_in_no_question(
    application: Application,
) -> None:
    config = application.settings.root / "config.toml"
    rules = config.read_text("utf-8")
    hidden = 'path = "crm"\naudience = ["dept:销售部"]'
    config.write_text(rules.replace('path = "crm"\naudience = ["everyone"]', hidden), "utf-8")
    application.close()
    with open_application(load_settings(config), embedder=HashEmbedder()) as again:
        again.sync()
        admin = administrator_of(again)
        li = signed_in(client_of(again), LI)
        for question in ("苏州恒岳电气的终验收", "终验收"):
            found = li.get("/api/search", params={"q": question, "kind": "file"})
            assert found.status_code == 200
        plain, naming = entries(admin, event="search")
        assert plain["text"] == "终验收"
        assert (naming["text"], naming["text_hidden"]) == ("", True)


def test_signing_in_and_administration_are_kept(application: Application) -> None:
    admin = administrator_of(application)
    client = client_of(application)
    client.post("/api/session", json={"email": LI, "password": "a guess of mine"})
    person_id = application.access(LI).person_id
    admin.post("/api/accounts", json={"email": LI, "roles": ["lead"]})
    admin.patch(f"/api/accounts/{person_id}", json={"roles": []})
    admin.patch(f"/api/accounts/{person_id}", json={"disabled": True})
    kept = [(entry["event"], entry["target"]) for entry in entries(admin)]
    assert kept == [
        ("account_closed", person_id),
        ("roles_changed", person_id),
        ("invited", person_id),
        ("account_made", person_id),
        ("sign_in_refused", ""),
        ("sign_in", ""),
    ]
    (changed,) = entries(admin, event="roles_changed")
    assert changed["details"] == {"before": ["lead"], "after": []}


def test_a_change_of_who_may_read_is_kept(application: Application) -> None:
    admin = administrator_of(application)
    assert entries(admin, event="audience_changed") == []
    config = application.settings.root / "config.toml"
    rules = config.read_text("utf-8").replace("dept:人力资源部", "dept:信息部")
    config.write_text(rules, "utf-8")
    application.close()
    with open_application(load_settings(config), embedder=HashEmbedder()) as again:
        again.sync(["documents"])
        admin = signed_in(client_of(again), CHEN)
        (kept,) = entries(admin, event="audience_changed")
        assert kept["details"] == {"before": ["dept:人力资源部"], "after": ["dept:信息部"]}
        assert admin.get(f"/api/records/{kept['target']}").status_code == 200


def test_the_export_is_a_line_an_entry(application: Application) -> None:
    admin = administrator_of(application)
    application.log.append(*(Entry("search") for _ in range(1200)))
    lines = admin.get("/api/audit/export").text.splitlines()
    numbers = [json.loads(line)["number"] for line in lines]
    assert numbers == list(range(numbers[0], 0, -1))
    assert len(numbers) >= 1202
    page = entries(admin, limit=500, before=numbers[0])
    assert [entry["number"] for entry in page] == numbers[1:501]


def test_the_log_as_written_is_whole(application: Application) -> None:
    admin = administrator_of(application)
    application.log.append(Entry("ask", text="\x00 问 🦀", records=("r",), details={"a": ["é"]}))
    proof = admin.get("/api/audit/proof").json()
    assert proof == {"ok": True, "entries": 2, "cut": 0, "fault": ""}


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (delete(audit).where(audit.c.number == 1), "entry 1 is missing"),
        (delete(audit).where(audit.c.number == 3), "entry 3 is missing"),
        (delete(audit).where(audit.c.number == 5), "entries after 4 are missing"),
        (delete(audit), "entries after 0 are missing"),
        (update(audit).where(audit.c.number == 2).values(text="other"), "entry 2 was changed"),
        (update(audit).where(audit.c.number == 2).values(person_id="p9"), "entry 2 was changed"),
        (update(audit).where(audit.c.number == 4).values(records=[]), "entry 4 was changed"),
        (update(audit).where(audit.c.number == 5).values(number=6), "entry 5 is missing"),
        (update(audit_marks).values(number=4), "not signed by this key"),
        (delete(audit_marks), "entries after 5 are missing"),
    ],
)
def test_what_is_taken_away_or_changed_shows(
    application: Application, harm: object, fault: str
) -> None:
    for number in range(5):
        application.log.append(Entry("ask", "p1", text=f"question {number}", records=("r1",)))
    assert application.log.prove().ok
    with application.store.catalog.writing() as connection:
        connection.execute(harm)  # type: ignore[call-overload]
    proof = application.log.prove()
    assert not proof.ok
    assert fault in proof.fault


def test_what_was_taken_away_still_shows_when_the_log_goes_on(application: Application) -> None:
    """Whoever may write the catalog and lacks the key makes the log end earlier."""
    log = application.log
    log.append(*(Entry("ask", "p1", text=f"question {number}") for number in range(5)))
    with application.store.catalog.writing() as connection:
        third = connection.execute(select(audit).where(audit.c.number == 3)).one()
        connection.execute(delete(audit).where(audit.c.number > 3))
        connection.execute(update(audit_marks).values(number=3, hash=third.hash, signature="x"))
    for _ in range(2):
        log.append(Entry("search"))
        assert "not signed by this key" in log.prove().fault


@pytest.mark.parametrize("put_back", [True, False])
def test_an_end_that_was_put_back_shows_while_zhike_runs(
    application: Application, put_back: bool
) -> None:
    log, catalog = application.log, application.store.catalog
    log.append(*(Entry("ask") for _ in range(3)))
    with catalog.reading() as connection:
        before = dict(connection.execute(select(audit_marks)).mappings().one())
    log.append(Entry("record"))
    with catalog.writing() as connection:
        connection.execute(delete(audit).where(audit.c.number > (3 if put_back else 0)))
        connection.execute(delete(audit_marks))
        if put_back:
            connection.execute(insert(audit_marks).values(before))
    assert f"entries after {3 if put_back else 0} are missing" in log.prove().fault
    log.append(Entry("search"))
    assert "not signed by this key" in log.prove().fault


def test_a_log_without_its_marks_goes_on_and_is_not_whole_again(
    application: Application, tmp_path: Path
) -> None:
    application.log.append(*(Entry("ask") for _ in range(3)))
    with application.store.catalog.writing() as connection:
        connection.execute(delete(audit_marks))
    application.close()
    settings = load_settings(tmp_path / "config.toml")
    with open_application(settings, embedder=HashEmbedder()) as again:
        again.log.append(Entry("search"))
        assert "not signed by this key" in again.log.prove().fault


def test_what_was_made_to_look_too_old_is_not_cut(application: Application, clock: Clock) -> None:
    log = application.log
    log.append(*(Entry("ask", "p1") for _ in range(3)))
    with application.store.catalog.writing() as connection:
        connection.execute(
            update(audit).where(audit.c.number < 3).values(at=clock.now - timedelta(days=900))
        )
    assert log.cut(before=clock.now - timedelta(days=730)) == 0
    assert "entry 1 was changed" in log.prove().fault


def test_what_is_too_old_is_cut_behind_a_signed_mark(
    application: Application, clock: Clock
) -> None:
    log = application.log
    log.append(*(Entry("search") for _ in range(3)))
    clock.now += timedelta(days=729)
    log.append(Entry("ask"))
    assert log.prove().cut == 0
    clock.now += timedelta(days=2)
    log.append(Entry("experts"))
    proof = log.prove()
    assert (proof.ok, proof.cut, proof.entries) == (True, 3, 3)
    with application.store.catalog.reading() as connection:
        kept = connection.scalars(select(audit.c.action).order_by(audit.c.number)).all()
    assert kept == ["ask", "experts", "audit_cut"]
    with application.store.catalog.writing() as connection:
        connection.execute(delete(audit).where(audit.c.number == 4))
    assert "entry 4 is missing" in log.prove().fault
    log.append(Entry("search"))
    assert not log.prove().ok


def test_another_key_signs_otherwise(application: Application, tmp_path: Path) -> None:
    application.log.append(Entry("ask"))
    key = application.settings.data_dir / "audit.key"
    assert key.stat().st_mode & 0o777 == 0o600
    application.close()
    key.unlink()
    settings = load_settings(tmp_path / "config.toml")
    with open_application(settings, embedder=HashEmbedder()) as again:
        assert "not signed by this key" in again.log.prove().fault
