"""What every journey through the chat does: asks, waits, and finds the numbers."""

from __future__ import annotations

import re
import urllib.parse
from typing import TypedDict

from playwright.sync_api import Locator, Page, expect


class Passage(TypedDict):
    """What a journey reads of a passage that was found."""

    record_id: str
    version: int
    kind: str
    uri: str
    page: int | None
    start: int
    end: int


def ask(page: Page, question: str) -> Locator:
    """Types a question, sends it, waits for the whole answer, and returns it."""
    box = page.get_by_role("textbox", name=re.compile("提问|Ask a question"))
    box.fill(question)
    answers = page.locator("[aria-busy]")
    before = answers.count()
    box.press("Enter")
    expect(answers).to_have_count(before + 1)
    answer = answers.last
    expect(answer).to_have_attribute("aria-busy", "false")
    return answer


def citations(answer: Locator) -> Locator:
    """The numbers in its sentences."""
    return answer.get_by_role("button", name=re.compile(r"^(来源|Source) \d+"))


def in_view(page: Page, element: Locator) -> bool:
    """Whether the element stands, whole, inside its scrolling panel."""
    box, frame = element.bounding_box(), page.get_by_role("dialog").bounding_box()
    if box is None or frame is None:
        return False
    return frame["y"] <= box["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]


def passage(page: Page, site: str, words: str, **wanted: str) -> Passage:
    """The best passage for some words whose kind, or whose file's ending, is the one wanted."""
    query = urllib.parse.urlencode({"q": words, "limit": 100})
    found = page.context.request.get(urllib.parse.urljoin(site, f"/api/search?{query}")).json()
    ending, kind = wanted.get("ending", ""), wanted.get("kind", "")
    passages: list[Passage] = found["passages"]
    return next(
        one for one in passages if one["uri"].endswith(ending) and kind in ("", one["kind"])
    )


def open_at(page: Page, site: str, one: Passage, characters: int = 40) -> Locator:
    """Goes to the address of a record at the beginning of a passage, and gives the panel."""
    end = min(one["end"], one["start"] + characters)
    place = f"record/{one['record_id']}/{one['version']}&at=1:{one['start']}-{end}"
    page.goto(urllib.parse.urljoin(site, f"/?open={place}"))
    return page.get_by_role("dialog", name=re.compile("来源|Source"))
