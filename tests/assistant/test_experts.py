"""Who is named as knowing, who as having known, and that nobody is invented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from assistant.answers import Knowing
from ingest.errors import NotFoundError
from ingest.records import Record
from tests.assistant.customers.book import GAO, LI, QIAN, WU, account, of_customer, opened, the_id

NOISE = [
    of_customer(f"n{at}", "file", "", f"Minutes {at}", f"{word} {word}s were discussed at length.")
    for at, word in enumerate(
        ("canteen", "parking", "budget", "holiday", "printer", "carpet", "coffee", "window")
    )
]


def ask(folder: Path, records: Iterable[Record], question: str, asker: str = LI) -> Knowing:
    with opened(folder, [*records, *NOISE]) as application:
        return application.assistant.experts(question, access=application.access(asker))


def addresses(knowing: Knowing) -> list[str]:
    return [expert.person.email for expert in knowing.experts]


def test_who_has_most_on_the_topic_is_first(tmp_path: Path) -> None:
    knowing = ask(
        tmp_path,
        [
            of_customer("1", "file", "", "Torque screwing guide", "Torque and angle.", author=LI),
            of_customer("2", "file", "", "Torque curves", "Torque screwing curves.", author=LI),
            of_customer("3", "file", "", "Welding", "Welding, not torque.", author=WU),
        ],
        "Who knows about torque screwing?",
    )
    assert addresses(knowing)[0] == LI
    best = knowing.experts[0]
    assert best.score == 1.0
    assert sum(part.share for part in best.parts) == pytest.approx(1.0, abs=0.001)
    assert {record.title for reason in best.reasons for record in reason.records} == {
        "Torque screwing guide",
        "Torque curves",
    }


def test_who_is_to_review_is_settled_by_the_records_most_like_it(tmp_path: Path) -> None:
    near = "Torque screwing guide for the turntable, with angle limits."
    records = [
        of_customer("1", "project", "", "Torque guide", near, author=WU, reviewer=LI),
        of_customer("2", "project", "", "Torque", "Torque curves.", author=LI, reviewer=QIAN),
        of_customer("3", "project", "", "Angles", "Angle curves.", author=LI, reviewer=QIAN),
        of_customer("4", "project", "", "Limits", "Limits of screwing.", author=LI, reviewer=QIAN),
    ]
    thing = "a torque screwing guide for the turntable with angle limits?"
    with opened(tmp_path, [*records, *NOISE]) as application:
        access = application.access(WU)
        review, know = (
            addresses(application.assistant.experts(f"{asked} {thing}", access=access))
            for asked in ("Who should review", "Who knows about")
        )
    assert review[0] == LI
    assert know[0] == WU


def test_a_text_stands_for_its_field(tmp_path: Path) -> None:
    """Whoever writes of what surrounds its words is named, though of none of them; not for a short question."""
    words = [f"{word}{at}" for word in ("torque", "angle") for at in range(20)]
    records = [
        of_customer("1", "file", "", "Torque", " ".join([*words[:12], "sleeve"]), author=LI),
        of_customer("2", "file", "", "Angles", " ".join([*words[20:32], "sleeve"]), author=LI),
        of_customer("3", "file", "", "Sleeves", "sleeve sleeve sleeve", author=WU),
    ]
    with opened(tmp_path, [*records, *NOISE]) as application:
        access = application.access(LI)
        text, short = (
            addresses(application.assistant.experts(f"Who knows {said}?", access=access))
            for said in (" ".join(words), "torque1 and angle1")
        )
    assert WU in text
    assert WU not in short


def test_an_older_record_says_less(tmp_path: Path) -> None:
    records = [
        of_customer("1", "file", "", "Torque", "Torque.", day=date(2024, 1, 5), author=LI),
        of_customer("2", "file", "", "Torque", "Torque.", day=date(2026, 6, 1), author=WU),
    ]
    assert addresses(ask(tmp_path, records, "Who knows torque?")) == [WU, LI]


def test_a_leaver_is_told_of_apart_with_who_owns_the_account_now(tmp_path: Path) -> None:
    knowing = ask(
        tmp_path,
        [
            account("C1", "Nordvik", owner=WU),
            of_customer(
                "1", "visit", "C1", "Splice", "Film splice.", day=date(2026, 1, 5), author=GAO
            ),
            of_customer("2", "file", "", "Splice", "A splice.", day=date(2026, 1, 5), author=LI),
        ],
        "Who knows about the splice?",
    )
    assert GAO not in addresses(knowing)
    (former,) = knowing.formerly
    assert former.person.email == GAO
    assert former.left
    assert [person.email for person in former.successors] == [WU]


def test_who_had_no_part_in_anything_for_years_is_told_of_apart(tmp_path: Path) -> None:
    knowing = ask(
        tmp_path,
        [
            of_customer("1", "file", "", "Splice", "A splice.", day=date(2023, 1, 3), author=QIAN),
            of_customer("2", "file", "", "Splice", "A splice.", day=date(2026, 1, 5), author=LI),
        ],
        "Who knows about the splice?",
    )
    assert addresses(knowing) == [LI]
    assert [(one.person.email, one.left) for one in knowing.formerly] == [(QIAN, False)]


@pytest.mark.parametrize(
    "question",
    ["Who has done controls for hydrogen electrolysers?", "谁做过核电站的仪控？"],
)
def test_nobody_is_named_where_nothing_is_about_it(tmp_path: Path, question: str) -> None:
    records = [of_customer("1", "file", "", "Torque", "Torque screwing.", author=LI)]
    assert ask(tmp_path, records, question) == Knowing(())


def test_the_owner_of_the_account_is_first_for_a_customer(tmp_path: Path) -> None:
    records = [
        account("C1", "Nordvik", owner=WU),
        of_customer("1", "visit", "C1", "Visit", "Talked.", day=date(2026, 6, 1), author=WU),
        of_customer("2", "call", "C1", "Call", "Called.", day=date(2026, 6, 2), participant=LI),
    ]
    with opened(tmp_path, [*records, *NOISE]) as application:
        knowing = application.assistant.experts(
            "", access=application.access(LI), customer_id=the_id(application, "Nordvik")
        )
    assert addresses(knowing) == [WU, LI]


def test_a_topic_with_a_customer_is_settled_by_the_topic(tmp_path: Path) -> None:
    visits = [
        of_customer(f"v{at}", "visit", "C1", "Visit", "Talked.", day=date(2026, 6, at), author=WU)
        for at in range(1, 9)
    ]
    solved = of_customer(
        "t1", "ticket", "C1", "Turntable timeout", "Turntable timeout alarm.", author=LI
    )
    with opened(tmp_path, [account("C1", "Nordvik", owner=WU), *visits, solved, *NOISE]) as company:
        who = company.assistant.experts(
            "Who knows the turntable timeout at Nordvik?", access=company.access(LI)
        )
    assert addresses(who) == [LI]


def test_what_the_asker_may_not_read_names_nobody(tmp_path: Path) -> None:
    hidden = of_customer(
        "1", "file", "", "Torque", "Torque screwing.", author=LI, audience=("dept:sales",)
    )
    assert ask(tmp_path, [hidden], "Who knows torque screwing?", QIAN) == Knowing(())


def test_a_person_without_records_and_an_empty_company_name_nobody(tmp_path: Path) -> None:
    with opened(tmp_path, []) as company:
        access = company.access(LI)
        assert company.assistant.experts("Who knows torque?", access=access) == Knowing(())
        with pytest.raises(NotFoundError):
            company.assistant.experts("", access=access, customer_id="c999999")
