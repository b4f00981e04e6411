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
        """With the words put into their places, each in its language."""
        return Bilingual(self._filled("zh", words), self._filled("en", words))

    def _filled(self, language: Language, words: Mapping[str, str | int | Bilingual]) -> str:
        said = {
            place: word.said(language) if isinstance(word, Bilingual) else word
            for place, word in words.items()
        }
        return self.said(language).format(**said)
