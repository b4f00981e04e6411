"""Finds what records tell of what somebody at a customer said: their own mails and lines, and what is noted of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, or_, select

from assistant.contact_questions.meant import Contact
from assistant.customer_questions.opened import within
from assistant.customers.citing import Place
from assistant.customers.dealings import Dealing, about_customer, dealings_of
from assistant.customers.quoting import SPOKEN
from assistant.naming import all_first_named, contact_mentions, known_mentions
from assistant.period import Period
from assistant.promises.wording import REQUESTS
from assistant.quoting import ReadRecord, read_records
from assistant.spelling import other_forms
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.moments import to_text
from ingest.names import fold
from ingest.store import Store

_LEAST_FIRST_NAME = 3
_LEAST = 5  # characters of a sentence that tells something
_LONGEST = 300
_FROM = re.compile(r"(?im)^\s*(?:from|发件人)\s?[:：](.*)$")
_GOES_ON = re.compile(
    r"\s*(?:他|她|对方|并且?|还|同时|另外|希望|要求|(?:he|she|they)\b|also\b)", re.IGNORECASE
)
_HEADER = re.compile(
    r"(?i)^(?:from|to|cc|bcc|date|sent|subject|发件人|收件人|抄送|日期|主题)\s?[:：]"
)
_GREETS = re.compile(r"(?i)^(?:dear|hi|hello|您好|你好|尊敬的)\b|[：:，,]$")
_ASKS = re.compile(
    r"提出|提到|想要|只接受|不接受|不得|不许|\bwish\w*|\bwould like\b|\bhopes?\b|\baccepts? \S+ (?:\S+ )?only\b|\bmay not\b"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A record, and what it tells of what they said, in its order."""

    dealing: Dealing
    places: tuple[Place, ...]


def words_of_contact(
    store: Store,
    connection: Connection,
    contact: Contact,
    today: date,
    timezone: ZoneInfo,
    period: Period | None,
    *,
    requests: bool,
    access: Access,
) -> Iterator[Words]:
    """The newest record first, up to today: sentences that name them or go on about them, and all of a mail of
    theirs; of `requests` those alone that ask for something."""
    forms = _forms(contact.name)
    first = contact.name.split()[0]
    if first in forms[1:] and _is_another_s(store, connection, contact, first, access):
        forms = [one for one in forms if one != first]
    records = visible(access=access).records.c
    hints = [*forms, *([contact.email] if contact.email else [])]
    ids = connection.scalars(
        select(records.record_id).where(
            records.record_id.in_(about_customer(contact.customer.id, access=access)),
            records.kind.in_(SPOKEN),
            or_(*(records.text.contains(hint, autoescape=True) for hint in hints)),
        )
    ).all()
    dealings = [
        one
        for one in dealings_of(connection, ids, timezone, access=access)
        if one.day and one.day <= today and within(one.day, period)
    ]
    dealings.sort(key=lambda one: one.record_id)
    dealings.sort(key=lambda one: to_text(one.occurred_at) if one.occurred_at else "", reverse=True)
    read: Mapping[str, ReadRecord] = read_records(connection, ids, access=access)
    naming = _Naming(forms, _longer_names(store, forms, read.values(), access))
    for one in dealings:
        if one.record_id not in read:
            continue
        places = tuple(_told(read[one.record_id], naming, contact))
        if requests:
            places = tuple(place for place in places if _asks(place.quote))
        if places:
            yield Words(one, places)


class _Naming:
    """Finds the forms of a name in a text, where they are no part of another's longer name."""

    def __init__(self, forms: Sequence[str], longer: Sequence[str]) -> None:
        self._forms = re.compile("|".join(map(_whole, map(fold, forms))))
        self._longer = re.compile("|".join(map(_whole, longer)) or r"(?!)")

    def is_all_of(self, text: str) -> bool:
        """Whether a text says the name and no more, as who signs a mail does."""
        return not self._forms.sub("", fold(text)).strip(" .,，。-")

    def search(self, text: str) -> bool:
        return bool(self._forms.search(self._longer.sub("|", fold(text))))


def _longer_names(
    store: Store, forms: Sequence[str], records: Iterable[ReadRecord], access: Access
) -> list[str]:
    """The folded names of others in these records that hold one of the forms."""
    text = "\n".join(one.text for one in records)
    named = (
        *contact_mentions(store, text, access=access),
        *known_mentions(store, text, access=access),
    )
    own = set(map(fold, forms))
    names = {one.name for one in named} - own
    return sorted((name for name in names if any(form in name for form in own)), key=len)[::-1]


def _told(record: ReadRecord, naming: _Naming, contact: Contact) -> Iterator[Place]:
    own = record.kind == "mail" and _is_from(record, naming, contact)
    if record.kind == "mail" and not own:
        return
    named = False
    for one in record.sentences():
        said = one.quote
        tells = _LEAST <= len(said) <= _LONGEST and not naming.is_all_of(said)
        if not tells or _GREETS.search(said) or _HEADER.search(said):
            continue
        names = naming.search(said)
        named = names or (named and bool(_GOES_ON.match(said)))
        if named or own:
            yield Place(one.record_id, one.start, one.end, said)


def _is_from(record: ReadRecord, naming: _Naming, contact: Contact) -> bool:
    sender = _FROM.search(record.text)
    if sender is None:
        return False
    by_address = bool(contact.email) and contact.email.lower() in sender[1].lower()
    return by_address or naming.search(sender[1])


def _asks(sentence: str) -> bool:
    said = fold(sentence)
    return bool(REQUESTS.search(said) or _ASKS.search(said))


def _forms(name: str) -> Sequence[str]:
    """How records may write the name: as it is, in the other script, and in Latin script by the first name."""
    others = [form.title() for form in other_forms(fold(name))]
    first = name.split()[0] if name.isascii() and name.split() else ""
    return [name, *others, *([first] if len(first) >= _LEAST_FIRST_NAME else [])]


def _is_another_s(
    store: Store, connection: Connection, contact: Contact, first: str, access: Access
) -> bool:
    """Whether somebody else whom the asker may know of goes by a first name: another at the customer, or a
    colleague."""
    seen = visible(access=access)
    fields, begins = seen.fields.c, f"{fold(first)} "
    names = connection.scalars(
        select(fields.value).where(
            fields.record_id.in_(about_customer(contact.customer.id, access=access)),
            fields.kind == "contact",
            fields.name.in_(("contact", "name")),
        )
    )
    if any(fold(one).startswith(begins) and fold(one) != fold(contact.name) for one in names):
        return True
    return bool(all_first_named(store, first, access=access))


def _whole(form: str) -> str:
    return rf"\b{re.escape(form)}\b" if form.isascii() else re.escape(form)
