"""What speaks for a customer's staying, and for its going: each with the records behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from assistant.answers import RecordLink
from assistant.bilingual import Bilingual
from assistant.customers.contracts import is_running
from assistant.customers.dealings import CONTACTS
from assistant.customers.dossier import Dossier
from assistant.customers.open_views import OpenItem
from assistant.customers.purchases import Purchase
from assistant.customers.quoting import sentences_read
from assistant.customers.states import States
from assistant.customers.tickets import opened_on
from assistant.customers.trait_views import QuotedLine, SignalKind, SignalView
from assistant.questions import Language

WINDOW = timedelta(days=90)
_BEFORE = 4  # windows that a window is held against
_FALLING, _RISING = 0.5, 1.5
_LEAST_CONTACTS, _LEAST_RISING, _LEAST_TICKETS = 2, 4, 2
_LONG_OPEN_DAYS = 14
_SAID_WITHIN = timedelta(days=180)
_LOYAL_YEARS = 3
_ROWS = 5

_RENEWAL = (
    ("续签", "续约", "续订", "enew"),
    re.compile(r"续签|续约|续订|\brenew(?:al|als|ed|ing|s)?\b", re.IGNORECASE),
)
_OVERDUE = (
    ("逾期", "拖欠", "欠款", "欠付", "verdue", "unpaid"),
    re.compile(
        r"(?:款|账|付|元|笔)[^。；]{0,10}(?:逾期|拖欠)(?!违约|每日)|(?:已经?|均)逾期|逾期\s?\d+\s?天|拖欠|欠款|欠付|\b(?:overdue|unpaid)\b",
        re.IGNORECASE,
    ),
)
_COMPLAINT = (
    ("投诉", "索赔", "不满", "omplain", "laim"),
    re.compile(
        r"投诉(?!处理流程|率|降)|索赔|(?:很|非常|十分|表示)不满|\bcomplain(?:s|ed|t|ts)?\b|\bclaims? (?:damages|compensation|for)\b",
        re.IGNORECASE,
    ),
)
_PRAISE = (
    ("推荐", "表扬", "感谢信", "满意", "ecommend", "raise", "leased with"),
    re.compile(r"(?:把我们|向.{1,12}|给.{1,12})推荐|推荐我们|表扬|感谢信|(?<!不)(?<!度)(?:很|非常|比较|表示)满意|\brecommends? us\b|\brecommend us\b|\b(?:praised|very pleased with|happy with)\b", re.IGNORECASE),
)  # fmt: skip

_WORDS: dict[str, Bilingual] = {
    "contacts_falling": Bilingual("近 90 天往来 {now} 次，此前每 90 天平均 {before} 次", "contacts in 90 days: {now}; in an average 90 days before: {before}"),
    "contacts_rising": Bilingual("近 90 天往来 {now} 次，此前每 90 天平均 {before} 次", "contacts in 90 days: {now}; in an average 90 days before: {before}"),
    "no_contact": Bilingual("最近一次往来在 {day}，已 {days} 天没有往来", "the latest contact was on {day}, {days} days ago"),
    "tickets_rising": Bilingual("近 90 天新工单 {now} 个，此前每 90 天平均 {before} 个", "new tickets in 90 days: {now}; in an average 90 days before: {before}"),
    "ticket_open_long": Bilingual("{now} 个工单超过 14 天未关闭", "tickets open for more than 14 days: {now}"),
    "contract_ending": Bilingual("合同《{title}》{day} 到期（还有 {days} 天），近 180 天记录中没有谈续签", 'contract "{title}" ends on {day} (days left: {days}), and no record of 180 days speaks of renewal'),
    "renewal_talk": Bilingual("近 180 天谈到续签", "renewal was spoken of in the last 180 days"),
    "payment_overdue": Bilingual("近 180 天记录中提到欠款或逾期", "records of the last 180 days speak of money overdue"),
    "complaint": Bilingual("近 180 天有投诉或不满", "complaints in the last 180 days"),
    "we_are_late": Bilingual("我方 {now} 项任务或承诺已过期", "past due of our tasks and promises: {now}"),
    "deal_lost": Bilingual("近 180 天失单：《{title}》", 'a deal was lost in the last 180 days: "{title}"'),
    "deal_stale": Bilingual("商机《{title}》已过预计签约日 {day}", 'deal "{title}" is past its expected close, {day}'),
    "bought_again": Bilingual("共购买 {now} 次，首次在 {day}", "bought {now} times, first on {day}"),
    "long_standing": Bilingual("往来已 {now} 年（自 {day}）", "dealings for {now} years, since {day}"),
    "praise": Bilingual("近 180 天表示满意或推荐我们", "praise or a recommendation in the last 180 days"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignalReader:
    """Reads the signals of one customer, whose dossier holds its texts, in a language, at a day."""

    dossier: Dossier
    states: States
    today: date
    language: Language
    contracted: frozenset[str] = frozenset()

    def read(
        self, items: Sequence[OpenItem], purchases: Sequence[Purchase]
    ) -> tuple[SignalView, ...]:
        """Those that speak for going first."""
        found = [
            *self._contacts(),
            *self._tickets(),
            *self._contracts(),
            *self._said("payment_overdue", "churn", _OVERDUE),
            *self._said("complaint", "churn", _COMPLAINT),
            *self._late(items),
            *self._deals(),
            *self._said("praise", "loyalty", _PRAISE),
            *self._standing(purchases),
        ]
        return tuple(sorted(found, key=lambda one: one.kind))

    def _contacts(self) -> Iterator[SignalView]:
        held = [
            one
            for one in self.dossier.dealings
            if one.kind in CONTACTS and one.day and one.day <= self.today
        ]
        if not held:
            return
        last = held[0].day or self.today
        if last < self.today - WINDOW:
            days = (self.today - last).days
            yield self._signal("no_contact", "churn", [held[0].link], day=str(last), days=days)
            return
        now, before = self._now_and_before([one.day for one in held if one.day])
        links = [one.link for one in held[:_ROWS]]
        if before >= _LEAST_CONTACTS and now < before * _FALLING:
            yield self._signal("contacts_falling", "churn", links, now=now, before=f"{before:g}")
        elif now >= _LEAST_RISING and now > before * _RISING and before:
            yield self._signal("contacts_rising", "loyalty", links, now=now, before=f"{before:g}")

    def _tickets(self) -> Iterator[SignalView]:
        tickets = [(opened_on(one), one) for one in self.dossier.of("ticket")]
        dated = [(day, one) for day, one in tickets if day and day <= self.today]
        now, before = self._now_and_before([day for day, _ in dated])
        if now >= _LEAST_TICKETS and now > before * _RISING:
            links = [one.link for day, one in dated if day > self.today - WINDOW]
            yield self._signal("tickets_rising", "churn", links, now=now, before=f"{before:g}")
        long = [
            one.link
            for day, one in dated
            if (self.today - day).days > _LONG_OPEN_DAYS and not self.states.is_over(one)
        ]
        if long:
            yield self._signal("ticket_open_long", "churn", long, now=len(long))

    def _contracts(self) -> Iterator[SignalView]:
        renewal = list(self._quotes(*_RENEWAL))
        if renewal:
            yield self._signal("renewal_talk", "loyalty", [], renewal)
        for one in self.dossier.of("contract"):
            end = one.day("end_date")
            if renewal or end is None or not is_running(one, self.states, self.today):
                continue
            if (days := (end - self.today).days) <= WINDOW.days:
                yield self._signal(
                    "contract_ending", "churn", [one.link], title=one.title, day=str(end), days=days
                )

    def _late(self, items: Sequence[OpenItem]) -> Iterator[SignalView]:
        late = [
            one
            for one in items
            if one.past_due
            and one.side == "us"
            and one.kind in ("task", "promise")
            and not one.later
        ]
        if late:
            links = list(dict.fromkeys(one.record for one in late))
            yield self._signal("we_are_late", "churn", links, now=len(late))

    def _deals(self) -> Iterator[SignalView]:
        for one in self.dossier.of("deal"):
            state, close = self.states.of_deal(one), one.day("close_date", "signed_on")
            if close is None or one.record_id in self.contracted:
                continue
            if state == "open" and close < self.today:
                yield self._signal(
                    "deal_stale", "churn", [one.link], title=one.title, day=str(close)
                )
            elif state == "lost" and self.today - _SAID_WITHIN <= close <= self.today:
                yield self._signal("deal_lost", "churn", [one.link], title=one.title)

    def _standing(self, purchases: Sequence[Purchase]) -> Iterator[SignalView]:
        bought = [one for one in purchases if one.day and one.day <= self.today]
        if len(bought) > 1:
            links = [one.record for one in bought]
            first = min(str(one.day) for one in bought)
            yield self._signal("bought_again", "loyalty", links, now=len(bought), day=first)
        past = [
            one
            for one in self.dossier.dealings
            if one.day and one.day <= self.today and one.kind not in ("account", "contact")
        ]
        oldest = past[-1] if past else None
        years = (self.today - oldest.day).days // 365 if oldest and oldest.day else 0
        if oldest and years >= _LOYAL_YEARS:
            yield self._signal(
                "long_standing", "loyalty", [oldest.link], now=years, day=str(oldest.day)
            )

    def _said(
        self, name: str, kind: SignalKind, words: tuple[Sequence[str], re.Pattern[str]]
    ) -> Iterator[SignalView]:
        if quotes := list(self._quotes(*words)):
            yield self._signal(name, kind, [], quotes)

    def _quotes(self, hints: Sequence[str], pattern: re.Pattern[str]) -> Iterator[QuotedLine]:
        since = self.today - _SAID_WITHIN
        found = sentences_read(self.dossier, since, hints, pattern)
        yield from (line for line, _ in islice(found, _ROWS))

    def _now_and_before(self, days: Sequence[date]) -> tuple[int, float]:
        """How many in the last window, and in an average one of those before."""
        begin = self.today - WINDOW
        now = sum(1 for day in days if day > begin)
        before = sum(1 for day in days if begin - _BEFORE * WINDOW < day <= begin)
        return now, round(before / _BEFORE, 2)

    def _signal(
        self,
        name: str,
        kind: SignalKind,
        records: Sequence[RecordLink],
        quotes: Sequence[QuotedLine] = (),
        **told: str | int,
    ) -> SignalView:
        says: Callable[..., str] = _WORDS[name].said(self.language).format
        shown = tuple(records[:_ROWS]) or tuple(dict.fromkeys(one.record for one in quotes))
        return SignalView(kind, name, says(**told), shown, tuple(quotes))
