"""How a question wants its records to stand: open, closed, overdue."""

from __future__ import annotations

from assistant.query.hearing import Hearing, NoQuery
from assistant.query.known_fields import KnownField
from assistant.query.lexicon import Token
from assistant.query.typed_query import Condition
from ingest.catalog.values import seen_values

SETTLED = frozenset({"won", "lost", "closed won", "closed lost", "赢单", "输单", "丢单"})
"""States that say how it ended, not only that it did."""
_OVER = ("已完成", "已关闭", "completed", "closed")
_MOST_STATES = 100


class StateWords:
    """Takes the words for states; NoQuery where the records have none that says so."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing

    def take(self) -> None:
        """Add them all."""
        for token in self._heard.of("open", "closed"):
            if token in self._heard.used:
                continue
            status = self._heard.meant("status") or self._heard.meant("stage")
            if status is None:
                raise NoQuery
            refused = [one for one in self._heard.of("not") if self._heard.is_near(one, token)]
            self._take_status(token, status, is_over=(token.is_ == "closed") != bool(refused))
            self._heard.used.update((token, *refused))
        for token in self._heard.of("overdue"):
            self._take_overdue(token)

    def _take_overdue(self, token: Token) -> None:
        due, status = self._heard.meant("due_date"), self._heard.meant("status")
        if due is None or not due.seen.is_day:
            raise NoQuery
        self._heard.where.append(Condition(field=due.name, before=self._heard.parts.today))
        if status is not None:
            self._take_status(token, status, is_over=False)
        self._heard.used.add(token)

    def _take_status(self, token: Token, status: KnownField, *, is_over: bool) -> None:
        """That the records are over, or that they are not."""
        over = self._over(status)
        if not over:
            raise NoQuery
        self._heard.where.append(
            Condition(field=status.name, any_of=over)
            if is_over
            else Condition(field=status.name, none_of=over)
        )
        self._heard.use_field(status.name, beside=token)

    def _over(self, status: KnownField) -> tuple[str, ...]:
        """The values of a status that say it is over; what these might be where only others are held."""
        held = seen_values(
            self._heard.connection,
            status.seen.kind,
            status.name,
            access=self._heard.access,
            most=_MOST_STATES,
        )
        is_told = held.keys() & (self._heard.words.over | self._heard.words.going_on)
        over = tuple(written for value, written in held.items() if value in self._heard.words.over)
        if "stage" in status.names and not is_told & (SETTLED | {"closed"}):
            return ()  # which of a company's stages are over only its own people know
        return over or (_OVER if is_told else ())
