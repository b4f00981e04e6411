"""zhike customer: a customer from every side, in either language."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from io import StringIO

import pytest
from rich.console import Console

from assistant.bootstrap import Application
from assistant.commands.customer_printing import print_customer, print_customers
from assistant.commands.customers import Customer, Customers, FoundCustomer
from assistant.questions import Language
from tests.assistant.company import LI, WANG


def found(application: Application, said: str, asker: str = LI) -> FoundCustomer:
    return Customer(said, asker).run(application, lambda _: None)


def printed(one: FoundCustomer, language: Language) -> str:
    console = Console(width=120, record=True, file=StringIO())
    print_customer(console, one, said="恒岳", language=language)
    return console.export_text()


def test_a_name_leads_to_a_page(demo_company: Application) -> None:
    one = found(demo_company, "恒岳")
    assert one.page
    assert one.page.customer.name == "苏州恒岳电气股份有限公司"
    assert one.page.team.owner
    owners: dict[Language, str] = {"zh": "负责人", "en": "Owner"}
    for language, owner in owners.items():
        text = printed(one, language)
        assert "苏州恒岳电气股份有限公司" in text
        assert owner in text
        assert LI in text


def test_what_is_read_goes_over_the_wire_unchanged(demo_company: Application) -> None:
    one = found(demo_company, "恒岳")
    adapter = Customer.result()
    assert adapter.validate_json(adapter.dump_json(one)) == one


def test_several_customers_of_a_name_are_told_apart(demo_company: Application) -> None:
    one = found(demo_company, "恒岳")
    [row] = one.matches
    both = FoundCustomer((row, replace(row, id="c9", city="长沙")), None)
    assert "可能指以下 2 家客户" in printed(both, "zh")
    assert "may be any of these 2 customers" in printed(both, "en")
    assert "c9" in printed(both, "en")


def test_nobody_of_a_name_is_said_so(demo_company: Application) -> None:
    one = found(demo_company, "nobody", WANG)
    assert one == FoundCustomer((), None)
    assert "没有找到「恒岳」" in printed(one, "zh")
    assert 'No customer "恒岳"' in printed(one, "en")


@pytest.mark.parametrize(("search", "count"), [("", 1), ("恒", 1), ("x", 0)])
def test_customers_are_listed(demo_company: Application, search: str, count: int) -> None:
    listed = Customers(search, "last_contact", True, 10, LI).run(demo_company, lambda _: None)
    assert len(listed.customers) == listed.total == count
    console = Console(width=120, record=True, file=StringIO())
    partial(print_customers, language="en")(console, listed)
    assert f"{count} of {count} customers" in console.export_text()
