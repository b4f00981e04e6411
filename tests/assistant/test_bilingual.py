"""What is said in two languages has its words put in, and counts with the right word."""

from __future__ import annotations

from assistant.bilingual import Bilingual, counted

TOLD = Bilingual("{name}：{count} 条记录", "{name}: {count:record|records}")


def test_a_number_goes_with_its_word() -> None:
    assert TOLD.filled(name="恒岳", count=1) == Bilingual("恒岳：1 条记录", "恒岳: 1 record")
    assert TOLD.filled(name="恒岳", count=0).en == "恒岳: 0 records"
    assert counted(2, "person|people") == "2 people"


def test_what_is_put_in_is_said_in_each_language() -> None:
    name = Bilingual("北港", "Beigang")
    assert TOLD.filled(name=name, count=3) == Bilingual("北港：3 条记录", "Beigang: 3 records")
