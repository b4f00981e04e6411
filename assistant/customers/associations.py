"""What customers who bought the same also bought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from assistant.answers import RecordLink
from assistant.customers.purchases import Purchase
from assistant.customers.trait_views import AssociationView
from ingest.names import fold

_SHOWN = 5
_RECORDS = 5


def associations_for(
    customer_id: str, purchases: Mapping[str, Sequence[Purchase]], *, least: int
) -> tuple[AssociationView, ...]:
    """What this customer has not bought and others did who bought what it has, the likeliest first.

    Rules of one product on each side (Agrawal, Imieliński and Swami, 1993), over the products of each
    customer's purchases: support = both / buyers, confidence = both / with the first, lift = confidence /
    share of buyers with the second (Brin et al., 1997). At least `least` other customers have both, and the
    lift is above 1. Buyers are those with a purchase whose product is known.
    """
    baskets: dict[str, dict[str, list[Purchase]]] = {}
    called: dict[str, str] = {}
    for one, bought in purchases.items():
        basket: dict[str, list[Purchase]] = defaultdict(list)
        for purchase in bought:
            if product := purchase.product.strip():
                called.setdefault(fold(product), product)
                basket[fold(product)].append(purchase)
        if basket:
            baskets[one] = basket
    own = baskets.get(customer_id, {})
    others = {one: basket for one, basket in baskets.items() if one != customer_id}
    found = []
    for first in own:
        having = [basket for basket in others.values() if first in basket]
        for second in {product for basket in having for product in basket} - own.keys():
            both = [basket for basket in having if second in basket]
            if len(both) < least:
                continue
            buyers = len(baskets)
            with_second = sum(1 for basket in baskets.values() if second in basket)
            confidence = len(both) / (len(having) + 1)  # this customer has the first as well
            lift = confidence * buyers / with_second
            if lift <= 1:
                continue
            found.append(
                AssociationView(
                    called[first],
                    called[second],
                    round(len(both) / buyers, 4),
                    round(confidence, 4),
                    round(lift, 4),
                    _links(own[first]),
                    _links([one for basket in both for one in basket[second]]),
                )
            )
    found.sort(key=lambda one: (-one.confidence, -one.lift, one.also, one.bought))
    return tuple(found[:_SHOWN])


def _links(purchases: Sequence[Purchase]) -> tuple[RecordLink, ...]:
    return tuple(dict.fromkeys(one.record for one in purchases))[:_RECORDS]
