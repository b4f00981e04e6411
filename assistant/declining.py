"""Says what was not found: nothing at all, or nothing on a part of the question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answers import Expert
from assistant.called import called
from assistant.fielded import FieldFact
from assistant.found import Found
from assistant.questions import Language, asks_for_several, language_of, names_in
from assistant.reading import Quote
from ingest.segmentation import question_terms, terms

_DECLINED = {
    "zh": "在你能看到的资料里没有找到答案。",
    "en": "I found nothing on that in what you may read.",
}
_NEAREST_ARE = {"zh": "最接近的内容附在下面。", "en": "The nearest passages are below."}
_ASK = {"zh": "可以问问{}。", "en": "You could ask {}."}
_LACKING = {"zh": "关于{}，没有找到。", "en": "On {} I found nothing."}
_JOINER = {"zh": "、", "en": ", "}
_QUOTED = {"zh": "“{}”", "en": "“{}”"}
_ASKS = r"多少|几|什么|谁|哪|怎|为何|何时|吗|多久|多大"
_PART = re.compile(
    rf"[？?；;]\s*|(?<=[\u4e00-\u9fff])[，,](?=[^，,？?]*(?:{_ASKS}))|"
    r",?(?<!\s)\s+and\s+(?=(?:what|when|who|whom|how|where|which|why)\b)",
    re.IGNORECASE,
)
_ZH_ASKS = re.compile(_ASKS)
_PARTS = 3


def declined(
    language: Language, *, shown: bool, experts: Sequence[Expert], instead: str = ""
) -> str:
    """That nothing was found, or `instead` what was looked through, whether the nearest is shown, and whom
    to ask."""
    said = [instead or _DECLINED[language]]
    if shown:
        said.append(_NEAREST_ARE[language])
    if experts:
        names = _JOINER[language].join(called(one.person).said(language) for one in experts[:2])
        said.append(_ASK[language].format(names))
    return ("" if language == "zh" else " ").join(said)


def lacking(found: Found, said: Sequence[FieldFact | Quote], *, of_several: bool = False) -> str:
    """Which parts of the question an answer says nothing on; empty where it speaks to each."""
    parts = missing_parts(found, said, of_several=of_several)
    if not parts:
        return ""
    language = found.language
    named = _JOINER[language].join(_QUOTED[language].format(part) for part in parts)
    return _LACKING[language].format(named)


def missing_parts(
    found: Found, said: Sequence[FieldFact | Quote], *, of_several: bool = False
) -> tuple[str, ...]:
    """Of several things asked about, as they are written, those that nothing said is about: the names and
    codes of a comparison, or where the question is known to be `of_several`, and the clauses that ask on
    their own of which no word is said."""
    texts = [*_texts(said)]
    held = {term for text in texts for term in terms(text)}
    covered = found.covered(held)
    missing: list[str] = []
    names = [name for name in names_in(found.question) if terms(name)]
    if (of_several or asks_for_several(found.question)) and len(names) > 1:
        missing += [name for name in names if not held.issuperset(terms(name))]
    clauses = _clauses(found.question)
    if len(clauses) > 1:
        for clause in clauses:
            asked = found.focus.intersection(question_terms(clause))
            if asked and asked.isdisjoint(covered):
                missing.append(clause)
    if len(missing) >= len(clauses) + len(names):
        return ()
    return tuple(dict.fromkeys(missing))[:_PARTS]


def _clauses(question: str) -> list[str]:
    """Those that ask: 验收是哪天？ and 不按时会怎样？, but not 恒岳二期， before them."""
    parts = [part.strip() for part in _PART.split(question) if part and part.strip()]
    if language_of(question) == "zh":
        parts = [part for part in parts if _ZH_ASKS.search(part)]
    return parts


def _texts(said: Sequence[FieldFact | Quote]) -> Iterator[str]:
    for one in said:
        if isinstance(one, FieldFact):
            yield one.spoken
            yield one.chunk.title
        else:
            yield " ".join((one.passage.title, *one.section.heading, one.text))
