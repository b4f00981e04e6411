"""What to read about a customer, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection, select

from assistant.answers import CustomerLink, RecordLink
from assistant.bilingual import Bilingual
from assistant.found import Found
from assistant.projects.items import Item, document_items, items_of_customers
from assistant.projects.learning_views import LearningItem
from assistant.projects.stages import newest_editions, stage_of
from assistant.projects.topic_reading import said_share
from assistant.projects.views import ProjectView
from assistant.projects.vocabulary import project_words
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.moments import to_text
from ingest.names import fold
from ingest.records import DOCUMENTS

_ACCOUNT = Bilingual(
    "先看客户档案：是谁、谁负责、做到哪一步", "Who they are, who owns them and where we stand"
)
_INDUSTRY = Bilingual(
    "这个行业（{industry}）的入门", "An introduction to their industry ({industry})"
)
_PROJECT = Bilingual("做过什么：{name}", "What we did for them: {name}")
_CONTRACT = Bilingual("合同：约定了什么、到哪天", "The contract: what was agreed, and until when")
_OPEN_TICKET = Bilingual("还没有关闭的工单", "A ticket that is still open")
_TICKET = Bilingual("最近的一张工单", "Their latest ticket")
_LATEST = Bilingual("最近一次往来：现在谈到哪里", "The latest contact: where things stand now")
_DOCUMENTS = 4
_OF_A_PROJECT = 3
_LEAST_SAID = 0.5
_LEAST_SCORE = 0.5


def customer_items(
    connection: Connection,
    customer: CustomerLink,
    projects: Sequence[ProjectView],
    find: Callable[[str, Access], Found],
    most: int,
    *,
    access: Access,
) -> list[LearningItem]:
    """Their record, their industry, what we did for them, its documents in reading order, what was
    written of them besides, and the latest contact."""
    held = items_of_customers(connection, [customer.id], access=access)
    newest = newest_editions(document_items(connection, access=access))
    found = list(_account(connection, customer, access))
    found += _industry(held, find, access)
    for view in reversed(projects):
        link = view.project
        why = _PROJECT.filled(name=link.name)
        found.append(LearningItem(None, link, "project", link.end, "project", why))
        found += _contracts(view, held)
    found += [one for view in reversed(projects) for one in _documents(view)][:_DOCUMENTS]
    latest = list(_latest(held))
    shown = {one.record.record_id for one in found if one.record}
    others = [
        _document(newest[one.record_id])
        for one in held
        if one.kind in DOCUMENTS
        and one.record_id in newest
        and newest[one.record_id].record_id not in shown
    ]
    others = list({one.record: one for one in others}.values())
    room = max(0, most - len(found) - len(latest))
    return [*found, *others[:room], *latest][:most]


def _account(
    connection: Connection, customer: CustomerLink, access: Access
) -> Iterator[LearningItem]:
    seen = visible(access=access)
    row = connection.execute(
        select(seen.records.c.record_id, seen.records.c.title)
        .join(seen.customers, seen.customers.c.record_id == seen.records.c.record_id)
        .where(seen.customers.c.customer_id == customer.id)
    ).first()
    if row:
        link = RecordLink(row.record_id, row.title)
        yield LearningItem(link, None, "account", None, "account", _ACCOUNT)


def _industry(
    held: Sequence[Item], find: Callable[[str, Access], Found], access: Access
) -> list[LearningItem]:
    """The document that introduces their industry, where there is one."""
    said = (one.first("industry") for one in held if one.kind == "account")
    industry = next(filter(None, said), "")
    if not industry:
        return []
    found = find(industry, access)
    for passage in found.passages:
        item = Item(
            passage.record_id,
            passage.version,
            passage.source,
            "",
            passage.kind,
            passage.title,
            passage.uri,
            passage.occurred_at,
            frozenset(),
            {},
        )
        if (
            passage.score >= _LEAST_SCORE
            and stage_of(item).name == "intro"
            and said_share(found, passage) >= _LEAST_SAID
        ):
            why = _INDUSTRY.filled(industry=industry)
            link = RecordLink(item.record_id, item.title)
            return [LearningItem(link, None, item.kind, item.occurred_at, "intro", why)]
    return []


def _contracts(view: ProjectView, held: Sequence[Item]) -> Iterator[LearningItem]:
    """The contract as the CRM has it, where it lies in no folder."""
    if any(one.genre == "contract" for one in view.documents):
        return
    stating = {one.record_id for one in view.stated_by}
    for item in held:
        if item.kind == "contract" and item.record_id in stating:
            link = RecordLink(item.record_id, item.title)
            yield LearningItem(link, None, item.kind, item.occurred_at, "contract", _CONTRACT)


def _documents(view: ProjectView) -> list[LearningItem]:
    """The plan, what was reached and what was learnt before all else."""
    telling = sorted(
        view.documents,
        key=lambda one: one.genre not in ("overview", "plan", "acceptance", "review"),
    )[:_OF_A_PROJECT]
    return [
        LearningItem(one.record, None, one.kind, one.occurred_at, one.genre, one.why)
        for one in view.documents
        if one in telling
    ]


def _document(item: Item) -> LearningItem:
    stage = stage_of(item)
    link = RecordLink(item.record_id, item.title)
    return LearningItem(link, None, item.kind, item.occurred_at, stage.name, stage.why)


def _latest(held: Sequence[Item]) -> Iterator[LearningItem]:
    """The ticket that is open, or the latest, and the latest visit, call or meeting."""
    dated = sorted(
        (one for one in held if one.occurred_at),
        key=lambda one: to_text(one.occurred_at) if one.occurred_at else "",
        reverse=True,
    )
    tickets = [one for one in dated if one.kind == "ticket"]
    still_open = [one for one in tickets if _is_open(one)]
    for chosen, why in (
        ((still_open or tickets)[:1], _OPEN_TICKET if still_open else _TICKET),
        ([one for one in dated if one.kind in ("visit", "call", "meeting")][:1], _LATEST),
    ):
        for item in chosen:
            link = RecordLink(item.record_id, item.title)
            yield LearningItem(link, None, item.kind, item.occurred_at, "case", why)


def _is_open(item: Item) -> bool:
    status = item.first("status", "stage")
    return bool(status) and project_words().state(fold(status)) not in ("done", "lost")
