"""Shows what was measured on one self-contained HTML page: figures, then the misses one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from eval.bars import bar_of, missed
from eval.reliability import drawing
from eval.report import baselines
from eval.results import Measured, Miss

_TEMPLATE = Path(__file__).resolve().parent / "page.html"


def page(measured: Sequence[Measured], machine: Mapping[str, object]) -> str:
    """The page as HTML; it refers to nothing outside itself."""
    template = Template(_TEMPLATE.read_text(encoding="utf-8"))
    return template.substitute(
        machine=escape(_machine(machine)),
        verdict=_verdict(measured),
        tables="\n".join(map(_table, measured)),
        misses="\n".join(line for each in measured for line in _misses(each)),
    )


def shown(metric: str, value: float) -> str:
    """A figure as people read it: counts whole, times in milliseconds, shares to three places."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.0f} ms" if metric.endswith("_ms") else f"{value:.3f}"


def _machine(machine: Mapping[str, object]) -> str:
    words = (machine.get(key) for key in ("processor", "platform"))
    return f"{', '.join(str(word) for word in words if word)}; {machine.get('cores')} cores"


def _verdict(measured: Sequence[Measured]) -> str:
    sets = {each.set_name: each.result.metrics for each in measured}
    asked = sum(bar_of(name, metric) is not None for name in sets for metric in sets[name])
    short = missed(sets)
    if not short:
        return f'<span class="good">All {asked} bars that were measured are reached.</span>'
    names = ", ".join(f"{bar.set_name} {bar.metric} ({bar})" for bar in short)
    return f'<span class="bad">{len(short)} of {asked} bars missed: {escape(names)}</span>'


def _table(each: Measured) -> str:
    drawn = "all questions" if each.limit is None else f"at most {each.limit} questions a measure"
    heads = "".join(f'<th class="number">{name}</th>' for name in baselines([each]))
    rows = "\n".join(_rows(each))
    notes = "".join(f'<p class="quiet">{escape(note)}</p>' for note in each.result.notes)
    return (
        f'<h2>{escape(each.set_name)}</h2>\n<p class="quiet">{escape(each.at)}, commit '
        f"{escape(each.commit)}, {drawn}</p>\n"
        f'<table><tr><th>figure</th><th class="number">asked</th><th class="number">reached</th>'
        f"{heads}</tr>\n{rows}</table>\n{notes}{_reliability(each)}"
    )


def _reliability(each: Measured) -> str:
    bins = each.result.reliability
    return f"<p>How sure, how often right:</p>\n{drawing(bins)}" if bins else ""


def _rows(each: Measured) -> Iterator[str]:
    for metric, value in each.result.metrics.items():
        bar = bar_of(each.set_name, metric)
        tone = "" if bar is None else " good" if bar.reached_by(value) else " bad"
        cells = [
            f"<td>{escape(metric)}</td>",
            f'<td class="number">{escape(str(bar)) if bar else ""}</td>',
            f'<td class="number{tone}">{shown(metric, value)}</td>',
        ]
        for name in baselines([each]):
            figures = each.result.baselines.get(name, {})
            text = shown(metric, figures[metric]) if metric in figures else ""
            cells.append(f'<td class="number">{text}</td>')
        yield f"<tr>{''.join(cells)}</tr>"


def _misses(each: Measured) -> Iterator[str]:
    ordered = sorted(each.result.misses, key=lambda miss: miss.metric)
    for metric, group in groupby(ordered, key=lambda miss: miss.metric):
        rows = [_miss(miss) for miss in group]
        yield (
            f"<details><summary>{escape(each.set_name)}, {escape(metric)}: {len(rows)} missed"
            f'</summary>\n<table class="misses"><tr><th>id</th><th>question</th><th>right</th>'
            f"<th>answered</th><th>cited</th></tr>\n" + "\n".join(rows) + "</table></details>"
        )


def _miss(miss: Miss) -> str:
    cells = (miss.question_id, miss.question, miss.gold, miss.answered, miss.cited)
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
