"""What a customer reported, and how it stands."""

from __future__ import annotations

from datetime import date

from assistant.answers import PersonCard
from assistant.customers.dossier import Dossier
from assistant.customers.stated import Stated
from assistant.customers.states import States
from assistant.customers.tied import first_tied
from assistant.customers.views import TicketView
from ingest.moments import day_of


def ticket_views(dossier: Dossier, states: States, today: date) -> tuple[TicketView, ...]:
    """The tickets of a customer: open ones first, then those opened last."""
    views = [
        _view(one, first_tied(dossier.tied, one.record_id, "assignee", "owner"), states, today)
        for one in dossier.of("ticket")
    ]
    views.sort(key=lambda one: (str(one.opened_on or ""), one.record.record_id), reverse=True)
    return tuple(sorted(views, key=lambda one: not one.is_open))


def _view(ticket: Stated, assignee: PersonCard | None, states: States, today: date) -> TicketView:
    is_open = not states.is_over(ticket)
    opened, closed = opened_on(ticket), ticket.day("closed_on")
    last = today if is_open else closed
    return TicketView(
        record=ticket.link,
        is_open=is_open,
        status=ticket.value("status"),
        priority=ticket.value("priority"),
        product=ticket.value("product"),
        assignee=assignee.name if assignee else ticket.value("assignee", "owner"),
        assignee_card=assignee,
        opened_on=opened,
        closed_on=closed,
        days=(last - opened).days if opened and last and last >= opened else None,
    )


def opened_on(ticket: Stated) -> date | None:
    """The day of a ticket."""
    moment = ticket.occurred_at
    return ticket.day("opened_on") or (day_of(moment) if moment else None)
