"""The part of a project's review that a question asks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.bootstrap import Application, open_application
from assistant.reviews import ReviewReader
from assistant.settings import load_settings
from tests.assistant import company
from tests.assistant.reader import reader
from tests.hash_embedder import HashEmbedder

_REVIEW = """# 恒岳电气一期装配线复盘

## 做得好的

双方每周五站会，现场问题有人认领。

## 教训

- 停机窗口没有写进合同，晚了 46 天。
- 来料公差大，返工 11 套工装。

## 建议

先收 200 件来料实测公差。
"""
_SECRET = """# 恒岳电气三期复盘

## 教训

- 预付款只收了一成，王强误判了信用。
"""


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The small company with two reviews, one of them for human resources alone; only to be read."""
    folder = tmp_path_factory.mktemp("reviews")
    config = company.found(folder)
    (folder / "documents" / "复盘.md").write_text(_REVIEW, "utf-8")
    (folder / "documents" / "hr" / "三期.md").write_text(_SECRET, "utf-8")
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        yield application


def _said(application: Application, question: str, asker: str = company.LI) -> list[str]:
    answer = application.assistant.ask(question, access=application.access(asker))
    return [sentence.text for sentence in answer.sentences]


def test_lessons_are_read_under_their_heading(reviewed: Application) -> None:
    assert _said(reviewed, "恒岳装配线项目有哪些教训？") == [
        "停机窗口没有写进合同，晚了 46 天。",
        "来料公差大，返工 11 套工装。",
    ]


def test_that_a_deal_was_lost_says_nothing_of_which_it_was(reviewed: Application) -> None:
    told = _said(reviewed, "恒岳装配线项目有哪些教训？")
    assert _said(reviewed, "装配线那单没做成，有什么教训？") == told


def test_advice_is_read_under_its_own(reviewed: Application) -> None:
    assert _said(reviewed, "恒岳装配线项目给了什么建议？") == ["先收 200 件来料实测公差。"]


def test_a_review_for_others_is_not_read_from(reviewed: Application) -> None:
    assert not any("预付款" in said for said in _said(reviewed, "恒岳三期项目有哪些教训？"))
    assert any(
        "预付款" in said for said in _said(reviewed, "恒岳三期项目有哪些教训？", company.WANG)
    )


def test_a_review_of_something_else_is_not_taken_for_want_of_another(
    reviewed: Application,
) -> None:
    found = reviewed.retriever(0.6).find("叉车事故有哪些教训？", access=reviewed.access(company.LI))
    assert found.passages
    assert ReviewReader(reader()).read(found, sentences=3) == ()


@pytest.mark.parametrize(
    "question",
    [
        "恒岳电气二期装配线有哪些教训？",  # it has no review; the first part's has
        "恒岳电气 2019 年的装配线有哪些教训？",
        "蓝港装配线项目有哪些教训？",  # nobody wrote of them
        "蓝港电气一期装配线项目有哪些教训？",
    ],
)
def test_lessons_of_another_project_are_no_answer(reviewed: Application, question: str) -> None:
    assert _said(reviewed, question) == []


def test_how_many_lessons_are_asked_for_is_no_number_of_a_project(reviewed: Application) -> None:
    asked = "恒岳电气一期装配线有哪 3 条教训？"
    assert _said(reviewed, asked) == _said(reviewed, "恒岳电气一期装配线有哪些教训？") != []
