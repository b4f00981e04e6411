"""What a question asks for, as far as its words tell: language, one thing or several."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["zh", "en"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_SEVERAL = re.compile(
    r"哪些|哪几|有什么|分别|各自|列出|列举|对比|比较|区别|不同|差异|相比|异同|几个|步骤|流程|优缺点|教训|踩过|"
    r"\b(list|compare|comparison|difference|differences|differ|versus|vs|which (?:\w+ )?(?:are|were|have|customers|projects)|"
    r"what (?:are|were) the|respectively|both|each|steps|reasons|lessons)\b",
    re.IGNORECASE,
)


def language_of(text: str) -> Language:
    """Chinese when any character is."""
    return "zh" if _HAN.search(text) else "en"


def asks_for_several(question: str) -> bool:
    """Whether a list or a comparison is asked."""
    return bool(_SEVERAL.search(question))
