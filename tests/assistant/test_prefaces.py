"""What an answer says of its sources: older editions, and whose word it is where sources disagree."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answers import Answer
from ingest.access import Access
from ingest.records import Field, Involvement, PersonRef, Record
from ingest.store import Store
from tests.assistant.test_visibility import (
    ANYBODY,
    BOARD,
    FOR_THE_BOARD,
    assistant_of,
    colleague,
)
from tests.ingest.listing import Listing, record, run

POLICY_2024 = record(
    "a", "标准产品质保 18 个月。", title="质保政策（2024）", occurred_at=date(2024, 3, 1)
)
POLICY_2025 = record(
    "b", "标准产品质保 24 个月。", title="质保政策（2025）", occurred_at=date(2025, 7, 1)
)


# So that no word of a question stands in every record.
OTHERS = tuple(record(f"o{at}", "会议室已经预订。" + "甲乙丙丁戊己"[at]) for at in range(6))


def visit(external_id: str, text: str, day: date, by: str = "", **more: object) -> Record:
    ties = (Involvement("author", PersonRef(email=f"{by}@huace.example")),) if by else ()
    return record(
        external_id,
        text,
        title="现场记录",
        kind="visit",
        occurred_at=day,
        involvements=ties,
        **more,
    )


def ask(store: Store, question: str, *records: Record, access: Access = ANYBODY) -> Answer:
    run(store, Listing(*records, *OTHERS))
    return assistant_of(store).ask(question, access=access)


def sentences(answer: Answer) -> list[str]:
    return [sentence.text for sentence in answer.sentences]


def test_an_older_edition_is_named_as_one_and_stands_behind_the_newer(store: Store) -> None:
    answer = ask(store, "标准产品质保几个月？", POLICY_2024, POLICY_2025)
    newer, older = "标准产品质保 24 个月。", "标准产品质保 18 个月。"
    said = sentences(answer)
    assert said.index(f"新版（2025-07）：{newer}") < said.index(f"旧版（2024-03）：{older}")
    assert {newer, older} <= {one.quote for one in answer.citations}


def test_it_is_named_in_the_language_of_the_question(store: Store) -> None:
    answer = ask(store, "How many months are standard goods covered?", *ENGLISH)
    assert any(text.startswith("Older edition (V1, 2024-03): ") for text in sentences(answer))


ENGLISH = (
    record("a", "Standard goods are covered for 18 months.", title="Warranty V1",
           occurred_at=date(2024, 3, 1)),
    record("b", "Standard goods are covered for 24 months.", title="Warranty V2",
           occurred_at=date(2025, 7, 1)),
)  # fmt: skip


def test_an_edition_that_the_asker_may_not_read_is_no_newer_one(store: Store) -> None:
    secret = record(
        "b",
        "标准产品质保 24 个月。",
        title="质保政策（2025）",
        occurred_at=date(2025, 7, 1),
        **FOR_THE_BOARD,
    )
    assert "标准产品质保 18 个月。" in sentences(
        ask(store, "标准产品质保几个月？", POLICY_2024, secret)
    )


def test_sources_that_disagree_are_both_quoted_with_date_and_colleague(store: Store) -> None:
    answer = ask(
        store,
        "遗留问题有几项？",
        colleague("ye", "叶岚", "ye@huace.example"),
        visit("v1", "现场清单记遗留问题 9 项。", date(2026, 6, 12), by="ye"),
        visit("v2", "纪要说遗留问题 11 项。", date(2026, 6, 15)),
    )
    assert set(sentences(answer)) >= {
        "2026-06-12，叶岚：现场清单记遗留问题 9 项。",
        "2026-06-15：纪要说遗留问题 11 项。",
    }


def test_a_colleague_whose_entry_is_hidden_is_not_named(store: Store) -> None:
    records = (
        colleague("ye", "叶岚", "ye@huace.example", **FOR_THE_BOARD),
        visit("v1", "现场清单记遗留问题 9 项。", date(2026, 6, 12), by="ye"),
        visit("v2", "纪要说遗留问题 11 项。", date(2026, 6, 15)),
    )
    hidden = ask(store, "遗留问题有几项？", *records)
    assert "2026-06-12：现场清单记遗留问题 9 项。" in sentences(hidden)
    shown = assistant_of(store).ask("遗留问题有几项？", access=BOARD)
    assert "2026-06-12，叶岚：现场清单记遗留问题 9 项。" in sentences(shown)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("遗留问题共 9 项。", "纪要里遗留问题是 9 项。"),
        ("遗留问题共九项。", "纪要里遗留问题是 9 项。"),
    ],
)
def test_sources_that_agree_need_no_names(store: Store, one: str, other: str) -> None:
    answer = ask(
        store,
        "遗留问题有几项？",
        visit("v1", one, date(2026, 6, 12)),
        visit("v2", other, date(2026, 6, 15)),
    )
    assert {one, other}.intersection(sentences(answer))
    assert not any(text.startswith("2026") for text in sentences(answer))


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("到货日期：7 月 28 日到货。", "到货日期 2026-07-31。", True),
        ("到货日期：7 月 31 日到货。", "到货日期 2026-07-31。", False),
        ("到货日期 9 March 2026。", "到货日期是 3 月 9 日。", False),
    ],
)
def test_days_are_compared_however_they_are_written(
    store: Store, one: str, other: str, differ: bool
) -> None:
    answer = ask(
        store,
        "到货日期是哪天？",
        visit("v1", one, date(2026, 6, 12)),
        visit("v2", other, date(2026, 6, 15)),
    )
    assert any(text.startswith("2026-06-1") for text in sentences(answer)) == differ


def test_a_document_that_contradicts_a_field_is_quoted_beside_it(store: Store) -> None:
    product = record(
        "H15",
        "list price: 3450",
        title="H15 panel",
        kind="product",
        fields=(Field("amount", "list price", "3450"),),
    )
    dearer = visit("v1", "The list price of the H15 panel is 3,600 yuan.", date(2026, 6, 1))
    same = visit("v2", "The list price of the H15 panel is 3,450 yuan.", date(2026, 6, 2))
    question = "What is the list price of the H15 panel?"
    price, against = sentences(ask(store, question, product, same, dearer))
    assert "3450" in price
    assert against == "2026-06-01: The list price of the H15 panel is 3,600 yuan."


@pytest.mark.parametrize(("currency", "stands_against"), [("yuan", True), ("dollars", False)])
def test_a_price_in_another_currency_contradicts_none(
    store: Store, currency: str, stands_against: bool
) -> None:
    product = record(
        "H15",
        "list price CNY: 3450",
        title="H15 panel",
        kind="product",
        fields=(Field("amount", "list price CNY", "3450"),),
    )
    other = visit("v1", f"The list price of the H15 panel is 480 {currency}.", date(2026, 6, 1))
    said = sentences(ask(store, "What is the list price of the H15 panel?", product, other))
    assert any("480" in text for text in said) is stands_against


def test_two_figures_of_one_record_are_no_disagreement(store: Store) -> None:
    text = "遗留问题 9 项。\n遗留问题关闭了 4 项。"
    answer = ask(store, "遗留问题有几项？", visit("v1", text, date(2026, 6, 12)))
    assert set(text.splitlines()) <= set(sentences(answer))
