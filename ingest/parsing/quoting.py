"""What a mail's author wrote, apart from the earlier mails quoted below it and the signature."""

from __future__ import annotations

import re

_DIVIDERS = re.compile(
    r"""^\s*(?:
      -{2,}\s*(?:Original\ (?:Message|Email)|Replied\ Message|原始邮件|原始郵件|(?:回复的)?原邮件|Ursprüngliche\ Nachricht)\s*-{2,}.*
    | (?:On|At)\ .{5,200}\ wrote:
    | (?:在|于)\s?.{5,120}写道\s*[:：]
    | .{0,120}\d{4}\s?年.{0,120}写道\s*[:：]
    | .{1,120}\s[于在]\s?\d{4}[-/.]\d.{0,120}写道\s*[:：]
    | _{20,}
    )\s*$""",
    re.X,
)
_HEADER_START = re.compile(r"^\s*\**(?:From|发件人|寄件者)\**\s*[:：]", re.I)
_HEADER_DATE = re.compile(
    r"^\s*\**(?:Sent|Date|发送时间|发送日期|日期|寄件日期|时间)\**\s*[:：]", re.I
)
_FORWARD = re.compile(r"forwarded message|转发邮件|转发的邮件|begin forwarded", re.I)
_SIGNATURE = re.compile(
    r"^(?:-- ?|—{2,}|发自我的.{0,20}|Sent from my .{0,30}|Get Outlook for .{0,20})$"
)
_SIGNATURE_LINES = 12
_LONGEST_DIVIDER = 600


def own_words(body: str) -> str:
    """The body without the earlier mails quoted below it and without the signature.

    A mail that only forwards or only quotes is kept whole: there the quoted text is what it says.
    """
    lines = body.strip().split("\n")
    end = len(lines)
    for index, line in enumerate(lines):
        joined = f"{line} {lines[index + 1].strip()}" if index + 1 < len(lines) else line
        if _FORWARD.search(line):
            return body.strip()
        if (
            _divides(line)
            or (line.startswith(("On ", "At ", "在", "于")) and _divides(joined))
            or (
                _HEADER_START.match(line)
                and any(map(_HEADER_DATE.match, lines[index + 1 : index + 4]))
            )
        ):
            end = index
            break
    kept = lines[:end]
    while kept and (not kept[-1].strip() or kept[-1].lstrip().startswith(">")):
        kept.pop()
    for index in range(max(0, len(kept) - _SIGNATURE_LINES), len(kept)):
        if _SIGNATURE.match(kept[index].rstrip("\r")):
            kept = kept[:index]
            break
    return "\n".join(kept).strip() or body.strip()


def _divides(line: str) -> bool:
    line = line.strip()
    return len(line) <= _LONGEST_DIVIDER and bool(_DIVIDERS.match(line))
