"""Questions about people made from rows."""

from __future__ import annotations

import pytest

from eval.topics import customer_questions, subject_of, topic_questions


@pytest.mark.parametrize(
    ("written", "subject"),
    [
        ("Re: FW:  Quarterly   review", "Quarterly review"),
        ("回复：转发：合同条款", "合同条款"),
        ("Update: new rates", "Update: new rates"),
        ("Re:", ""),
    ],
)
def test_a_subject_loses_its_marks_of_answering_alone(written: str, subject: str) -> None:
    assert subject_of(written) == subject


def test_everybody_on_a_row_of_a_topic_is_right() -> None:
    made = topic_questions(
        [
            ("Budget", "Ann@x.example"),
            ("Re: budget", "bob@x.example"),
            ("Launch", "ann@x.example"),
            ("Fwd:", "cid@x.example"),
        ]
    )
    assert [question.people for question in made] == [
        {"ann@x.example", "bob@x.example"},
        {"ann@x.example"},
    ]
    assert "Budget" in made[0].text
    assert "Launch" in made[1].text


def test_a_customer_whose_name_stands_twice_is_left_out_and_counted() -> None:
    owners = [("1", "Ida", "ann@x"), ("2", "Ole", "bob@x"), ("3", "Ole", "cid@x")]
    made, skipped = customer_questions(owners)
    assert [(question.id, question.people) for question in made] == [("customer-1", {"ann@x"})]
    assert skipped == 2


def test_languages_and_phrasings_take_turns() -> None:
    made, _ = customer_questions([(str(at), f"Name{at}", "ann@x") for at in range(4)])
    forms = [question.text.replace(f"Name{at}", "_") for at, question in enumerate(made)]
    assert len(set(forms)) == 4
    assert [text.isascii() for text in forms] == [True, False, True, False]
