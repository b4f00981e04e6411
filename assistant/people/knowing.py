"""How well a colleague knows each of their customers, and what they answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from assistant.answers import CustomerLink
from assistant.customers.links import known_customers
from assistant.handover.shares import Tied, customers_of, newest, shares_of
from assistant.people.views import Answered, FamiliarityPart, KnownCustomer
from assistant.projects.citing import cited_by_several
from ingest.access import Access
from ingest.moments import day_of, to_text
from ingest.records import Moment

_OWNER, _SHARE, _CONTACT = 0.3, 0.4, 0.3
_HALF_LIFE_DAYS = 365
_ENOUGH = 5.0  # records of today: as many count whole
_CUSTOMERS = 20
_ANSWERED = 10
_CITED = 5


def customers_known(
    connection: Connection,
    records: Mapping[str, Tied],
    today: date,
    *,
    access: Access,
    most: int | None = _CUSTOMERS,
) -> tuple[KnownCustomer, ...]:
    """Best known first, so many of them or all: 0.3 for owning the account, 0.4 for the share of the customer's records that they
    are in, 0.3 for how much they had to do with it: five records of today count whole, and one of a year ago
    half as much."""
    theirs = customers_of(connection, records, access=access)
    links = known_customers(connection, list(theirs), access=access)
    shares = shares_of(connection, list(links), access=access)
    found = []
    for customer_id, link in links.items():
        tied = [records[one] for one in theirs[customer_id]]
        whole = len(shares[customer_id].records | set(theirs[customer_id]))
        found.append(_known(link, tied, len(tied) / whole, today))
    return tuple(
        sorted(found, key=lambda one: (-one.score, -one.record_count, one.customer.id))[:most]
    )


def answered_by(
    connection: Connection, records: Mapping[str, Tied], *, access: Access
) -> tuple[Answered, ...]:
    """What they solved, answers that they gave, and records that they wrote which answered questions of two
    colleagues or more; never whose, nor what was asked."""
    solved = [
        Answered(
            one.link,
            one.kind,
            one.occurred_at,
            "solved" if "resolver" in one.roles else "answered",
            0,
        )
        for one in records.values()
        if "resolver" in one.roles or (one.kind == "answer" and "author" in one.roles)
    ][:_ANSWERED]
    wrote = [one.record_id for one in records.values() if "author" in one.roles]
    cited = [
        Answered(
            records[record_id].link,
            records[record_id].kind,
            records[record_id].occurred_at,
            "cited",
            count,
        )
        for record_id, count in cited_by_several(connection, wrote, access=access).items()
    ][:_CITED]
    return (*cited, *solved)


def _known(link: CustomerLink, tied: Sequence[Tied], share: float, today: date) -> KnownCustomer:
    owns = any(one.kind == "account" and "owner" in one.roles for one in tied)
    days = [day_of(one.occurred_at) for one in tied if one.occurred_at]
    ages = [(today - day).days for day in days if day <= today]
    contact = min(1.0, sum(0.5 ** (age / _HALF_LIFE_DAYS) for age in ages) / _ENOUGH)
    parts = (
        FamiliarityPart("owner", _OWNER, float(owns)),
        FamiliarityPart("share", _SHARE, round(share, 4)),
        FamiliarityPart("contact", _CONTACT, round(contact, 4)),
    )
    score = round(sum(part.weight * part.value for part in parts), 4)
    return KnownCustomer(link, score, parts, len(tied), _last(tied, today), newest(tied))


def _last(tied: Sequence[Tied], today: date) -> Moment | None:
    was = (one.occurred_at for one in tied if one.occurred_at and day_of(one.occurred_at) <= today)
    return max(was, key=to_text, default=None)
