"""A made pipeline for counting: what was won, lost and goes on, with the days it began and ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.records import CustomerFacts, CustomerRef, Field, Involvement, PersonRef, Record
from ingest.store import Store
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, record, run

TODAY = date(2026, 6, 30)
_REGIONS = {"K1": "华东", "K2": "华南", "K3": "海外"}
_CONTACTED = {"K1": "2026-06-20", "K2": "2026-02-11", "K3": "2026-04-02"}
_PHONES = {"K1": "021-5550-7001"}


@dataclass(frozen=True, slots=True)
class Deal:
    """A row of the table of deals; what goes on has no day on which it was closed."""

    name: str
    customer: str
    owner: str
    product: str
    stage: str
    amount: int
    created: str
    closed: str = ""

    @property
    def region(self) -> str:
        """The customer's."""
        return _REGIONS[self.customer]


DEALS = (
    Deal("甲一", "K1", "tom.baker", "扫描仪", "赢单", 1_200_000, "2026-01-10", "2026-02-20"),
    Deal("甲二", "K1", "tom.baker", "输送线", "商务谈判", 450_000, "2026-05-03"),
    Deal("甲三", "K1", "min.liu", "扫描仪", "丢单", 90_000, "2026-02-14", "2026-04-01"),
    Deal("乙一", "K2", "min.liu", "扫描仪", "赢单", 640_000, "2026-02-02", "2026-05-12"),
    Deal("乙二", "K2", "min.liu", "控制柜", "方案确认", 2_000_000, "2026-06-08"),
    Deal("乙三", "K2", "yang.zhao", "输送线", "赢单", 300_000, "2026-03-30", "2026-05-29"),
    Deal("丙一", "K3", "yang.zhao", "控制柜", "商务谈判", 510_000, "2026-05-20"),
    Deal("丙二", "K3", "tom.baker", "控制柜", "丢单", 75_000, "2026-04-17", "2026-06-03"),
)


def made_sales(folder: Path) -> Store:
    """The company, read; colleagues are known by their addresses alone."""
    store = Store(folder, HashEmbedder())
    run(store, Listing(*map(_customer, _REGIONS), *map(_deal, DEALS)), "crm")
    return store


def _customer(one: str) -> Record:
    stated = {
        "region|区域": _REGIONS[one],
        "last_contact|最近联系": _CONTACTED[one],
        "phone|电话": _PHONES.get(one, ""),
    }
    return record(
        one,
        "",
        kind="account",
        title=f"{one} 公司",
        fields=_fields(stated),
        customers=(CustomerRef(one),),
        entity=CustomerFacts(one, f"{one} 公司"),
    )


def _deal(row: Deal) -> Record:
    address = f"{row.owner}@acme.example"
    stated = {
        "owner|负责人": address,
        "product|产品": row.product,
        "stage|阶段": row.stage,
        "amount|金额": str(row.amount),
        "created|创建日期": row.created,
        "closed_on|关闭日期": row.closed,
    }
    return record(
        row.name,
        "",
        kind="deal",
        title=row.name,
        occurred_at=date.fromisoformat(row.created),
        fields=_fields(stated),
        involvements=(Involvement("owner", PersonRef(email=address)),),
        customers=(CustomerRef(row.customer),),
    )


def _fields(stated: dict[str, str]) -> tuple[Field, ...]:
    return tuple(
        Field(name.partition("|")[0], name.partition("|")[2], value)
        for name, value in stated.items()
        if value
    )
