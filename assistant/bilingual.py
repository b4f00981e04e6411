"""What is said to people in Chinese and in English alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.questions import Language


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same in both languages; which is shown, whoever shows it knows."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def filled(self, **words: str | int | Bilingual) -> Bilingual:
        """With the words put into their places, each in its language; a number into {count:day|days} with the word
        that goes with it."""
        return Bilingual(self._filled("zh", words), self._filled("en", words))

    def _filled(self, language: Language, words: Mapping[str, str | int | Bilingual]) -> str:
        said = {
            place: word.said(language)
            if isinstance(word, Bilingual)
            else _Number(word)
            if isinstance(word, int)
            else word
            for place, word in words.items()
        }
        return self.said(language).format(**said)


def counted(count: int, words: str) -> str:
    """So many, in English, with the word for one or for many: counted(1, "record|records")."""
    one, _, many = words.partition("|")
    return f"{count} {one if count == 1 else many}"


class _Number(int):
    """Stands in a text with the word that goes with it, where there are two: one|many."""

    def __format__(self, words: str) -> str:
        return counted(self, words) if "|" in words else super().__format__(words)
