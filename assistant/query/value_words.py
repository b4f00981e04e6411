"""The stored values that a question wants: 华东, gold customers, deals in negotiation."""

from __future__ import annotations

from assistant.query.hearing import JOINED, STATE_FIELDS, Hearing, NoQuery
from assistant.query.lexicon import Token
from assistant.query.state_words import SETTLED
from assistant.query.stored_values import StoredValue
from assistant.query.typed_query import Condition, Group, Of
from ingest.names import fold

_PREFERRED = (
    "status", "stage", "region", "priority", "tier", "industry", "city", "category", "type", "product",
)  # fmt: skip


class ValueWords:
    """Takes values for conditions; NoQuery where it cannot be told of which field one is."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing

    def tells_when_closed(self) -> bool:
        """Whether the period of a question is when what it counts was closed, won or lost."""
        closed_on = self._heard.meant("closed_on")
        if not (self._heard.of("period", "time") and closed_on and closed_on.seen.is_day):
            return False
        if any(found != closed_on.name for _, found in self._heard.day_fields()):
            return False
        states = [one for one in self._heard.of("value") if self._is_over(self._value(one))]
        return bool(states or self._heard.of("closed"))

    def take(self) -> None:
        """Add them all; those joined are of one condition."""
        spoken = [one for one in self._heard.of("value") if one not in self._heard.used]
        kinds = {(one.start, one.end) for one in self._heard.parts.kinds}
        before: tuple[Token, StoredValue, bool] | None = None
        for token in spoken:
            if (token.start, token.end) in kinds:
                continue
            chosen = self._value(token)
            timed = self._heard.closing and bool(self._heard.of("period"))
            if timed and self._only_says_closed(chosen):
                self._heard.used.add(token)
                continue
            negated = any(self._heard.is_near(one, token) for one in self._heard.of("not"))
            joined = (
                before
                and before[1].field.name == chosen.field.name
                and JOINED.fullmatch(self._apart(before[0], token, chosen.field.name))
            )
            if joined and before:
                last = self._heard.where.pop()
                name = "none_of" if before[2] else "any_of"
                self._heard.where.append(
                    last.model_copy(update={name: (*getattr(last, name), *chosen.values)})
                )
                negated = before[2]
                self._heard.joined = None if negated else self._differ_in(chosen)
            else:
                of: Of = "record" if chosen.kind in self._heard.counted else "customer"
                self._heard.where.append(
                    Condition(field=chosen.field.name, of=of, none_of=chosen.values)
                    if negated
                    else Condition(field=chosen.field.name, of=of, any_of=chosen.values)
                )
            self._heard.used.update(
                one for one in self._heard.of("not") if self._heard.is_near(one, token)
            )
            self._heard.used.add(token)
            self._heard.use_field(chosen.field.name, beside=token)
            before = (token, chosen, negated)

    def _apart(self, first: Token, second: Token, name: str) -> str:
        """What stands between two values, beside the name of their field: 高优先级和低优先级."""
        between = self._heard.between(first, second)
        for one in self._heard.of("field"):
            if first.end <= one.start and one.end <= second.start and self._heard.names(one, name):
                between = between.replace(self._heard.word(one), "", 1)
        return between.strip() or between

    def _is_over(self, chosen: StoredValue) -> bool:
        return bool(chosen.field.names & STATE_FIELDS) and all(
            fold(one) in self._heard.words.over for one in chosen.values
        )

    def _only_says_closed(self, chosen: StoredValue) -> bool:
        """Whether a state says no more than its day does; won and lost do."""
        return self._is_over(chosen) and all(
            self._heard.words.same(fold(one)).isdisjoint(SETTLED) for one in chosen.values
        )

    def _differ_in(self, chosen: StoredValue) -> Group:
        role = self._heard.people_role(chosen.field.name)
        if role and chosen.kind in self._heard.counted:
            return Group(by="person", role=role)
        of: Of = "record" if chosen.kind in self._heard.counted else "customer"
        return Group(by="field", field=chosen.field.name, of=of)

    def _value(self, token: Token) -> StoredValue:
        """Of the fields that have the value the one that is named, or that the records counted have."""
        rivals = self._heard.values_at(token)
        own = [one for one in rivals if one.kind in self._heard.counted] or rivals
        names = dict.fromkeys(one.field.name for one in own)
        if len(names) > 1:
            named = {name for one in self._heard.of("field") for name in one.means}
            told = [one for one in own if one.field.names & named]
            preferred = [one for name in _PREFERRED for one in own if name in one.field.names]
            own = told or preferred
        if not own:
            raise NoQuery
        return own[0]
