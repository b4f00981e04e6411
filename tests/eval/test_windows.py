"""Where a ranking is cut, with words as tokens."""

from collections.abc import Sequence

from eval.windows import first_tokens


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def test_the_text_that_crosses_the_limit_is_cut_and_what_follows_dropped() -> None:
    assert first_tokens(["a b", "c d e", "f"], 4, words) == ("a b", "c d ")


def test_what_fits_is_kept_whole() -> None:
    assert first_tokens(["a b", "c"], 3, words) == ("a b", "c")


def test_nothing_is_cut_from_nothing() -> None:
    assert first_tokens([], 10, words) == ()
    assert first_tokens(["a"], 0, words) == ()
