"""Random small companies: who works there, what is on record, and for whom.

Every name, title, word and date of a record is its own: what an answer holds tells which record it
stems from. The numbers that make them unique rise from one world to the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from ingest.records import (
    ContactFacts,
    CustomerFacts,
    CustomerRef,
    Field,
    Involvement,
    Kind,
    PersonFacts,
    PersonRef,
    Record,
    Role,
    Section,
)

ADDRESSES = tuple(f"{name}@acme.example" for name in ("ann", "bea", "cat", "dan", "eve"))
"""The first administers; what each is called changes from world to world."""
DEPARTMENTS = ("sales", "hr", "board")
GROUPS = ("group:crm:north", "group:crm:south")
TEAMS = ("team:red", "team:blue")
ROLES: tuple[Role, ...] = ("author", "owner", "participant", "resolver", "mentioned")
KINDS: tuple[Kind, ...] = ("file", "deal", "visit", "mail", "ticket", "project")
THREADS = ("", "first", "second")
RECORDS = 6
CUSTOMERS = 3
_FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class World:
    """A company at one moment: its records by source, and the words to ask with."""

    number: int
    directory: tuple[Record, ...]
    crm: tuple[Record, ...]
    files: tuple[Record, ...]

    @property
    def sources(self) -> dict[str, tuple[Record, ...]]:
        return {"directory": self.directory, "crm": self.crm, "files": self.files}


def own_word(number: int, of: str) -> str:
    """A word that nothing else holds: letters alone, so that no segmentation cuts it."""
    letters = "".join("abcdefghij"[int(digit)] for digit in str(number))
    return f"Q{of}x{letters}z"


def own_day(number: int, place: int) -> date:
    """A day that no other record of the world has."""
    return _FIRST_DAY + timedelta(days=(number * 31 + place) % 9000)


@st.composite
def worlds(draw: st.DrawFn, number: int) -> World:
    """A world; audiences of every kind, reporting lines with gaps and circles, people who have left."""
    return World(number, _directory(draw, number), _crm(draw, number), _files(draw, number))


def audiences() -> st.SearchStrategy[tuple[str, ...]]:
    """What a source may say; none at all is for nobody."""
    tokens = [
        "everyone",
        *(f"dept:{name}" for name in DEPARTMENTS),
        *TEAMS,
        *GROUPS,
        *(f"person:{address}" for address in ADDRESSES),
        *(f"line:{address}" for address in ADDRESSES[2:]),
        f"team:{ADDRESSES[1]}",
    ]
    few = st.lists(st.sampled_from(tokens), max_size=2, unique=True).map(tuple)
    return st.one_of(st.just(("everyone",)), few, few)


def _directory(draw: st.DrawFn, number: int) -> tuple[Record, ...]:
    entries = []
    for place, address in enumerate(ADDRESSES):
        lead = draw(st.sampled_from([None, *ADDRESSES]))
        memberships = draw(st.lists(st.sampled_from([*TEAMS, *GROUPS]), max_size=2, unique=True))
        name = own_word(number, f"p{_letter(place)}")
        facts = PersonFacts(
            external_id=address,
            name=name,
            emails=(address,),
            title=own_word(number, f"job{_letter(place)}"),
            department=draw(st.sampled_from(["", *DEPARTMENTS])),
            manager=PersonRef(email=lead) if lead else None,
            active=place == 0 or draw(st.integers(0, 5)) > 0,
            memberships=tuple(memberships),
        )
        shown = (Field("name", "name", name), Field("title", "title", facts.title))
        audience = ("everyone",) if place == 0 else draw(audiences())
        entries.append(
            _record(address, number, "person", name, audience, fields=shown, entity=facts)
        )
    return tuple(entries)


def _crm(draw: st.DrawFn, number: int) -> tuple[Record, ...]:
    records = []
    for place in range(CUSTOMERS):
        name = own_word(number, f"cust{_letter(place)}")
        alias = own_word(number, f"alias{_letter(place)}")
        facts = CustomerFacts(f"C{place}", name, (alias,))
        fields = (
            Field("customer", "customer", name),
            Field("industry", "industry", own_word(number, f"trade{_letter(place)}")),
        )
        records.append(
            _record(
                f"C{place}",
                number,
                "account",
                name,
                draw(audiences()),
                fields=fields,
                entity=facts,
                involvements=_involvements(draw),
                customers=(CustomerRef(f"C{place}"),),
            )
        )
    contact = own_word(number, "contact")
    of = CustomerRef(f"C{draw(st.integers(0, CUSTOMERS - 1))}")
    records.append(
        _record(
            "K0",
            number,
            "contact",
            contact,
            draw(audiences()),
            fields=(Field("phone", "phone", f"555-{number:07d}"),),
            entity=ContactFacts("K0", contact, of),
            customers=(of,),
        )
    )
    return tuple(records)


def _files(draw: st.DrawFn, number: int) -> tuple[Record, ...]:
    records = []
    for place in range(RECORDS):
        if draw(st.integers(0, 9)) == 0:
            continue
        word = own_word(number, f"word{_letter(place)}")
        about = [
            own_word(number, f"cust{_letter(customer)}")
            for customer in draw(st.lists(st.integers(0, CUSTOMERS - 1), max_size=2, unique=True))
        ]
        named = [
            own_word(number, f"p{_letter(person)}")
            for person in draw(st.lists(st.integers(0, 4), max_size=1))
        ]
        day = own_day(number, place)
        text = (
            f"The {word} is delivered on {day.isoformat()} to {' and '.join(about) or 'nobody'}. "
            f"{' and '.join(named) or 'Somebody'} knows most about the {word}."
        )
        ties = draw(st.lists(st.integers(0, CUSTOMERS - 1), max_size=2, unique=True))
        records.append(
            _record(
                f"F{place}",
                number,
                draw(st.sampled_from(KINDS)),
                own_word(number, f"title{_letter(place)}"),
                draw(audiences()),
                sections=(Section(text, (own_word(number, f"head{_letter(place)}"),)),),
                involvements=_involvements(draw),
                customers=tuple(CustomerRef(f"C{one}", source="crm") for one in ties),
                occurred_at=day,
                thread=draw(st.sampled_from(THREADS)),
            )
        )
    return tuple(records)


def _involvements(draw: st.DrawFn) -> tuple[Involvement, ...]:
    pairs = st.tuples(st.sampled_from(ROLES), st.sampled_from(ADDRESSES))
    drawn = draw(st.lists(pairs, max_size=3, unique=True))
    return tuple(Involvement(role, PersonRef(email=address)) for role, address in drawn)


def _record(
    external_id: str,
    number: int,
    kind: Kind,
    title: str,
    audience: tuple[str, ...],
    **more: object,
) -> Record:
    made = Record(external_id, str(number), kind, title, audience)
    return replace(made, **more)  # type: ignore[arg-type]


def _letter(place: int) -> str:
    return "abcdefgh"[place]
