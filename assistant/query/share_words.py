"""The words for a share: what percentage of customers is won, 华东占比, win rate."""

from __future__ import annotations

import re

from assistant.query.hearing import Hearing, NoQuery
from assistant.query.lexicon import Token
from assistant.query.typed_query import Condition, Part, PersonCondition, Share
from ingest.catalog.values import seen_values

_RATES = re.compile(
    r"win rate|赢单率|胜率|成交率|赢率|close rate|closing rate|conversion rate|转化率"
)
_VERB = re.compile(r"\b(?:is|are|was|were|did|does|do|have|has|comes?|belongs?)\b")
_AMONG = re.compile(r"当中|里面|之中|中(?!国)|里")
_MOST_STATES = 100


class ShareWords:
    """Takes the words for a share; NoQuery where it cannot be told what the part is and what the whole."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing

    def take(self) -> None:
        """Move the conditions of the part out of those of the whole."""
        said = self._heard.of("share")
        if not said:
            return
        self._heard.used.update(said)
        text = self._heard.parts.text
        if any(_RATES.fullmatch(text[one.start : one.end]) for one in said):
            self._heard.share = self._won()
            return
        placed = {id(one): at for one in self._conditions() if (at := self._place(one)) >= 0}
        if not placed:
            if not self._heard.groups:
                raise NoQuery
            self._heard.share = Share()
            return
        if self._heard.groups:
            raise NoQuery  # of each group, or how the part is spread over them
        begin, end = self._part(list(placed.values()), said[0].start, said[-1].end)
        inside = {one for one, at in placed.items() if begin <= at < end}
        part = Part(
            where=tuple(one for one in self._heard.where if id(one) in inside),
            people=tuple(one for one in self._heard.people if id(one) in inside),
        )
        self._heard.where = [one for one in self._heard.where if id(one) not in inside]
        self._heard.people = [one for one in self._heard.people if id(one) not in inside]
        self._heard.share = Share(part=part)

    def _conditions(self) -> list[Condition | PersonCondition]:
        return [*self._heard.where, *self._heard.people]

    def _place(self, condition: Condition | PersonCondition) -> int:
        """Where the words for a condition stand; -1 for a period's, which is of the whole."""
        if isinstance(condition, PersonCondition):
            told = [one for one in self._heard.of("name") if {*one.means} & {*condition.people}]
            told += self._heard.of("mine") if condition.people == ("me",) else []
        elif condition.since or condition.before:
            return -1
        elif values := {*condition.any_of, *condition.none_of}:
            spans = {
                (one.start, one.end)
                for one in self._heard.parts.values
                if one.field.name == condition.field and values & {*one.values}
            }
            told = [one for one in self._heard.of("value") if (one.start, one.end) in spans]
            told = told or self._only(self._heard.of("open", "closed"))
        else:
            told = self._only(self._heard.of("number"))
        if not told:
            raise NoQuery
        return told[0].start

    def _only(self, tokens: list[Token]) -> list[Token]:
        """The tokens, where they are one: of several it cannot be told which says the condition."""
        return tokens if len(tokens) == 1 else []

    def _unplaced(self) -> list[int]:
        """Where customers, periods and topics are said, which are of the whole."""
        customers = [
            one
            for one in self._heard.of("name")
            if any(named in self._heard.customers for named in one.means)
        ]
        return [one.start for one in (*customers, *self._heard.of("period", "about"))]

    def _part(self, places: list[int], start: int, end: int) -> tuple[int, int]:
        """From where to where the part is said."""
        text = self._heard.parts.text
        before, behind = [at for at in places if at < start], [at for at in places if at >= end]
        between = [at for at in places if start <= at < end]
        if between or (before and behind):
            # 赢单客户占华东客户的比例; Lena's share of the won customers
            if before:
                return 0, start
            self._require_none(0, start)
            return self._behind_verb(places, start)
        if behind:
            return self._behind_verb(places, start)
        among = [one.start() for one in _AMONG.finditer(text, 0, start)]
        if among and [at for at in before if at > among[-1]]:
            return among[-1], start
        if len(before) > 1:
            raise NoQuery
        if among:
            self._require_none(among[-1], start)
        return 0, start

    def _behind_verb(self, places: list[int], start: int) -> tuple[int, int]:
        """What percentage of these customers | is won."""
        text = self._heard.parts.text
        verbs = [one.start() for one in _VERB.finditer(text, start)]
        if verbs and [at for at in places if at > verbs[0]]:
            return verbs[0], len(text)
        if len(places) > 1:
            raise NoQuery
        if verbs:
            self._require_none(verbs[0], len(text))
        return 0, len(text)

    def _require_none(self, start: int, end: int) -> None:
        """NoQuery where the part is said there by a customer, a period or a topic."""
        if any(start <= at < end for at in self._unplaced()):
            raise NoQuery

    def _won(self) -> Share:
        """What was won, of what was won or lost."""
        for kind in self._heard.counted:
            for name in ("stage", "status"):
                field = self._heard.known.meant(kind, name)
                if field is None:
                    continue
                held = seen_values(
                    self._heard.connection,
                    kind,
                    field.name,
                    access=self._heard.access,
                    most=_MOST_STATES,
                )
                won, lost = (
                    tuple(
                        written
                        for value, written in held.items()
                        if value in self._heard.words.same(state)
                    )
                    for state in ("won", "lost")
                )
                if won and lost:
                    self._heard.where.append(Condition(field=field.name, any_of=(*won, *lost)))
                    return Share(part=Part(where=(Condition(field=field.name, any_of=won),)))
        raise NoQuery
