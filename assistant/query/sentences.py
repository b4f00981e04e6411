"""What an answer in numbers says: how many, of what, and the first of its groups or records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.query.results import QueryResult, ResultRow
from assistant.query.shares import query_of_part
from assistant.query.wording import Wording

_MOST_GROUPS = 10  # named in a sentence; the table has them all
_MOST_PAIRS = 3  # of groups told apart by two things, each long to name
_MOST_CITED = 5
_MOST_LISTED = 10
_MEASURES = {
    "zh": {
        "sum": "{}合计",
        "average": "平均{}",
        "minimum": "最低{}",
        "maximum": "最高{}",
        "list": "{}",
        "count": "数量",
    },
    "en": {
        "sum": "total {}",
        "average": "average {}",
        "minimum": "lowest {}",
        "maximum": "highest {}",
        "list": "{}",
        "count": "number",
    },
}


@dataclass(frozen=True, slots=True)
class NumberSentence:
    """A sentence, and the first of the records that it is of."""

    text: str
    record_ids: tuple[str, ...]


def measure_word(wording: Wording) -> str:
    """What the numbers are: 数量, total amount."""
    measure = wording.query.measure
    if measure.customers:
        return "客户数" if wording.is_chinese else "customers"
    if measure.distinct:
        by = wording.group(measure.distinct)
        return f"不同的{by}" if wording.is_chinese else f"different {by}"
    said = "天数" if wording.is_chinese else "days"
    if measure.field or measure.what == "list":
        said = wording.field(measure.field)
    return _MEASURES[wording.language][measure.what].format(said)


def sentences_of(result: QueryResult, wording: Wording) -> list[NumberSentence]:
    """The answer, the whole or, of a ranking, the first of it before; 0 says that there is none among what the asker may read."""
    sentences = [_whole(result, wording)]
    if result.query.group_by and result.rows:
        # Where the first few are asked for, they are the answer.
        sentences.insert(0 if result.query.limit else 1, _groups(result, wording))
    if result.without_number and result.query.measure.what != "list":
        sentences.append(NumberSentence(_without(result, wording), ()))
    if result.units_left_out:
        sentences.append(NumberSentence(_not_ranked(result, wording), ()))
    return sentences


def _whole(result: QueryResult, wording: Wording) -> NumberSentence:
    if result.query.share and result.query.share.part:
        return _shared(result, wording)
    chinese, filters = wording.is_chinese, wording.filters()
    within = "" if not filters else f"（{filters}）" if chinese else f" ({filters})"
    of = wording.counted(len(result.record_ids))
    first = result.record_ids[:_MOST_CITED]
    if not result.record_ids:
        none = "：你能看到的记录里没有符合的。" if chinese else ": none among what you may read."
        return NumberSentence(f"{of}{within}{none}", ())
    if result.query.measure.what == "list" and not result.query.group_by:
        return _listed(result, wording, f"{of}{within}")
    if result.query.measure.customers:
        number = result.totals[0].number or Decimal()
        many = wording.lexicon.kind_word("account", wording.language, many=number != 1)
        text = (
            f"共 {number} 家{many}，有 {of}{within}。"
            if chinese
            else f"{number} {many}, with {of}{within}."
        )
        return NumberSentence(text, first)
    if result.query.measure.distinct:
        number, by = result.totals[0].number or Decimal(), measure_word(wording)
        text = f"{by}：{number}，{of}{within}。" if chinese else f"{number} {by}, of {of}{within}."
        return NumberSentence(text, first)
    if result.query.measure.what in ("count", "list"):
        return NumberSentence(f"共 {of}{within}。" if chinese else f"{of}{within}.", first)
    numbers = ("、" if chinese else ", ").join(
        wording.measured(row.number, row.unit) for row in result.totals
    )
    word = measure_word(wording)
    cited = tuple(one for row in result.totals for one in row.record_ids)[:_MOST_CITED]
    if chinese:
        return NumberSentence(f"{word}：{numbers}，{of}{within}。", cited or first)
    return NumberSentence(
        f"{word[0].upper()}{word[1:]}: {numbers}, of {of}{within}.", cited or first
    )


def _shared(result: QueryResult, wording: Wording) -> NumberSentence:
    """22.5%: 45 customers (status: Won), of 200 customers."""
    share, part, whole = result.totals
    of_part = replace(wording, query=query_of_part(result.query))
    said = [
        one.counted(row.number or Decimal())
        if result.query.measure.what == "count"
        else f"{measure_word(wording)} {wording.measured(row.number or Decimal(), row.unit)}"
        for one, row in ((of_part, part), (wording, whole))
    ]
    percent, filters = wording.measured(share.number, "%"), (of_part.filters(), wording.filters())
    first = share.record_ids[:_MOST_CITED] or result.record_ids[:_MOST_CITED]
    if wording.is_chinese:
        within = [f"（{one}）" if one else "" for one in filters]
        return NumberSentence(
            f"占 {percent}：{said[0]}{within[0]}，全部 {said[1]}{within[1]}。", first
        )
    within = [f" ({one})" if one else "" for one in filters]
    return NumberSentence(f"{percent}: {said[0]}{within[0]}, of {said[1]}{within[1]}.", first)


def _listed(result: QueryResult, wording: Wording, of: str) -> NumberSentence:
    """The records themselves, by title."""
    rows = result.rows[:_MOST_LISTED]
    told = [_with_number(row, wording) for row in rows]
    chinese = wording.is_chinese
    joined = ("；" if chinese else "; ").join(told)
    more = len(result.record_ids) - len(rows)
    if result.query.limit and result.query.order:
        ranked = "，按{}排前 {} 的是" if chinese else ", the first {1} by {0}"
        word = measure_word(wording)
        of += ranked.format(word, len(rows)) if result.query.measure.field else ""
        more = 0
    if more:
        joined += f"；另有 {more} 条" if chinese else f"; and {more} more"
    cited = tuple(one for row in rows for one in row.record_ids)[:_MOST_CITED]
    return NumberSentence(f"{of}：{joined}。" if chinese else f"{of}: {joined}.", cited)


def _with_number(row: ResultRow, wording: Wording) -> str:
    if row.number is None and not row.unit:
        return wording.label(row)
    number = wording.measured(row.number, row.unit)
    return (
        f"{wording.label(row)}（{number}）"
        if wording.is_chinese
        else f"{wording.label(row)} ({number})"
    )


def _groups(result: QueryResult, wording: Wording) -> NumberSentence:
    chinese = wording.is_chinese
    paired = len(result.query.group_by) > 1
    rows = _largest(result) if paired else result.rows
    named = rows[: _MOST_PAIRS if paired else _MOST_GROUPS]
    by = ("、" if chinese else " and ").join(wording.group(one) for one in result.query.group_by)
    told = ("，" if chinese else ", ").join(_with_number(row, wording) for row in named)
    more = len(rows) - len(named)
    if more:
        told += f"，另有 {more} 组" if chinese else f", and {more} more"
    text = f"按{by}：{told}。" if chinese else f"By {by}: {told}."
    return NumberSentence(text, tuple(_firsts(named))[:_MOST_CITED])


def _largest(result: QueryResult) -> tuple[ResultRow, ...]:
    """First what is asked for first; the largest, where no order is asked for and all are of one unit."""
    if result.query.order or len({row.unit for row in result.rows}) > 1:
        return result.rows
    return tuple(sorted(result.rows, key=lambda row: -(row.number or Decimal())))


def _firsts(rows: tuple[ResultRow, ...]) -> Iterator[str]:
    for row in rows:
        yield from row.record_ids[:1]


def _without(result: QueryResult, wording: Wording) -> str:
    of = wording.counted(result.without_number)
    measure = result.query.measure
    field = wording.field(measure.field or measure.days_from)
    if wording.is_chinese:
        return f"其中 {of}没有填写{field}，没有计入。"
    return f"{of} of these state no {field} and are not in it."


def _not_ranked(result: QueryResult, wording: Wording) -> str:
    units = ("、" if wording.is_chinese else ", ").join(
        one or wording.nothing for one in result.units_left_out
    )
    if wording.is_chinese:
        return f"以其他单位计的（{units}）没有一起排。"
    return f"What is in other units ({units}) is not ranked with these."
