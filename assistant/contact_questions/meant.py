"""Who is meant where several people at customers bear a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from assistant.answers import Choice, CustomerLink
from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.contact_questions.grammar import WordsAsked
from assistant.customers.links import known_customers
from assistant.customers.stated import Stated, StatedReader
from assistant.questions import Language
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.names import fold

_WHICH = Bilingual(
    "「{said}」可能指：{names}。你问的是哪一位？", "“{said}” may be {names}. Whom do you mean?"
)
_AT = Bilingual("{customer}的{name}", "{name} at {customer}")
_JOINER: dict[Language, str] = {"zh": "、", "en": " or "}


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody at a customer, with the records that state them; the first says who they are."""

    name: str
    customer: CustomerLink
    stated: tuple[Stated, ...]

    @property
    def email(self) -> str:
        return next((one.value("email") for one in self.stated if one.value("email")), "")

    @property
    def title(self) -> str:
        return next((one.value("title") for one in self.stated if one.value("title")), "")

    def said(self, language: Language) -> str:
        """Who they are, and at whom."""
        customer = called(self.customer).said(language)
        return _AT.said(language).format(customer=customer, name=self.name)


def contacts_meant(
    connection: Connection, asked: WordsAsked, reader: StatedReader, *, access: Access
) -> tuple[Contact, ...]:
    """Those whom the name may mean, at customers that the asker may know of; several records of one name at one
    customer are one's."""
    ties = visible(access=access).record_customers.c
    rows = connection.execute(
        select(ties.record_id, ties.customer_id).where(ties.record_id.in_(asked.stating))
    ).all()
    of_record = {row.record_id: row.customer_id for row in rows}
    known = known_customers(connection, sorted(set(of_record.values())), access=access)
    held: dict[tuple[str, str], list[Stated]] = {}
    for one in reader.read(connection, asked.stating, access=access):
        customer = of_record.get(one.record_id, "")
        if customer in known and (not asked.customers or customer in asked.customers):
            held.setdefault((customer, fold(_name(one))), []).append(one)
    return tuple(
        Contact(_name(stated[0]), known[customer], tuple(stated))
        for (customer, _), stated in held.items()
    )


def which_is_meant(contacts: Sequence[Contact], said: str, language: Language) -> str:
    """Asks which of them it is."""
    names = _JOINER[language].join(one.said(language) for one in contacts)
    return _WHICH.said(language).format(said=said, names=names)


def choices_among(
    contacts: Sequence[Contact], question: str, asked: WordsAsked, language: Language
) -> tuple[Choice, ...]:
    """Each of them by their customer, with the question as it would be asked of them alone."""
    spoken = len(fold(question)) == len(question)
    return tuple(
        Choice(
            one.customer,
            one.said(language),
            f"{question[: asked.start]}{one.said(language)}{question[asked.end :]}"
            if spoken
            else "",
        )
        for one in contacts
    )


def _name(stated: Stated) -> str:
    return stated.value("contact", "name") or stated.title
