"""What vectors and words say together of passages of both languages."""

from __future__ import annotations

from assistant.answers import Passage
from assistant.retrieval import Retriever
from assistant.translating import Translations
from ingest.access import Access
from ingest.records import record_id
from ingest.store import Store
from tests.ingest.listing import Listing, record, run

ANYBODY = Access("p9", frozenset({"everyone"}))


def _found(store: Store, question: str, *, dense_weight: float = 0.5) -> list[Passage]:
    retriever = Retriever(
        store, Translations(), dense_weight=dense_weight, candidates=100, named_boost=0.5
    )
    return [*retriever.retrieve(question, access=ANYBODY)]


def test_a_word_in_common_is_less_than_all_of_them_in_translation(store: Store) -> None:
    run(
        store,
        Listing(
            record("said", "终验收逾期三十天，客户可以解除合同。"),
            record("near", "The line was late in the morning and early in the evening."),
            record("far", "Lunch is served at noon."),
        ),
    )
    question = "How late must final acceptance be before the customer may cancel the contract?"
    (first, *_) = _found(store, question, dense_weight=0.2)
    assert first.record_id == record_id("s", "said")


def test_a_passage_in_the_language_of_the_question_that_says_it_all_stays_first(
    store: Store,
) -> None:
    run(
        store,
        Listing(
            record("said", "The customer may cancel when final acceptance is thirty days late."),
            record("partly", "终验收由客户签字。"),
        ),
    )
    question = "How late must final acceptance be before the customer may cancel?"
    (first, *_) = _found(store, question)
    assert first.record_id == record_id("s", "said")


def test_by_words_alone_the_order_is_that_of_the_keyword_index(store: Store) -> None:
    run(
        store,
        Listing(
            record("a", "acceptance acceptance of the line"),
            record("b", "acceptance of the line and of many other things that were delivered"),
            record("c", "验收"),
        ),
    )
    found = _found(store, "acceptance of the line", dense_weight=0)
    by_words = [passage for passage in found if passage.keyword > 0]
    assert [passage.record_id for passage in by_words] == [
        passage.record_id for passage in sorted(by_words, key=lambda one: -one.keyword)
    ]
    assert len(by_words) == 2
