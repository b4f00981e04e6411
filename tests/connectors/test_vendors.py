"""Each vendor's definition against answers of the shapes that its documentation shows (vendors/*.json)."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import KINDS, connector_of
from connectors.rest.connector import RestConnector
from connectors.vendors import VENDORS
from ingest.records import Change, Checkpoint, Record, Tombstone
from tests.connectors.contract import failures_of, known_after, records_of
from tests.connectors.rest_server import Asked, Reply, System, no_pause, system

_FIXTURES = Path(__file__).with_name("vendors")


class Vendor:
    """Answers as the fixture says: the first exchange whose request is contained in what was asked."""

    def __init__(self, name: str) -> None:
        self.fixture = json.loads((_FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
        self.exchanges = self.fixture["exchanges"]
        self.unknown: list[Asked] = []

    def __call__(self, asked: Asked) -> Reply:
        for exchange in self.exchanges:
            if (
                exchange["path"] == asked.path
                and exchange.get("method", "GET") == asked.method
                and _holds(asked.query, exchange.get("query", {}))
                and _holds(asked.headers, exchange.get("headers", {}))
                and _holds(asked.body, exchange.get("body", {}))
            ):
                return Reply(exchange.get("answer"), exchange.get("status", 200))
        self.unknown.append(asked)
        return Reply({"message": "nobody told what to answer"}, 404)


def _holds(asked: object, part: object) -> bool:
    """Whether all of `part` is in what was asked; a text that ends in … is a beginning."""
    match part:
        case dict():
            return isinstance(asked, dict) and all(
                key in asked and _holds(asked[key], value) for key, value in part.items()
            )
        case list():
            return isinstance(asked, list) and all(
                any(_holds(one, value) for one in asked) for value in part
            )
        case str() if part.endswith("…"):
            return isinstance(asked, str) and asked.startswith(part[:-1])
        case _:
            return asked == part


def connector(vendor: str, served: System, stated: dict[str, object]) -> RestConnector:
    text = json.dumps({"url": "{here}", **stated}).replace("{here}", served.url)
    options = {"allow_private": True, "overlap_seconds": 0, **json.loads(text)}
    zone = ZoneInfo("Asia/Shanghai")
    made = connector_of(vendor, "crm", options, None, ("everyone",), zone, ())
    assert isinstance(made, RestConnector)
    return replace(made, sleep=no_pause)


def said_of(record: Record) -> dict[str, object]:
    """A record as a fixture states one."""
    customer = record.customers[0] if record.customers else None
    return {
        "kind": record.kind,
        "title": record.title,
        "people": {
            one.role: one.person.email or one.person.name or one.person.external_id
            for one in record.involvements
        },
        "customer": (customer.external_id or customer.name) if customer else "",
        "date": record.occurred_at.isoformat() if record.occurred_at else "",
        "fields": {field.name: field.value for field in record.fields},
        "text": "\n".join(section.text for section in record.sections),
        "uri": record.uri,
        "domains": list(getattr(record.entity, "domains", ())),
        "emails": list(getattr(record.entity, "emails", ())),
    }


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOKEN", "SECRET", "PASSWORD", "REFRESH", "CODE"):
        monkeypatch.setenv(f"CRM_{name}", name.lower())


@pytest.mark.parametrize("name", VENDORS)
def test_a_vendors_answers_are_read_page_by_page_and_kept_up_with(name: str) -> None:
    vendor = Vendor(name)
    fixture = vendor.fixture
    with system(vendor) as served:
        reading = connector(name, served, fixture["options"])
        first = list(reading.changes({}, None))
        assert vendor.unknown == []
        assert failures_of(first) == []
        records = {key: said_of(record) for key, record in records_of(first).items()}
        assert set(records) == set(fixture["expected"])
        for key, expected in json.loads(
            json.dumps(fixture["expected"]).replace("{here}", served.url)
        ).items():
            for what, value in expected.items():
                said = records[key][what]
                if what == "fields":
                    assert isinstance(said, dict)
                    said = {field: said.get(field) for field in value}
                assert (key, what, said) == (key, what, value)
        vendor.exchanges = [*fixture["later"]["exchanges"], *vendor.exchanges]
        again = list(reading.changes(known_after(first), cursor_of(first)))
    assert vendor.unknown == []
    assert failures_of(again) == []
    assert sorted(records_of(again)) == fixture["later"]["changed"]
    gone = sorted({one.external_id for one in again if isinstance(one, Tombstone)})
    assert gone == fixture["later"]["removed"]
    assert isinstance(again[-1], Checkpoint)
    assert not again[-1].complete


def cursor_of(changes: list[Change]) -> str:
    last = changes[-1]
    assert isinstance(last, Checkpoint)
    assert last.complete
    assert last.cursor
    return last.cursor


def test_every_definition_is_a_kind_of_source() -> None:
    folder = Path(__file__).parents[2] / "connectors" / "vendors"
    definitions = {path.stem for path in folder.glob("*.toml")}
    assert definitions == set(VENDORS)
    assert definitions < set(KINDS)
    for path in folder.glob("*.toml"):
        assert "token_env" not in str(tomllib.loads(path.read_text(encoding="utf-8")))


def test_a_company_adds_to_a_definition_and_leaves_out_of_it() -> None:
    vendor = Vendor("hubspot")
    with system(vendor) as served:
        options = {
            **vendor.fixture["options"],
            "only": ["deals"],
            "entities": {
                "deals": {
                    "columns": {"Region": "properties.region"},
                    "fields": {"region": "Region"},
                    "audience_from": {"owner": "line"},
                }
            },
        }
        changes = list(connector("hubspot", served, options).changes({}, None))
        (record,) = records_of(changes).values()
    asked = next(one for one in served.asked if one.path == "/crm/objects/2026-09/deals")
    assert "region" in asked.query["properties"].split(",")
    assert record.audience == ("line:wangfang@huace.example",)
    assert ("region", "Region", "华东") in {
        (field.name, field.label, field.value) for field in record.fields
    }


def test_another_way_of_signing_in_replaces_the_vendors_whole() -> None:
    vendor = Vendor("salesforce")
    with system(lambda _: Reply({"records": [], "done": True})) as served:
        options = {
            **vendor.fixture["options"],
            "auth": {"kind": "bearer", "token_env": "CRM_TOKEN"},
        }
        list(connector("salesforce", served, options).changes({}, None))
    assert {one.headers["authorization"] for one in served.asked} == {"Bearer token"}
