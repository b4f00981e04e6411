"""Says a typed query and its numbers in words, Chinese or English, so that what was counted can be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.knowledge.kind_names import KNOWLEDGE_CALLED
from assistant.period import period_words
from assistant.query.known_fields import KnownFields, is_record_date
from assistant.query.lexicon import Lexicon
from assistant.query.results import ResultRow
from assistant.query.typed_query import ME, Condition, Group, PersonCondition, TypedQuery
from assistant.questions import Language
from ingest.records import Kind

_COUNTERS = {
    "account": "家",
    "contract": "份",
    "visit": "次",
    "call": "次",
    "meeting": "次",
    "mail": "封",
    "contact": "位",
}
_TIMES = {
    "zh": {
        "year": "年",
        "quarter": "季度",
        "month": "月",
        "week": "周",
        "day": "日",
        "customer": "客户",
        "kind": "类型",
    },
    "en": {name: name for name in ("year", "quarter", "month", "week", "day", "customer", "kind")},
}
_NOTHING = {"zh": "（未填写）", "en": "(not stated)"}
_MOST_KINDS = 2  # said where the number is
_TESTS = (("above", ">"), ("at_least", "≥"), ("below", "<"), ("at_most", "≤"))


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for one query; `names` are those of the customers and people in it, by what it calls them."""

    query: TypedQuery
    known: KnownFields
    lexicon: Lexicon
    language: Language
    names: Mapping[str, str]

    @property
    def is_chinese(self) -> bool:
        return self.language == "zh"

    @property
    def nothing(self) -> str:
        """What stands where a record says nothing."""
        return _NOTHING[self.language]

    def kinds(self, count: Decimal | int | None = None) -> str:
        """工单, tickets; one ticket."""
        many = count != 1
        words = [
            self.lexicon.kind_word(kind, self.language, many=many) for kind in self.query.kinds
        ]
        return (
            "、".join(words)
            if self.is_chinese
            else _listed(words, "and" if len(words) < 3 else "or")
        )

    def counted(self, count: Decimal | int) -> str:
        """12 个工单, 12 tickets."""
        if self.is_chinese:
            counters = {_COUNTERS.get(kind, "个") for kind in self.query.kinds}
            counter = counters.pop() if len(counters) == 1 else "条"
            return (
                f"{number_text(count)} {counter}{'记录' if self._has_many_kinds else self.kinds()}"
            )
        records = "record" if count == 1 else "records"
        return f"{number_text(count)} {records if self._has_many_kinds else self.kinds(count)}"

    def filters(self) -> str:
        """Every condition, in order; empty where there is none."""
        query = self.query
        parts = [self.kinds()] if self._has_many_kinds else []
        parts += [self._condition(one) for one in query.where]
        if query.customers:
            names = dict.fromkeys(self.names.get(one, one) for one in query.customers)
            parts.append(
                f"{self._label('customer')}：{'、'.join(names)}"
                if self.is_chinese
                else f"customer: {_listed(list(names), 'or')}"
            )
        parts += [self._person(one) for one in query.people]
        for topic in query.about:
            quoted = [f"“{word}”" for word in topic.any_of]
            parts.append(
                f"提到{_listed_in_chinese(quoted, '')}"
                if self.is_chinese
                else f"mentioning {_listed(quoted, 'or')}"
            )
        if query.knowledge:
            called = [KNOWLEDGE_CALLED[self.language][one] for one in query.knowledge]
            parts.append(
                _listed_in_chinese(called, "") if self.is_chinese else _listed(called, "or")
            )
        return ("；" if self.is_chinese else "; ").join(parts)

    def field(self, name: str, *, of: str = "record") -> str:
        """What a field is called."""
        if is_record_date(name):
            return self._record_date()
        kinds: Sequence[Kind] = ("account",) if of == "customer" else self.query.kinds
        found = next((one for kind in kinds if (one := self.known.meant(kind, name))), None)
        said = self._label(found.name, found.label) if found else self._label(name)
        if of == "customer" and self.query.kinds != ("account",):
            return f"客户的{said}" if self.is_chinese else f"customer's {said}"
        return said

    def group(self, group: Group) -> str:
        """What records are told apart by."""
        if group.by == "field":
            return self.field(group.field, of=group.of)
        if group.by == "person":
            return self._label(group.role or "owner")
        word = _TIMES[self.language][group.by]
        if group.by in ("customer", "kind"):
            return word
        of_day = self.field(group.field)
        return f"{of_day}（{word}）" if self.is_chinese else f"{of_day} ({word})"

    def label(self, row: ResultRow) -> str:
        """The groups of a row."""
        return " · ".join(self.cells(row))

    def cells(self, row: ResultRow) -> list[str]:
        """Each group; a kind of record by its word, and what is not stated said to be so."""
        kinds = {at for at, group in enumerate(self.query.group_by) if group.by == "kind"}
        return [
            self.lexicon.kind_word(one, self.language) if at in kinds else one or self.nothing
            for at, one in enumerate(row.labels)
        ]

    def measured(self, number: Decimal | None, unit: str) -> str:
        """A number with its unit."""
        if number is None:
            return unit or "–"
        if self.query.measure.days_from:
            days = number_text(number)
            return f"{days} 天" if self.is_chinese else f"{days} days"
        return f"{number_text(number)}{'' if unit == '%' else ' '}{unit}".rstrip()

    @property
    def _has_many_kinds(self) -> bool:
        """So many that they are records first, and what kinds of them a filter."""
        return len(self.query.kinds) > _MOST_KINDS

    def caption(self) -> str:
        """What is counted, with every condition: the heading of a table."""
        filters = self.filters()
        if self._has_many_kinds:
            return filters
        if not filters:
            return self.kinds()
        return f"{self.kinds()}（{filters}）" if self.is_chinese else f"{self.kinds()} ({filters})"

    def _record_date(self) -> str:
        found = next(
            (one for kind in self.query.kinds if (one := self.known.record_date(kind))), None
        )
        return self._label(found.name, found.label) if found else self._label("date")

    def _label(self, name: str, label: str = "") -> str:
        return self.lexicon.field_word(name, label, self.language)

    def _condition(self, one: Condition) -> str:
        name = self.field(one.field, of=one.of)
        colon = "：" if self.is_chinese else ": "
        parts = []
        if one.any_of:
            parts.append(f"{name}{colon}{_either(one.any_of, self.language)}")
        if one.none_of:
            either = _either(one.none_of, self.language)
            parts.append(f"{name}不是{either}" if self.is_chinese else f"{name} is not {either}")
        if one.contains:
            parts.append(
                f"{name}含“{one.contains}”"
                if self.is_chinese
                else f"{name} contains “{one.contains}”"
            )
        for test, sign in _TESTS:
            limit = getattr(one, test)
            if limit is not None:
                parts.append(f"{name} {sign} {number_text(limit)}")
        if one.since or one.before:
            parts.append(f"{name}{colon}{period_words(one.since, one.before, self.language)}")
        if one.given is not None:
            stated = (
                ("已填写" if one.given else "未填写")
                if self.is_chinese
                else ("is stated" if one.given else "is not stated")
            )
            parts.append(f"{name}{'' if self.is_chinese else ' '}{stated}")
        return ("，" if self.is_chinese else ", ").join(parts)

    def _person(self, one: PersonCondition) -> str:
        me = "我" if self.is_chinese else "me"
        names = list(
            dict.fromkeys(me if name == ME else self.names.get(name, name) for name in one.people)
        )
        roles = [self._label(role) for role in one.roles]
        if self.is_chinese:
            return f"{'或'.join(roles) or '相关的人'}：{'、'.join(names)}"
        return f"{_listed(roles, 'or') or 'involving'}: {_listed(names, 'or')}"


def number_text(number: Decimal | int) -> str:
    """Exact, with commas: 1,280,000.5."""
    written = f"{Decimal(number):,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _either(values: Sequence[str], language: Language) -> str:
    return _listed_in_chinese(values, "、") if language == "zh" else _listed(list(values), "or")


def _listed_in_chinese(words: Sequence[str], mark: str) -> str:
    """甲、乙或丙; quoted words need no mark between them."""
    return "或".join(part for part in (mark.join(words[:-1]), words[-1]) if part)


def _listed(words: Sequence[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
