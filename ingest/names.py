"""What customers and colleagues are called: one spelling to compare by, and short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable

from opencc import OpenCC

from ingest.marks import normal

_SIMPLIFIED = OpenCC("t2s")
_ASCII = re.compile(r"[\x00-\x7f]*")
_SPACES = re.compile(r"\s+")
_LEGAL_CHINESE = re.compile(
    r"(?:[(（][^()（）]{1,8}[)）])?(?:集团)?(?:股份)?(?:有限责任公司|有限公司|股份公司|集团公司|总公司|公司)$"
)
_LEGAL_LATIN = re.compile(
    r"(?<![,\s])[,\s]+(?:co\.?[,\s]*ltd|ltd|limited|inc|incorporated|corp|corporation|company|gmbh|ag|llc|plc|s\.?a|pte|bv|kg)\.?$",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[a-z0-9]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST = 200  # characters of what may be a name
_LEAST_LATIN = 3
_LEAST_HAN = 2


def fold(text: str) -> str:
    """NFKC, traditional to simplified, lower case, single spaces: what text is compared in."""
    if not _ASCII.fullmatch(text):
        text = str(_SIMPLIFIED.convert(normal("NFKC", text)))
    return _SPACES.sub(" ", text).lower().strip()


def short_forms(name: str) -> tuple[str, ...]:
    """The name without its legal suffix, where that leaves a name: 恒岳电气有限公司 -> 恒岳电气."""
    forms: list[str] = []
    if len(name) > _LONGEST:
        return ()
    for suffix in (_LEGAL_CHINESE, _LEGAL_LATIN):
        short = suffix.sub("", name.strip())
        while suffix.search(short):
            short = suffix.sub("", short)
        if short != name.strip() and is_matchable(fold(short)):
            forms.append(short)
    return tuple(forms)


def alternate_name(name: str, others: Iterable[str]) -> str:
    """The first of the other names that is in the other script, Chinese or Latin; empty if none is."""
    chinese = is_chinese(name)
    return next((one.strip() for one in others if is_chinese(one) != chinese and one.strip()), "")


def is_chinese(name: str) -> bool:
    """Whether a name is written in Chinese, if only in part."""
    return bool(_HAN.search(name))


def is_matchable(folded: str) -> bool:
    """Whether a folded name is long enough to be looked for in text without drowning in chance hits."""
    if _HAN.search(folded):
        return len(folded) >= _LEAST_HAN
    return len(folded) >= _LEAST_LATIN and bool(re.search(r"[a-z]", folded))


def is_latin(character: str) -> bool:
    """Whether a folded character belongs to a Latin word or a number."""
    return bool(_LATIN.match(character))
