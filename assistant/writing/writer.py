"""Has a language model write an answer from passages, and lets pass what they bear out."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial

from assistant.answers import SentenceEvent, ShowingEvent
from assistant.follow_ups import Standalone, Turn
from assistant.found import Found
from assistant.health import Check
from assistant.naming import known_mentions
from assistant.query.typed_query import TypedQuery
from assistant.query.views import CountableKind
from assistant.questions import language_of
from assistant.writing.checking import SentenceChecker
from assistant.writing.cleaning import Claim, ClaimStream
from assistant.writing.drafts import Draft
from assistant.writing.endpoint import ChatEndpoint
from assistant.writing.examining import examine_writer
from assistant.writing.filling import filled
from assistant.writing.following import rewritten
from assistant.writing.nearness import load_nearness
from assistant.writing.packing import Packed, pack
from ingest.access import Access
from ingest.errors import PermanentError, TransientError
from ingest.store import Store

_MOST_SENTENCES = 12
_FAILED = {
    "zh": "语言模型没有完成回答，以下是资料原文。",
    "en": "The language model did not answer; these are quotations from the records.",
}
_NOTHING_SENT = {
    "zh": "找到的资料没有一段能交给语言模型，以下是资料原文。",
    "en": "Nothing that was found could be given to the language model; these are quotations from the records.",
}
_NOT_BORNE_OUT = {
    "zh": "语言模型写的内容没有得到资料证实，以下是资料原文。",
    "en": "What the language model wrote is not borne out by the records; these are quotations from them.",
}


@dataclass(frozen=True, slots=True)
class WriterLimits:
    """How much the model reads."""

    passages: int
    prompt_tokens: int


class Writer:
    """Writes by one endpoint; keeps nothing between answers."""

    def __init__(self, store: Store, endpoint: ChatEndpoint, limits: WriterLimits) -> None:
        self._store = store
        self._limits = limits
        self._nearness = load_nearness(store.embedder.fingerprint)
        self.endpoint = endpoint

    def rewritten(self, question: str, previous: Turn, *, access: Access) -> tuple[Standalone, ...]:
        """What a follow-up means, as the model says; nothing where it says nothing of use."""
        mentions = partial(known_mentions, self._store, access=access)
        text = rewritten(question, previous, self.endpoint, mentions)
        return (Standalone(text, records=previous.records),) if text else ()

    def filled(
        self, question: str, today: date, countable: tuple[CountableKind, ...]
    ) -> TypedQuery | None:
        """The query that a question is, as the model fills it in."""
        return filled(question, today, countable, self.endpoint)

    def examine(self) -> tuple[Check, ...]:
        """What the doctor finds of the endpoint, which is asked for it."""
        return examine_writer(self.endpoint, self._limits.prompt_tokens)

    @property
    def rests(self) -> bool:
        """Whether the endpoint has failed so often that the reader answers without asking it."""
        return self.endpoint.breaker.state == "open"

    def write(
        self,
        question: str,
        found: Found,
        first: Iterable[str],
        *,
        answer_id: str,
        beside: frozenset[str],
        access: Access,
    ) -> Generator[SentenceEvent | ShowingEvent, None, Draft]:
        """Sentences as they are written and checked; the draft that they make is returned. `question` is
        what was found for, as it stands alone; `first` are ids of chunks found that surely answer it, and
        `beside` records that are shown beside the sentences. All are the asker's to read.

        A draft does not stand where the endpoint failed, or was not asked since no passage may be sent, or
        where nothing was borne out; its note says which.
        """
        language = language_of(question)
        packed = pack(
            question,
            found,
            first,
            language,
            most_passages=self._limits.passages,
            most_tokens=self._limits.prompt_tokens,
        )
        draft = Draft(language, packed.records)
        if not packed.pieces:
            draft.fails(_NOTHING_SENT[language])
            return draft
        yield ShowingEvent(answer_id, packed.records | beside)
        try:
            with closing(self._claims(packed)) as claims:
                yield from self._checked(claims, packed, draft, access)
        except (TransientError, PermanentError):
            # The endpoint has logged what failed.
            draft.fails(_FAILED[language])
            return draft
        if not draft.stands:
            draft.fails(_NOT_BORNE_OUT[language])
        return draft

    def _claims(self, packed: Packed) -> Generator[Claim, None, None]:
        stream = ClaimStream()
        with closing(self.endpoint.stream(packed.messages)) as texts:
            for text in texts:
                yield from stream.feed(text)
        yield from stream.rest()

    def _checked(
        self, claims: Iterable[Claim], packed: Packed, draft: Draft, access: Access
    ) -> Iterator[SentenceEvent]:
        mentions = partial(known_mentions, self._store, access=access)
        checker = SentenceChecker(
            packed.pieces, self._store.embedder, self._nearness, mentions, packed.question
        )
        said: set[str] = set()
        for claim in claims:
            if claim.says_nothing or claim.text in said:
                continue
            said.add(claim.text)
            yield SentenceEvent(*draft.add(checker.check(claim)))
            if len(said) == _MOST_SENTENCES:
                break
