"""What is said of other customers answers no question about one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.bootstrap import Application
from tests.assistant.customers.book import LI, account, of_customer, opened

RECORDS = (
    account("C1", "Nordvik"),
    account("C2", "Vestby"),
    of_customer("N1", "article", "C1", "Line 4", "The site acceptance of the sealing line is on 4 May 2026."),
    of_customer("V1", "article", "C2", "Line 9", "The site acceptance of the sealing line is on 18 December 2026."),
    of_customer("A1", "article", "", "Acceptance", "A site acceptance of a sealing line takes three days."),
)  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened(tmp_path_factory.mktemp("others"), RECORDS) as application:
        yield application


def quoted(company: Application, question: str) -> set[str]:
    evidence = company.assistant.weigh(question, access=company.access(LI))
    return {one.passage.title for one in evidence.quotes}


def test_only_the_customer_named_and_what_is_of_nobody_is_quoted(company: Application) -> None:
    assert quoted(company, "When is the site acceptance of Nordvik's sealing line?") == {
        "Line 4",
        "Acceptance",
    }


@pytest.mark.parametrize(
    "question",
    [
        "When is the site acceptance of the sealing line?",
        "When is the site acceptance of the sealing line of Nordvik and of the others?",
    ],
)
def test_all_are_quoted_where_others_are_asked_for(company: Application, question: str) -> None:
    assert {"Line 4", "Line 9"} <= quoted(company, question)
