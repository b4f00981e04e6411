"""What every customer that an asker may see has bought, and what is on offer to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, select

from assistant.answers import RecordLink
from assistant.customers.contracts import signed_on
from assistant.customers.stated import Stated, StatedReader
from assistant.customers.states import States
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.names import fold

_TOLD = frozenset(
    {"id", "amount", "currency", "product", "stage", "status", "signed_on", "close_date", "start_date", "end_date"}
)  # fmt: skip


_MANY = 500


@dataclass(frozen=True, slots=True)
class Purchase:
    """A contract or a deal; `value` in the company's currency, None where it cannot be told."""

    record: RecordLink
    day: date | None
    amount: Decimal | None
    currency: str
    value: Decimal | None
    product: str


@dataclass(frozen=True, slots=True)
class Trade:
    """Customer -> what they bought, and the open deals with them; `contracted` are deals that a contract
    names, whatever their stage says."""

    purchases: Mapping[str, Sequence[Purchase]]
    pipeline: Mapping[str, Sequence[Purchase]]
    contracted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Money:
    """The company's currency and what one of another is worth in it."""

    currency: str
    rates: Mapping[str, Decimal]

    def value(self, amount: Decimal | None, currency: str) -> Decimal | None:
        """A sum in the company's currency; None where no rate is known."""
        if amount is None or currency == self.currency:
            return amount
        rate = self.rates.get(currency)
        return None if rate is None else amount * rate


def trade_of(
    connection: Connection,
    reader: StatedReader,
    states: States,
    money: Money,
    *,
    stale_before: date,
    access: Access,
) -> Trade:
    """Contracts are purchases; so are won deals that no contract is of: none that names the deal's
    number, nor one with the same customer of the same sum. A contract takes its product from its deal. An open deal
    whose expected close is before `stale_before` is on offer no more."""
    deals = reader.read_kind(connection, "deal", _TOLD, access=access)
    contracts = reader.read_kind(connection, "contract", None, access=access)
    of_deal = _customers(connection, [one.record_id for one in deals], access=access)
    of_contract = _customers(connection, [one.record_id for one in contracts], access=access)
    numbered = {fold(number): deal for deal in deals if (number := deal.value("id"))}
    purchases: dict[str, list[Purchase]] = defaultdict(list)
    covered: set[str] = set()
    sums: set[tuple[str, Decimal]] = set()
    for contract in contracts:
        named = (numbered.get(fold(line.value)) for line in contract.lines)
        deal = next((one for one in named if one), None)
        if deal:
            covered.add(deal.record_id)
        product = contract.value("product") or (deal.value("product") if deal else "")
        made = _purchase(contract, signed_on(contract), product, money)
        for customer_id in of_contract.get(contract.record_id, ()):
            purchases[customer_id].append(made)
            if made.amount is not None:
                sums.add((customer_id, made.amount))
    pipeline: dict[str, list[Purchase]] = defaultdict(list)
    for deal in deals:
        state = states.of_deal(deal)
        made = _purchase(deal, deal.day("close_date", "signed_on"), deal.value("product"), money)
        for customer_id in of_deal.get(deal.record_id, ()):
            if state == "open" and deal.record_id not in covered:
                if made.day is None or made.day >= stale_before:
                    pipeline[customer_id].append(made)
            elif (
                state == "won"
                and deal.record_id not in covered
                and (made.amount is None or (customer_id, made.amount) not in sums)
            ):
                purchases[customer_id].append(made)
    for held in (*purchases.values(), *pipeline.values()):
        held.sort(key=lambda one: (str(one.day or ""), one.record.record_id), reverse=True)
    return Trade(purchases, pipeline, frozenset(covered))


def _purchase(stated: Stated, day: date | None, product: str, money: Money) -> Purchase:
    amount = stated.amount()
    currency = stated.currency(money.currency)
    return Purchase(stated.link, day, amount, currency, money.value(amount, currency), product)


def _customers(
    connection: Connection, record_ids: Sequence[str], *, access: Access
) -> dict[str, tuple[str, ...]]:
    """Record -> the customers it is about, of those that the asker may know of."""
    seen = visible(access=access)
    ties, customers = seen.record_customers.c, seen.customers.c
    known = set(connection.scalars(select(customers.customer_id)))
    held: dict[str, dict[str, None]] = defaultdict(dict)
    for start in range(0, len(record_ids), _MANY):
        for row in connection.execute(
            select(ties.record_id, ties.customer_id)
            .where(ties.record_id.in_(record_ids[start : start + _MANY]))
            .order_by(ties.record_id, ties.ordinal)
        ):
            if row.customer_id in known:
                held[row.record_id][row.customer_id] = None
    return {record_id: tuple(ids) for record_id, ids in held.items()}
