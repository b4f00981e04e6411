"""What tells an answer from a near miss."""

from __future__ import annotations

from assistant.weighing import Features, features_of, says_nothing
from tests.assistant.found import found_in
from tests.assistant.reader import reader

LAMPS = ("P120 用户手册", "ERR 闪烁 2 次：电池电压低。")


def features(question: str, *documents: tuple[str, str]) -> Features:
    found = found_in(question, *documents)
    return features_of(found, reader().read(found, sentences=3))


def test_several_words_said_bear_more_than_one_that_is_all_of_the_question() -> None:
    document = ("供货说明", "变频器散热风扇每 900 小时加注润滑脂。")
    one = features("怎么加注？", document)
    several = features("变频器散热风扇多久加注润滑脂？", document)
    assert one.bears < several.bears


def test_what_a_heading_says_bears_as_much() -> None:
    above = features("投入产出？", ("投入产出", "13 个月。"))
    within = features("投入产出？", ("复盘", "投入产出 13 个月。"))
    assert above.bears == within.bears


def test_a_word_akin_bears_half() -> None:
    said = features("地面承重是多少？", ("现场", "地面承重 1.5 吨。")).bears
    akin = features("地面承重是多少？", ("现场", "地面载重 1.5 吨。")).bears
    unsaid = features("地面承重是多少？", ("现场", "地面涂成灰色。")).bears
    assert unsaid < akin < said


def test_a_number_that_the_sentence_lacks_is_unmet() -> None:
    assert features("P120 的 ERR 闪 2 次是什么意思？", LAMPS).unmet == 0
    asked = features("P120 的 ERR 闪 6 次是什么意思？", LAMPS)
    assert (asked.unmet, asked.miscounted) == (1, 0.5)


def test_a_code_that_the_sentence_lacks_is_unmet() -> None:
    table = ("价目表", "V60 含税单价 18600 元。")
    assert features("V60 的单价是多少？", table).unmet == 0
    assert features("V90 的单价是多少？", table).unmet == 1


def test_a_name_said_in_the_other_language_is_met() -> None:
    yard = ("备件", "上海前置仓备 V30 两台。")
    assert features("How many spare drives lie in Shanghai?", yard).unmet == 0
    assert features("How many spare drives lie in Hamburg?", yard).unmet == 1


def test_of_two_years_each_may_stand_in_a_sentence_of_its_own() -> None:
    apart = features(
        "V30 的折扣 2025 和 2026 年各是多少？",
        ("2025 框架", "V30 折扣 30%。"),
        ("2026 框架", "V30 折扣 32%。"),
    )
    assert (apart.unmet, apart.miscounted) == (0, 0)


def test_what_tells_of_another_year_does_not_meet_the_one_asked_for() -> None:
    prices = ("2026 年价目表", "V60 含税单价 18600 元。"), ("2024 年总结", "V60 卖得最好。")
    assert features("V60 在 2026 年价目表上多少钱？", *prices).unmet == 0
    assert features("V60 在 2024 年价目表上多少钱？", *prices).unmet == 1


def test_the_code_of_another_thing_is_miscoded() -> None:
    lens = ("选型", "S20 的编码器是 23 位。")
    assert features("S20 的编码器是几位的？", lens).miscoded == 0
    assert features("S50 的编码器是几位的？", lens).miscoded == 1


def test_a_number_of_other_things_is_half_of_the_shape() -> None:
    days = features("年假有多少天？", ("年假", "年假为 12 天。"))
    pieces = features("年假有多少天？", ("年假", "年假申请单一式 3 份。"))
    none = features("年假有多少天？", ("年假", "年假须提前申请。"))
    assert days.misshapen < pieces.misshapen < none.misshapen


def test_one_sentence_that_stands_out_has_the_better_chance() -> None:
    alone = features("质保多久？", ("质保", "质保 24 个月。\n食堂在一楼。"))
    among = features("质保多久？", ("质保", "质保 24 个月。\n质保 36 个月。"))
    assert alone.chance > among.chance


def test_an_answer_in_the_other_language_is_crossing() -> None:
    assert features("How long is the warranty?", ("质保", "质保 24 个月。")).crossing == 1
    assert features("质保多久？", ("质保", "质保 24 个月。")).crossing == 0


def test_where_nothing_is_found_nothing_tells() -> None:
    nothing = features("质保多久？")
    assert nothing.likely == nothing.likeliest < -5
    assert not any(nothing._replace(likely=0, likeliest=0))


def test_a_sentence_that_says_no_word_of_the_question_bears_out_nothing() -> None:
    found = found_in("食堂几点开饭？", ("差旅", "出差结束后 15 天内提交。"))
    assert says_nothing(found, reader().read(found, sentences=3))
