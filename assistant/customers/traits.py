"""What a customer is worth and how the relation goes: classes, scores, associations, signals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection, func, select

from assistant.bilingual import Bilingual
from assistant.customers.associations import associations_for
from assistant.customers.deals import decimal_text
from assistant.customers.dossier import Dossier
from assistant.customers.open_views import OpenItem
from assistant.customers.purchases import Money, Purchase, Trade, trade_of
from assistant.customers.scoring import (
    Worth,
    brings_share,
    peppers_rogers,
    rfm_scores,
    worth_of_all,
)
from assistant.customers.signals import SignalReader
from assistant.customers.stated import StatedReader
from assistant.customers.states import States
from assistant.customers.trait_views import ClassView, PurchaseView, ScoreView, Traits
from assistant.questions import Language
from assistant.settings_customers import ClassRule, CustomerSettings
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.names import fold
from ingest.records import Kind

_NOTHING = Worth(None, 0, Decimal(), Decimal(), Decimal())
_LEAST_BOTH = 2
_PURCHASES = 20
_MANY = 500

_WHY = {
    "tiers": Bilingual("CRM 等级为 {tier}", "the CRM's tier is {tier}"),
    "share": Bilingual(
        "属于合计贡献 {share}% 成交额的客户",
        "among the fewest customers who bring {share}% of all value",
    ),
    "value": Bilingual("成交额 {value} {currency}", "bought for {value} {currency}"),
    "pipeline": Bilingual("在谈商机 {pipeline} {currency}", "open deals of {pipeline} {currency}"),
    "else": Bilingual("不符合其他类别的规则", "no other rule fits"),
    "most_valuable": Bilingual(
        "净值 {net} {currency}，位于前 {share}%",
        "net value {net} {currency}, among the best {share}%",
    ),
    "most_growable": Bilingual(
        "在谈商机 {pipeline} {currency}，超过成交额 {value}",
        "open deals of {pipeline} {currency} exceed the {value} bought",
    ),
    "below_zero": Bilingual(
        "净值 {net} {currency}，且没有在谈商机", "net value {net} {currency}, and nothing on offer"
    ),
    "": Bilingual("", ""),
}


def traits_of(
    connection: Connection,
    dossier: Dossier,
    items: Sequence[OpenItem],
    reader: StatedReader,
    states: States,
    settings: CustomerSettings,
    today: date,
    language: Language,
    *,
    access: Access,
) -> Traits:
    """All of it, among the customers and records that the asker may see."""
    money = Money(
        settings.currency, {one: Decimal(str(rate)) for one, rate in settings.rates.items()}
    )
    stale_before = today - timedelta(days=settings.stale_deal_days)
    trade = trade_of(connection, reader, states, money, stale_before=stale_before, access=access)
    costs = _costs(connection, dossier, trade, settings, today, access=access)
    worth = worth_of_all(trade, costs, Decimal(str(settings.margin)), today, settings.value_days)
    one = dossier.customer.id
    own = worth.get(one, _NOTHING)
    accounts = reader.read(connection, [dossier.account_id], access=access)
    tier = accounts[0].value("tier") if accounts else ""
    purchases = trade.purchases.get(one, ())
    said = {
        "tier": tier,
        "value": _grouped(own.value),
        "pipeline": _grouped(own.pipeline),
        "net": _grouped(own.net),
        "currency": settings.currency,
    }
    signals = SignalReader(dossier, states, today, language, trade.contracted)
    return Traits(
        tier=tier,
        currency=settings.currency,
        value=decimal_text(own.value),
        pipeline=decimal_text(own.pipeline),
        net=decimal_text(own.net),
        classes=(
            _by_rules(one, tier, worth, settings.classes, said, language),
            _by_value(one, worth, settings.best_share, said, language),
        ),
        scores=_scores(one, own, worth),
        purchases=tuple(map(_view, purchases[:_PURCHASES])),
        pipeline_deals=tuple(deal.record for deal in trade.pipeline.get(one, ()))[:_PURCHASES],
        associations=associations_for(one, trade.purchases, least=_LEAST_BOTH),
        signals=signals.read(items, purchases),
    )


def _by_rules(
    customer_id: str,
    tier: str,
    worth: Mapping[str, Worth],
    rules: Sequence[ClassRule],
    said: Mapping[str, str],
    language: Language,
) -> ClassView:
    """The class of the first rule all of whose conditions hold."""
    own = worth.get(customer_id, _NOTHING)
    for rule in rules:
        why: list[str] = []
        if rule.tiers:
            if fold(tier) not in map(fold, rule.tiers):
                continue
            why.append(_WHY["tiers"].said(language).format(**said))
        if rule.value_share is not None:
            if not brings_share(customer_id, worth, rule.value_share):
                continue
            share = f"{rule.value_share * 100:g}"
            why.append(_WHY["share"].said(language).format(**said, share=share))
        if rule.value_at_least is not None:
            if own.value < Decimal(str(rule.value_at_least)):
                continue
            why.append(_WHY["value"].said(language).format(**said))
        if rule.pipeline_at_least is not None:
            if own.pipeline < Decimal(str(rule.pipeline_at_least)):
                continue
            why.append(_WHY["pipeline"].said(language).format(**said))
        apart = "；" if language == "zh" else "; "
        return ClassView("rules", rule.name, apart.join(why) or _WHY["else"].said(language))
    return ClassView("rules", "", "")


def _by_value(
    customer_id: str,
    worth: Mapping[str, Worth],
    share: float,
    said: Mapping[str, str],
    language: Language,
) -> ClassView:
    name = peppers_rogers(customer_id, worth, share)
    why = _WHY[name].said(language).format(**said, share=f"{share * 100:g}")
    return ClassView("peppers_rogers", name, why)


def _scores(customer_id: str, own: Worth, worth: Mapping[str, Worth]) -> tuple[ScoreView, ...]:
    """None of a customer who never bought."""
    if own.recency_days is None:
        return ()
    recency, frequency, monetary = rfm_scores(customer_id, worth)
    return (
        ScoreView("recency", str(own.recency_days), recency),
        ScoreView("frequency", str(own.frequency), frequency),
        ScoreView("monetary", decimal_text(own.value), monetary),
    )


def _costs(
    connection: Connection,
    dossier: Dossier,
    trade: Trade,
    settings: CustomerSettings,
    today: date,
    *,
    access: Access,
) -> dict[str, Decimal]:
    """Customer -> what visits, calls, meetings and tickets of the time looked at cost, by the settings: of
    this customer and of all who bought."""
    each: dict[Kind, Decimal] = {
        kind: Decimal(str(cost)) for kind, cost in settings.costs.items() if cost
    }
    since = today - timedelta(days=settings.value_days)
    own = dossier.customer.id
    costs: dict[str, Decimal] = defaultdict(Decimal)
    for one in dossier.dealings:
        if one.kind in each and one.day and since <= one.day <= today:
            costs[own] += each[one.kind]
    seen = visible(access=access)
    ties, records = seen.record_customers.c, seen.records.c
    others = sorted(trade.purchases.keys() - {own})
    for at in range(0, len(others), _MANY):
        for row in connection.execute(
            select(
                ties.customer_id,
                records.kind,
                func.count(records.record_id.distinct()).label("held"),
            )
            .join(seen.records, records.record_id == ties.record_id)
            .where(
                ties.customer_id.in_(others[at : at + _MANY]),
                records.kind.in_(list(each)),
                records.occurred_at >= since,
                records.occurred_at < today + timedelta(days=1),
            )
            .group_by(ties.customer_id, records.kind)
        ):
            costs[row.customer_id] += each[row.kind] * row.held
    return costs


def _view(one: Purchase) -> PurchaseView:
    return PurchaseView(
        one.record,
        one.day,
        decimal_text(one.amount),
        one.currency if one.amount is not None else "",
        decimal_text(one.value),
        one.product,
    )


def _grouped(number: Decimal) -> str:
    return f"{number:,.0f}"
