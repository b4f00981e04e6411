"""POST /api/ask: a question, answered whole or sentence by sentence."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from assistant.answers import (
    Answer,
    AnswerEvent,
    Citation,
    DoneEvent,
    Expert,
    ExpertsEvent,
    Sentence,
    SentenceEvent,
)
from assistant.api.crowding import taking_a_place
from assistant.api.errors import INTERNAL, code_of, error_body
from assistant.api.identity import TheApplication, TheAsker
from assistant.api.ids import Id
from assistant.api.narrowing import Narrowing
from assistant.questions import QUESTION_CHARACTERS
from ingest.errors import ZhikeError

QuestionText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=QUESTION_CHARACTERS),
]
EVENT_STREAM = "text/event-stream"

_log = logging.getLogger(__name__)
_finishing = threading.BoundedSemaphore(2)
"""So many answers go on without anybody who waits: whoever asks and leaves is to cost no more than that."""
_continuing = threading.BoundedSemaphore(2)
router = APIRouter()


class Question(BaseModel):
    """What is asked; `conversation_id` continues a conversation."""

    model_config = ConfigDict(extra="forbid")

    question: QuestionText
    conversation_id: Id | None = None
    filters: Narrowing = Field(default_factory=Narrowing)


_sentence = TypeAdapter(Sentence)
_citations = TypeAdapter(tuple[Citation, ...])
_experts = TypeAdapter(tuple[Expert, ...])
_answer = TypeAdapter(Answer)


@router.post(
    "/ask",
    response_model=Answer,
    responses={200: {"content": {EVENT_STREAM: {}}}},
    dependencies=[Depends(taking_a_place)],
)
def ask(
    body: Question, request: Request, application: TheApplication, access: TheAsker
) -> Answer | StreamingResponse:
    """Answer a question, with citations and the colleagues who know more.

    With `Accept: text/event-stream` the answer comes as events: `sentence` {sentence, citations},
    `experts` {experts}, then `done` {answer}, or `error` {error}.
    """
    filters = body.filters.filters()
    if EVENT_STREAM in request.headers.get("accept", ""):
        events = application.reads.stream(
            body.question, access=access, conversation_id=body.conversation_id, filters=filters
        )
        return StreamingResponse(_written(events, body.question), media_type=EVENT_STREAM)
    started = time.perf_counter()
    answer = application.reads.ask(
        body.question, access=access, conversation_id=body.conversation_id, filters=filters
    )
    _log_answer(answer, body.question, started)
    return answer


@dataclass(frozen=True, slots=True)
class Next:
    """Questions that go on from an answer, at most three."""

    questions: tuple[str, ...]


@router.get("/answers/{answer_id}/next")
def next_questions(answer_id: str, application: TheApplication, access: TheAsker) -> Next:
    """What might be asked next: of what the answer rests on, in its language, and answerable. Nothing while
    others are being looked for: it takes no place from those who ask."""
    if not _continuing.acquire(blocking=False):
        return Next(())
    try:
        return Next(application.reads.next_questions(answer_id, access=access))
    finally:
        _continuing.release()


def _written(events: Iterator[AnswerEvent], question: str) -> Iterator[bytes]:
    """The answer as frames. Where the line goes dead it is finished all the same, so that the page finds it
    in the conversation."""
    started = time.perf_counter()
    try:
        for event in events:
            yield _event_bytes(event)
            if isinstance(event, DoneEvent):
                _log_answer(event.answer, question, started)
    except GeneratorExit:
        # Said on the server's own thread, which is not to wait.
        threading.Thread(target=_finish, args=(events,), name="finishing", daemon=True).start()
        raise
    except ZhikeError as error:
        yield _frame("error", json.dumps(error_body(code_of(error), str(error))).encode())
    # The status line has gone out: an unforeseen error can only be told as an event.
    except Exception:
        _log.exception("a stream failed")
        yield _frame("error", json.dumps(error_body("internal", INTERNAL)).encode())


def _finish(events: Iterator[AnswerEvent]) -> None:
    if not _finishing.acquire(blocking=False):
        return
    try:
        for _ in events:
            pass
    except ZhikeError as error:
        _log.warning("an answer that nobody waited for failed: %s", error)
    finally:
        _finishing.release()


def _event_bytes(event: AnswerEvent) -> bytes:
    if isinstance(event, SentenceEvent):
        sentence, citations = _sentence.dump_json(event.sentence), event.citations
        return _frame(
            "sentence",
            b'{"sentence":%b,"citations":%b}' % (sentence, _citations.dump_json(citations)),
        )
    if isinstance(event, ExpertsEvent):
        return _frame("experts", b'{"experts":%b}' % _experts.dump_json(event.experts))
    return _frame("done", b'{"answer":%b}' % _answer.dump_json(event.answer))


def _frame(name: str, data: bytes) -> bytes:
    # JSON holds no bare line end, so one data line is enough.
    return b"event: %b\ndata: %b\n\n" % (name.encode(), data)


def _log_answer(answer: Answer, question: str, started: float) -> None:
    _log.info(
        "asked: %d characters, %s, %s, %d citations, %d ms",
        len(question),
        answer.mode,
        "answered" if answer.answered else "declined",
        len(answer.citations),
        (time.perf_counter() - started) * 1000,
    )
