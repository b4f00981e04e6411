"""Tax numbers, telephones, domains and company names: many spellings, one meaning each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.resolution.company_names import company_name
from ingest.resolution.domains import domain_root, tells_whose
from ingest.resolution.likeness import is_pinyin
from ingest.resolution.phones import phone
from ingest.resolution.tax_numbers import is_credit_code, tax_number

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODES = ("91350100M000100Y43", "91110000600037341L", "9144030071526726XG")


@pytest.mark.parametrize("code", CODES)
def test_a_credit_code_is_told_by_its_check_sign(code: str) -> None:
    assert is_credit_code(code)
    spaced = f" {code[:4].lower()} {code[4:10]}-{code[10:]}"
    assert tax_number(spaced) == code


@given(st.sampled_from(CODES), st.integers(0, 17), st.sampled_from(SIGNS))
def test_one_mistyped_sign_is_found_out(code: str, place: int, sign: str) -> None:
    typed = code[:place] + sign + code[place + 1 :]
    assert (tax_number(typed) == code) == (typed == code)


@pytest.mark.parametrize("typed", ["", "无", "000000000000000000", "12345", "DE000000000", "VAT"])
def test_what_is_no_tax_number_is_none(typed: str) -> None:
    assert tax_number(typed) == ""


def test_a_vat_number_keeps_its_country() -> None:
    assert tax_number("de 123.456.788") == "DE123456788"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0512-6666 8888", "+86 (512) 66668888 转 801"),
        ("(0512)66668888-801", "0086 512 66668888"),
        ("138 1234 5678", "86-13812345678"),
        ("+49 (0)30 1234567", "0049 30 1234567"),
    ],
)
def test_one_number_has_one_spelling(one: str, other: str) -> None:
    assert phone(one) == phone(other) != ""


@pytest.mark.parametrize("typed", ["", "66668888", "转 801", "00000000000", "无", "12345678901"])
def test_a_number_that_says_not_where_it_is_counts_for_nothing(typed: str) -> None:
    assert phone(typed) == ""


@given(st.text(max_size=40))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    phone(text)
    tax_number(text)
    company_name(text)
    domain_root(text)
    tells_whose(text)


@pytest.mark.parametrize(
    "domain", ["qq.com", "yahoo.co.jp", "hengyue.1688.com", "163.com", "localhost"]
)
def test_what_anybody_may_have_says_nobody_s_name(domain: str) -> None:
    assert not tells_whose(domain)


def test_a_company_s_domains_have_one_root() -> None:
    domains = ("hengyue.com", "mail.hengyue.com.cn", "www.hengyue.co.uk", "hengyue.de")
    assert {domain_root(domain) for domain in domains} == {"hengyue"}
    assert all(tells_whose(domain) for domain in domains)
    assert tells_whose("live.hengyue.com")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("苏州恒岳电气有限公司", "蘇州恆岳電氣有限責任公司"),
        ("恒岳电气（中国）股份有限公司", "恒岳电气"),
        ("恒岳电气（上海）有限公司", "恒岳电气上海有限公司"),
        ("Nordvik Packaging AS", "NORDVIK  PACKAGING"),
        ("The Acme Co., Ltd.", "Acme (China) Limited"),
        ("Société Générale S.A.", "Societe Generale SA"),
    ],
)
def test_a_name_is_one_but_for_its_form(one: str, other: str) -> None:
    first, second = company_name(one), company_name(other)
    assert first.essence == second.essence
    assert not first.differs(second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bosch GmbH", "Bosch Ltd"),
        ("恒岳集团有限公司", "恒岳有限公司"),
        ("恒岳电气有限公司上海分公司", "恒岳电气有限公司"),
    ],
)
def test_two_of_one_group_are_two(one: str, other: str) -> None:
    assert company_name(one).differs(company_name(other))


def test_a_place_in_brackets_is_part_of_the_name() -> None:
    assert (
        company_name("恒岳（苏州）有限公司").essence != company_name("恒岳（上海）有限公司").essence
    )


@pytest.mark.parametrize("name", ["测试客户", "散客", "Test", "中国", "12345", "ABB", "有限公司"])
def test_a_placeholder_tells_nothing(name: str) -> None:
    assert not company_name(name).is_telling


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("jingcheng", True), ("xian", True), ("yuen", True), ("qierfan", True), ("siemens", False),
        ("xian" * 10_000, True), ("xian" * 10_000 + "x", False),  # there are many ways to cut it
    ],
)  # fmt: skip
def test_a_brand_is_pinyin_if_it_is_cut_into_syllables_somehow(word: str, is_one: bool) -> None:
    assert is_pinyin(word) is is_one
