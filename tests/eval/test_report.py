"""The report and its page."""

from pathlib import Path

from eval.page import page, shown
from eval.report import as_json, gather
from eval.results import Measured, Miss, SetResult, save


def measured(name: str) -> Measured:
    result = SetResult(
        metrics={"first": 0.5, "questions": 4},
        baselines={"bm25": {"first": 0.25}},
        misses=(Miss("first", "q1", "<b>哪天?</b>", "三月", "四月", "合同"),),
        notes=("four questions",),
    )
    return Measured(name, "2026-06-30T00:00:00+00:00", "abc", 4, 1, result)


def test_what_is_kept_comes_back_and_makes_the_report(tmp_path: Path) -> None:
    for name in ("cmrc2018", "workarena_kb"):
        save(measured(name), tmp_path / f"{name}.json")
    gathered = gather(tmp_path)
    assert gathered == (measured("cmrc2018"), measured("workarena_kb"))
    report = as_json(gathered)
    assert list(report) == ["sets", "baselines", "machine"]
    names = ("cmrc2018", "workarena_kb")
    assert report["sets"] == {name: {"first": 0.5, "questions": 4} for name in names}
    assert report["baselines"] == {
        "bm25": {name: {"first": 0.25} for name in names},
        "dense": {},
    }


def test_the_page_lists_misses_escaped_and_refers_to_nothing_outside() -> None:
    html = page([measured("cmrc2018")], {"processor": "P", "cores": 2})
    assert "&lt;b&gt;哪天?&lt;/b&gt;" in html
    assert "1 of 1 bars missed: cmrc2018 first (≥ 0.975)" in html
    assert "≥ 0.975" in html
    assert "http" not in html
    assert "src=" not in html


def test_figures_are_shown_as_people_read_them() -> None:
    assert [shown("ask_ms", 123.4), shown("questions", 40), shown("first", 1.0)] == [
        "123 ms",
        "40",
        "1.000",
    ]
