"""What changed with a customer lately, told from fields and quotes alone, each sentence cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from assistant.bilingual import Bilingual
from assistant.customers.citing import Place, Told, cited
from assistant.customers.contracts import is_running, signed_on
from assistant.customers.dealings import CONTACTS
from assistant.customers.dossier import Dossier
from assistant.customers.first_sentences import first_lines, first_sentences
from assistant.customers.open_views import OpenItem
from assistant.customers.stated import Stated
from assistant.customers.states import States
from assistant.customers.tickets import opened_on
from assistant.customers.views import Brief, DealView
from assistant.questions import Language
from ingest.access import Access
from ingest.moments import day_of
from ingest.records import Kind
from ingest.typed_values import number_of

_MET: frozenset[Kind] = frozenset({"visit", "call", "meeting"})
_MOST = 5  # of tickets, and of promises
_LATEST = 3  # contacts that are quoted

_NEW_DEAL = Bilingual(
    "新商机《{title}》：{day} {stage}{amount}。", 'New deal "{title}": {stage} on {day}{amount}.'
)
_STAGE = Bilingual(
    "商机《{title}》于 {day} 进入「{stage}」{before}{amount}。",
    'Deal "{title}" came to "{stage}" on {day}{before}{amount}.',
)
_BEFORE = Bilingual("（此前为「{stage}」）", ' (before: "{stage}")')
_AMOUNT = Bilingual("，金额 {amount} {currency}", ", {amount} {currency}")
_SIGNED = Bilingual(
    "{day} 签订合同《{title}》{amount}。", 'Contract "{title}" was signed on {day}{amount}.'
)
_ENDED = Bilingual("合同《{title}》已于 {day} 到期。", 'Contract "{title}" ended on {day}.')
_ENDS = Bilingual(
    "合同《{title}》将于 {day} 到期，还有 {span}。",
    'Contract "{title}" ends on {day}, in {span}.',
)
_OPENED = Bilingual(
    "{day} 提出工单《{title}》，{state}。", 'Ticket "{title}" was opened on {day}, {state}.'
)
_CLOSED = Bilingual("工单《{title}》于 {day} 关闭。", 'Ticket "{title}" was closed on {day}.')
_STILL_OPEN = Bilingual("尚未关闭", "and is still open")
_THEN_CLOSED = Bilingual("{day} 关闭", "and closed on {day}")
_MORE_TICKETS = Bilingual(
    "另有 {count} 个工单提出或关闭。", "More tickets opened or closed: {count}."
)
_CONTACTS = Bilingual(
    "{span}内往来 {count} 次（{kinds}），此前 {span}为 {before} 次。",
    "Contacts in {span}: {count} ({kinds}); in the {span} before: {before}.",
)
_SPAN = Bilingual("{days} 天", "{days} days")
_ONE_DAY = Bilingual("1 天", "1 day")
_MET_LAST = Bilingual(
    "最近往来（{day}，《{title}》）：{quote}", 'Latest contact ({day}, "{title}"): {quote}'
)
_PROMISED = Bilingual("{kind}（{due}{who}）：{quote}", "{kind} ({due}{who}): {quote}")
_DUE = Bilingual("{day} 到期", "due {day}")
_NO_DAY = Bilingual("无期限", "no due date")
_ITEMS = {
    "promise": Bilingual("承诺", "Promised"),
    "request": Bilingual("要求", "Asked for"),
    "date": Bilingual("将至", "To come"),
}
KIND_WORDS: dict[Kind, Bilingual] = {
    "visit": Bilingual("拜访 {count}", "visits {count}"),
    "call": Bilingual("电话 {count}", "calls {count}"),
    "meeting": Bilingual("会议 {count}", "meetings {count}"),
    "mail": Bilingual("邮件 {count}", "mails {count}"),
    "chat": Bilingual("群聊 {count}", "chats {count}"),
}


@dataclass(frozen=True, slots=True)
class Window:
    """The days told of, up to `today` at most, and the language told in."""

    since: date
    until: date
    today: date
    language: Language

    @property
    def days(self) -> int:
        """How many, both ends among them."""
        return (self.until - self.since).days + 1

    def span(self, days: int) -> str:
        """So many days in words."""
        return self.says(_ONE_DAY if days == 1 else _SPAN, days=days)

    def has(self, day: date | None) -> bool:
        return day is not None and self.since <= day <= self.until

    def says(self, words: Bilingual, **filled: str | int) -> str:
        return words.said(self.language).format(**filled)


def brief_of(
    connection: Connection,
    dossier: Dossier,
    deals: Sequence[DealView],
    open_items: Sequence[OpenItem],
    states: States,
    window: Window,
    *,
    access: Access,
) -> Brief:
    """Deals and their stages, contracts, tickets, contacts, promises; only of records about the customer."""
    changes = changes_of(connection, dossier, deals, open_items, states, window, access=access)
    told = [one for of_a_kind in changes for one in of_a_kind]
    sentences, citations = cited(connection, told, access=access)
    return Brief(window.language, window.since, window.until, sentences, citations)


def changes_of(
    connection: Connection,
    dossier: Dossier,
    deals: Sequence[DealView],
    open_items: Sequence[OpenItem],
    states: States,
    window: Window,
    *,
    access: Access,
) -> tuple[tuple[Told, ...], ...]:
    """What a brief says, kind by kind: deals, contracts, tickets, contacts, promises."""
    return (
        tuple(_deals(deals, dossier, window)),
        tuple(_contracts(dossier, states, window)),
        tuple(_tickets(dossier, states, window)),
        tuple(_contacts(connection, dossier, window, access=access)),
        tuple(_promises(open_items, window)),
    )


def line_of(stated: Stated, *names: str) -> tuple[Place, ...]:
    """Where a field of a record stands; its first line where it has none so called."""
    line = stated.line(*names)
    if line is None:
        first = stated.text.split("\n", 1)[0]
        return (Place(stated.record_id, 0, len(first), first),) if first else ()
    quote = stated.text[line.start : line.end]
    return (Place(stated.record_id, line.start, line.end, quote),)


def _deals(deals: Sequence[DealView], dossier: Dossier, window: Window) -> Iterator[Told]:
    for deal in deals:
        stated = dossier.stated[deal.record.record_id]
        amount = _amount(deal.amount, deal.currency, window)
        for at, change in enumerate(deal.history):
            latest = at == len(deal.history) - 1 or not window.has(deal.history[at + 1].day)
            if not window.has(change.day) or not latest or change.version != stated.version:
                continue
            place = Place(stated.record_id, change.start, change.end, change.quote)
            filled = {
                "title": deal.record.title,
                "day": change.day.isoformat(),
                "stage": change.stage,
                "amount": amount,
            }
            is_new = window.has(deal.history[0].day)
            before = ""
            if at:
                before = window.says(_BEFORE, stage=deal.history[at - 1].stage)
            text = (
                window.says(_NEW_DEAL, **filled)
                if is_new
                else window.says(_STAGE, **filled, before=before)
            )
            yield Told(text, (place, *(line_of(stated, "amount") if amount else ())))


def _contracts(dossier: Dossier, states: States, window: Window) -> Iterator[Told]:
    for one in dossier.of("contract"):
        signed, end = signed_on(one), one.day("end_date")
        amount = _amount(one.value("amount"), one.value("currency"), window)
        if window.has(signed):
            text = window.says(_SIGNED, title=one.title, day=str(signed), amount=amount)
            places = line_of(one, "signed_on", "start_date")
            yield Told(text, (*places, *(line_of(one, "amount") if amount else ())))
        if end is None:
            continue
        left = (end - window.until).days
        if left < 0 and window.has(end):
            yield Told(window.says(_ENDED, title=one.title, day=str(end)), line_of(one, "end_date"))
        elif (
            window.until == window.today
            and left <= window.days
            and is_running(one, states, window.until)
        ):
            text = window.says(_ENDS, title=one.title, day=str(end), span=window.span(left))
            yield Told(text, line_of(one, "end_date"))


def _tickets(dossier: Dossier, states: States, window: Window) -> Iterator[Told]:
    changed = []
    for one in dossier.of("ticket"):
        opened, closed = opened_on(one), one.day("closed_on")
        if window.has(opened):
            state = window.says(_STILL_OPEN)
            places = line_of(one, "opened_on")
            if states.is_over(one):
                state = (
                    window.says(_THEN_CLOSED, day=str(closed)) if closed else one.value("status")
                )
                places = (*places, *line_of(one, "closed_on", "status"))
            text = window.says(_OPENED, title=one.title, day=str(opened), state=state)
            changed.append(Told(text, places))
        elif window.has(closed):
            text = window.says(_CLOSED, title=one.title, day=str(closed))
            changed.append(Told(text, line_of(one, "closed_on")))
    yield from changed[:_MOST]
    if len(changed) > _MOST:
        rest = changed[_MOST:]
        places = tuple(place for one in rest[:_MOST] for place in one.places[:1])
        yield Told(window.says(_MORE_TICKETS, count=len(rest)), places)


def _contacts(
    connection: Connection, dossier: Dossier, window: Window, *, access: Access
) -> Iterator[Told]:
    """How many, and what the latest visits, calls and meetings begin with."""
    held = [one for one in dossier.dealings if one.kind in CONTACTS and window.has(one.day)]
    if not held:
        return
    begin = window.since - timedelta(days=window.days)
    before = [
        one
        for one in dossier.dealings
        if one.kind in CONTACTS and one.day and begin <= one.day < window.since
    ]
    met = [one for one in held if one.kind in _MET][:_LATEST] or held[:1]
    quotes = list(first_sentences(connection, met, access=access))
    counts = Counter(one.kind for one in held)
    kinds = [window.says(KIND_WORDS[kind], count=count) for kind, count in counts.most_common()]
    text = window.says(
        _CONTACTS,
        span=window.span(window.days),
        count=len(held),
        kinds=("、" if window.language == "zh" else ", ").join(kinds),
        before=len(before),
    )
    cited_to = quotes or list(first_lines(connection, held, access=access))[:1]
    yield Told(text, tuple(place for _, place in cited_to))
    for one, place in quotes:
        filled = {"day": str(one.day), "title": one.title, "quote": place.quote}
        yield Told(window.says(_MET_LAST, **filled), (place,))


def _promises(items: Sequence[OpenItem], window: Window) -> Iterator[Told]:
    said = [
        one
        for one in items
        if one.kind in _ITEMS
        and not one.past_due
        and one.said_at
        and window.has(day_of(one.said_at))
    ]
    for one in said[:_MOST]:
        who = one.name_in(window.language)
        apart = "，" if window.language == "zh" else ", "
        filled = {
            "kind": window.says(_ITEMS[one.kind]),
            "due": window.says(_DUE, day=str(one.due)) if one.due else window.says(_NO_DAY),
            "who": f"{apart}{who}" if who else "",
            "quote": one.words,
        }
        place = Place(one.record.record_id, one.start, one.end, one.quote)
        yield Told(window.says(_PROMISED, **filled), (place,))


def _amount(amount: str, currency: str, window: Window) -> str:
    number = number_of(amount)
    said = f"{number:,f}" if number is not None else amount
    return window.says(_AMOUNT, amount=said, currency=currency).rstrip() if amount else ""
