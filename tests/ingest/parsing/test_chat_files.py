"""A chat export is read in a process of its own: what does not end or does not fit costs one file."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ingest.parsing.chat_exports import Conversation, NotAnExport, other_conversations
from ingest.parsing.questions import ChatFile, ChatsOf, Unread
from ingest.parsing.worker import ParserWorker
from tests.waiting import PATIENCE_SECONDS

_ZONE = ZoneInfo("Asia/Shanghai")


def said(text: str) -> dict[str, object]:
    return {
        "msgid": text, "from": "wang", "tolist": ["chen"], "roomid": "r1",
        "msgtime": 1780279200000, "msgtype": "text", "text": {"content": text},
    }  # fmt: skip


def read(
    folder: Path, *, seconds: float = PATIENCE_SECONDS, memory_bytes: int = 2 * 1024**3
) -> list[Conversation | Unread]:
    files = tuple(
        ChatFile(str(path), path.name, f"{path.name}/") for path in sorted(folder.iterdir())
    )
    with ParserWorker(seconds, memory_bytes, 500_000_000) as worker:
        return list(worker.chats(ChatsOf(files, _ZONE)))


def test_a_file_that_never_ends_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([said("before")]))
    os.mkfifo(tmp_path / "b.json")
    (tmp_path / "c.json").write_text(json.dumps([said("after")]))
    found = read(tmp_path, seconds=10.0)
    assert {one.name for one in found if isinstance(one, Conversation)} == {
        "a.json/r1",
        "c.json/r1",
    }
    (unread,) = (one for one in found if isinstance(one, Unread))
    assert (unread.path, unread.reason) == ("b.json", "timed_out")


def test_a_file_that_does_not_fit_into_memory_is_reported_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xe5\xa5\xbd" * 100_000_000)
    (tmp_path / "b.json").write_text(json.dumps([said("after")]))
    found = read(tmp_path, memory_bytes=768 * 1024**2)
    assert [one.path for one in found if isinstance(one, Unread)] == ["a.txt"]
    assert {one.name for one in found if isinstance(one, Conversation)} == {"b.json/r1"}


def test_a_list_of_slack_s_people_that_never_ends_is_no_fault_of_another_file(
    tmp_path: Path,
) -> None:
    said_there = {"type": "message", "user": "U1", "text": "合同", "ts": "1780279200.0001"}
    exports = []
    for root in ("a", "b"):
        (tmp_path / root / "general").mkdir(parents=True)
        day = tmp_path / root / "general" / "2026-06-01.json"
        day.write_text(json.dumps([said_there]))
        exports += [
            (f"{root}/users.json", tmp_path / root / "users.json"),
            (f"{root}/general/1.json", day),
        ]
    (tmp_path / "a" / "users.json").write_text("[]")
    os.mkfifo(tmp_path / "b" / "users.json")
    files = tuple(ChatFile(str(path), name, f"{name}/") for name, path in exports)
    with ParserWorker(10.0, 2 * 1024**3, 500_000_000) as worker:
        found = list(worker.chats(ChatsOf(files, _ZONE)))
    assert {one.name for one in found if isinstance(one, Conversation)} == {"a/general"}
    assert {one.path for one in found if isinstance(one, Unread)} == {
        "b/users.json",
        "b/general/1.json",
    }


def test_a_name_that_cannot_be_shown_is_told_with_its_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b\x07.json", "[]")
    (unread,) = read(tmp_path)
    assert isinstance(unread, Unread)
    assert unread.path == "a.zip/b\\x07.json"


@pytest.mark.parametrize(
    "text",
    [
        " [ {0} , {1} ]\n",
        "[{0},{1}]",
        "{0}\n\n{1}\n",
        '{{"data": {{"items": [{0}, {1}]}}}}',
    ],
)
def test_messages_are_told_in_every_shape_of_json(text: str) -> None:
    entries = [json.dumps(said(one), ensure_ascii=False) for one in ("合同", "发票")]
    data = text.format(*entries).encode()
    (found,) = other_conversations("x.json", data, _ZONE)
    assert [message.text for message in found.messages] == ["合同", "发票"]


@pytest.mark.parametrize(
    "text", ["[]", "[1, 2", "[{}] x", "[1 2]", "[,]", "{", '"a"', "[" * 100_000]
)
def test_what_is_no_list_of_messages_is_none(text: str) -> None:
    with pytest.raises(NotAnExport):
        list(other_conversations("x.json", text.encode(), _ZONE))
