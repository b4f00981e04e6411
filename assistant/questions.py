"""What a question asks for, as far as its words tell: language, one thing or several."""

from __future__ import annotations

import re
from typing import Literal

QUESTION_CHARACTERS = 2000
"""What a question has at most."""
Language = Literal["zh", "en"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_SEVERAL = re.compile(
    r"哪些|哪几|分别|各自|各是|列出|列举|对比|比较|区别|不同|差异|相比|异同|[和与跟比、].{0,20}差多少|"
    r"\b(list|compare[ds]?|comparison|differences?|differ|versus|vs|against|respectively|both|each of|"
    r"before and after|which \w+ (?:are|were|have))\b",
    re.IGNORECASE,
)
# P500, OPC, Bergen, 2025, 2.4.1; a sentence's first word is capital anyway.
_EDITION = r"(?<![\w.])(?:20\d\d|v?\d+\.\d+(?:\.\d+)*)(?![\d.%])"
_NAME = re.compile(
    rf"{_EDITION}|(?<![A-Za-z])[A-Za-z]+-?\d[\w-]*|\b[A-Z]{{2,}}\w*|(?<=[\w,] )[A-Z][a-z]\w+"
)
_LATIN = re.compile(rf"{_EDITION}|[A-Za-z][\w-]*")
_PEOPLE = re.compile(
    r"(谁|哪位|哪个同事|哪些同事|哪些人).{0,12}(懂|熟|了解|知道|清楚|擅长|做过|经验|负责过|跟过|靠谱|专家)|(问|找|请教|联系)(谁|哪位|哪个同事)|"
    r"(懂|熟悉|了解|清楚|擅长|做过|踩过坑).{0,8}(的同事|的人)?是?(谁|哪位)|谁最(?:懂|熟|了解|清楚|擅长|有经验|在行|适合|能)|谁[^，。？?]{0,10}(?<![超通经不])过|是?谁(?:写|做|开发|编|设计|搭|搞|修|解决|处理|调试|调|画|讲|培训)(?:好|出来)?的|"
    r"\bwho (?:has|have|had) (?!to\b)|\bwho (?:dealt with|wrote|built|fixed|solved|handled|repaired|designed|looked into|cured|trained|programmed|developed|set up|sorted out)\b|\bhas any(?:one|body)\b|\b(who|which colleagues?|whom|which people|anyone|anybody|somebody)\b.{0,40}\b(knows?|know|understands?|expert|experts|experience|experienced|"
    r"familiar|worked on|working on|has done|has put|can help|help with|should (?:i|we) (?:ask|talk)|to ask|talk to|should join|good at)\b",
    re.IGNORECASE,
)


def language_of(text: str) -> Language:
    """Chinese when any character is."""
    return "zh" if _HAN.search(text) else "en"


def language_of_passage(text: str) -> Language:
    """Chinese when at least every twelfth character is: English prose with a Chinese name is English."""
    return "zh" if len(_HAN.findall(text)) * 12 >= len(text) else "en"


def names_in(question: str) -> list[str]:
    """The names and codes that a question writes in Latin letters, its years and versions."""
    return (_LATIN if language_of(question) == "zh" else _NAME).findall(question)


def asks_for_people(question: str) -> bool:
    """Whether the answer is the colleagues who know, rather than what they know."""
    return bool(_PEOPLE.search(question))


def asks_for_several(question: str) -> bool:
    """Whether a list or a comparison is asked."""
    return bool(_SEVERAL.search(question))
