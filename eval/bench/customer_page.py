"""The page of a customer with thousands of interactions against one catalog query of its timeline."""

from __future__ import annotations

import statistics
from pathlib import Path

from sqlalchemy import select

from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from eval.bench.colleagues import CUSTOMER, about_one_customer
from eval.bench.filling import fill
from eval.workspace import timed
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.records import record_id

_ASKER = "liu.siyu@huace.example"
_ROUNDS = 20
_WARM = 3


def measure_customer_page(
    config: Path, build: Path, *, interactions: int
) -> dict[str, float | int]:
    """customer_ratio: the median time of all that the page of one customer loads, over that of one query
    of the ids, titles, kinds and days of everything about it, newest first, taken in turns.

    The demo goes in as it is; its first customer gets so many interactions more.
    """
    settings = load_settings(config).model_copy(update={"data_dir": build / "customer_page"})
    with open_application(settings) as application:
        application.sync()
        embedder = application.embedder
    fill(
        settings,
        embedder,
        about_one_customer,
        lambda application: _timeline(application, *_asked(application)),
        interactions,
    )
    query_ms: list[float] = []
    page_ms: list[float] = []
    with open_application(settings) as application:
        customer, access = _asked(application)
        for _ in range(_WARM):
            _page(application, customer, access)
        for _ in range(_ROUNDS):
            with timed(query_ms):
                held = _timeline(application, customer, access)
            with timed(page_ms):
                _page(application, customer, access)
    return {
        "customer_ratio": statistics.median(page_ms) / statistics.median(query_ms),
        "customer_interactions": held,
        "customer_ms": statistics.median(page_ms),
        "customer_timeline_ms": statistics.median(query_ms),
    }


def _page(application: Application, customer: str, access: Access) -> None:
    """What the page loads."""
    application.reads.customers.page(customer, access=access)


def _asked(application: Application) -> tuple[str, Access]:
    """The customer's id, and who looks at its page."""
    access = application.access(_ASKER)
    customers = visible(access=access).customers
    stated_by = record_id("crm", f"customers.csv#{CUSTOMER}")
    with application.store.catalog.reading() as connection:
        found = connection.scalars(
            select(customers.c.customer_id).where(customers.c.record_id == stated_by)
        )
        return str(found.one()), access


def _timeline(application: Application, customer: str, access: Access) -> int:
    """Reads everything about a customer in one query; how much that is."""
    seen = visible(access=access)
    ties, records = seen.record_customers, seen.records
    of_customer = select(ties.c.record_id).where(ties.c.customer_id == customer)
    with application.store.catalog.reading() as connection:
        rows = connection.execute(
            select(records.c.record_id, records.c.title, records.c.kind, records.c.occurred_at)
            .where(records.c.record_id.in_(of_customer))
            .order_by(records.c.occurred_at.desc().nulls_last(), records.c.record_id)
        ).all()
    return len(rows)
