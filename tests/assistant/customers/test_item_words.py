"""What stands beside an open item is not said again in it."""

from datetime import date

import pytest

from assistant.customers.item_words import item_words

DAY = date(2026, 7, 10)


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("序号: 3 · 事项: 英文界面 · 责任人: 马超 · 期限: 2026-07-10", "英文界面"),
        ("No.: 3 · Item: manual · By: Ma Chao · Due: 2026-07-10", "manual"),
        ("事项: 料架 · 责任人: 钱江 · 期限: 2026-07-10", "事项: 料架 · 责任人: 钱江"),
        ("物料: 传感器 · 数量: 5 · 期限: 2026-07-10", "物料: 传感器 · 数量: 5"),
        ("责任人: 马超 · 期限: 2026-07-10", "责任人: 马超 · 期限: 2026-07-10"),
        ("到期日期: 2026-07-10", "到期日期: 2026-07-10"),
        ("马超 7 月 10 日前给英文界面。", "马超 7 月 10 日前给英文界面。"),
        ("A · B · C", "A · B · C"),
    ],
)
def test_of_a_row_only_what_is_not_beside_it(quote: str, words: str) -> None:
    assert item_words(quote, DAY, ("马超", "Ma Chao")) == words


def test_a_day_that_is_not_beside_it_stays() -> None:
    assert item_words("事项: 资料 · 期限: 2026-07-10", None, ()) == "事项: 资料 · 期限: 2026-07-10"
