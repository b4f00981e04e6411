"""Tells the editions of one document apart, so that an answer is not read from one that was replaced."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from assistant.answers import Passage
from ingest.moments import to_text
from ingest.names import fold
from ingest.records import Moment

# A year, a version, a draft; the number of a model and the day of a meeting tell documents apart.
_EDITION = re.compile(
    r"(?<!\d)20\d\d(?:年(?!\s?\d)|版)?(?!\d|年|[-./]\d)|"
    r"(?<![a-z\d])(?:v|ver|version|rev|revision)[\s.]*\d+(?:\.\d+)*|第[一二三四五六七八九十\d]+[版稿]|"
    r"终稿|初稿|草稿|最终|修订|[版稿]|\b(?:edition|version|revision|draft|final)\b|[\W_]+"
)
_MARK = re.compile(r"20\d\d|[vV]\d+")
_VERSION = re.compile(r"(?<![A-Za-z\d])[vV]\d+(?:\.\d+)*")


def older_editions(passages: Iterable[Passage], question: str) -> Mapping[str, Passage]:
    """The files found of which a newer edition was found too, each by its id with a passage of the
    newest: the same title but for its year or number. One that the question names by either is none
    of them."""
    families: dict[tuple[str, str], dict[str, Passage]] = defaultdict(dict)
    for passage in passages:
        title = edition_family(passage.title)
        if passage.kind == "file" and title:
            families[passage.source, title][passage.record_id] = passage
    asked = {mark.lower() for mark in _MARK.findall(question)}
    older: dict[str, Passage] = {}
    for editions in families.values():
        newest = max(editions.values(), key=lambda one: edition_age(one.title, one.occurred_at))
        older |= {
            record_id: newest
            for record_id, passage in editions.items()
            if record_id != newest.record_id and not asked & _marks(passage.title)
        }
    return older


def edition_of(passage: Passage) -> list[str]:
    """What tells an edition from the others: its version if the title says one, and its month, or year."""
    version = _VERSION.search(passage.title)
    if passage.occurred_at:
        month = to_text(passage.occurred_at)[:7]
    else:
        month = max(re.findall(r"20\d\d", passage.title), default="")
    return [part for part in (version.group() if version else "", month) if part]


def edition_family(title: str) -> str:
    """What the titles of all editions of a document have in common; empty where that is nothing."""
    return _EDITION.sub("", fold(title))


def edition_age(title: str, occurred_at: Moment | None) -> tuple[str, str, str]:
    """Greater of the newer of two editions: by the year in the title, then by day."""
    year = max(re.findall(r"20\d\d", title), default="")
    day = to_text(occurred_at) if occurred_at else ""
    return (year or day[:4], day, title)


def _marks(title: str) -> set[str]:
    return {mark.lower() for mark in _MARK.findall(title)}
