"""What a colleague may read follows the directory, at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from ingest.access import Access
from ingest.catalog.directory import access_of, access_of_person, is_theirs
from ingest.catalog.schema import people
from ingest.errors import UnknownAskerError
from ingest.records import Involvement, PersonFacts, PersonRef, Record
from ingest.store import Store
from tests.ingest.listing import Listing, record, run, texts


def colleague(number: int, lead: int | None = None, **more: object) -> Record:
    """Number n, at pn@huace.example; `more` are facts."""
    facts = PersonFacts(
        f"E{number}",
        f"Person {number}",
        emails=(f"p{number}@huace.example",),
        manager=None if lead is None else PersonRef(external_id=f"E{lead}"),
        **more,  # type: ignore[arg-type]
    )
    return record(
        facts.external_id, facts.name, kind="person", entity=facts, revision=repr((lead, more))
    )


def seen_by(store: Store, number: int) -> set[str]:
    """What number n may read, but the directory."""
    seen = texts(store, access_of(store, f"p{number}@huace.example"))
    return {text for text in seen if not text.startswith("Person")}


@pytest.fixture
def hired(store: Store) -> Listing:
    """A head (0), two leads (1, 2), and somebody below each (3, 4)."""
    listing = Listing(
        colleague(0), colleague(1, 0), colleague(2, 0), colleague(3, 1), colleague(4, 2)
    )
    run(store, listing, "staff")
    return listing


def test_a_line_is_somebody_and_everybody_above_them(store: Store, hired: Listing) -> None:
    run(store, Listing(record("a", "Of three.", audience=("line:p3@huace.example",))))
    assert [seen_by(store, number) for number in range(5)] == [
        {"Of three."}, {"Of three."}, set(), {"Of three."}, set(),
    ]  # fmt: skip


def test_a_lead_s_team_is_the_lead_and_everybody_below(store: Store, hired: Listing) -> None:
    run(store, Listing(record("a", "Of one's.", audience=("team:p1@huace.example",))))
    assert [bool(seen_by(store, number)) for number in range(5)] == [
        False, True, False, True, False,
    ]  # fmt: skip


def test_who_moves_is_read_by_the_new_line_at_once(store: Store, hired: Listing) -> None:
    run(store, Listing(record("a", "Of three.", audience=("line:p3@huace.example",))))
    assert seen_by(store, 1)
    hired.items[3] = colleague(3, 2)
    run(store, hired, "staff")
    assert [bool(seen_by(store, number)) for number in range(4)] == [True, False, True, True]


def test_a_lead_who_goes_reads_nothing_more_and_who_is_struck_out_breaks_the_line(
    store: Store, hired: Listing
) -> None:
    run(store, Listing(record("a", "Of three.", audience=("line:p3@huace.example",))))
    hired.items[1] = colleague(1, 0, active=False)
    run(store, hired, "staff")
    with pytest.raises(UnknownAskerError):
        seen_by(store, 1)
    assert seen_by(store, 0) == {"Of three."}
    del hired.items[1]
    run(store, hired, "staff")
    assert seen_by(store, 0) == set()
    assert seen_by(store, 3) == {"Of three."}


def test_a_line_that_comes_back_to_itself_ends(store: Store) -> None:
    run(store, Listing(colleague(0, 0), colleague(1, 2), colleague(2, 1), colleague(3, 2)), "staff")
    run(store, Listing(record("a", "Of one.", audience=("line:p1@huace.example",))))
    assert [bool(seen_by(store, number)) for number in range(4)] == [False, True, True, False]


def test_every_address_of_a_colleague_leads_to_them(store: Store) -> None:
    facts = PersonFacts(
        "E1",
        "One",
        emails=("p1@huace.example", "one@huace.example"),
        manager=PersonRef("p0@huace.example"),
    )
    one = record("E1", "Person One", kind="person", entity=facts)
    run(store, Listing(colleague(0), one), "staff")
    run(store, Listing(record("a", "Of one.", audience=("line:one@huace.example",))))
    assert seen_by(store, 0) == {"Of one."}


def test_teams_and_groups_are_held_while_the_directory_says_so(store: Store) -> None:
    staff = Listing(
        colleague(0, memberships=("team:华东", "group:crm:VIP")), colleague(1, memberships=())
    )
    run(store, staff, "staff")
    run(
        store,
        Listing(
            record("a", "East.", audience=("team:华东",)),
            record("b", "Important.", audience=("group:crm:VIP",)),
            record("c", "Of other lists.", audience=("group:wiki:VIP", "group:crm:vip")),
        ),
    )
    assert seen_by(store, 0) == {"East.", "Important."}
    assert seen_by(store, 1) == set()
    staff.items = [
        colleague(0, memberships=("team:华东",)),
        colleague(1, memberships=("team:华东",)),
    ]
    run(store, staff, "staff")
    assert seen_by(store, 0) == {"East."}
    assert seen_by(store, 1) == {"East."}


def test_a_mail_is_for_colleagues_still_here_and_a_list_s_address_is_nobody_s(
    store: Store, hired: Listing
) -> None:
    on_it = ("person:p3@huace.example", "person:sales@huace.example", "person:p4@huace.example")
    ties = tuple(
        Involvement("participant", PersonRef(token.removeprefix("person:"))) for token in on_it
    )
    run(store, Listing(record("m", "A mail.", audience=on_it, involvements=ties)), "mail")
    assert [bool(seen_by(store, number)) for number in range(5)] == [False] * 3 + [True] * 2
    with pytest.raises(UnknownAskerError):
        access_of(store, "sales@huace.example")
    del hired.items[4]
    run(store, hired, "staff")
    assert seen_by(store, 3) == {"A mail."}
    with pytest.raises(UnknownAskerError):
        seen_by(store, 4)


def test_whom_two_directories_state_reads_what_either_lets_them_until_one_says_they_left(
    store: Store,
) -> None:
    def entry(number: str, department: str, **more: object) -> Record:
        facts = PersonFacts(number, "Person 1", emails=("p1@huace.example",), department=department)
        facts = replace(facts, **more)  # type: ignore[arg-type]
        return record(number, "Person 1", kind="person", entity=facts, revision=repr(facts))

    run(store, Listing(entry("E1", "hr")), "staff")
    also = Listing(entry("W9", "People", memberships=("team:red",)))
    run(store, also, "ldap")
    access = access_of(store, "p1@huace.example")
    assert access.tokens >= {"dept:hr", "dept:People", "team:red", "person:p1@huace.example"}
    with store.catalog.reading() as connection:
        ids = connection.scalars(select(people.c.person_id)).all()
    assert [access_of_person(store, person_id) for person_id in ids] == [access, access]
    also.items = [entry("W9", "People", active=False)]
    run(store, also, "ldap")
    with pytest.raises(UnknownAskerError):
        access_of(store, "p1@huace.example")


def test_whoever_has_an_address_now_comes_by_it(store: Store) -> None:
    def entry(number: int, *emails: str) -> Record:
        facts = PersonFacts(f"E{number}", f"Person {number}", emails=emails)
        return record(f"E{number}", facts.name, kind="person", entity=facts, revision=repr(emails))

    listing = Listing(entry(1, "sales@huace.example", "p1@huace.example"))
    run(store, listing, "staff")
    before = access_of(store, "sales@huace.example").person_id
    listing.items = [entry(1, "p1@huace.example"), entry(2, "sales@huace.example")]
    run(store, listing, "staff")
    now = access_of(store, "sales@huace.example").person_id
    assert now != before == access_of(store, "p1@huace.example").person_id
    with store.catalog.reading() as connection:
        assert is_theirs(connection, now, "sales@huace.example")


def test_a_head_of_thousands_reads_what_is_theirs(store: Store) -> None:
    run(
        store,
        Listing(
            record("a", "Of one below.", audience=("line:p39999@huace.example", "dept:x")),
            record("b", "Of nobody below.", audience=("line:p40000@huace.example", "dept:x")),
        ),
    )
    tokens = frozenset(f"line:p{number}@huace.example" for number in range(40_000))
    assert texts(store, Access("", tokens)) == {"Of one below."}


def test_an_address_that_went_to_another_opens_what_it_was_for_to_neither(store: Store) -> None:
    def entry(number: int, *emails: str) -> Record:
        facts = PersonFacts(f"E{number}", f"Person {number}", emails=emails)
        return record(f"E{number}", facts.name, kind="person", entity=facts, revision=repr(emails))

    listing = Listing(entry(1, "sales@huace.example"))
    run(store, listing, "staff")
    run(store, Listing(record("a", "A private mail.", audience=("person:sales@huace.example",))))
    first = access_of(store, "sales@huace.example").person_id
    assert "A private mail." in texts(store, access_of_person(store, first))
    listing.items = [entry(1, "li@huace.example"), entry(2, "sales@huace.example")]
    run(store, listing, "staff")
    assert access_of(store, "li@huace.example").person_id == first
    with store.catalog.reading() as connection:
        ids = connection.scalars(select(people.c.person_id)).all()
    assert len(ids) == 2
    for person_id in ids:
        assert "A private mail." not in texts(store, access_of_person(store, person_id))
