"""The contracts with a customer, and how long each still runs."""

from __future__ import annotations

from datetime import date

from assistant.customers.deals import decimal_text
from assistant.customers.dossier import Dossier
from assistant.customers.stated import Stated
from assistant.customers.states import States
from assistant.customers.tied import first_tied
from assistant.customers.views import ContractView
from ingest.moments import day_of


def contract_views(
    dossier: Dossier, states: States, today: date, usual_currency: str
) -> tuple[ContractView, ...]:
    """The contracts with a customer: those that run first, then those signed last."""
    views = []
    for contract in dossier.of("contract"):
        amount, end = contract.amount(), contract.day("end_date")
        owner = first_tied(dossier.tied, contract.record_id, "owner")
        running = is_running(contract, states, today)
        views.append(
            ContractView(
                record=contract.link,
                amount=decimal_text(amount),
                currency=contract.currency(usual_currency) if amount is not None else "",
                status=contract.value("status"),
                owner=owner.name if owner else contract.value("owner"),
                owner_card=owner,
                signed_on=signed_on(contract),
                start_date=contract.day("start_date"),
                end_date=end,
                is_running=running,
                days_left=(end - today).days if running and end else None,
            )
        )
    views.sort(key=lambda one: (str(one.signed_on or ""), one.record.record_id), reverse=True)
    return tuple(sorted(views, key=lambda one: not one.is_running))


def is_running(contract: Stated, states: States, today: date) -> bool:
    """Whether it binds on that day: not said to be over, begun, and not past its end."""
    start, end = contract.day("start_date"), contract.day("end_date")
    begun = start is None or start <= today
    return begun and (end is None or end >= today) and not states.is_over(contract)


def signed_on(contract: Stated) -> date | None:
    """The day a contract was signed; where it does not say, its own day."""
    moment = contract.occurred_at
    return contract.day("signed_on") or (day_of(moment) if moment else contract.day("start_date"))
