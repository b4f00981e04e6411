"""What to read in a new role, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from assistant.answers import RecordLink
from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.found import Found
from assistant.projects.citing import cited_by
from assistant.projects.colleagues import Colleagues, written_by
from assistant.projects.items import Item
from assistant.projects.learning_views import LearningItem
from assistant.projects.stages import newest_editions, stage_of
from ingest.access import Access
from ingest.moments import to_text
from ingest.names import fold
from ingest.records import DOCUMENTS

_QUERY_MEMBERS = 3
_EVERYBODY = (
    "新员工",
    "新人指南",
    "员工手册",
    "new hire",
    "newcomer",
    "welcome",
    "all staff",
    "employee",
)
_BEGIN, _RULES, _WRITTEN, _CITED = 3, 4, 3, 2
_OWN = 1.0
_FOR_ALL = 0.6
_LEAST = 0.45
_BY = Bilingual("{why}；{name} 撰写", "{why}; written by {name}")
_WROTE = Bilingual("这个岗位写的：{name} 撰写", "What this role writes: by {name}")
_CITED_BY = Bilingual(
    "这个岗位的 {count} 位同事提问时用到过",
    "Answered questions of colleagues in this role: {count}",
)


def role_items(
    connection: Connection,
    role: Colleagues,
    documents: Sequence[Item],
    find: Callable[[str, Access], Found],
    most: int,
    *,
    access: Access,
) -> list[LearningItem]:
    """Onboarding first, then the rules that concern the role, then what its people write and what
    answered their questions; each document in its newest edition."""
    names = {one.id: called(one) for one in role.members}
    leads = {one.id: called(one) for one in role.managers}
    own = written_by(connection, [*leads, *names], access=access)
    near = _nearness(role, find, access)
    newest = {
        one.record_id: one
        for one in newest_editions(one for one in documents if one.kind in DOCUMENTS).values()
    }
    begin: list[tuple[float, Item]] = []
    rules: list[tuple[float, Item]] = []
    for item in newest.values():
        worth = near.get(item.record_id, 0.0) + (_OWN if item.record_id in own else 0.0)
        stage = stage_of(item).name
        if stage == "intro":
            said = fold(" ".join((item.title, *item.folder)))
            worth += _FOR_ALL if any(word in said for word in _EVERYBODY) else 0.0
            begin.append((worth, item))
        elif stage == "policy":
            rules.append((worth, item))
    people = leads | names
    found = [_item(one, people.get(own.get(one.record_id, ""))) for one in _top(begin, _BEGIN)]
    found += [_item(one, people.get(own.get(one.record_id, ""))) for one in _top(rules, _RULES)]
    shown = {one.record.record_id for one in found if one.record}
    written = sorted(
        (
            newest[one]
            for one, person in own.items()
            if one in newest and one not in shown and person in names
        ),
        key=lambda one: to_text(one.occurred_at) if one.occurred_at else "",
        reverse=True,
    )[:_WRITTEN]
    found += [_written(one, names[own[one.record_id]]) for one in reversed(written)]
    shown |= {one.record_id for one in written}
    cited = cited_by(connection, list(names), access=access)
    for record_id, count in cited.items():
        if record_id in newest and record_id not in shown and len(found) < most:
            item = newest[record_id]
            why = _CITED_BY.filled(count=count)
            found.append(_entry(item, stage_of(item).name, why))
    return found[:most]


def _nearness(
    role: Colleagues, find: Callable[[str, Access], Found], access: Access
) -> dict[str, float]:
    """How near a record is to what the role is called, the nearest 1."""
    titles = dict.fromkeys(one.title for one in role.members if one.title)
    departments = dict.fromkeys(one.department for one in role.members if one.department)
    asked = " ".join([role.called, *list(titles)[:_QUERY_MEMBERS], *list(departments)[:1]])
    near: dict[str, float] = {}
    for passage in find(asked, access).passages:
        near[passage.record_id] = max(near.get(passage.record_id, 0.0), passage.score)
    best = max(near.values(), default=1.0) or 1.0
    return {record_id: score / best for record_id, score in near.items()}


def _top(scored: list[tuple[float, Item]], most: int) -> list[Item]:
    ranked = sorted(scored, key=lambda one: (-one[0], one[1].record_id))
    return [item for worth, item in ranked[:most] if worth >= _LEAST]


def _item(item: Item, author: Bilingual | None) -> LearningItem:
    stage = stage_of(item)
    why = stage.why
    if author:
        why = _BY.filled(why=why, name=author)
    return _entry(item, stage.name, why)


def _written(item: Item, author: Bilingual) -> LearningItem:
    return _entry(item, stage_of(item).name, _WROTE.filled(name=author))


def _entry(item: Item, stage: str, why: Bilingual) -> LearningItem:
    link = RecordLink(item.record_id, item.title)
    return LearningItem(link, None, item.kind, item.occurred_at, stage, why)
