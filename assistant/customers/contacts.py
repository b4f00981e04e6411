"""The people at a customer, and when they were last met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, select

from assistant.customers.dealings import Dealing
from assistant.customers.dossier import Dossier
from assistant.customers.stated import Stated, StatedReader
from assistant.customers.views import ContactView
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.names import fold

_LOOKED_BACK = timedelta(days=365)
_MEETINGS = frozenset({"visit", "call", "meeting"})
_MANY = 500


def contact_views(
    connection: Connection,
    dossier: Dossier,
    reader: StatedReader,
    today: date,
    *,
    access: Access,
) -> tuple[ContactView, ...]:
    """The contacts of a customer, those met last first."""
    contacts = dossier.of("contact")
    if not contacts:
        return ()
    met = _met(connection, dossier.dealings, reader, today, access=access)
    views = [_view(one, met) for one in contacts]
    views.sort(key=lambda one: one.name)
    return tuple(sorted(views, key=lambda one: str(one.last_met_at or ""), reverse=True))


def _view(contact: Stated, met: Sequence[tuple[str, Dealing]]) -> ContactView:
    name = contact.value("contact", "name") or contact.title
    folded = fold(name)
    last = next((dealing for said, dealing in met if folded in said), None)
    return ContactView(
        record=contact.link,
        name=name,
        title=contact.value("title"),
        email=contact.value("email"),
        phone=contact.value("phone"),
        last_met=last.link if last else None,
        last_met_at=last.occurred_at if last else None,
    )


def _met(
    connection: Connection,
    dealings: Sequence[Dealing],
    reader: StatedReader,
    today: date,
    *,
    access: Access,
) -> list[tuple[str, Dealing]]:
    """What visits, calls and meetings of the last year say of whom was met, the newest first."""
    recent = {
        one.record_id: one
        for one in dealings
        if one.kind in _MEETINGS and one.day and today - _LOOKED_BACK <= one.day <= today
    }
    fields = visible(access=access).fields.c
    ids = list(recent)
    said: dict[str, str] = {}
    for start in range(0, len(ids), _MANY):
        rows = connection.execute(
            select(fields.record_id, fields.name, fields.label, fields.folded).where(
                fields.record_id.in_(ids[start : start + _MANY])
            )
        )
        for row in rows:
            if "contact" in reader.means(row.name, row.label):
                said[row.record_id] = f"{said.get(row.record_id, '')} {row.folded}"
    return [(said[one], recent[one]) for one in ids if one in said]
