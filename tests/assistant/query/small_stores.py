"""Stores of a few deals: some hidden from most, some in two currencies."""

from __future__ import annotations

from pathlib import Path

from ingest.records import Field
from ingest.store import Store
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, record, run


def store_with_a_hidden_stage(folder: Path) -> Store:
    """Two deals; everybody may read the first."""
    store = Store(folder, HashEmbedder())
    run(
        store,
        Listing(
            record("D1", "a", kind="deal", fields=(Field("stage", "Stage", "Proposal"),)),
            record(
                "D2",
                "b",
                kind="deal",
                fields=(Field("stage", "Stage", "Due diligence"),),
                audience=("dept:board",),
            ),
        ),
    )
    return store


def store_with_products(folder: Path, hidden: int) -> Store:
    """One deal over 线扫视觉 that everybody may read, and so many over other 视觉 for the board."""
    store = Store(folder, HashEmbedder())
    deals = [record("D0", "a", kind="deal", fields=(Field("product", "产品", "线扫视觉"),))]
    deals += [
        record(
            f"H{at}",
            "b",
            kind="deal",
            fields=(Field("product", "产品", f"视觉{at:03}型"), Field(f"a{at:03}", "", "x")),
            audience=("dept:board",),
        )
        for at in range(hidden)
    ]
    run(store, Listing(*deals))
    return store


def store_with_two_currencies(folder: Path) -> Store:
    """A deal in Canadian dollars, and two in yuan."""
    store = Store(folder, HashEmbedder())
    amounts = (("D1", "10", "CAD"), ("D2", "900", "CNY"), ("D3", "800", "CNY"))
    run(
        store,
        Listing(
            *(
                record(
                    one,
                    "a",
                    kind="deal",
                    title=one,
                    fields=(Field("amount", "金额", amount), Field("currency", "币种", currency)),
                )
                for one, amount, currency in amounts
            )
        ),
    )
    return store
