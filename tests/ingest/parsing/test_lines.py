from __future__ import annotations

from ingest.parsing.lines import joined_lines


def test_a_sentence_broken_by_the_page_is_whole_again() -> None:
    page = (
        "验收方案\n"
        "恒岳电气二期项目由华策自动化承建，合同金额为人民币一百二十万元整，验收日期定于\n"
        "2026年5月31日，逾期每日按合同总额的千分之五支付违约金，最高不超过合同总额的百分\n"
        "之十。双方约定由甲方组织。\n"
        "The acceptance of phase two is due on 31 May 2026, and if it is late, a penalty of 0.5\n"
        "percent of the contract sum applies for each day."
    )
    assert joined_lines(page).split("\n") == [
        "验收方案",
        "恒岳电气二期项目由华策自动化承建，合同金额为人民币一百二十万元整，验收日期定于"
        "2026年5月31日，逾期每日按合同总额的千分之五支付违约金，最高不超过合同总额的百分之十。"
        "双方约定由甲方组织。",
        "The acceptance of phase two is due on 31 May 2026, and if it is late, a penalty of 0.5 "
        "percent of the contract sum applies for each day.",
    ]


def test_a_line_that_begins_with_a_comma_belongs_to_the_one_before() -> None:
    page = "厂内预验收 2026 年 1 月 23 日，初验收 2026 年 5 月 15 日，终验收标准\n：连续三个班次节拍不高于 22 秒。"
    assert joined_lines(page) == page.replace("\n", "")


def test_rows_list_items_and_form_lines_stay_alone() -> None:
    page = (
        "产品 单价（元） 数量 备注\nPLC控制柜 HC-200 35,000 12 含安装调试\n伺服驱动器 SD-75 8,200 40 质保两年\n"
        "（一）每月检查一次控制柜内的温度和湿度\n（二）每年由原厂工程师校准一次传感器\n"
        "Policy # POL-2022-555 Model X\nPhone (425) 111-1111 Trim Y\n" + "wide " * 20
    ).strip()
    assert joined_lines(page) == page


def test_a_word_broken_at_the_line_end_is_whole_again() -> None:
    assert joined_lines("this is sub\ufffeoptimal here") == "this is suboptimal here"


def test_no_text_is_no_line() -> None:
    assert joined_lines(" \r\n \r\n") == ""
