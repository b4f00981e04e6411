"""What is said to people in Chinese and in English alike."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.questions import Language


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same in both languages; which is shown, whoever shows it knows."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def filled(self, **words: str | int) -> Bilingual:
        """With the words put into their places in either."""
        return Bilingual(self.zh.format(**words), self.en.format(**words))
