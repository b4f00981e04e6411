"""What a follow-up takes over from the question before it."""

from __future__ import annotations

import pytest

from assistant.bootstrap import Application
from assistant.conversations import Turn, standalone
from tests.assistant.company import LI

BEFORE = "苏州恒岳电气的二期验收是哪天？"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("它谁负责？", "苏州恒岳电气 它谁负责？"),
        ("Who owns it?", "苏州恒岳电气 Who owns it?"),
        ("那质保期呢？", f"{BEFORE} 那质保期呢？"),
        ("年假有几天？", "年假有几天？"),
        ("How long is the warranty?", "How long is the warranty?"),
        ("苏州恒岳电气谁负责？", "苏州恒岳电气谁负责？"),
    ],
)
def test_only_what_points_back_carries_over(
    demo_company: Application, question: str, expected: str
) -> None:
    access = demo_company.access(LI)
    turn = Turn(BEFORE, BEFORE)
    assert standalone(question, turn, store=demo_company.store, access=access) == expected
    assert standalone(question, None, store=demo_company.store, access=access) == question
