"""Questions that go on from an answer, of what it rests on, and that Zhike can answer this asker."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sqlalchemy import Connection, func, select

from assistant.answers import Citation
from assistant.bilingual import Bilingual
from assistant.customers.links import known_customers
from assistant.kept_answers import read_kept
from assistant.questions import Language, asks_for_people, language_of
from ingest.access import Access
from ingest.catalog.reading import readable_versions
from ingest.catalog.usage import turns
from ingest.catalog.visible import Visible, visible
from ingest.errors import NotFoundError
from ingest.names import fold
from ingest.store import Store

CanAnswer = Callable[[str, Access], bool]
MOST = 3
_ACCOUNT = "account"
_TRIED = 6
_CUSTOMERS = 2
_NAME_CHARACTERS = 60
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class NextQuestions:
    """What might be asked next, and the records that it stems from."""

    questions: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """An answer, as far as the asker may read what it rests on now."""

    question: str
    asked: frozenset[str]
    citations: tuple[Citation, ...]
    customers: tuple[str, ...]

    @property
    def language(self) -> Language:
        return language_of(self.question)


Candidate = tuple[str, str]
"""A question, and the record that it stems from."""


class Continuing:
    """Finds such questions by plain rules; each is tried before it is offered."""

    def __init__(self, store: Store, can_answer: CanAnswer) -> None:
        self._store = store
        self._can_answer = can_answer

    def after(self, answer_id: str, *, access: Access) -> NextQuestions:
        """At most three, of what the asker may read now; none where nothing was answered. NotFoundError for
        an answer that is not theirs."""
        with self._store.catalog.reading() as connection:
            drawn = _drawn(connection, answer_id, access)
            found = list(dict.fromkeys(_candidates(connection, drawn, access)))
        kept: list[Candidate] = []
        for question, record_id in found[:_TRIED]:
            if fold(question) not in drawn.asked and self._can_answer(question, access):
                kept.append((question, record_id))
            if len(kept) == MOST:
                break
        return NextQuestions(tuple(one for one, _ in kept), tuple(one for _, one in kept))


def _drawn(connection: Connection, answer_id: str, access: Access) -> _Drawn:
    row = connection.execute(
        select(turns).where(turns.c.answer_id == answer_id, turns.c.person_id == access.person_id)
    ).first()
    if row is None:
        raise NotFoundError("That answer is not known")
    asked = connection.scalars(
        select(turns.c.question).where(turns.c.conversation_id == row.conversation_id)
    )
    cited = read_kept(row.answer).citations if row.answered else ()
    readable = readable_versions(
        connection, [(one.record_id, one.version) for one in cited], access=access
    )
    return _Drawn(
        row.question,
        frozenset(map(fold, (*asked, row.standalone_question))),
        tuple(one for one in cited if (one.record_id, one.version) in readable),
        tuple(row.customers) if row.answered else (),
    )


def _candidates(connection: Connection, drawn: _Drawn, access: Access) -> Iterator[Candidate]:
    """Turn by turn one of each record and customer, so that three are not all of the first."""
    seen = visible(access=access)
    of_each = [
        *(list(_of_record(connection, one, drawn, seen)) for one in _records(drawn)),
        *(list(_of_customer(connection, one, drawn, access)) for one in _customers(drawn)),
    ]
    for place in range(max(map(len, of_each), default=0)):
        yield from (found[place] for found in of_each if place < len(found))


def _records(drawn: _Drawn) -> Sequence[str]:
    """Those that an answer quotes; what is counted or listed is of many, and of none of them."""
    cited = list(dict.fromkeys(one.record_id for one in drawn.citations))
    return cited if len(cited) <= MOST else ()


def _customers(drawn: _Drawn) -> Sequence[str]:
    cited = [customer for one in drawn.citations for customer in one.customers]
    return list(dict.fromkeys((*drawn.customers, *cited)))[:_CUSTOMERS]


def _of_record(
    connection: Connection, record_id: str, drawn: _Drawn, seen: Visible
) -> Iterator[Candidate]:
    """Fields of a cited record that the answer did not quote."""
    row = connection.execute(
        select(seen.records.c.kind, seen.records.c.title).where(
            seen.records.c.record_id == record_id
        )
    ).first()
    # "HT-2025-061 · Line 3": what stands last is what people call it; but "Ann Li · Acme" is Ann Li.
    parts = row.title.split(" · ") if row else [""]
    name = parts[0] if row and row.kind == "contact" else parts[-1]
    if row is None or row.kind == _ACCOUNT or len(name) > _NAME_CHARACTERS:
        return
    left = _not_quoted(connection, record_id, drawn, seen)
    for field, form in _forms().get(row.kind, {}).items():
        if field in left:
            yield form.filled(name=name).said(drawn.language), record_id


def _not_quoted(
    connection: Connection, record_id: str, drawn: _Drawn, seen: Visible
) -> frozenset[str]:
    quoted = [(one.start, one.end) for one in drawn.citations if one.record_id == record_id]
    rows = connection.execute(
        select(seen.fields.c.name, seen.fields.c.start, seen.fields.c.end).where(
            seen.fields.c.record_id == record_id
        )
    ).all()
    told = {
        row.name
        for row in rows
        if any(start < row.end and row.start < end for start, end in quoted)
    }
    return frozenset(row.name for row in rows) - told


def _of_customer(
    connection: Connection, customer_id: str, drawn: _Drawn, access: Access
) -> Iterator[Candidate]:
    """What its account states, which records there are of it, and who knows it."""
    seen = visible(access=access)
    link = known_customers(connection, [customer_id], access=access).get(customer_id)
    stating = connection.scalar(
        select(seen.customers.c.record_id).where(seen.customers.c.customer_id == customer_id)
    )
    if link is None or stating is None:
        return
    name = _name(connection, customer_id, link.name, drawn, seen)
    left = _not_quoted(connection, stating, drawn, seen)
    of_kind = _first_of_kinds(connection, customer_id, seen)
    known = () if asks_for_people(drawn.question) else (_forms()["who"]["customer"],)
    stated = [(form, stating) for field, form in _forms()[_ACCOUNT].items() if field in left]
    held = [(form, of_kind[kind]) for kind, form in _forms()["has"].items() if kind in of_kind]
    told = (*stated[:1], *held[:1], *((form, stating) for form in known), *stated[1:], *held[1:])
    for form, record_id in told:
        yield form.filled(name=name).said(drawn.language), record_id


def _first_of_kinds(connection: Connection, customer_id: str, seen: Visible) -> dict[str, str]:
    """Kind -> a record of it that is tied to the customer."""
    ties = seen.record_customers
    rows = connection.execute(
        select(seen.records.c.kind, func.min(seen.records.c.record_id).label("record_id"))
        .join(ties, ties.c.record_id == seen.records.c.record_id)
        .where(ties.c.customer_id == customer_id, seen.records.c.kind.in_(list(_forms()["has"])))
        .group_by(seen.records.c.kind)
    )
    return {row.kind: row.record_id for row in rows}


def _name(connection: Connection, customer_id: str, name: str, drawn: _Drawn, seen: Visible) -> str:
    """What to call it: as the question does, else by a name in the question's own script."""
    held = connection.scalars(
        select(seen.entity_names.c.name).where(seen.entity_names.c.entity_id == customer_id)
    )
    names: list[str] = sorted(held, key=lambda one: (len(one), one))
    said = [one for one in names if fold(one) in fold(drawn.question)]
    if said:
        return said[-1]
    fitting = [one for one in names if bool(_HAN.search(one)) == (drawn.language == "zh")]
    telling = [one for one in fitting if len(one) > MOST]
    return telling[0] if telling else name


@lru_cache(maxsize=1)
def _forms() -> dict[str, dict[str, Bilingual]]:
    """next_questions.toml."""
    written = tomllib.loads((files("assistant") / "next_questions.toml").read_text("utf-8"))
    return {
        kind: {name: Bilingual(*said) for name, said in forms.items()}
        for kind, forms in written.items()
    }
