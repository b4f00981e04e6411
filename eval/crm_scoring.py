"""Says whether an answer gives exactly the field, the number or the groups that were asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant.answers import Answer
from eval.crm_questions import Field, First, Forms, Groups, Number, Question
from eval.matching import contains_any, without_marks
from eval.replies import cites, gold_ids, prose, says

Cells = tuple[str, ...]
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_TIME = re.compile(
    r"\b(?:19|20)\d\d[-/.]\d\d?(?:[-/.]\d\d?)?\b"
    r"|(?<!\d)(?:(?:19|20)?\d\d年)?第?[1-4一二三四]季度"
    r"|(?<!\d)(?:19|20)?\d\d年(?:\d{1,2}月份?(?:\d{1,2}[日号])?|Q[1-4])?"
    r"|(?<!\d)\d{1,2}月份?\d{1,2}[日号]|(?<![\d个])\d{1,2}月份?"
    rf"|\b(?:\d\d? )?{_MONTH} (?:\d\d?, )?(?:19|20)\d\d\b|\b(?:\d\d? {_MONTH}|{_MONTH} \d\d?)(?!\d)"
    r"|\bQ[1-4]\b|(?<![\d,.])(?:19|20)\d\d(?![\d,.]\d|\d)"
    r"|(?<!\d)\d?\d:\d\d(?::\d\d)?(?!\d)"
)
_NUMBER = re.compile(r"(?<![\w.,])-?\d+(?:,\d{3})*(?:\.\d+)?(?!\w*[A-Za-z]\w*\d)", re.ASCII)
_UNITS = {"万": 10_000, "亿": 100_000_000, "million": 1_000_000}
_NONE = re.compile(r"没有|\b(?:no|none|zero)\b|零", re.IGNORECASE)
_PIECE = re.compile(r"[\n;；。、，]|,(?!\d{3})")
_LABELLED = re.compile(r"^(?P<label>.+)[:：](?P<rest>.*\d.*)$")


def is_right(question: Question, answer: Answer) -> bool:
    """Whether the answer was given and is exactly right; see docs/evaluation.md."""
    if not answer.answered:
        return False
    gold = question.gold
    if isinstance(gold, Field):
        row = gold_ids(question.company, [gold.row_id])
        return says(answer, gold.accepted) and cites(answer, gold.accepted, row)
    said, rows = prose(answer) or without_marks(answer.text), table_rows(answer)
    if isinstance(gold, Number):
        return gives_number(gold, said, rows)
    if isinstance(gold, Groups):
        return gives_groups(gold, said, rows)
    return names_first(gold, said, rows)


def gives_number(gold: Number, said: str, rows: Sequence[Cells]) -> bool:
    """Whether the leading number of the text is it; without one, the only number of the table."""
    found = numbers(said)[:1] or _table_numbers(rows)
    if not found:
        return gold.value == 0 and bool(_NONE.search(said))
    allowed = Decimal("0.5") if gold.to_the_unit else Decimal(0)
    return len(found) == 1 and abs(found[0] - gold.value) <= allowed


def gives_groups(gold: Groups, said: str, rows: Sequence[Cells]) -> bool:
    """Whether table, or else lines "group: number", give every group its number and no other group one."""
    lines = rows or tuple(_lines(said))
    given: dict[str, set[Decimal]] = {}
    for label, *cells in lines:
        key = next((key for key, forms in gold.forms.items() if contains_any(label, forms)), None)
        counts = [number for cell in cells for number in numbers(cell)[:1]]
        if key is not None and counts:
            given.setdefault(key, set()).add(counts[0])
    wanted = {key: {Decimal(number)} for key, number in gold.numbers.items()}
    return {key: found for key, found in given.items() if found != {Decimal(0)}} == wanted


def names_first(gold: First, said: str, rows: Sequence[Cells]) -> bool:
    """Whether the first group that the text names is the winner; without one, the table's first row."""
    places = {key: _place(said, forms) for key, forms in gold.forms.items()}
    named = [key for key, place in places.items() if place >= 0]
    if named:
        return min(named, key=places.__getitem__) == gold.winner
    return bool(rows) and contains_any(" ".join(rows[0]), gold.forms[gold.winner])


def numbers(text: str) -> tuple[Decimal, ...]:
    """The numbers of a text in order, times left out: "5,860,000", "586万", "1.2 million"."""
    text = _TIME.sub(" ", text)
    found = []
    for match in _NUMBER.finditer(text):
        rest = text[match.end() :].lstrip()
        unit = next((size for word, size in _UNITS.items() if rest.startswith(word)), 1)
        found.append(Decimal(match[0].replace(",", "")) * unit)
    return tuple(found)


def table_rows(answer: Answer) -> tuple[Cells, ...]:
    """The rows of the answer's table as texts; nothing where an answer has none."""
    return tuple(row.cells for row in answer.table.rows) if answer.table else ()


def _table_numbers(rows: Sequence[Cells]) -> tuple[Decimal, ...]:
    return tuple(number for row in rows for cell in row for number in numbers(cell))


def _lines(said: str) -> Iterable[Cells]:
    for piece in _PIECE.split(said):
        found = _LABELLED.match(piece)
        if found:
            yield found["label"], found["rest"]


def _place(said: str, forms: Forms) -> int:
    """Where the text first names a group; -1 where it does not."""
    places = [said.casefold().find(form.casefold()) for form in forms]
    return min((place for place in places if place >= 0), default=-1)
