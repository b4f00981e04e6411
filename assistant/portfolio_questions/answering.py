"""Answers questions over many customers from the code that reads them one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from assistant.answers import AnswerTable, TableRow
from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.cards import person_cards
from assistant.customer_questions.dealings import kind_words
from assistant.customer_questions.items import AND_UNSAID
from assistant.customer_questions.opened import Opened
from assistant.customers.citing import Told
from assistant.customers.dealings import CONTACTS
from assistant.customers.pages import CustomerPages
from assistant.customers.portfolio import Account
from assistant.customers.stated import StatedReader
from assistant.portfolio_questions.asked import Matter, PortfolioAsked
from assistant.portfolio_questions.grammar import PortfolioGrammar
from assistant.portfolio_questions.lines import Listed
from assistant.portfolio_questions.relations import (
    changes_listed,
    competitors_listed,
    signals_listed,
    silent_listed,
)
from assistant.portfolio_questions.things import contracts_listed, items_listed
from assistant.questions import Language
from assistant.told import PartTold, with_citations
from assistant.vocabulary import field_vocabulary
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters
from ingest.store import Store

_LEAD = Bilingual(
    "{whose} · {what}{days}：共 {total} {unit}{among}{first}。",
    "{whose} · {what}{days}: {total} in all{among}{first}.",
)
_AMONG = Bilingual("，涉及 {count} 家客户", ", with {count:customer|customers}")
_AS_FAR = Bilingual("，以你能看到的记录为准", ", as far as the records tell that you may read")
_FIRST = Bilingual("，先列 {count} {unit}", ", the first {count} here")
_DAYS = Bilingual("（{days}）", " ({days})")
_NOTHING = Bilingual(
    "没有查到「{whose} · {what}」{days}：看过的是你能看到的 {read} 家客户的记录。",
    "Nothing found for “{whose} · {what}”{days}, in the records of {read:customer|customers} that you may read.",
)
_NOTHING_IN_HANDS = Bilingual(
    "没有查到「{whose} · {what}」{days}：看过的是你能看到的记录。",
    "Nothing found for “{whose} · {what}”{days}, in the records that you may read.",
)
_NOBODYS = Bilingual(
    "你能看到的客户里没有{whose}。", "Among the customers that you may see are none of {whose}."
)
_READ = Bilingual(
    "逐家看了记录最多的 {read} 家客户，共 {all} 家。",
    "Read one by one were the {read} customers with most records, of {all}.",
)
_ALL = Bilingual("所有客户", "All customers")
_BUSIEST = Bilingual("{whose}中记录最多的 {read} 家", "{whose}, the {read} with most records")
_MINE = Bilingual("我负责的客户", "My customers")
_OWNED = Bilingual("{name}负责的客户", "Customers of {name}")
_MY_HANDS = Bilingual("我手上", "In my hands")
_HANDS = Bilingual("{name}手上", "In the hands of {name}")
_WHAT: dict[Matter, Bilingual] = {
    "open": Bilingual("未了事项", "open items"),
    "promises": Bilingual("当前承诺", "current promises"),
    "tickets": Bilingual("未结工单", "open tickets"),
    "signals": Bilingual("有流失迹象的客户，迹象多的在前", "customers with signs of going, those with most first"),
    "silent": Bilingual("没有{kinds}的客户", "customers without {kinds}"),
    "ending": Bilingual("到期的合同", "contracts that end"),
    "changes": Bilingual("有变化的客户", "customers with changes"),
    "competitors": Bilingual("提到的竞争对手", "competitors mentioned"),
}  # fmt: skip
_SIGNED: dict[str, Bilingual] = {
    "payment_overdue": Bilingual("近 180 天往来和文档中提到欠款或逾期付款的客户", "customers of whom contacts and documents of 180 days speak of money overdue"),
    "praise": Bilingual("近 180 天往来和文档中表示满意或推荐我们的客户", "customers who praised or recommended us in contacts and documents of 180 days"),
}  # fmt: skip
_PAST_DUE = Bilingual("已过期的{what}", "{what} past due")
_DUE = Bilingual("到期的{what}", "{what} that fall due")
_BY = Bilingual("{name}参与的{kinds}", "{kinds} of {name}")
_BY_ME = Bilingual("我参与的{kinds}", "{kinds} of mine")
_ANY_CONTACT = Bilingual("往来", "any contact")
_OURS = Bilingual("我方{what}", "{what} of ours")
_THEIRS = Bilingual("对方{what}", "{what} of theirs")
_JOINER: dict[Language, str] = {"zh": "", "en": " "}
_UNITS: dict[Matter, str] = {"signals": "家", "silent": "家", "changes": "家", "ending": "份"}
_LISTERS: dict[Matter, Callable[[Opened, PortfolioAsked, Sequence[Account]], Listed]] = {
    "open": items_listed,
    "promises": items_listed,
    "tickets": items_listed,
    "ending": contracts_listed,
    "signals": signals_listed,
    "silent": silent_listed,
    "changes": changes_listed,
    "competitors": competitors_listed,
}
_OF_CUSTOMERS: frozenset[Matter] = frozenset({"signals", "silent", "changes"})


class PortfolioQuestions:
    """Answers for one asker at a time; keeps nothing."""

    def __init__(self, store: Store, pages: CustomerPages, timezone: ZoneInfo) -> None:
        self._store = store
        self._pages = pages
        self._timezone = timezone
        self._grammar = PortfolioGrammar(store)
        self._reader = StatedReader(field_vocabulary())

    def answer(
        self,
        question: str,
        today: date,
        *,
        access: Access,
        most: int,
        filters: Filters,
        language: Language,
    ) -> PartTold | None:
        """The answer to a question over many customers, with at most so many lines; None to any other, and
        where it is narrowed by `filters`."""
        if filters != UNFILTERED:
            return None
        asked = self._grammar.read(question, today, access=access)
        if asked is None:
            return None
        with self._store.catalog.reading() as connection:
            opened = Opened(
                self._pages,
                connection,
                self._reader,
                self._timezone,
                today,
                language,
                most,
                access,
            )
            accounts: Sequence[Account] = ()
            if not asked.hands:
                accounts = self._pages.portfolio.accounts(
                    connection, access=access, owner=asked.owner
                )
                if not accounts and asked.owner:
                    note = opened.says(_NOBODYS, whose=_whose(opened, asked))
                    return PartTold((), None, (), note)
            return self._told(opened, asked, accounts)

    def _told(
        self, opened: Opened, asked: PortfolioAsked, accounts: Sequence[Account]
    ) -> PartTold | None:
        """None where there is something, none of which can be cited."""
        found = _LISTERS[asked.matter](opened, asked, accounts)
        whose, what, days = (
            _whose(opened, asked),
            _what(opened, asked, found),
            _days(opened, asked, found),
        )
        read = ""
        if found.read < len(accounts):
            read = opened.says(_READ, read=found.read, all=len(accounts))
            whose = opened.says(_BUSIEST, whose=whose, read=found.read)
        if not found.total:
            nothing = _NOTHING_IN_HANDS if asked.hands else _NOTHING
            note = opened.says(nothing, whose=whose, what=what, days=days, read=found.read)
            return PartTold((), None, (), _JOINER[opened.language].join(filter(None, (note, read))))
        lines = found.lines[: opened.most]
        unit = _UNITS.get(asked.matter, "项")
        among = found.customers if asked.matter not in _OF_CUSTOMERS else 0
        as_far = opened.says(_AS_FAR) if asked.matter == "silent" else ""
        lead = opened.says(
            _LEAD,
            whose=whose,
            what=what,
            days=days,
            total=found.total,
            unit=unit,
            among=opened.says(_AMONG, count=among) if among > 1 else as_far,
            first=opened.says(_FIRST, count=len(lines), unit=unit)
            if len(lines) < found.total
            else "",
        )
        told = [one.told for one in lines]
        places = tuple(dict.fromkeys(place for one in told for place in one.places[:1]))
        said = with_citations(opened.connection, [Told(lead, places), *told], access=opened.access)
        if len(said) < 2:
            return None
        table = _table(opened, found, lead) if found.total > len(lines) else None
        return PartTold(said, None, self._rests(opened, found, accounts), read, table=table)

    def _rests(self, opened: Opened, found: Listed, accounts: Sequence[Account]) -> tuple[str, ...]:
        """The records of the customers that are told of, and those that state who is counted."""
        told = {one.customer_id for one in found.lines[: opened.most] if one.customer_id}
        records = self._pages.portfolio.records(opened.connection, told, access=opened.access)
        stating = (one.record_id for one in accounts)
        return tuple(dict.fromkeys((*found.record_ids, *stating, *records)))


def _table(opened: Opened, found: Listed, caption: str) -> AnswerTable:
    columns = tuple(opened.says(one) for one in found.columns)
    rows = tuple(TableRow(one.cells, "", one.records, len(one.records)) for one in found.lines)
    return AnswerTable(caption, columns, rows, found.total, "")


def _whose(opened: Opened, asked: PortfolioAsked) -> str:
    person = asked.hands or asked.owner
    if not person:
        return opened.says(_ALL)
    if person == opened.access.person_id:
        return opened.says(_MY_HANDS if asked.hands else _MINE)
    return opened.says(_HANDS if asked.hands else _OWNED, name=_named(opened, person))


def _named(opened: Opened, person_id: str) -> str:
    cards = person_cards(opened.connection, [person_id], access=opened.access)
    return "".join(called(card).said(opened.language) for card in cards.values())


def _what(opened: Opened, asked: PortfolioAsked, found: Listed) -> str:
    if asked.matter == "silent":
        contact = set(asked.kinds) == CONTACTS
        kinds = opened.says(_ANY_CONTACT) if contact else kind_words(opened, asked.kinds)
        if asked.people:
            own = asked.people == (opened.access.person_id,)
            name = _named(opened, asked.people[0])
            kinds = opened.says(_BY_ME if own else _BY, name=name, kinds=kinds)
        return opened.says(_WHAT["silent"], kinds=kinds)
    if asked.signs:
        return opened.says(_SIGNED[asked.signs[0]])
    what = opened.says(_WHAT[asked.matter])
    if asked.side:
        what = opened.says(_OURS if asked.side == "us" else _THEIRS, what=what)
    if found.unsaid:
        what = opened.says(AND_UNSAID, what=what)
    if asked.past_due:
        return opened.says(_PAST_DUE, what=what)
    return opened.says(_DUE, what=what) if asked.due and asked.matter != "ending" else what


def _days(opened: Opened, asked: PortfolioAsked, found: Listed) -> str:
    period = found.days or asked.period
    if period is None:
        return ""
    if asked.due or asked.matter == "ending":
        period = period.ahead or period
    if asked.matter == "silent" and period.before and period.before > opened.today:
        period = replace(period, before=None)
    return opened.says(_DAYS, days=period.words(opened.language))
