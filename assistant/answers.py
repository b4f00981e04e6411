"""The answer, as every door shows it: HTTP, command line, evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.query.typed_query import TypedQuery
from ingest.filters import Filters as Filters
from ingest.records import Kind, Moment, Role


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk found for a question. `dense` is a cosine, `keyword` a BM25 score, `score` fused, in about 0..1."""

    chunk_id: str
    record_id: str
    version: int
    source: str
    kind: Kind
    title: str
    uri: str
    text: str
    page: str
    heading: tuple[str, ...]
    start: int
    end: int
    score: float
    dense: float
    keyword: float
    customers: tuple[str, ...]
    people: tuple[str, ...]
    occurred_at: Moment | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered pointer to an exact quote: `text[start:end] == quote` in that version's text."""

    number: int
    record_id: str
    version: int
    chunk_id: str
    source: str
    kind: Kind
    title: str
    uri: str
    page: str
    heading: tuple[str, ...]
    quote: str
    start: int
    end: int
    customers: tuple[str, ...]
    people: tuple[str, ...]
    occurred_at: Moment | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, the numbers of its citations, and whether they bear it out."""

    text: str
    citations: tuple[int, ...]
    supported: bool


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A colleague as shown beside an answer; `alternate_name` is the name in the other script, Chinese or
    Latin, and empty where no record gives one."""

    id: str
    name: str
    alternate_name: str
    title: str
    department: str
    email: str


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A record the asker may open."""

    record_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person is named: so many records in one role, the latest of them, some to open."""

    role: Role
    count: int
    last_at: Moment | None
    records: tuple[RecordLink, ...]


PartName = Literal["topic", "named", "customer", "confirmed"]


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What of a score comes from the records on the topic, from being named in the sentences that answer,
    from the history with the customer that the question names, and from their own word that they know it."""

    name: PartName
    share: float


@dataclass(frozen=True, slots=True)
class Expert:
    """A person ranked for a question; `score` is relative to the first (1.0) and the sum of its parts."""

    person: PersonCard
    score: float
    reasons: tuple[Reason, ...]
    parts: tuple[ScorePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Former:
    """Somebody who knew: left, or long without a record where not `left`. `successors` own the accounts
    now that it was about, or lead who left."""

    person: PersonCard
    score: float
    reasons: tuple[Reason, ...]
    left: bool
    successors: tuple[PersonCard, ...]


@dataclass(frozen=True, slots=True)
class Knowing:
    """Colleagues, the best informed first, and those who would stand among them were they still here.
    Nobody: nobody evident."""

    experts: tuple[Expert, ...]
    formerly: tuple[Former, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerLink:
    """A customer named in the question or its answer; `alternate_name` as of a colleague."""

    id: str
    name: str
    alternate_name: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A number or a record: `number` exactly, as decimal text, empty where the row has none; `records`
    are the first of the `count` that are behind it."""

    cells: tuple[str, ...]
    number: str
    records: tuple[RecordLink, ...]
    count: int


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """What was counted or listed: the filter in words, the rows, and the query that gives them again, where
    one does."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    total_rows: int
    chart: Literal["", "bar", "line"]
    query: TypedQuery | None = None


PagePart = Literal[
    "changes", "timeline", "promises", "open", "contacts", "deals", "contracts", "tickets", "documents", "signals",
    "team", "competitors",
]  # fmt: skip
"""A part of a customer's page, as it is asked for in words."""


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """The part of a customer's page that an answer is told from, how much of it there is in `total`, and
    what of it was asked for: days, both within, kinds of record, colleagues."""

    name: PagePart
    customer: CustomerLink
    total: int
    kinds: tuple[Kind, ...] = ()
    people: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NamedProject:
    """A past project that an answer tells of, whose page tells more, with a record that states it."""

    id: str
    name: str
    record_id: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of those whom a name in the question may mean: the name in its language that tells them from the
    others, and the question with it; both empty where no name does."""

    customer: CustomerLink
    name: str
    question: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What `Assistant.ask` returns. When `answered` is false, `citations` show what was nearest.

    `supported_share` is that of the sentences which are borne out; `note` says, in the answer's language,
    what it lacks: a part of the question that it says nothing on, or the writer, who failed. `table` is
    there when the answer is counted, or lists more than it tells, `part` when it is told from a part of a customer's page, and `choices`
    when it waits for which customer is meant; `projects` are those that it is about, where it is told from their pages. `customers` and
    `people` are those whom the question names.
    """

    answer_id: str
    conversation_id: str
    question: str
    standalone_question: str
    language: Literal["zh", "en"]
    mode: Literal["reader", "writer"]
    answered: bool
    confidence: float
    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    experts: tuple[Expert, ...]
    customers: tuple[CustomerLink, ...]
    total_ms: int
    supported_share: float = 1.0
    note: str = ""
    table: AnswerTable | None = None
    people: tuple[PersonCard, ...] = ()
    part: AnswerPart | None = None
    choices: tuple[Choice, ...] = ()
    projects: tuple[NamedProject, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceEvent:
    """A sentence is ready; `citations` are those it is the first to use."""

    sentence: Sentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ShowingEvent:
    """Comes before the first sentence of an answer that grows as it is written, for whoever keeps what is
    shown: the records that it may show anything of."""

    answer_id: str
    records: frozenset[str]


@dataclass(frozen=True, slots=True)
class ExpertsEvent:
    """The people who know more."""

    experts: tuple[Expert, ...]


@dataclass(frozen=True, slots=True)
class DoneEvent:
    """The whole answer; the last event of a stream."""

    answer: Answer


AnswerEvent = SentenceEvent | ExpertsEvent | DoneEvent
