"""Transcripts of what was said: VTT, SRT, JSON of common programs, and text as meeting programs export it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ingest.documents import Parsed
from ingest.errors import UnreadableError
from ingest.parsing.dialogue import Turn, joined, parsed_dialogue
from ingest.parsing.text import decode

_CUE = re.compile(r"^\s*(\d{1,3}:\d{2}(?::\d{2})?)[.,]\d{1,3}\s+-->\s")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]{1,80})>")
_MARKUP = re.compile(r"</?[a-zA-Z][^>]{0,80}>|<\d[\d:.]*>|\{\\[^}]{0,40}\}")
_NAMED = re.compile(r"^(?P<speaker>[^\W\d][^:：.,，。!?！？]{0,39})[:：]\s+(?P<text>.+)$", re.S)
_NAME = r"(?P<speaker>[^\W\d_][^:：\n]{0,39}?)"
_TIME = r"(?P<at>(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+)?\d{1,2}:\d{2}(?::\d{2})?)"
_HEADS = (
    re.compile(rf"^{_NAME}\s*[(（\[]{_TIME}[)）\]]\s*[:：]?\s*(?P<text>.*)$"),  # 张三(00:01:23): …
    re.compile(rf"^{_NAME}\s+{_TIME}\s*(?P<text>)$"),  # 张三 00:01:23
    re.compile(
        rf"^[(（\[]?{_TIME}[)）\]]?\s+{_NAME}\s*[:：]\s*(?P<text>.*)$"
    ),  # 2026-06-01 10:00 张三: …
)
_LEVEL = re.compile(r"(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL)\b", re.I)
_FEWEST_TURNS = 3
_SHARE_OF_HEADS = 0.2
_SHARE_OF_SPEECH = 0.8
_SPEAKER = ("speaker", "speaker_name", "speakerName", "speaker_label", "name", "role")
_TEXT = ("text", "content", "transcript", "sentence", "value")
_START = ("start", "start_time", "startTime", "begin_time", "bg", "timestamp", "time", "from")
_LISTS = ("segments", "utterances", "sentences", "paragraphs", "turns", "transcript", "results", "data")  # fmt: skip
_MILLISECONDS = ("begin_time", "bg")


def parse_captions(data: bytes) -> Parsed:
    """VTT and SRT: cues of one voice are joined. Raises UnicodeError for bytes that are no text."""
    return parsed_dialogue(joined(_cues(decode(data))))


def parse_json(data: bytes) -> Parsed:
    """A list of {speaker, text, start}, or an object that holds one. Raises UnreadableError
    unsupported for any other JSON, ValueError for what is none."""
    turns = joined(_utterances(json.loads(decode(data))))
    if not turns:
        raise UnreadableError(
            "its JSON is no transcript; read it as a source of kind table or chat",
            reason="unsupported",
        )
    return parsed_dialogue(turns)


def dialogue_in(text: str) -> Parsed | None:
    """The turns of a text that says before each who speaks and when; None for any other text, and
    where nobody speaks twice: an agenda looks like that."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    heads = [_head(line) for line in lines]
    found = sum(head is not None for head in heads)
    speakers = {head.speaker for head in heads if head}
    if len(speakers) == found or found < max(_FEWEST_TURNS, _SHARE_OF_HEADS * len(lines)):
        return None
    turns: list[Turn] = []
    for line, head in zip(lines, heads, strict=True):
        if head is not None:
            turns.append(head)
        elif turns:
            last = turns[-1]
            turns[-1] = Turn(last.speaker, f"{last.text} {line}".strip(), last.at)
        else:
            turns.append(
                Turn("", line)
            )  # what stands above the first turn: title, date, those present
    if sum(bool(turn.text) for turn in turns) < _SHARE_OF_SPEECH * len(turns):
        return None  # a timetable
    return parsed_dialogue(turns)


def _head(line: str) -> Turn | None:
    for pattern in _HEADS:
        match = pattern.match(line)
        if match and not _LEVEL.match(match["speaker"]):
            return Turn(match["speaker"].strip(), match["text"].strip(), match["at"])
    return None


def _cues(text: str) -> Iterator[Turn]:
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = block.strip().split("\n")
        for index, line in enumerate(lines[:3]):
            if cue := _CUE.match(line):
                yield from _voices("\n".join(lines[index + 1 :]), cue[1])
                break


def _voices(text: str, at: str) -> Iterator[Turn]:
    before, *voices = _VOICE.split(text)
    if said := _plain(before):
        named = _NAMED.match(said)
        yield Turn(named["speaker"], named["text"], at) if named else Turn("", said, at)
    for speaker, said in zip(voices[::2], voices[1::2], strict=True):
        if _plain(said):
            yield Turn(" ".join(speaker.split()), _plain(said), at)


def _plain(text: str) -> str:
    return " ".join(_MARKUP.sub("", text).split())


def _utterances(value: object) -> Iterator[Turn]:
    match value:
        case list():
            for item in value:
                if isinstance(item, dict) and (text := _first(item, _TEXT)):
                    yield Turn(_first(item, _SPEAKER), text, _clock(item))
        case dict():
            for name in _LISTS:
                if isinstance(value.get(name), list | dict):
                    yield from _utterances(value[name])
                    return


def _first(item: dict[str, object], names: tuple[str, ...]) -> str:
    for name in names:
        value = item.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("display_name")
        if isinstance(value, str | int) and str(value).strip():
            return " ".join(str(value).split())
    return ""


def _clock(item: dict[str, object]) -> str:
    for name in _START:
        match item.get(name):
            case bool():
                continue
            case int() | float() as number:
                seconds = int(number / 1000 if name in _MILLISECONDS else number)
                return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
            case str() as written if written.strip():
                return written.strip()[:40]
    return ""
