"""What people read, and that they did: each question, search and page goes into the audit log before
anything of it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answering import Assistant
from assistant.answers import (
    Answer,
    AnswerEvent,
    AnswerTable,
    DoneEvent,
    Filters,
    Knowing,
    Passage,
    ShowingEvent,
)
from assistant.audit.customer_reads import CustomerReads
from assistant.audit.entries import Entry
from assistant.audit.handover_reads import HandoverReads
from assistant.audit.learning_reads import LearningReads
from assistant.audit.log import AuditLog
from assistant.audit.map_reads import MapReads
from assistant.audit.person_reads import PersonReads
from assistant.audit.project_reads import ProjectReads
from assistant.audit.read_log import ReadLog
from assistant.customers.pages import CustomerPages
from assistant.experts import records_of
from assistant.handover.packs import Handovers
from assistant.kept_answers import around_quotes
from assistant.knowledge.knowledge_map import KnowledgeMap
from assistant.naming import customers_naming
from assistant.next_questions import Continuing
from assistant.originals import OriginalFile, Originals
from assistant.people.directory import Directory
from assistant.people.page import PersonPages
from assistant.projects.learning import Learning
from assistant.projects.reads import PastProjects
from assistant.query.counting import Counted
from assistant.query.typed_query import TypedQuery
from assistant.questions import Language
from assistant.records import record_view, records_listed
from assistant.views import RecordView, TimelineEntry
from ingest.access import Access
from ingest.filters import UNFILTERED
from ingest.store import Store


class AuditedReads:
    """Every way to read, for the API and, said to be `by` it, for the command line, where whoever has
    the data folder may ask as anybody."""

    def __init__(
        self,
        assistant: Assistant,
        store: Store,
        log: AuditLog,
        *,
        projects: PastProjects,
        customers: CustomerPages,
        learning: Learning,
        knowledge_map: KnowledgeMap,
        handovers: Handovers,
        people: PersonPages,
        directory: Directory,
        originals: Originals,
        by: str = "",
    ) -> None:
        self._assistant = assistant
        self._store = store
        self._log = log
        self._originals = originals
        self._continuing = Continuing(
            store, lambda question, access: assistant.can_answer(question, access=access)
        )
        self._reads = ReadLog(store, log, by=by)
        self.map = MapReads(knowledge_map, self._reads)
        self.projects = ProjectReads(projects, self._reads)
        self.customers = CustomerReads(customers, self._reads)
        self.learning = LearningReads(learning, self._reads)
        self.handovers = HandoverReads(handovers, self._reads)
        self.people = PersonReads(people, directory, self._reads)

    def ask(
        self,
        question: str,
        *,
        access: Access,
        conversation_id: str | None = None,
        filters: Filters = UNFILTERED,
    ) -> Answer:
        """The whole answer."""
        events = self.stream(
            question, access=access, conversation_id=conversation_id, filters=filters
        )
        return next(event.answer for event in events if isinstance(event, DoneEvent))

    def stream(
        self,
        question: str,
        *,
        access: Access,
        conversation_id: str | None = None,
        filters: Filters = UNFILTERED,
    ) -> Iterator[AnswerEvent]:
        """The answer as it grows. Whoever leaves in its midst may have read all of it: what it may show is
        kept before anything of it is shown."""
        held: list[AnswerEvent] = []
        kept = False
        for event in self._assistant.stream(
            question, access=access, conversation_id=conversation_id, filters=filters
        ):
            if isinstance(event, ShowingEvent):
                self._reads.keep(
                    "ask", access, event.answer_id, text=question, records=event.records
                )
                kept = True
                continue
            if isinstance(event, DoneEvent) and not kept:
                answer = event.answer
                shown = {citation.record_id for citation in answer.citations}
                shown.update(records_of(answer.experts))
                if answer.table:
                    shown.update(_records_in(answer.table))
                shown.update(self._naming(answer, access))
                shown.update(one.record_id for one in answer.projects)
                self._reads.keep("ask", access, answer.answer_id, text=question, records=shown)
                if answer.part:
                    self._reads.keep(
                        "customer", access, answer.part.customer.id, records=sorted(shown)
                    )
                kept = True
            held.append(event)
            if kept:
                yield from held
                held.clear()

    def _naming(self, answer: Answer, access: Access) -> set[str]:
        """The records that state the customers whom an answer names in words of its own."""
        cited = {one.number: one for one in answer.citations}
        said = [
            around_quotes(sentence, (cited[one] for one in sentence.citations))
            for sentence in answer.sentences
        ]
        said += (answer.note, *(one.name for one in answer.choices))
        if answer.table:
            said += (cell for row in answer.table.rows for cell in row.cells)
        text = "\n".join(said)
        with self._store.catalog.reading() as connection:
            named = customers_naming(connection, self._store, text, access=access)
        return {record_id for _, record_id in named}

    def search(
        self, question: str, *, access: Access, filters: Filters = UNFILTERED, limit: int = 20
    ) -> tuple[Passage, ...]:
        """The best passages."""
        passages = self._assistant.retrieve(question, access=access, filters=filters, limit=limit)
        shown = {passage.record_id for passage in passages}
        self._reads.keep("search", access, text=question, records=shown)
        return passages

    def query(
        self,
        query: TypedQuery,
        today: date,
        language: Language,
        *,
        access: Access,
        rows: int,
        records: int,
    ) -> Counted:
        """A typed query, counted."""
        counted = self._assistant.counting.run(
            query, today, language, access=access, rows=rows, records=records
        )
        said = query.model_dump_json(exclude_defaults=True)
        self._reads.keep("query", access, text=said, records=_records_in(counted.table))
        return counted

    def experts(
        self, question: str, *, access: Access, customer_id: str | None = None, limit: int = 10
    ) -> Knowing:
        """The people who know most, and who did."""
        knowing = self._assistant.experts(
            question, access=access, customer_id=customer_id, limit=limit
        )
        shown = records_of([*knowing.experts, *knowing.formerly])
        self._reads.keep("experts", access, customer_id or "", text=question, records=shown)
        return knowing

    def record(self, record_id: str, version: int | None, *, access: Access) -> RecordView:
        """One version of a record."""
        view = record_view(
            self._store, record_id, version, access=access, originals=self._originals
        )
        shown = [record_id, *(entry.record.record_id for entry in view.thread)]
        self._reads.keep("record", access, record_id, records=shown)
        return view

    def file(self, record_id: str, version: int | None, *, access: Access) -> OriginalFile:
        """The file that a record was read from."""
        found = self._originals.file(record_id, version, access=access)
        self._reads.keep("file", access, record_id, records=[record_id])
        return found

    def records(self, record_ids: Sequence[str], *, access: Access) -> tuple[TimelineEntry, ...]:
        """What the records are, whose texts are not shown."""
        listed = records_listed(self._store, record_ids, access=access)
        self._reads.keep("records", access, records=[one.record.record_id for one in listed])
        return listed

    def next_questions(self, answer_id: str, *, access: Access) -> tuple[str, ...]:
        """What might be asked after an answer of the asker's."""
        found = self._continuing.after(answer_id, access=access)
        self._reads.keep("next_questions", access, answer_id, records=found.records)
        return found.questions

    def feedback(self, answer_id: str, useful: bool, comment: str, *, access: Access) -> None:
        """Keep the asker's word on an answer of theirs."""
        self._assistant.judge(answer_id, useful, comment, access=access)
        self._log.append(Entry("feedback", access.person_id, answer_id))


def _records_in(table: AnswerTable) -> set[str]:
    return {record.record_id for row in table.rows for record in row.records}
