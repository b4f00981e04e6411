from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.records import (
    Connector,
    CustomerFacts,
    CustomerRef,
    Field,
    Involvement,
    PersonRef,
    Section,
    Tombstone,
)
from tests.connectors.contract import ConnectorContract, failures_of, records_of
from tests.connectors.rest_server import Asked, Reply, System, system


def deal(number: int, stage: str = "initial") -> dict[str, object]:
    return {
        "id": number,
        "title": f"恒岳电气{number}期",
        "stage": stage,
        "owner": {"name": "王芳", "email": "wangfang@huace.example"},
        "account": {"id": 7, "name": "恒岳电气"},
        "amount": 1200000.50,
        "tags": ["key", "pilot"],
        "won_on": None,
        "note": "客户重视交期",
        "updated_at": f"2026-03-01T02:{number % 60:02}:00Z",
    }


OPTIONS: dict[str, object] = {
    "allow_private": True,
    "page_size": 100,
    "paging": {"kind": "offset", "param": "offset", "size_param": "limit"},
    "items": "results",
    "entities": {
        "deals": {
            "entity": "deals",
            "path": "deals",
            "id": "id",
            "name": "title",
            "text": "note",
            "date": "updated_at",
            "customer": "account.id",
            "customer_name": "account.name",
            "people": {"owner": "owner.email"},
            "fields": {"stage": "stage"},
            "drop": ["tags"],
        }
    },
}


class Crm:
    """Deals behind offset and limit."""

    def __init__(self) -> None:
        self.deals: list[dict[str, object]] = []
        self.fails_from = 10**9

    def __call__(self, asked: Asked) -> Reply:
        offset, limit = int(asked.query["offset"]), int(asked.query["limit"])
        if offset >= self.fails_from:
            return Reply({"message": "no such list"}, status=404)
        return Reply({"results": self.deals[offset : offset + limit]})


class TestRest(ConnectorContract):
    kind = "rest"

    @pytest.fixture(autouse=True)
    def _serve(self) -> Iterator[None]:
        self.crm = Crm()
        with system(self.crm) as self.system:
            yield

    def connector(self, source: Path, audience: tuple[str, ...] = ("everyone",)) -> Connector:
        options = {**OPTIONS, "url": self.system.url}
        return connector_of("rest", "crm", options, None, audience, ZoneInfo("Asia/Shanghai"), ())

    def build(self, root: Path, items: int) -> Path:
        self.crm.deals = [deal(number) for number in range(items)]
        return root

    def change_one(self, source: Path) -> str:
        self.crm.deals[0] = deal(0, "won")
        return "deals#0"

    def remove_one(self, source: Path) -> str:
        del self.crm.deals[1]
        return "deals#1"

    def break_one(self, source: Path) -> str:
        self.crm.deals.insert(2, {**deal(99), "id": None})
        return "deals#item 3: it has no id under 'id'"

    def make_unreadable(self, source: Path) -> None:
        self.crm.fails_from = 0

    def test_an_item_becomes_fields_text_people_and_a_customer(self, tmp_path: Path) -> None:
        (record,) = records_of(self.read(self.build(tmp_path, 1))).values()
        assert (record.external_id, record.kind, record.title) == ("deals#0", "deal", "恒岳电气0期")
        assert Field("stage", "stage", "initial") in record.fields
        assert Field("amount", "amount", "1200000.5") in record.fields
        assert not any(field.name == "tags" for field in record.fields)
        assert record.sections == (Section("客户重视交期", ("note",)),)
        assert record.involvements == (
            Involvement("owner", PersonRef(email="wangfang@huace.example")),
        )
        assert record.customers == (CustomerRef("7", "恒岳电气"),)
        assert record.occurred_at is not None

    def test_items_need_not_have_the_same_keys(self, tmp_path: Path) -> None:
        self.build(tmp_path, 1)
        self.crm.deals.append({"id": 5, "region": "华东"})
        records = records_of(self.read(tmp_path))
        assert Field("region", "region", "华东") in records["deals#5"].fields
        assert records["deals#5"].title == "deal 5"

    def test_an_entry_that_is_no_object_is_reported(self, tmp_path: Path) -> None:
        self.build(tmp_path, 1)
        self.crm.deals.append("slip")  # type: ignore[arg-type]
        (failure,) = failures_of(self.read(tmp_path))
        assert "deals#item 2: it is no object" in failure.message

    def test_an_item_that_a_page_gives_again_is_read_once(self, tmp_path: Path) -> None:
        self.build(tmp_path, 3)
        self.crm.deals.append(deal(0))
        assert len(records_of(self.read(tmp_path))) == 3


def with_columns(crm: System, entity: dict[str, object], **options: object) -> Connector:
    stated = {**OPTIONS, "url": crm.url, "entities": {"deals": {"path": "deals", **entity}}}
    return connector_of(
        "rest", "crm", {**stated, **options}, None, ("everyone",), ZoneInfo("Asia/Shanghai"), ()
    )


def listed(items: list[dict[str, object]]) -> Reply:
    return Reply({"results": items})


def test_columns_are_named_as_people_know_them_and_read_as_they_are_meant() -> None:
    item = {
        "id": 12345678901234567890,
        "props": {"name": "恒岳", "closes": "1585929600000", "made": 1700000000, "stage": "s2"},
        "owner_id": 41,
        "phones": [{"value": "021-1"}, {"value": "021-2"}],
        "moves": [{"at": "2026-01-01", "to": "s1"}, {"at": "2026-02-01", "to": "s2"}],
        "tier": "2",
        "seen": "2026-03-01 10:00:00",
        "about": {
            "type": "doc",
            "content": [
                {"type": "paragraph", "content": [{"type": "text", "text": "第一段"}]},
                {"type": "paragraph", "content": [{"type": "text", "text": "第二段"}]},
            ],
        },
    }  # fmt: skip
    lists = {
        "/deals": [item],
        "/users": [{"id": 41, "first": "Fang", "last": "Wang, Ms", "mail": "wangfang@huace.example"}],
        "/stages": [{"stages": [{"id": "s1", "label": "初步接触"}, {"id": "s2", "label": "商务谈判"}]}],
    }  # fmt: skip
    entity = {
        "entity": "deals",
        "id": "编号",
        "name": "名称",
        "date": "看过",
        "text": "说明",
        "people": {"owner": "负责人"},
        "columns": {
            "编号": "id",
            "名称": "props.name",
            "负责人": {"path": "owner_id", "look_up": "users"},
            "电话": "phones.value",
            "阶段": {"path": "props.stage", "look_up": "stages"},
            "阶段历史": {
                "path": "moves",
                "look_up": "stages",
                "history": {"when": "at", "what": "to"},
            },
            "等级": {"path": "tier", "words": {"2": "重要"}},
            "预计成交": {"path": "props.closes", "reads": "day_ms"},
            "建立": {"path": "props.made", "reads": "unix"},
            "看过": {"path": ["nothing", "seen"], "reads": "utc"},
            "说明": {"path": "about", "reads": "rich"},
            "系统": {"value": "CRM"},
        },
    }
    lookups = {
        "users": {"path": "users", "name": ["first", "last"], "email": "mail"},
        "stages": {"path": "stages", "items": "results.stages", "name": "label"},
    }

    def answering(asked: Asked) -> Reply:
        return listed(lists[asked.path] if asked.query["offset"] == "0" else [])

    with system(answering) as crm:
        changes = list(with_columns(crm, entity, lookups=lookups).changes({}, None))
    (record,) = records_of(changes).values()
    said = {field.label: field.value for field in record.fields}
    assert said == {
        "编号": "12345678901234567890",
        "名称": "恒岳",
        "负责人": "Fang Wang Ms <wangfang@huace.example>",
        "电话": "021-1\n021-2",
        "阶段": "商务谈判",
        "阶段历史": "2026-01-01 初步接触\n2026-02-01 商务谈判",
        "等级": "重要",
        "预计成交": "2020-04-04",
        "建立": "2023-11-14T22:13:20Z",
        "看过": "2026-03-01 10:00:00Z",
        "系统": "CRM",
    }
    assert record.sections == (Section("第一段\n第二段", ("说明",)),)
    assert record.involvements == (
        Involvement("owner", PersonRef("wangfang@huace.example", "", "Fang Wang Ms")),
    )
    assert crm.paths().count("/users") == 2  # a page and its end, however many items


def test_what_is_related_is_asked_for_many_items_at_once() -> None:
    def answering(asked: Asked) -> Reply:
        if asked.path == "/deals":
            return listed([{"id": 1}, {"id": 2}] if asked.query["offset"] == "0" else [])
        assert asked.body == {"inputs": [{"id": "1"}, {"id": "2"}]}
        return listed([{"from": {"id": "2"}, "to": [{"company": 70}, {"company": 71}]}])

    entity = {
        "entity": "deals",
        "id": "ID",
        "customer": "Company",
        "columns": {"ID": "id", "Company": {"path": "related.companies", "first": True}},
        "related": {
            "companies": {
                "path": "related",
                "method": "POST",
                "body": {"inputs": [{"id": "{each_id}"}]},
                "paging": {"kind": "none"},
                "id": "from.id",
                "value": "to.company",
            }
        },
    }
    with system(answering) as crm:
        records = records_of(list(with_columns(crm, entity).changes({}, None)))
    assert records["deals#2"].customers == (CustomerRef("70"),)
    assert records["deals#1"].customers == ()


def test_what_is_said_of_an_item_is_asked_for_alone_and_what_is_not_for_all_left_out() -> None:
    said = {
        "/deals/1/notes": [
            {"at": "2026-03-01T02:00:00Z", "by": 41, "text": "客户要两年质保", "open": True},
            {"at": "2026-03-01T03:00:00Z", "by": 41, "text": "底价 90 万", "open": False},
            {"at": "2026-03-01T04:00:00Z", "by": 41, "text": "不知是否公开"},
            {"at": "2026-03-02T02:00:00Z", "by": 99, "text": "同意", "open": True},
            {"at": "9999-12-31T23:59:59Z", "by": 99, "text": "永远", "open": True},
        ],
        "/deals/2/notes": None,
        "/users": [{"id": 41, "name": "王芳", "mail": "wangfang@huace.example"}],
    }

    def answering(asked: Asked) -> Reply:
        if asked.query["offset"] != "0":
            return listed([])
        if asked.path == "/deals":
            return listed([{"id": 1}, {"id": 2}, {"id": 3, "state": "deleted"}])
        entries = said[asked.path]
        return Reply(status=404) if entries is None else listed(entries)

    entity = {
        "entity": "deals",
        "id": "ID",
        "text": "Notes",
        "people": {"participant": "By"},
        "gone_if": {"state": "deleted"},
        "columns": {
            "ID": "id",
            "Notes": {
                "path": "related.notes",
                "only_if": {"open": "true"},
                "history": {"when": "at", "who": "by", "what": "text"},
                "look_up": "users",
            },
            "By": {
                "path": "related.notes",
                "only_if": {"open": "true"},
                "history": {"who": "by"},
                "look_up": "users",
            },
        },
        "related": {"notes": {"path": "deals/{ids}/notes"}},
    }
    lookups = {"users": {"path": "users", "name": "name", "email": "mail"}}
    with system(answering) as crm:
        changes = list(with_columns(crm, entity, lookups=lookups).changes({}, None))
    assert failures_of(changes) == []
    one, two = records_of(changes).values()
    assert one.sections == (
        Section(
            "2026-03-01 10:00 王芳: 客户要两年质保\n2026-03-02 10:00: 同意\n9999-12-31T23:59:59Z: 永远",
            ("Notes",),
        ),
    )
    # Whom the list does not know is nobody: an id of theirs may be a colleague's number elsewhere.
    wang = PersonRef("wangfang@huace.example", "", "王芳")
    assert one.involvements == (Involvement("participant", wang),)
    assert two.sections == ()
    assert "/deals/3/notes" not in crm.paths()


def test_an_item_whose_owner_decides_and_has_no_address_is_nobodys() -> None:
    deals = [{"id": 1, "owner": "wangfang@huace.example"}]

    def answering(asked: Asked) -> Reply:
        return listed(deals if asked.query["offset"] == "0" else [])

    entity = {"entity": "deals", "id": "id", "people": {"owner": "owner"}}
    entity |= {"audience_from": {"owner": "line"}}
    with system(answering) as crm:
        connector = with_columns(crm, entity)
        (record,) = records_of(first := list(connector.changes({}, None))).values()
        assert record.audience == ("line:wangfang@huace.example",)
        deals[0] = {"id": 1, "owner": None}
        again = list(connector.changes({record.external_id: record.revision}, None))
    assert not records_of(again)
    assert Tombstone("deals#1", at_once=True) in again
    assert "deals#1: nobody could read it" in failures_of(again)[0].message
    assert failures_of(again)[0].audience == ()
    assert len(first) == 2


def test_a_customer_keeps_its_domain_and_link() -> None:
    def answering(asked: Asked) -> Reply:
        site = "https://www.hengyue.example/about"
        items = [{"id": "a 1", "name": "恒岳", "site": site}]
        return listed(items if asked.query["offset"] == "0" else [])

    entity = {"entity": "customers", "id": "id", "name": "name", "domains": "site"}
    with system(answering) as crm:
        connector = with_columns(crm, {**entity, "link": "{url}/view/{id}"})
        (record,) = records_of(list(connector.changes({}, None))).values()
        assert record.uri == f"{crm.url}/view/a%201"
        assert record.entity == CustomerFacts("a 1", "恒岳", domains=("hengyue.example",))
        nowhere = {**entity, "link": "{place}/{id}"}
        connector = with_columns(crm, nowhere, values={"place": ""})
        (record,) = records_of(list(connector.changes({}, None))).values()
        assert record.uri == "deals"
