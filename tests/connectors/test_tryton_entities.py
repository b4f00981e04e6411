"""What becomes of what people enter in Tryton's own modules."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from ingest.records import Change, ContactFacts, CustomerFacts, CustomerRef, PersonRef, Record
from tests.connectors.contract import failures_of, known_after, records_of
from tests.connectors.test_tryton import connector, cursor_of, party
from tests.tryton_server.server import PASSWORD, Tryton, day, decimal


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRYTON_PASSWORD", PASSWORD)


@pytest.fixture(scope="module")
def sold(tryton: Tryton) -> dict[str, int]:
    """A customer with everything that people enter: the ids by model."""
    (employee,) = tryton.call("company.employee", "search", [], 0, 1, None)  # type: ignore[misc]
    (company,) = tryton.call("company.company", "search", [], 0, 1, None)  # type: ignore[misc]
    (currency,) = tryton.call("currency.currency", "search", [], 0, 1, None)  # type: ignore[misc]
    (piece,) = tryton.call("product.uom", "search", [["symbol", "=", "u"]], 0, 1, None)  # type: ignore[misc]
    (is_at,) = tryton.call("party.relation.type", "search", [], 0, 1, None)  # type: ignore[misc]
    customer_entered = {
        **party("恒岳电气", email="info@hengyue.example", website="https://www.hengyue.example"),
        "addresses": [["create", [{"street": "电气路1号", "city": "武汉"}]]],
    }
    (customer,) = tryton.create("party.party", customer_entered)
    (contact,) = tryton.create("party.party", party("张敏", email="zhang@hengyue.example"))
    (relation,) = tryton.create(
        "party.relation.all", {"from_": contact, "to": customer, "type": is_at}
    )
    goods = {
        "name": "传感器",
        "type": "goods",
        "default_uom": piece,
        "list_price": decimal("99.50"),
        "salable": True,
        "sale_uom": piece,
    }
    goods["products"] = [["create", [{"suffix_code": "S1"}]]]
    (template,) = tryton.create("product.template", goods)
    (product,) = tryton.call("product.product", "search", [["template", "=", template]], 0, 1, None)  # type: ignore[misc]
    of_all = {"party": customer, "company": company, "currency": currency}
    (deal,) = tryton.create(
        "sale.opportunity",
        {
            **of_all, "employee": employee, "amount": decimal("120000.50"),
            "start_date": day(2026, 3, 1), "description": "产线扩容", "comment": "下一步：报价",
            "lines": [["create", [{"product": product, "quantity": 2.0, "unit": piece}]]],
        },
    )  # fmt: skip
    (sale,) = tryton.create(
        "sale.sale",
        {**of_all, "quoted_by": employee, "sale_date": day(2026, 4, 2), "reference": "PO-7"},
    )
    return {
        "customers": customer, "contacts": relation, "deals": deal, "contracts": sale,
        "products": product, "employee": employee, "contact": contact,
    }  # fmt: skip


@pytest.fixture(scope="module")
def loaded(tryton: Tryton, sold: dict[str, int]) -> list[Change]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TRYTON_PASSWORD", PASSWORD)
        return list(connector(tryton, web_url="https://erp.example/").changes({}, None))


def entered(loaded: list[Change], sold: dict[str, int], entity: str) -> Record:
    return records_of(loaded)[f"{entity}#{sold[entity]}"]


def fields_of(record: Record) -> dict[str, str]:
    return {field.name: field.value for field in record.fields}


def test_a_party_is_a_customer_with_its_ways_of_contact(
    loaded: list[Change], sold: dict[str, int]
) -> None:
    record = entered(loaded, sold, "customers")
    assert record.entity == CustomerFacts(
        str(sold["customers"]),
        "恒岳电气",
        domains=("hengyue.example",),
        emails=("info@hengyue.example",),
    )
    assert fields_of(record)["address"] == "电气路1号\n武汉"
    assert record.uri == f"https://erp.example/#crm/model/party.party/{sold['customers']}"


def test_colleagues_and_the_company_itself_are_no_customers(loaded: list[Change]) -> None:
    titles = {record.title for record in records_of(loaded).values() if record.kind == "account"}
    assert "恒岳电气" in titles
    assert titles.isdisjoint({"王磊", "华策科技"})


def test_a_relation_between_parties_is_a_contact(
    loaded: list[Change], sold: dict[str, int]
) -> None:
    customer = CustomerRef(str(sold["customers"]), "恒岳电气")
    record = entered(loaded, sold, "contacts")
    assert record.entity == ContactFacts(
        str(sold["contacts"]), "张敏", customer, ("zhang@hengyue.example",)
    )
    assert fields_of(record)["title"] == "员工"


def test_an_opportunity_is_a_deal_with_stage_owner_and_amount(
    loaded: list[Change], sold: dict[str, int]
) -> None:
    record = entered(loaded, sold, "deals")
    fields = fields_of(record)
    assert fields["stage"] == "Lead"
    assert fields["amount"] == "120000.50"
    assert fields["currency"] == "CNY"
    assert fields["product"] == "传感器"
    assert record.occurred_at == date(2026, 3, 1)
    assert record.customers == (CustomerRef(str(sold["customers"]), "恒岳电气"),)
    assert PersonRef(email="wanglei@huace.example") in [one.person for one in record.involvements]
    assert record.sections[0].text == "下一步：报价"


def test_a_sale_is_a_contract_and_a_product_a_product(
    loaded: list[Change], sold: dict[str, int]
) -> None:
    sale = entered(loaded, sold, "contracts")
    assert (sale.kind, fields_of(sale)["status"], sale.occurred_at) == (
        "contract", "Draft", date(2026, 4, 2),
    )  # fmt: skip
    product = entered(loaded, sold, "products")
    assert (product.kind, product.title) == ("product", "S1 · 传感器")
    assert fields_of(product)["list_price"] == "99.50"


def test_a_renamed_customer_changes_its_deals(tryton: Tryton, sold: dict[str, int]) -> None:
    tryton.call("sale.opportunity", "copy", [sold["deals"]])
    with sqlite3.connect(tryton.database_file, timeout=30) as database:
        stamps = "create_date = '2020-01-01 00:00:00', write_date = NULL"
        database.execute(f"UPDATE sale_opportunity SET {stamps} WHERE id = ?", [sold["deals"]])
    database.close()
    source = connector(tryton, overlap_minutes=0.0)
    first = list(source.changes({}, None))
    tryton.call("party.party", "write", [sold["customers"]], {"name": "恒岳智能"})
    again = records_of(list(source.changes(known_after(first), cursor_of(first))))
    deal = again[f"deals#{sold['deals']}"]
    assert deal.customers == (CustomerRef(str(sold["customers"]), "恒岳智能"),)


def test_a_record_of_which_the_server_makes_nothing_stops_no_other(
    tryton: Tryton, sold: dict[str, int]
) -> None:
    (copy,) = tryton.call("sale.sale", "copy", [sold["contracts"]])  # type: ignore[misc]
    line = {"sale": copy, "description": "安装", "quantity": 1.0, "unit_price": decimal("10")}
    tryton.create("sale.line", line)
    with sqlite3.connect(tryton.database_file, timeout=30) as database:
        # The sum of such a sale cannot be reckoned.
        database.execute("UPDATE sale_line SET unit_price = 'kaputt' WHERE sale = ?", [copy])
    database.close()
    changes = list(connector(tryton, ("dept:销售部",)).changes({}, None))
    audiences = {failure.external_id: failure.audience for failure in failures_of(changes)}
    assert audiences[f"contracts#{copy}"] == ("dept:销售部",)
    assert f"contracts#{copy}" not in records_of(changes)
    assert f"contracts#{sold['contracts']}" in records_of(changes)
