"""What the records of a project say of its goal, its result, its lessons and its team, word for word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from assistant.projects.vocabulary import Genre, ProjectWords, Topic, project_words
from assistant.quoting import ReadRecord, ReadSection, RecordQuote
from ingest.moments import to_text
from ingest.names import fold
from ingest.records import DOCUMENTS

_LESSONS = 12
_LESSONS_OF_ONE = 6
_FEW = 3
_RESULTS = 5
_LEAST_TELLING = 8  # characters of a sentence that stands for a document


class ProjectTelling:
    """Reads the records of one project."""

    def __init__(self, records: Iterable[ReadRecord]) -> None:
        self._words: ProjectWords = project_words()
        self._records = sorted(
            records,
            key=lambda one: (
                -self._genre(one).place,
                _negative(one),
                one.record_id,
            ),
        )

    def lessons(self) -> tuple[RecordQuote, ...]:
        """Sections headed so, then sentences that say so; reviews before all else."""
        headed: list[RecordQuote] = []
        saying: list[RecordQuote] = []
        for record in self._records:
            under = list(self._under("lesson", record))
            if self._genre(record).name == "review":
                under += self._under("problem", record)
            headed += under[:_LESSONS_OF_ONE]
            said = self._sentences(record)
            saying += [one for one in said if self._says("lesson", one)][:_FEW]
        return _distinct(chain(headed, saying), _LESSONS)

    def result(self) -> tuple[RecordQuote, ...]:
        """What reviews and acceptances say came of it; a lesson only where nothing else does."""
        ended = [one for one in self._records if self._genre(one).name in ("review", "acceptance")]
        headed = chain.from_iterable(self._under("result", one) for one in ended)
        begun = (one for record in ended for one in self._opening(record))
        saying = (one for record in ended for one in self._sentences(record))
        told = chain(
            headed,
            (one for one in begun if any(map(str.isdigit, one.quote))),
            (one for one in saying if self._says("result", one)),
        )
        all_told = list(told)
        lessons = {(one.record_id, one.start) for one in self.lessons()}
        others = [one for one in all_told if (one.record_id, one.start) not in lessons]
        return _distinct(others or all_told[:1], _RESULTS)

    def goal(self) -> tuple[RecordQuote, ...]:
        """What plans say it was for; where there is none, first talks, or contracts."""
        oldest = sorted(self._records, key=_negative, reverse=True)
        planned = [one for one in oldest if self._genre(one).name in ("overview", "plan")]
        headed = [one for record in planned for one in _few(self._under("goal", record))]
        said = [
            one for record in planned for one in self._sentences(record) if self._says("goal", one)
        ]
        begun = [one for record in planned for one in _few(self._opening(record))]
        asked = [
            one
            for record in oldest
            if record.kind in ("visit", "call", "meeting")
            for one in _few(self._sentences(record))
        ]
        agreed = [
            one
            for record in oldest
            if record.kind == "contract"
            for one in self._sentences(record)
            if not self._says("terms", one)
        ]
        told = next(filter(None, (headed, said, begun, asked, agreed)), [])
        return _distinct(told, _FEW)

    def team(self) -> tuple[RecordQuote, ...]:
        """Who did what, where a section says so."""
        return _distinct(
            chain.from_iterable(self._under("people", one) for one in self._records), _FEW
        )

    def _under(self, topic: Topic, record: ReadRecord) -> Iterator[RecordQuote]:
        """The sentences of sections headed so; the title counts only of what is one section."""
        for section in record.sections:
            if self._is_headed(topic, section, record):
                yield from self._sentences(record, section)

    def _is_headed(self, topic: Topic, section: ReadSection, record: ReadRecord) -> bool:
        heading = section.heading[-1] if section.heading else record.title
        if fold(heading) == fold(record.title) and len(record.sections) > 1:
            return False
        if topic == "lesson" and record.kind not in (*DOCUMENTS, "mail", "meeting"):
            return False
        return self._words.is_heading(topic, heading)

    def _opening(self, record: ReadRecord) -> list[RecordQuote]:
        """What stands before its first heading of its own."""
        first = next(iter(record.sections), None)
        if first is None or len(first.heading) > 1:
            return []
        return [one for one in self._sentences(record, first) if len(one.quote) >= _LEAST_TELLING]

    def _sentences(
        self, record: ReadRecord, section: ReadSection | None = None
    ) -> Iterator[RecordQuote]:
        """Without those that say when and where it was written, and for whom."""
        return (one for one in record.sentences(section) if not self._says("formal", one))

    def _says(self, topic: str, quote: RecordQuote) -> bool:
        return bool(self._words.sentences[topic].search(fold(quote.quote)))

    def _genre(self, record: ReadRecord) -> Genre:
        is_written = record.kind in DOCUMENTS
        return self._words.genre(record.title if is_written else "")


def _few(quotes: Iterable[RecordQuote], most: int = 2) -> Sequence[RecordQuote]:
    return list(quotes)[:most]


def _negative(record: ReadRecord) -> tuple[int, ...]:
    """Sorts the newest first; what has no date comes last."""
    if record.occurred_at is None:
        return (1,)
    return (0, *(-ord(sign) for sign in to_text(record.occurred_at)))


def _distinct(quotes: Iterable[RecordQuote], most: int) -> tuple[RecordQuote, ...]:
    kept: dict[str, RecordQuote] = {}
    for one in quotes:
        kept.setdefault(fold(one.quote), one)
        if len(kept) == most:
            break
    return tuple(kept.values())
