"""How much is done at once, in all and for one person; the rest are told to wait."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator

from fastapi import Request

from assistant.api.identity import TheAsker
from ingest.access import Access
from ingest.errors import TooManyError


class AskLimits:
    """Counts what is under way."""

    def __init__(
        self, most: int, most_each: int, *, what: str = "questions", done: str = "answered"
    ) -> None:
        self._said = f"Too many {what} {{whose}} being {done}; try again in a moment"
        self._most = most
        self._most_each = most_each
        self._lock = threading.Lock()
        self._under_way: Counter[str] = Counter()

    def enter(self, person_id: str) -> None:
        """TooManyError where there is no place."""
        with self._lock:
            own = self._under_way[person_id] >= self._most_each
            if own or self._under_way.total() >= self._most:
                whose = "of yours are" if own else "are"
                raise TooManyError(self._said.format(whose=whose))
            self._under_way[person_id] += 1

    def leave(self, person_id: str) -> None:
        with self._lock:
            self._under_way[person_id] -= 1
            self._under_way += Counter()  # forgets who has none


def taking_a_place(request: Request, access: TheAsker) -> Iterator[None]:
    """Takes a place while a question is answered."""
    yield from _within(request.app.state.ask_limits, access)


def opening_a_page(request: Request, access: TheAsker) -> Iterator[None]:
    """Takes a place while a part of a page is put together: a page asks for several at once."""
    yield from _within(request.app.state.page_limits, access)


def _within(limits: AskLimits, access: Access) -> Iterator[None]:
    limits.enter(access.person_id)
    try:
        yield
    finally:
        limits.leave(access.person_id)
