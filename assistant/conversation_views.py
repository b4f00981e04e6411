"""A conversation as its owner, and as a colleague with the link, is shown it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.answers import Citation, PersonCard, Sentence

TITLE_CHARACTERS = 100
"""What a title has at most."""


@dataclass(frozen=True, slots=True)
class ConversationLink:
    """One of the asker's own conversations. `title` is their own words."""

    id: str
    title: str
    begun_at: datetime
    changed_at: datetime
    shared: bool


@dataclass(frozen=True, slots=True)
class TurnView:
    """A question and its answer, as far as whoever looks may read what it rests on.

    `question` is empty where they may not know it; `hidden` says that something was left out, be it the
    question, the answer or part of it. Citations are numbered as those that are shown.
    """

    answer_id: str
    asked_at: datetime
    question: str
    standalone_question: str
    mode: Literal["", "reader", "writer"]
    answered: bool
    confidence: float
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class ShareView:
    """The link that a conversation is read by, and by whom: `everyone` who may sign in, or `people`."""

    link: str
    everyone: bool
    people: tuple[PersonCard, ...]
    shared_at: datetime


@dataclass(frozen=True, slots=True)
class ConversationView:
    """One's own conversation: its latest turns in the order asked, `shortened` where there are more."""

    id: str
    title: str
    begun_at: datetime
    changed_at: datetime
    turns: tuple[TurnView, ...]
    shortened: bool
    share: ShareView | None


@dataclass(frozen=True, slots=True)
class SharedConversation:
    """A colleague's conversation. `title` is empty, and `owner` None, where the reader may not know it."""

    title: str
    owner: PersonCard | None
    own: bool
    turns: tuple[TurnView, ...]
    shortened: bool
