"""Tells of a record as a whole, where a question names it and asks for nothing in particular."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from assistant.fielded import FieldedRecord, FieldFact, FieldLine
from assistant.questions import Language, as_written
from ingest.access import Access
from ingest.catalog.reading import fields_end, readable_chunks
from ingest.catalog.visible import visible
from ingest.filters import Filters
from ingest.moments import day_of
from ingest.records import Kind

_CONTACTS: tuple[Kind, ...] = ("visit", "call", "meeting")
_LONGEST = 200  # characters of a record's own text, or of what came of a contact
_LONGEST_QUESTION = 100
_ENDS = re.compile(r"[。！？!?；;]|\.(?=\s|$)|$", re.MULTILINE)
_TELLS_NOTHING = frozenset({"id", "name", "aliases", "active"})
_IS_AN_ID = re.compile(r"(?:_id|编号|工号)$")
_LATEST = {"zh": "最近往来（{}，{}）：{}", "en": "Latest contact ({}, {}): {}"}

_ZH_BEFORE = (
    r"(?:请问?|麻烦|劳驾|帮我|帮忙|给我|给|能不能|能否|可以|能|我想|想|要|先|再|你|"
    r"简单|简要|详细|大概|介绍|说说|说|讲讲|讲|聊聊|谈谈|看看|看|查查|查询|查|了解|知道|总结|概括|概述|告诉我|关于|一下|下|我们|咱们|对|的)*+"
)
_ZH_AFTER = (
    r"(?:这家公司|这个客户|这家客户|这个人|这个产品|这款产品|公司|客户)?"
    r"(?:是谁|是哪位|是什么人|是什么来头|是什么公司|是什么产品|是什么|是家什么公司|"
    r"(?:现在|目前|当前|最近)?(?:是|怎么|算)?(?:个|一个)?什么情况|"
    r"的?(?:基本|整体|总体|大致|大概|详细|具体|当前|目前|现在|最近|最新|客户|个人|公司)?的?"
    r"(?:情况|概况|状况|简介|资料|信息|档案|背景|介绍|近况|画像|名片|卡片)"
    r"(?:怎么样|如何|是什么|是怎样的|有哪些)?|(?:那边|这边)?(?:现在|目前|最近|近来)?(?:怎么样|咋样|如何)了?)?"
    r"(?:吧|呗|啊|呀)?"
)
_EN_BEFORE = (
    r"(?:(?:hi|please|can you|could you|would you|i want to know|i need|quick|short|brief|a|an|the|some|our|me|us|us all|"
    r"tell (?:me|us)|(?:something|anything|more|all|everything) ?(?:you know|we know|we have)?|"
    r"introduce|describe|summari[sz]e|brief (?:me|us)|show(?: me)?|give (?:me|us)|look up|find|"
    r"what (?:do|can) (?:we|you) (?:know|tell me|have|say)|what have we got|what is there|"
    r"how is|how are things(?: going)?(?: at| with)?|what is new (?:at|with)|what is the (?:latest|story) (?:on|from|with)|"
    r"who is|who exactly is|what is|what kind of company is|"
    r"overview|profile|summary|rundown|background|details|info|information|record|card|about|of|on)\s+)*+"
)
_EN_AFTER = (
    r"(?:(?:['’]s)?\s+(?:overview|profile|summary|background|details|info|information|record|card|in brief|"
    r"at a glance|please|for me|doing|getting on|these days|lately|at the moment|now))*+"
)
# A follow-up with what the question before it asked.
_AGAIN = (
    r"(?:那|还有|and |what about |how about )?\|\s?呢?\s?"
    r"(?:(?:请|帮我)?(?:介绍|说说|讲讲|聊聊)(?:一下|下)?|tell me about|what do we know about|who is)"
)
_ASKS_FOR_ALL = re.compile(rf"{_ZH_BEFORE}\|{_ZH_AFTER}|{_EN_BEFORE}\|{_EN_AFTER}|{_AGAIN}")
_LISTS = re.compile(
    r"(?:有|都|哪些|什么|几个|列出|列一下|全部|所有|清单|列表|的|一下|我们|跟|和|在|谈|做|与|"
    r"list|show|me|give|which|what|all|the|of|are|there|do|does|did|we|have|has|with|us|our|from|for|at|is|in|\s)*+\|"
    r"(?:有|都|哪些|列表|清单|是|什么|呢|"
    r"are|there|do|does|did|we|have|has|with|us|our|list|\s)*+"
)
_SIGNS = re.compile(r"[\s，,。.！!？?~～…]+")


def asks_for_all(text: str) -> bool:
    """Whether a folded text says no more than "tell me about" beside the one name in it, which is bars:
    介绍一下||, or the name alone."""
    return len(text) <= _LONGEST_QUESTION and bool(_ASKS_FOR_ALL.fullmatch(_plain(text)))


def asks_for_some(text: str) -> bool:
    """Whether it says no more than "which" beside what is in bars, or that alone: no field is meant."""
    return len(text) <= _LONGEST_QUESTION and bool(_LISTS.fullmatch(_plain(text)))


def telling_fields(record: FieldedRecord) -> frozenset[str]:
    """The names of the fields that tell something of a record, beside what it is called and goes by."""
    return frozenset(line.name for line in record.lines if not _is_mute(line))


def as_one(facts: Sequence[FieldFact], record: FieldedRecord, called: str) -> list[FieldFact]:
    """The fields of a record in one sentence, cited to the lines from first to last; those of another
    chunk in one of their own; then the record's own text, where it is a line."""
    whole: list[FieldFact] = []
    telling = [fact for fact in facts if fact.line in fact.spoken]
    for chunk in record.chunks:
        lines = [fact for fact in telling if fact.chunk == chunk]
        if not lines:
            continue
        start = min(fact.start for fact in lines)
        end = max(fact.end for fact in lines)
        said = " · ".join(
            [called, *(fact.spoken[fact.spoken.index(fact.line) :] for fact in lines)]
        )
        quote = chunk.text[start - chunk.start : end - chunk.start]
        whole.append(FieldFact(chunk, quote, start, end, said))
    return [*whole, *_note(record, called)]


def newest_contact(
    connection: Connection,
    customer_ids: Sequence[str],
    language: Language,
    *,
    today: date,
    access: Access,
    filters: Filters,
    without: frozenset[str],
) -> list[FieldFact]:
    """What came of the newest visit, call or meeting with these customers; none where none is readable."""
    seen = visible(access=access)
    ties, records = seen.record_customers, seen.records
    until = min(day_of(filters.until), today) if filters.until else today
    tied = connection.execute(
        select(seen.chunks.c.chunk_id)
        .join(records, records.c.record_id == seen.chunks.c.record_id)
        .join(ties, ties.c.record_id == records.c.record_id)
        .where(
            ties.c.customer_id.in_(customer_ids),
            records.c.kind.in_(_CONTACTS),
            seen.chunks.c.ordinal == 0,
        )
    ).scalars()
    chunks = readable_chunks(
        connection, list(tied), access=access, filters=replace(filters, until=until)
    )
    dated = [one for one in chunks.values() if one.occurred_at and one.record_id not in without]
    if not dated:
        return []
    newest = max(dated, key=lambda one: (day_of(one.occurred_at or today), one.record_id))
    ends = fields_end(connection, {newest.record_id: newest.version}, access=access)
    place = _first_sentence(newest.text, ends.get(newest.record_id, newest.start) - newest.start)
    if place is None:
        return []
    start, end = place
    said = newest.text[start:end]
    day = day_of(newest.occurred_at or today).isoformat()
    spoken = _LATEST[language].format(day, newest.title, said)
    return [FieldFact(newest, said, newest.start + start, newest.start + end, spoken)]


def _plain(text: str) -> str:
    return as_written(re.sub(r"\|+", "|", _SIGNS.sub(" ", text).strip()))


def _is_mute(line: FieldLine) -> bool:
    return line.name in _TELLS_NOTHING or bool(_IS_AN_ID.search(line.name))


def _note(record: FieldedRecord, called: str) -> list[FieldFact]:
    """What the record says beyond its fields, where that is one line."""
    end = max(line.end for line in record.lines)
    chunk = next((one for one in record.chunks if one.start <= end < one.end), None)
    if chunk is None:
        return []
    rest = chunk.text[end - chunk.start :]
    said = rest.strip()
    if not said or "\n" in said or len(said) > _LONGEST or chunk != record.chunks[-1]:
        return []
    start = end + rest.index(said)
    return [FieldFact(chunk, said, start, start + len(said), f"{called} · {said}")]


def _first_sentence(text: str, begin: int) -> tuple[int, int] | None:
    """Where the first sentence behind `begin` stands; None where there is none, or it is too long."""
    start = begin + len(text[begin:]) - len(text[begin:].lstrip())
    ends = _ENDS.search(text, start)
    end = ends.end() if ends else len(text)
    return (start, end) if 0 < end - start <= _LONGEST else None
