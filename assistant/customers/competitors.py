"""The competitors that records of a customer mention, with the words that do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from assistant.customers.dossier import Dossier
from assistant.customers.quoting import sentences_read, sentences_saying
from assistant.customers.trait_views import CompetitorView, QuotedLine
from ingest.access import Access

_DAYS = 3 * 365
_QUOTES = 10
_HINTS = ("竞争对手", "竞品", "友商", "供应商", "厂商", "ompetitor", "rival", "quoted by", "supplier", "quote from", "quotation from", "bid from", "offer from", "proposal from")  # fmt: skip
_NAME = r"(?P<{}>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){{0,2}})"
_HAN_NAME = r"(?P<{}>[A-Za-z][A-Za-z0-9&.-]{{1,30}}|[\u4e00-\u9fff]{{2,8}}(?:公司|集团|科技|自动化|电气|股份))"
_SAYING = (
    rf"(?:竞争对手|竞品|友商)(?:是|为|有|包括|：|:)?\s?[「“\"]?(?:{_HAN_NAME.format('zh')})?|"
    r"(?:另一家|别的|其他|另外一家)(?:供应商|厂商)(?=.{0,8}(?:报|价|方案|投标|交流|来))|"
    rf"\b[Cc]ompetitors?\b(?:,? (?:is |are |called |named )?{_NAME.format('en')})?|"
    rf"\b(?:also|already) quoted by {_NAME.format('by')}|"
    rf"\b(?:quote|quotation|bid|offer|proposal) from {_NAME.format('from_')}(?= (?:is|was|at|for|of|too|as well|came))|"
    r"\b(?:another|the other|a rival) supplier\b|\brivals?\b"
)


def competitor_views(
    connection: Connection,
    dossier: Dossier,
    names: Sequence[str],
    today: date,
    *,
    access: Access,
) -> tuple[CompetitorView, ...]:
    """Of visits, calls, meetings, mails, chats and tickets of three years: by the names that the settings
    list, whatever their case, and by words that say competitor, with the name beside them if there is one. Those
    mentioned last stand first. Where the dossier holds texts, as a page's does, these alone are read."""
    known = [name for name in names if name.strip()]
    listed = "|".join(map(_bounded, sorted(known, key=len, reverse=True)))
    pattern = re.compile(rf"(?P<known>(?i:{listed}))|{_SAYING}" if listed else _SAYING)
    found: dict[str, list[QuotedLine]] = {}
    called: dict[str, str] = {name.casefold(): name for name in known}
    since = today - timedelta(days=_DAYS)
    hints = (*_HINTS, *_hints(known))
    for line, match in (
        sentences_read(dossier, since, hints, pattern)
        if dossier.texts
        else sentences_saying(connection, dossier, since, hints, pattern, access=access)
    ):
        told = match.groupdict()
        named = next((said for said in told.values() if said), "")
        name = called.setdefault(named.casefold(), named)
        quotes = found.setdefault(name, [])
        if len(quotes) < _QUOTES:
            quotes.append(line)
    views = [
        CompetitorView(name, quotes[0].occurred_at, tuple(quotes)) for name, quotes in found.items()
    ]
    views.sort(key=lambda one: one.name)
    return tuple(sorted(views, key=lambda one: str(one.last_at or ""), reverse=True))


def _bounded(name: str) -> str:
    return rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)


def _hints(names: Sequence[str]) -> list[str]:
    """The names as they may be written; the catalog tells capitals apart on some engines."""
    return [
        form
        for name in names
        for form in dict.fromkeys((name, name.lower(), name.upper(), name.title()))
    ]
