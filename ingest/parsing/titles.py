"""A file's title: what it calls itself, what its name says, or both."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_WORDS = re.compile(r"[a-z]+|\d+|[^\W\da-z_]", re.I)
_SAYS_NOTHING = re.compile(
    r"(?:doc|document|file|scan|img|image|untitled|new|copy|final|draft|version|v|page|slide|sheet|report|"
    r"文档|文件|扫描|扫描件|未命名|新建|副本|最终|最终版|终稿|[\W_]|\d)*|[0-9a-f\-_]{12,}",
    re.I,
)
_COVERED = 0.5


def title_of(name: str, stated: str) -> str:
    """The title of a file called `name` whose content is headed `stated` (which may be empty).

    Of two that say the same the fuller is taken: "技术方案-V2.docx" headed "恒岳二期技术方案 V2" needs
    its heading, "恒岳报价单-v3.xlsx" headed "报价单" its name. Where they differ both are kept.
    """
    stem = PurePosixPath(name).stem.strip()
    if not stated:
        return stem
    if _SAYS_NOTHING.fullmatch(stem):
        return stated
    own, named = _words(stated), _words(stem)
    if len(named & own) >= _COVERED * len(named):
        return stated
    if len(named & own) >= _COVERED * len(own):
        return stem
    return f"{stated} · {stem}"


def _words(text: str) -> set[str]:
    """Latin words, numbers without leading zeros, and single characters of other scripts."""
    return {word.lower().lstrip("0") or "0" for word in _WORDS.findall(text)}
