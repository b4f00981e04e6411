"""What a question wants of its records: values, numbers, days, whose they are, how they stand."""

from __future__ import annotations

import re

from assistant.query.amount_words import AmountWords
from assistant.query.day_words import DayWords
from assistant.query.hearing import Hearing, NoQuery
from assistant.query.name_words import NameWords
from assistant.query.state_words import StateWords
from assistant.query.typed_query import Condition, Of
from assistant.query.value_words import ValueWords

_MISSING = re.compile(r"\s?(?:(?:is|are) )?(?:missing|empty|blank)|(?:为空|空着|没填|未填写?|缺失)")
_STATING = re.compile(r"\s?(?:an? |any |the |留下?|填写?|登记|写)?")
_STATED = re.compile(r"(?:\b(?:have|has|having|with)(?: an?| the(?:ir)?)? |(?<!没)有|填了|留了)$")


class ConditionWords:
    """Takes the words for conditions; NoQuery where they make none."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing
        self._values = ValueWords(hearing)

    def hear_closing(self) -> None:
        """Tells whether the days of the question are those on which the records were closed."""
        self._heard.closing = self._values.tells_when_closed()

    def take(self) -> None:
        """Add them all."""
        self._values.take()
        DayWords(self._heard).take()
        AmountWords(self._heard).take()
        NameWords(self._heard).take()
        StateWords(self._heard).take()
        self._take_given()
        self._refuse_contradictions()

    def _take_given(self) -> None:
        """没有电话的客户, customers with a phone number: whether a record states a field at all."""
        for token in self._heard.of("field"):
            if token in self._heard.used:
                continue
            found = next(filter(None, map(self._heard.meant, token.means)), None)
            text = self._heard.parts.text
            refused = [
                one
                for one in self._heard.of("not")
                if one.end <= token.start and _STATING.fullmatch(self._heard.between(one, token))
            ]
            missing = _MISSING.match(text[token.end :])
            stated = _STATED.search(text[: token.start])
            if refused and found and "last_contact" in found.names:
                continue  # not contacted: since when?
            if found is None or not (refused or missing or stated):
                continue
            self._heard.where.append(Condition(field=found.name, given=not (refused or missing)))
            self._heard.used.update((token, *refused))

    def _refuse_contradictions(self) -> None:
        """One field cannot have two values at once: a question that seems to say so is not understood."""
        wanted: dict[tuple[str, Of], set[str]] = {}
        for one in self._heard.where:
            if one.any_of:
                before = wanted.setdefault((one.field, one.of), {*one.any_of})
                if before.isdisjoint(one.any_of):
                    raise NoQuery
