"""A company whose records a test writes itself: colleagues, and all that is on record of customers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from ingest.pipeline import Source
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
    revision_of,
)
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing

TODAY = date(2026, 6, 30)
LI = "li.jing@acme.example"
"""Account manager; of the sales department."""
WU = "wu.chen@acme.example"
"""Of the sales department too."""
QIAN = "qian.jun@acme.example"
"""Of purchasing."""
GAO = "gao.xiang@acme.example"
"""Has left."""
SALES = ("dept:sales",)
EVERYONE = ("everyone",)

_CONFIG = """
[company]
name = "Acme"
domains = ["acme.example"]
timezone = "Asia/Shanghai"
[demo]
today = "{today}"
{more}
"""


def person(address: str, name: str, department: str, *, active: bool = True) -> Record:
    """An entry of the directory."""
    facts = PersonFacts(address, name, (), (address,), "", department, active=active)
    fields = _fields(name=name, email=address, department=department)
    return _record(address, "person", name, fields=fields, entity=facts)


def account(
    number: str,
    name: str,
    *aliases: str,
    owner: str = "",
    audience: Sequence[str] = EVERYONE,
    **fields: str,
) -> Record:
    """A customer."""
    return _record(
        number,
        "account",
        name,
        audience=audience,
        fields=_fields(customer_id=number, name=name, **fields),
        entity=CustomerFacts(number, name, aliases),
        customers=(CustomerRef(number),),
        involvements=_ties(owner=owner),
    )


def contact(number: str, of: str, name: str, **fields: str) -> Record:
    """Somebody at a customer."""
    return _record(
        number,
        "contact",
        name,
        fields=_fields(contact=name, **fields),
        entity=ContactFacts(number, name, CustomerRef(of)),
        customers=(CustomerRef(of),),
    )


def of_customer(
    number: str,
    kind: Kind,
    of: str,
    title: str,
    text: str = "",
    *,
    day: date | datetime | None = None,
    audience: Sequence[str] = EVERYONE,
    owner: str = "",
    author: str = "",
    assignee: str = "",
    participant: str = "",
    reviewer: str = "",
    revision: str = "",
    **fields: str,
) -> Record:
    """Any other record; of no customer where `of` is empty."""
    return _record(
        number,
        kind,
        title,
        audience=audience,
        fields=_fields(**fields),
        sections=(Section(text),) if text else (),
        customers=tuple(CustomerRef(one) for one in of.split(",") if one),
        involvements=_ties(
            owner=owner,
            author=author,
            assignee=assignee,
            participant=participant,
            reviewer=reviewer,
        ),
        occurred_at=day,
        revision=revision,
    )


@contextmanager
def opened(
    folder: Path, records: Iterable[Record], *, today: date = TODAY, more: str = ""
) -> Iterator[Application]:
    """The company with these records, read; `more` stands at the end of its settings."""
    config = folder / "config.toml"
    config.write_text(_CONFIG.format(today=today, more=more), "utf-8")
    sources = [
        Source("directory", "directory", Listing(*PEOPLE)),
        Source("crm", "crm", Listing(*records), domains=("acme.example",)),
    ]
    with open_application(
        load_settings(config), sources=sources, embedder=HashEmbedder()
    ) as application:
        for report in application.sync():
            assert report.failures == ()
        yield application


def the_id(application: Application, said: str, asker: str = LI) -> str:
    """The id of the one customer called so."""
    [row] = application.customers.find(said, access=application.access(asker))
    return row.id


def _fields(**said: str) -> tuple[Field, ...]:
    return tuple(
        Field(name, name.replace("_", " "), value) for name, value in said.items() if value
    )


def _ties(**said: str) -> tuple[Involvement, ...]:
    roles: dict[str, Role] = {
        "owner": "owner",
        "author": "author",
        "assignee": "assignee",
        "participant": "participant",
        "reviewer": "reviewer",
    }
    return tuple(
        Involvement(roles[name], PersonRef(email=address))
        for name, address in said.items()
        if address
    )


def _record(
    external_id: str,
    kind: Kind,
    title: str,
    *,
    audience: Sequence[str] = EVERYONE,
    fields: tuple[Field, ...] = (),
    sections: tuple[Section, ...] = (),
    entity: CustomerFacts | ContactFacts | PersonFacts | None = None,
    customers: tuple[CustomerRef, ...] = (),
    involvements: tuple[Involvement, ...] = (),
    occurred_at: date | datetime | None = None,
    revision: str = "",
) -> Record:
    return Record(
        external_id=external_id,
        revision=revision or revision_of(external_id, title, repr(fields), repr(sections)),
        kind=kind,
        title=title,
        audience=tuple(audience),
        fields=fields,
        sections=sections,
        entity=entity,
        customers=customers,
        involvements=involvements,
        occurred_at=occurred_at,
    )


PEOPLE = (
    person(LI, "李静", "sales"),
    person(WU, "吴晨", "sales"),
    person(QIAN, "钱军", "purchasing"),
    person(GAO, "高翔", "sales", active=False),
)
