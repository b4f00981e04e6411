"""Has a language model say a follow-up so that it needs no question before it."""

from __future__ import annotations

import re

from assistant.follow_ups import Turn
from assistant.orders import plainly
from assistant.prompts import prompt
from assistant.questions import language_of
from assistant.writing.endpoint import ChatEndpoint
from assistant.writing.names import Mentions, NamedText, named_in
from assistant.writing.quantities import stated_in
from assistant.writing.wire import Message
from ingest.errors import PermanentError, TransientError

_MOST_TOKENS = 120
_MOST_CHARACTERS = 300
_NO_QUESTION = re.compile(r"https?:|[<>\[\]{}|]|[\x00-\x1f]")
_QUOTED = "\"'“”「」 "


def rewritten(question: str, previous: Turn, endpoint: ChatEndpoint, mentions: Mentions) -> str:
    """The question as it stands alone, by one short call; empty where the endpoint fails, or answers
    with anything but a short question that names, counts and dates only what the two questions do."""
    language = language_of(question)
    named = ", ".join(previous.people)
    told = prompt(
        "follow_up",
        language,
        before=plainly(previous.standalone_question),
        named=named or "-",
        question=plainly(question),
    )
    try:
        reply = endpoint.reply([Message("user", told)], max_tokens=_MOST_TOKENS)
    except (TransientError, PermanentError):
        return ""
    text = plainly(reply.text).strip().strip(_QUOTED)
    known = f"{previous.standalone_question}\n{named}\n{question}"
    return text if _is_of(text, known, mentions) and language_of(text) == language else ""


def _is_of(text: str, known: str, mentions: Mentions) -> bool:
    if not text or len(text) > _MOST_CHARACTERS or _NO_QUESTION.search(text):
        return False
    if stated_in(known, generous=True).lacks(stated_in(text)):
        return False
    names = named_in(text, mentions, same_language=True)
    return not NamedText(known, frozenset(), mentions).lacks(names)
