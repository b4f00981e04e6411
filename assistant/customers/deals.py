"""The deals with a customer, and how each came to where it stands."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, select

from assistant.customers.dossier import Dossier
from assistant.customers.stated import Stated, StatedReader
from assistant.customers.states import States
from assistant.customers.tied import first_tied
from assistant.customers.views import DealView, StageChange
from ingest.access import Access
from ingest.catalog.visible import versions_of, visible
from ingest.moments import day_of

_STATED = re.compile(
    r"^[ \t]*(?P<day>(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?)[ \t]*[:：,，]?[ \t]+(?P<stage>\S.{0,60})$",
    re.MULTILINE,
)
_ORDER = {"open": 0, "won": 1, "lost": 2}


def deal_views(
    connection: Connection,
    dossier: Dossier,
    reader: StatedReader,
    states: States,
    usual_currency: str,
    *,
    access: Access,
) -> tuple[DealView, ...]:
    """The deals with a customer: open ones first, then the latest."""
    views = []
    for deal in dossier.of("deal"):
        amount = deal.amount()
        owner = first_tied(dossier.tied, deal.record_id, "owner")
        views.append(
            DealView(
                record=deal.link,
                state=states.of_deal(deal),
                stage=deal.value("stage", "status"),
                amount=decimal_text(amount),
                currency=deal.currency(usual_currency) if amount is not None else "",
                product=deal.value("product"),
                owner=owner.name if owner else deal.value("owner"),
                owner_card=owner,
                close_date=deal.day("close_date", "signed_on"),
                next_step=deal.value("next_step"),
                history=_history(connection, deal, reader, access=access),
            )
        )
    views.sort(key=lambda one: (str(one.close_date or ""), one.record.record_id), reverse=True)
    return tuple(sorted(views, key=lambda one: _ORDER[one.state]))


def decimal_text(number: Decimal | None) -> str:
    """A number as plain text, exactly; empty for none."""
    if number is None:
        return ""
    return f"{number.normalize():f}"


def stages_told(text: str) -> list[tuple[date, str, int, int]]:
    """Lines of a text that say a day and a stage, "2026-03-18 机会确认": the day, the stage, where the
    line stands."""
    told = []
    for line in _STATED.finditer(text):
        try:
            day = date(int(line[2]), int(line[3]), int(line[4]))
        except ValueError:
            continue
        told.append((day, line["stage"].strip(), line.start("day"), line.end()))
    return told


def _history(
    connection: Connection, deal: Stated, reader: StatedReader, *, access: Access
) -> tuple[StageChange, ...]:
    """What the record itself tells; where it tells nothing, the stage that each of its versions had."""
    begin = max((one.end for one in deal.lines), default=0)
    told = [
        StageChange(stage, day, deal.version, deal.text[start:end], start, end)
        for day, stage, start, end in stages_told(deal.text)
        if start >= begin
    ]
    if told:
        return tuple(sorted(told, key=lambda one: (one.day, one.start)))
    changes: list[StageChange] = []
    versions = connection.execute(versions_of(deal.record_id, access=access)).all()
    for row in reversed(versions):
        seen = visible(access=access, version=row.version)
        fields = connection.execute(
            select(seen.fields, seen.records.c.text)
            .join(seen.records, seen.records.c.record_id == seen.fields.c.record_id)
            .where(seen.fields.c.record_id == deal.record_id)
            .order_by(seen.fields.c.ordinal)
        )
        for field in fields:
            if "stage" not in reader.means(field.name, field.label) or not field.value:
                continue
            if not changes or changes[-1].stage != field.value:
                day = day_of(row.changed_at or row.created_at)
                quote = field.text[field.start : field.end]
                changes.append(
                    StageChange(field.value, day, row.version, quote, field.start, field.end)
                )
            break
    return tuple(changes)
