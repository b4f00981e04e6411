"""How deals and tickets stand: open, won, lost, closed, as their stages and states say."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from assistant.customers.stated import Stated
from assistant.query.lexicon import lexicon
from ingest.names import fold

DealState = Literal["open", "won", "lost"]


class States:
    """Reads stages by the settings' words, and states by those that questions are read by."""

    def __init__(self, won: Collection[str], lost: Collection[str]) -> None:
        self._won = frozenset(map(fold, won))
        self._lost = frozenset(map(fold, lost))
        self._over = lexicon().over

    def of_deal(self, deal: Stated) -> DealState:
        """How a deal stands; open where its stage is neither among those won nor those lost."""
        said = {fold(deal.value("stage")), fold(deal.value("status"))}
        if said & self._lost:
            return "lost"
        return "won" if said & self._won else "open"

    def is_over(self, record: Stated) -> bool:
        """Whether a ticket, a task or a contract says that it is done."""
        said = fold(record.value("status") or record.value("stage"))
        return said in self._over or (not said and record.day("closed_on") is not None)
