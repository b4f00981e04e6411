"""Which field a question comes nearest to, by the model that ships."""

from __future__ import annotations

import pytest

from assistant.meanings import FieldMeanings
from ingest.embedding import SentenceTransformerEmbedder

FIELDS = {name: name for name in ("owner", "tier", "last_contact", "next_contact")}


@pytest.fixture(scope="module")
def meanings() -> FieldMeanings:
    return FieldMeanings(SentenceTransformerEmbedder("builtin"))


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("哪天要再找这个客户？", "next_contact"),
        ("这个客户什么时候再跟进一次？", "next_contact"),
        ("When are we supposed to get back to this customer?", "next_contact"),
        ("When is this customer due for a follow-up?", "next_contact"),
        ("这个客户上回是几号聊的？", "last_contact"),
        ("When did we last talk to this customer?", "last_contact"),
    ],
)
def test_what_is_to_come_is_told_from_what_was(
    meanings: FieldMeanings, question: str, field: str
) -> None:
    meant = meanings.of(question, "account", among=FIELDS)
    assert meant
    assert meant.field == field


@pytest.mark.parametrize("question", ["这个客户为什么投诉？", "Who supplies this customer?"])
def test_what_no_field_says_means_none(meanings: FieldMeanings, question: str) -> None:
    assert meanings.of(question, "account", among=FIELDS) is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("这个商机的终验收日期是哪天？", "deal"),
        ("这份合同的终验收是哪天？", "contract"),
        ("When is final acceptance for this deal?", "deal"),
    ],
)
def test_a_day_that_no_field_holds_means_none(
    meanings: FieldMeanings, question: str, kind: str
) -> None:
    days = ("close_date", "signed_on", "start_date", "end_date", "due_date")
    assert meanings.of(question, kind, among={name: name for name in days}) is None
