"""Reads what came back: the prose of an answer, how long it is, what it holds and cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Answer, Passage
from eval.matching import contains_any, sentence_count, without_marks
from ingest.records import record_id

SENTENCES = 3
LIST_SENTENCES = 5
_LIST = re.compile(r"哪些|哪几|列出|列举|\blist\b|\bwhich \w+s\b", re.IGNORECASE)


def most_sentences(question: str) -> int:
    """How many an answer may have: more where the question asks for a list in so many words."""
    return LIST_SENTENCES if _LIST.search(question) else SENTENCES


def records(passages: Sequence[Passage]) -> tuple[str, ...]:
    """The distinct records of the passages, each at its best place."""
    return tuple(dict.fromkeys(passage.record_id for passage in passages))


def prose(answer: Answer) -> str:
    """What the answer says, without its citation marks; nothing when it declined."""
    if not answer.answered:
        return ""
    return "\n".join(without_marks(sentence.text) for sentence in answer.sentences)


def quotes(answer: Answer, *, most: int) -> str:
    """What the first `most` citations quote, whether the answer was given or declined."""
    return "\n".join(citation.quote for citation in answer.citations[:most])


def is_short(answer: Answer, *, most: int = SENTENCES) -> bool:
    """Whether the answer keeps to `most` sentences, by its own count and by its full stops."""
    said = sum(sentence_count(sentence.text) for sentence in answer.sentences)
    return len(answer.sentences) <= most and said <= most


def says(answer: Answer, accepted: Sequence[str], *, most: int = SENTENCES) -> bool:
    """Whether a short enough answer holds one of the accepted answers."""
    return is_short(answer, most=most) and contains_any(prose(answer), accepted)


def cited(answer: Answer) -> str:
    """The cited records as a person would name them, for the list of misses."""
    return "; ".join(dict.fromkeys(citation.title for citation in answer.citations))


def cites(answer: Answer, accepted: Sequence[str], gold: frozenset[str]) -> bool:
    """Whether a sentence that holds an accepted answer cites one of the gold records."""
    by_number = {citation.number: citation.record_id for citation in answer.citations}
    return any(
        contains_any(without_marks(sentence.text), accepted)
        and any(by_number.get(number) in gold for number in sentence.citations)
        for sentence in answer.sentences
    )


def gold_ids(source: str, external_ids: Sequence[str]) -> frozenset[str]:
    """The record ids of a source's own ids."""
    return frozenset(record_id(source, external_id) for external_id in external_ids)
