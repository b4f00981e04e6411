"""Orders the passages found anew, by what in them may answer the question and not only be about it."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers import Passage
from assistant.expectations import Expectation, expected
from assistant.found import READ_PASSAGES, Found
from assistant.questions import Language, language_of, language_of_passage
from ingest.records import DOCUMENTS

# Of the scale of scores, where the best has about 1. Fitted by a conditional logit (McFadden, 1974) of the
# right record among those found, on the demo's fitting half.
_SHAPED = 0.12
_FIELDS = -0.07
_WRITTEN = 0.09


def reranked(found: Found, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The same passages, those that will be read scored more where they hold what is asked for (a date, a
    sum), less where they hold nothing but fields, yet half of it at least, and more where they are of a
    document in the language that the question is not in: its words tell little of a passage there, and facts
    stand in documents."""
    expectation = expected(found.question)
    asked_in = language_of(found.question)
    weighed = [
        replace(passage, score=_weighed(passage, found, expectation, asked_in))
        for passage in passages[:READ_PASSAGES]
    ]
    return tuple(
        sorted(
            (*weighed, *passages[READ_PASSAGES:]),
            key=lambda passage: (-passage.score, passage.chunk_id),
        )
    )


def _weighed(passage: Passage, found: Found, expectation: Expectation, asked_in: Language) -> float:
    score = passage.score
    if passage.end <= found.fields_end.get(passage.record_id, 0):
        score = max(score / 2, score + _FIELDS)
    if passage.kind in DOCUMENTS and language_of_passage(passage.text) != asked_in:
        score += _WRITTEN
    return score + _SHAPED * expectation.shaped(passage.text, found.focus)
