"""Curators decide who is one, over the API and the command line; nobody else does, and it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.bootstrap import Application, open_application
from assistant.commands.curating import DecideMatch, ListMatches
from assistant.settings import load_settings
from ingest.catalog.schema import entity_matches
from ingest.catalog.usage import audit
from ingest.errors import ForbiddenError
from ingest.pipeline import Source
from ingest.records import CustomerFacts, PersonFacts
from tests.assistant.api.conftest import browser_of, client_of, signed_in
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, record, run

CURATOR, MEMBER = "ann@acme.example", "bea@acme.example"
PASSWORD = "seven green lanterns"

_CONFIG = """
[company]
name = "Acme"
domains = ["acme.example"]
"""


def _person(number: str, name: str, *emails: str) -> object:
    facts = PersonFacts(number, name, emails=emails)
    return record(number, name, kind="person", entity=facts, revision=repr(facts))


def _account(number: str, name: str, *audience: str) -> object:
    facts = CustomerFacts(number, name)
    told = {"kind": "account", "entity": facts, "audience": audience or ("everyone",)}
    return record(number, name, **told)


@pytest.fixture
def listings() -> dict[str, Listing]:
    """What the sources of the company say."""
    return {
        "staff": Listing(_person("1", "Ann", CURATOR), _person("2", "Bea", MEMBER)),  # type: ignore[arg-type]
        "crm": Listing(_account("1", "云石机械有限公司"), _account("2", "天河食品有限公司")),  # type: ignore[arg-type]
        "erp": Listing(
            _account("8", "天河食品工业有限公司", "dept:board"),  # type: ignore[arg-type]
            _account("9", "云石机械设备有限公司"),  # type: ignore[arg-type]
        ),
    }


@pytest.fixture
def company(tmp_path: Path, listings: dict[str, Listing]) -> Iterator[Application]:
    """Two customers whom two systems write differently; one of them is the board's business."""
    config = tmp_path / "config.toml"
    config.write_text(_CONFIG, encoding="utf-8")
    sources = [Source(name, "test", listing) for name, listing in listings.items()]
    with open_application(
        load_settings(config), sources=sources, embedder=HashEmbedder()
    ) as opened:
        opened.sync()
        yield opened


def test_a_curator_accepts_and_takes_it_back(company: Application) -> None:
    curator = browser_of(company, CURATOR, ["curator"])
    [match] = curator.get("/api/entities/matches").json()["matches"]
    assert [match[side]["name"] for side in ("first", "second")] == [
        "云石机械有限公司",
        "云石机械设备有限公司",
    ]
    path = f"/api/entities/matches/{match['match_id']}"
    accepted = curator.post(f"{path}/accept").json()
    assert accepted["state"] == "accepted"
    assert accepted["first"]["goes_by"] == accepted["second"]["goes_by"]
    page = curator.get(f"/api/customers/{match['second']['entity_id']}").json()
    assert page["id"] == match["first"]["entity_id"]
    assert "云石机械设备有限公司" in page["aliases"]
    assert curator.post(f"{path}/undo").json()["state"] == "likely"
    assert curator.post(f"{path}/refuse").json()["state"] == "refused"
    assert curator.get("/api/entities/matches").json() == {"matches": []}
    assert curator.post(f"{path}/refuse").status_code == 422
    with company.store.catalog.reading() as connection:
        kept = connection.execute(
            select(audit.c.action, audit.c.target)
            .where(audit.c.action.startswith("match_", autoescape=True))
            .order_by(audit.c.number)
        ).all()
    number = str(match["match_id"])
    assert [tuple(row) for row in kept] == [
        ("match_accepted", number),
        ("match_undone", number),
        ("match_refused", number),
    ]


def test_who_is_no_curator_sees_and_decides_nothing(company: Application) -> None:
    member = browser_of(company, MEMBER)
    assert member.get("/api/entities/matches").status_code == 403
    assert member.post("/api/entities/matches/1/accept").status_code == 403
    for command in (
        ListMatches(MEMBER, "customer", ("likely",), 10),
        DecideMatch(MEMBER, 1, "accept"),
    ):
        with pytest.raises(ForbiddenError):
            command.run(company, lambda _: None)


def test_a_hidden_match_is_as_if_it_were_not_there(company: Application) -> None:
    curator = browser_of(company, CURATOR, ["admin"])
    with company.store.catalog.reading() as connection:
        ids = set(connection.scalars(select(entity_matches.c.match_id)))
    seen = curator.get("/api/entities/matches?state=likely&state=merged").json()["matches"]
    [hidden] = ids - {one["match_id"] for one in seen}
    assert curator.post(f"/api/entities/matches/{hidden}/accept").status_code == 404
    assert curator.post("/api/entities/matches/999999/accept").status_code == 404


def test_the_command_line_does_the_same(company: Application) -> None:
    company.accounts.create(CURATOR, roles=["curator"])
    [match] = ListMatches(CURATOR, "customer", ("likely",), 10).run(company, lambda _: None)
    decided = DecideMatch(CURATOR, match.match_id, "accept").run(company, lambda _: None)
    assert decided.state == "accepted"


def test_who_turns_out_to_be_one_signs_in_by_either_address_and_after_they_are_two_again(
    company: Application, listings: dict[str, Listing]
) -> None:
    staff = listings["staff"]
    staff.items.append(_person("7", "Bea", "bea.b@acme.example"))  # type: ignore[arg-type]
    company.sync()
    company.accounts.create("bea.b@acme.example", password=PASSWORD)
    before = company.accounts.sign_in("bea.b@acme.example", PASSWORD)
    session = company.sessions.begin(before)
    listings["ldap"] = Listing(_person("b", "Bea", "bea.b@acme.example", MEMBER))  # type: ignore[arg-type]
    _read(company, "ldap", listings["ldap"])
    # A third entry gives the addresses of two, who are of one directory: it goes to neither.
    assert company.accounts.sign_in("bea.b@acme.example", PASSWORD) == before
    staff.items = [one for one in staff.items if one.external_id != "2"]  # type: ignore[union-attr]
    company.sync()
    assert company.accounts.sign_in("bea.b@acme.example", PASSWORD)
    listings["ldap"].items = []
    _read(company, "ldap", listings["ldap"])
    assert company.accounts.sign_in("bea.b@acme.example", PASSWORD)
    assert company.accounts.access(company.sessions.person_of(session))


def test_an_account_under_the_younger_id_outlives_a_merge_and_its_end(
    company: Application, listings: dict[str, Listing]
) -> None:
    staff = listings["staff"]
    _read(company, "ldap", Listing(_person("c", "Cat", "cat@acme.example")))  # type: ignore[arg-type]
    staff.items.append(_person("3", "Cat", "cat.c@acme.example"))  # type: ignore[arg-type]
    company.sync()
    younger = company.accounts.create("cat.c@acme.example", password=PASSWORD)
    staff.items[-1] = _person("3", "Cat", "cat.c@acme.example", "cat@acme.example")  # type: ignore[call-overload]
    company.sync()
    for address in ("cat@acme.example", "cat.c@acme.example"):
        one = company.accounts.sign_in(address, PASSWORD)
        assert one != younger
        assert signed_in(client_of(company), address, PASSWORD).get("/api/me").json()
    assert [one.person_id for one in company.accounts.listing() if not one.disabled] == [one]
    curator = browser_of(company, CURATOR, ["curator"])
    wanted = "/api/entities/matches?family=person&state=merged"
    [match] = curator.get(wanted).json()["matches"]
    assert curator.post(f"/api/entities/matches/{match['match_id']}/undo").status_code == 200
    assert company.accounts.sign_in("cat.c@acme.example", PASSWORD) == younger


def _read(company: Application, name: str, listing: Listing) -> None:
    run(company.store, listing, name)
