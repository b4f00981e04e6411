"""What a question wants its records told apart by: by owner, 各阶段, monthly."""

from __future__ import annotations

import re

from assistant.query.group_meanings import GroupMeanings
from assistant.query.hearing import JOINED, Hearing, NoQuery
from assistant.query.lexicon import Token
from assistant.query.typed_query import Group

_SPREAD = re.compile(r"分布|distribut|breakdown|构成")
_OF_OTHERS = re.compile(r"[次趟回遍场封张单份笔条项]$|times$|often$")  # 多少次 counts no customers
_EACH = frozenset({"each", "各", "分"})


class GroupWords:
    """Takes the words for groups."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing
        self._meanings = GroupMeanings(hearing)

    def take(self) -> None:
        """Add the groups; NoQuery where "by" stands before nothing of the sort."""
        for at, token in enumerate(self._heard.parts.tokens):
            if token.is_ == "by":
                self._group_behind(at)
            elif (
                token.is_ == "time" and token not in self._heard.used and self._stands_alone(token)
            ):
                self._add_group(token)
        for token in self._heard.customers_beside:
            self._customers_beside(token)
        for token in self._heard.of("field"):
            beside = self._heard.parts.text[max(0, token.start - 14) : token.end + 14]
            if token not in self._heard.used and _SPREAD.search(beside):
                self._add_group(token)
        if self._heard.is_ & {"largest", "smallest", "top", "more"} and not self._heard.groups:
            self._take_ranked()
        if "distinct" in self._heard.is_:
            self._take_distinct()
        self._use_what_says_the_same()
        if len(self._heard.groups) > 2:
            raise NoQuery

    def _take_ranked(self) -> None:
        """What stands behind "which" or "top 5": which owner has the most, 哪个月最多."""
        for token in self._heard.of("role", "time", "field", "kind"):
            if token in self._heard.used and token.is_ != "kind":
                continue
            if token.is_ == "kind" and "product" not in token.means:
                continue
            if self._is_ranked(token) and self._add_group(token):
                self._heard.used.update(self._heard.of("who"))
                return

    def _is_ranked(self, token: Token) -> bool:
        leading = self._heard.of("list", "top", "largest", "smallest", "who")
        if any(self._heard.is_near(one, token) for one in leading):
            return True
        return any(mark.is_ == "list" and mark.overlaps(token) for mark in self._heard.parts.marks)

    def _take_distinct(self) -> None:
        """How many different products: what stands behind "different"."""
        for mark in self._heard.of("distinct"):
            for token in self._heard.of("role", "field", "kind"):
                if not self._heard.is_near(mark, token) or token.means == ("account",):
                    continue
                found = self._meanings.group(token)
                if found is None:
                    raise NoQuery
                self._heard.distinct = found
                self._heard.used.update((mark, token))
            if mark not in self._heard.used and any(
                self._heard.is_near(mark, one) for one in self._heard.customers_beside
            ):
                self._heard.distinct_customers = True
                self._heard.used.add(mark)

    def _use_what_says_the_same(self) -> None:
        """Words for a field that is a group already: the products that customers are interested in."""
        groups = [*self._heard.groups, *([self._heard.distinct] if self._heard.distinct else ())]
        if any(one.by == "person" for one in groups):
            self._heard.used.update(
                one for one in self._heard.of("role") if self._is_beside_nobody(one)
            )
        for token in self._heard.of("field"):
            for one in groups:
                if one.by == "field" and self._heard.names(token, one.field):
                    self._heard.used.add(token)

    def _is_beside_nobody(self, role: Token) -> bool:
        return not any(
            self._heard.is_near(role, one) or self._heard.is_near(one, role)
            for one in self._heard.of("name")
        )

    def _group_behind(self, at: int) -> None:
        """What stands behind "by", and behind "and" after that."""
        by, *behind = self._heard.parts.tokens[at:]
        if self._is_of_different_ones(by, behind):
            return
        before = by
        for token in behind:
            if not self._is_joined(before, token):
                break
            if self._says_whose_day(token):
                before = token
                continue
            if not self._add_group(token):
                break
            self._heard.used.update((by, before))
            before = token
        if by not in self._heard.used:
            if not (self._is_no_group(behind) or self._says_what_is_ranked(by, behind)):
                raise NoQuery
            self._heard.used.add(by)

    def _is_no_group(self, behind_by: list[Token]) -> bool:
        """Won by Tom says whose it is, and hours per ticket what each has on average."""
        names_somebody = any(
            one.is_ == "name" or (one.is_ == "value" and self._heard.says_somebody(one))
            for one in behind_by[:1]
        )
        of_each = "average" in self._heard.is_ and any(
            one in self._heard.parts.kinds for one in _without_states(behind_by)[:1]
        )
        return names_somebody or of_each

    def _says_what_is_ranked(self, by: Token, behind_by: list[Token]) -> bool:
        """Whether "by" says what records are ranked by, or how many: ranked by amount, 按数量, 各多少; or
        stands behind those named, each of whom is meant."""
        following = _without_states(behind_by)
        if not following:
            return self._heard.word(by) in _EACH
        what = following[0]
        if what.is_ == "count":
            return True
        ranked = self._heard.is_ & {"top", "largest", "smallest", "more", "compare", "sum"}
        measures = what.is_ in ("kind", "sum", "average") or (
            what.is_ == "field" and self._heard.numeric(what)
        )
        return bool(ranked and measures)

    def _is_of_different_ones(self, by: Token, behind_by: list[Token]) -> bool:
        """几个不同的负责人: how many of them there are."""
        word = self._heard.word(by)
        if word != "不同" or not self._heard.is_behind(by, "count"):
            return False
        if not behind_by:
            raise NoQuery
        if behind_by[0] in self._heard.customers_beside:
            self._heard.distinct_customers = True
        else:
            self._heard.distinct = self._meanings.group(behind_by[0])
            if self._heard.distinct is None:
                raise NoQuery
        self._heard.used.update((by, behind_by[0]))
        return True

    def _says_whose_day(self, token: Token) -> bool:
        """Whether a day's field stands before a time: 按签约月份."""
        is_day = any(token == spoken for spoken, _ in self._heard.day_fields())
        return is_day and any(self._heard.is_near(token, one) for one in self._heard.of("time"))

    def _is_joined(self, first: Token, second: Token) -> bool:
        if self._heard.is_near(first, second):
            return True
        return first.is_ != "by" and bool(JOINED.fullmatch(self._heard.between(first, second)))

    def _stands_alone(self, token: Token) -> bool:
        word = self._heard.word(token)
        return word.endswith("ly") or word in ("月度", "逐月", "年度")

    def _add_group(self, token: Token) -> bool:
        """Tell records apart by what a token means; False where it means nothing of the sort."""
        group = self._meanings.group(token)
        if group is None:
            return False
        if group not in self._heard.groups:
            self._heard.groups.append(group)
        self._heard.used.add(token)
        return True

    def _customers_beside(self, token: Token) -> None:
        """A word for customers beside another kind: what is told apart, what is counted, or whose."""
        if token in self._heard.used:
            return
        beside = [one for one in self._heard.parts.kinds if one != token]
        if any(
            JOINED.fullmatch(self._heard.between(*sorted((one, token), key=_place)))
            for one in beside
        ):
            raise NoQuery  # 多少客户和商机 asks for two numbers
        ranked = self._heard.is_ & {"top", "largest", "smallest"}
        led = self._is_led(token)
        if led and not self._heard.groups and (ranked or "list" in self._heard.is_):
            self._heard.groups.append(Group(by="customer"))
        elif led and "count" in self._heard.is_:
            self._heard.distinct_customers = True
        self._heard.used.add(token)

    def _is_led(self, token: Token) -> bool:
        """Whether "which", "how many" or "top 5" stands beside it: 哪些客户, how many customers, 多少客户."""
        others = [one for one in self._heard.of("kind") if one.means != ("account",)]
        return any(
            not _OF_OTHERS.search(self._heard.word(one))
            and not (
                one.is_ == "count" and any(token.end <= one.start < other.start for other in others)
            )
            and (self._heard.is_near(one, token) or self._heard.is_near(token, one))
            for one in self._heard.of("list", "count", "top", "largest", "smallest", "who")
        )


def _without_states(behind_by: list[Token]) -> list[Token]:
    """By open tickets is by tickets."""
    return [one for one in behind_by if one.is_ not in ("value", "open", "closed")]


def _place(token: Token) -> int:
    return token.start
