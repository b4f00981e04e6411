"""Messages out of chat exports: Slack's folders, Feishu's and WeCom's JSON, and lines of text.

Slack: slack.com/help/articles/220556107; Feishu: im/v1/messages; WeCom: 会话内容存档 (developer.work.weixin.qq.com/document/path/91774).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from ingest.parsing.mail_headers import is_sound
from ingest.parsing.questions import Begun
from ingest.parsing.text import decode
from ingest.records import PersonRef

_LINE = re.compile(
    r"^\[?(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?\]?[ \t]+([^:：\n]{1,60})(?:[:：][ \t]*(.*))?$"
)
_NAME_FIRST = re.compile(
    r"^(?P<name>[^:：\n]{1,60}?)[ \t]+(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ \t]+(\d{1,2}):(\d{2})(?::(\d{2}))?[ \t]*$"
)
_BLANK, _CLOSING, _LINES = re.compile(r"\s+"), re.compile(r"\s*\]"), re.compile(r"[^\r\n]+")
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|([^<>]*))?>")
_LINK = re.compile(r"<([^<>|]+)\|([^<>]*)>|<((?:https?|mailto):[^<>]+)>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_NOT_SAID = ("channel_join", "channel_leave", "channel_topic", "channel_purpose", "group_join", "group_leave", "bot_add")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote. `sent_at` is UTC; `thread` is the id of the message that it answers, or its own.

    `readers` are those to whom it went, where that is told of each message: who has left a group reads
    on what was said before, and nothing after.
    """

    message_id: str
    sender: PersonRef
    text: str
    sent_at: datetime
    thread: str
    readers: tuple[PersonRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """A channel, group or dialogue. `members` is None where the export does not tell them; `closed`
    says that it is for them alone, told or not."""

    name: str
    messages: tuple[Message, ...]
    members: tuple[PersonRef, ...] | None = None
    closed: bool = False


@dataclass(slots=True)
class _Gathering:
    messages: list[Message] = field(default_factory=list)
    members: dict[PersonRef, None] = field(default_factory=dict)
    told: bool = False


class NotAnExport(ValueError):
    """The file is nothing that a chat program writes."""


def slack_conversations(files: Mapping[str, bytes]) -> Iterator[Conversation | Begun | str]:
    """The conversations of a Slack export, by the paths of its files, a channel at a time; a path alone for
    a file that is broken. Each file is begun by its path."""
    yield Begun("users.json")
    people = {
        str(user.get("id", "")): _slack_person(user) for user in _objects(files, "users.json")
    }
    told: dict[str, tuple[bool, tuple[PersonRef, ...] | None]] = {}
    for name, closed in (("channels", False), ("groups", True), ("mpims", True), ("dms", True)):
        yield Begun(f"{name}.json")
        for entry in _objects(files, f"{name}.json"):
            ids = entry.get("members")
            members = (
                tuple(people.get(str(one), PersonRef(external_id=str(one))) for one in ids)
                if isinstance(ids, list)
                else None
            )
            told[str(entry.get("name") or entry.get("id"))] = closed, members
    days: dict[str, list[str]] = {}
    for path in sorted(files):
        channel, _, day = path.rpartition("/")
        if channel and day.endswith(".json"):
            days.setdefault(channel, []).append(path)
    for channel, paths in days.items():
        messages: list[Message] = []
        for path in paths:
            yield Begun(path)
            try:
                entries = json.loads(files[path])
                messages += [_slack_message(one, people) for one in entries if _is_said(one)]
            except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
                yield path
        # What an export does not list among its channels is nobody's but its members', who are not told.
        closed, members = told.get(PurePosixPath(channel).name, (True, None))
        yield Conversation(channel, tuple(messages), members, closed)


def other_conversations(name: str, data: bytes, timezone: ZoneInfo) -> Iterator[Conversation]:
    """The conversations of one file of Feishu's or WeCom's JSON, or of lines of text. Raises
    NotAnExport for any other, UnicodeError for no text."""
    text = decode(data)
    del data
    gathered = _gathered(text)
    if gathered is None:
        yield Conversation(name, tuple(_lines(text, timezone)))
        return
    if not gathered:
        raise NotAnExport(name)
    for group, conversation in gathered.items():
        # Feishu's messages do not tell who else reads them; WeCom's do, and are for them alone.
        members = tuple(conversation.members) if conversation.told else None
        yield Conversation(
            f"{name}/{group}", tuple(conversation.messages), members, conversation.told
        )


def _gathered(text: str) -> dict[str, _Gathering] | None:
    """Group -> what was said in it, of a JSON list, of JSON Lines or of an answer that holds a list; None
    for no JSON."""
    for entries in (_of_list, _of_tree, _of_lines):
        gathered: dict[str, _Gathering] = {}
        try:
            for entry in entries(text):
                if isinstance(entry, dict):
                    _gather(entry, gathered)
        except RecursionError:
            return {}
        except ValueError:
            continue
        return gathered
    return None


def _gather(entry: Mapping[str, object], gathered: dict[str, _Gathering]) -> None:
    message = _wecom(entry) if "msgtype" in entry else _feishu(entry)
    if message is None:
        return
    group = str(entry.get("roomid") or entry.get("chat_id") or "")
    others = [str(one) for one in _list(entry.get("tolist"))]
    pair = "&".join(sorted({message.sender.external_id, *others}))
    into = gathered.setdefault(group or pair or "chat", _Gathering())
    readers = (message.sender, *map(_named_by, others))
    told = "tolist" in entry
    into.messages.append(replace(message, readers=readers) if told else message)
    into.told = into.told or told
    for one in readers:
        into.members.setdefault(one)


def _objects(files: Mapping[str, bytes], name: str) -> Iterator[Mapping[str, object]]:
    try:
        found = json.loads(files.get(name, b"[]"))
    except (ValueError, RecursionError):
        return
    for entry in found if isinstance(found, list) else []:
        if isinstance(entry, dict):
            yield entry


def _slack_person(user: Mapping[str, object]) -> PersonRef:
    profile = user.get("profile")
    said = profile if isinstance(profile, dict) else {}
    name = said.get("real_name") or user.get("real_name") or user.get("name") or ""
    return PersonRef(str(said.get("email") or "").lower(), str(user.get("id", "")), str(name))


def _is_said(entry: Mapping[str, object]) -> bool:
    return entry.get("type") == "message" and entry.get("subtype") not in _NOT_SAID


def _slack_message(entry: Mapping[str, object], people: Mapping[str, PersonRef]) -> Message:
    stamp = str(entry["ts"])
    user = str(entry.get("user") or entry.get("bot_id") or "")
    named = PersonRef(external_id=user, name=str(entry.get("username") or user))

    def shown(match: re.Match[str]) -> str:
        return "@" + (people[match[1]].name if match[1] in people else match[2] or match[1])

    text = _LINK.sub(
        lambda match: match[3] or f"{match[2]} ({match[1]})",
        _MENTION.sub(shown, str(entry.get("text") or "")),
    )
    for written, meant in _ENTITIES:
        text = text.replace(written, meant)
    files = [str(one.get("name")) for one in _list(entry.get("files")) if isinstance(one, dict)]
    if files:
        text = f"{text} [{', '.join(files)}]".strip()
    sent_at = _instant(float(stamp))
    thread = str(entry.get("thread_ts") or stamp)
    return Message(stamp, people.get(user, named), text, sent_at, thread)


def _of_list(text: str) -> Iterator[object]:
    """The items of a JSON list, one at a time: a long one as objects takes many times its text. Raises ValueError
    for anything else."""
    decoder = json.JSONDecoder()
    at = _past_blank(text, 0)
    if text[at : at + 1] != "[":
        raise ValueError("no list")
    closing = _CLOSING.match(text, at + 1)
    while not closing:
        item, at = decoder.raw_decode(text, _past_blank(text, at + 1))
        yield item
        closing = _CLOSING.match(text, at)
        at = _past_blank(text, at)
        if not closing and text[at : at + 1] != ",":
            raise ValueError("a list that goes on with neither , nor ]")
    if text[closing.end() :].strip():
        raise ValueError("something after a list")


def _past_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _of_tree(text: str) -> Iterator[object]:
    whole = json.loads(text)
    while isinstance(whole, dict):
        inner = whole.get("items", whole.get("data", whole.get("messages", whole.get("chatdata"))))
        whole = [whole] if inner is None else inner
    yield from _list(whole)


def _of_lines(text: str) -> Iterator[object]:
    for line in _LINES.finditer(text):
        if line[0].strip():
            yield json.loads(line[0])


def _wecom(entry: Mapping[str, object]) -> Message | None:
    form = str(entry.get("msgtype"))
    content = entry.get(form)
    said = content if isinstance(content, dict) else {}
    text = str(said.get("content") or said.get("title") or said.get("filename") or "")
    return _message(entry, "msgid", str(entry.get("from") or ""), text, entry.get("msgtime"), "")


def _feishu(entry: Mapping[str, object]) -> Message | None:
    body, sender = entry.get("body"), entry.get("sender")
    try:
        content = json.loads(str(body.get("content"))) if isinstance(body, dict) else {}
    except (ValueError, RecursionError):
        content = {}
    who = str(sender.get("id") or "") if isinstance(sender, dict) else ""
    root = str(entry.get("root_id") or entry.get("parent_id") or "")
    return _message(
        entry, "message_id", who, " ".join(_said(content)), entry.get("create_time"), root
    )


def _said(content: object) -> Iterator[str]:
    """The text of a Feishu message: {"text": …}, or a post's paragraphs of {"tag": "text", "text": …}."""
    match content:
        case dict():
            for name in ("title", "text", "file_name"):
                if isinstance(content.get(name), str) and content[name]:
                    yield str(content[name])
            for value in content.values():
                if isinstance(value, dict | list):
                    yield from _said(value)
        case list():
            for item in content:
                yield from _said(item)


def _message(
    entry: Mapping[str, object],
    id_name: str,
    sender: str,
    text: str,
    milliseconds: object,
    root: str,
) -> Message | None:
    try:
        sent_at = _instant(int(str(milliseconds)) / 1000)
    except (ValueError, OverflowError, OSError):
        return None
    own = str(entry.get(id_name) or "")
    if not text.strip() or not sender:
        return None
    return Message(own, _named_by(sender), text, sent_at, root or own)


def _named_by(own_id: str) -> PersonRef:
    return PersonRef(email=own_id.lower()) if "@" in own_id else PersonRef(external_id=own_id)


def _instant(seconds: float) -> datetime:
    """Raises ValueError, OverflowError or OSError for what is none in every zone."""
    instant = datetime.fromtimestamp(seconds, UTC)
    if not is_sound(instant):
        raise ValueError(f"{instant} is no time")
    return instant


def _lines(text: str, timezone: ZoneInfo) -> Iterator[Message]:
    """ "2026-06-01 10:00:00 张三: …", or the name and time on a line above; further lines go on."""
    begun: tuple[str, datetime] | None = None
    said: list[str] = []
    number = 0
    for line in [*text.splitlines(), None]:
        head = _head(" ".join(line.split()), timezone) if line is not None else None
        if line is not None and head is None:
            said.append(line)
            continue
        if begun and any(one.strip() for one in said):
            number += 1
            sender = PersonRef(name=begun[0])
            yield Message(str(number), sender, "\n".join(said).strip(), begun[1], "")
        if head is not None:
            begun, said = head[:2], [head[2]]
    if not number:
        raise NotAnExport("no line says when and who")


def _head(line: str, timezone: ZoneInfo) -> tuple[str, datetime, str] | None:
    if match := _LINE.match(line):
        *clock, name, text = match.groups()
    elif match := _NAME_FIRST.match(line):
        name, *clock = match.groups()
        text = ""
    else:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in clock)
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=timezone)
    except ValueError:
        return None
    if not is_sound(moment):
        return None
    return name.strip(), moment.astimezone(UTC), text or ""


def _list(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()
