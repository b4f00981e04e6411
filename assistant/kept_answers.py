"""What is kept of an answer, so that it can be read again: each sentence with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from assistant.answers import Answer, Citation, Sentence

Resting = tuple[str, int]
"""A version of a record: its id and number. 0 is that of a record that could not be read any more."""


@dataclass(frozen=True, slots=True)
class KeptSentence:
    """A sentence, and the versions that whoever reads it must be able to read: all that the answer used
    where it is `of_all`, as a number is of more records than it cites."""

    sentence: Sentence
    rests: tuple[Resting, ...]
    of_all: bool = False


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was said. `asked_of` are the versions that the question's own words tell of, `rests` all that
    it and its answer used. An empty `mode` says that nothing of the answer was kept."""

    mode: Literal["", "reader", "writer"] = ""
    sentences: tuple[KeptSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    asked_of: tuple[Resting, ...] = ()
    rests: tuple[Resting, ...] = ()

    def told_to(self, readable: frozenset[Resting]) -> list[KeptSentence]:
        """The sentences for somebody who may read those versions."""
        return [
            one
            for one in self.sentences
            if readable.issuperset(self.rests if one.of_all else one.rests)
        ]


_adapter = TypeAdapter(KeptAnswer)


def kept(
    answer: Answer,
    asked_of: Sequence[Resting],
    carried: Sequence[Resting],
    entries: Sequence[tuple[str, Resting]],
    *,
    whole: bool,
) -> dict[str, object]:
    """As JSON. `asked_of` is what the words of the question tell of, `carried` what those taken over
    from an earlier one came from; `entries` are the names that may stand around a quote, and the
    record that states each. A `whole` answer is counted, or told from many records: its sentences rest on all
    of them, and name people and their posts anywhere."""
    cited = {citation.number: citation for citation in answer.citations}
    sentences = tuple(
        KeptSentence(
            sentence,
            _rests(sentence, cited, entries),
            of_all=whole
            or answer.mode == "writer"
            or not (sentence.citations and sentence.supported),
        )
        for sentence in answer.sentences
    )
    rests = {*asked_of, *carried, *((one.record_id, one.version) for one in answer.citations)}
    rests.update(resting for one in sentences for resting in one.rests)
    if whole:
        rests.update(entry for _, entry in entries)
    made = KeptAnswer(
        answer.mode, sentences, answer.citations, tuple(asked_of), tuple(sorted(rests))
    )
    written: dict[str, object] = _adapter.dump_python(made, mode="json")
    return written


def read_kept(written: object) -> KeptAnswer:
    """The inverse of `kept`; nothing for a turn that is older than what is kept now."""
    return _adapter.validate_python(written) if written else KeptAnswer()


def _rests(
    sentence: Sentence, cited: Mapping[int, Citation], entries: Sequence[tuple[str, Resting]]
) -> tuple[Resting, ...]:
    quoted: Sequence[Citation] = [cited[number] for number in sentence.citations]
    rests = {(one.record_id, one.version) for one in quoted}
    around = around_quotes(sentence, quoted)
    # A person's name and post stand before the quote, a name in the other script behind it.
    rests.update(entry for name, entry in entries if name in around)
    return tuple(sorted(rests))


def around_quotes(sentence: Sentence, cited: Iterable[Citation]) -> str:
    """What it says in words of its own, beside those that it cites."""
    around = sentence.text
    for one in cited:
        around = around.replace(one.quote, "")
    return around
