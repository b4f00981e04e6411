"""What the writer has made of an answer so far: checked sentences, each with exact quotes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.answers import Answer, Citation, Sentence
from assistant.citing import quote_citation
from assistant.questions import Language
from assistant.writing.checking import Checked

_UNSUPPORTED = {"zh": "（出处未能证实）", "en": " (not borne out by the sources)"}


@dataclass(slots=True)
class Draft:
    """Grows sentence by sentence. `records` are all that the model was shown; `note` is why it came to
    nothing, empty while it has not, and it had `begun` if sentences were shown before that."""

    language: Language
    records: frozenset[str] = frozenset()
    note: str = ""
    begun: bool = False
    _sentences: list[Sentence] = field(default_factory=list)
    _citations: dict[tuple[str, int, int], Citation] = field(default_factory=dict)

    def add(self, checked: Checked) -> tuple[Sentence, tuple[Citation, ...]]:
        """The sentence with the numbers of its quotes, and the citations that are new with it."""
        numbers: list[int] = []
        new: list[Citation] = []
        for quote in checked.quotes:
            place = (quote.passage.chunk_id, quote.start, quote.end)
            if place not in self._citations:
                self._citations[place] = quote_citation(len(self._citations) + 1, quote)
                new.append(self._citations[place])
            numbers.append(self._citations[place].number)
        sentence = Sentence(checked.claim.text, tuple(dict.fromkeys(numbers)), checked.supported)
        self._sentences.append(sentence)
        return sentence, tuple(new)

    def fails(self, note: str) -> None:
        """Nothing of it is to be shown in the end."""
        self.note = note
        self.begun = bool(self._sentences)
        self._sentences.clear()
        self._citations.clear()

    def finish(self, answer: Answer) -> Answer:
        """The reader's answer with what was written in its place, or with the note why it is not."""
        if not self.stands:
            return replace(answer, note=self.note or answer.note)
        return replace(
            answer,
            mode="writer",
            answered=True,
            text=self.text,
            sentences=self.sentences,
            citations=self.citations,
            supported_share=self.supported_share,
            note="",
        )

    @property
    def stands(self) -> bool:
        """Whether a sentence of it is borne out."""
        return any(sentence.supported for sentence in self._sentences)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(self._sentences)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations.values())

    @property
    def supported_share(self) -> float:
        """Of the sentences."""
        supported = sum(sentence.supported for sentence in self._sentences)
        return round(supported / max(1, len(self._sentences)), 4)

    @property
    def text(self) -> str:
        """The sentences with their numbers, those that are not borne out marked in words."""
        gap = "" if self.language == "zh" else " "
        return gap.join(map(self._said, self._sentences))

    def _said(self, sentence: Sentence) -> str:
        numbers = "".join(f"[{number}]" for number in sentence.citations)
        mark = "" if sentence.supported else _UNSUPPORTED[self.language]
        return f"{sentence.text} {numbers}".strip() + mark
