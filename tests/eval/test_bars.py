"""Bars and what falls short of them."""

from eval.bars import bar_of, missed


def test_a_bar_is_missed_only_by_what_was_measured() -> None:
    sets = {"cmrc2018": {"first": 0.97, "answer_in_text": 0.93}, "demo": {"leaks": 1}}
    assert [(bar.set_name, bar.metric) for bar in missed(sets)] == [
        ("demo", "leaks"),
        ("cmrc2018", "first"),
    ]


def test_no_leak_at_all_reaches_the_bar() -> None:
    bar = bar_of("demo_closing", "leaks")
    assert bar is not None
    assert bar.reached_by(0)
    assert not bar.reached_by(1)
    assert bar_of("expert_dblp", "mrr") is None
