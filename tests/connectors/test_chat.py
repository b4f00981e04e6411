from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from connectors.kinds import connector_of
from ingest.errors import PermanentError
from ingest.records import Change, Involvement, PersonRef, Tombstone
from tests.connectors.contract import ConnectorContract, failures_of, known_after, records_of

JUNE_1 = 1780279200  # 2026-06-01 10:00 in Shanghai
USERS = [
    {"id": "U1", "real_name": "王芳", "profile": {"email": "Wang@huace.example"}},
    {"id": "U2", "name": "chen", "profile": {"real_name": "陈工", "email": "chen@huace.example"}},
    {"id": "U3", "real_name": "李强", "profile": {"email": "li@hengyue.example"}},
]


def said(user: str, text: str, seconds: int, **more: object) -> dict[str, object]:
    return {
        "type": "message",
        "user": user,
        "text": text,
        "ts": f"{JUNE_1 + seconds}.000100",
        **more,
    }


def slack(folder: Path, days: dict[str, list[dict[str, object]]], **lists: object) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in {"users": USERS, **lists}.items():
        (folder / f"{name}.json").write_text(json.dumps(content))
    for path, messages in days.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(json.dumps(messages))
    return folder


class TestSlack(ConnectorContract):
    kind = "chat"

    def build(self, root: Path, items: int) -> Path:
        days = {f"c{n}/2026-06-01.json": [said("U1", f"验收 {n}", 0)] for n in range(items)}
        return slack(root / "export", days, channels=[{"name": f"c{n}"} for n in range(items)])

    def change_one(self, source: Path) -> str:
        (source / "c0" / "2026-06-01.json").write_text(json.dumps([said("U1", "推迟", 0)]))
        return "c0/2026-06-01"

    def remove_one(self, source: Path) -> str:
        shutil.rmtree(source / "c1")
        return "c1/2026-06-01"

    def break_one(self, source: Path) -> str:
        (source / "c9").mkdir()
        (source / "c9" / "2026-06-01.json").write_text('[{"type": "message"}')
        return "c9/2026-06-01.json: it is no day of a Slack export"

    def make_unreadable(self, source: Path) -> None:
        source.rename(source.with_name("moved away"))

    def test_an_answer_stands_below_what_it_answers_though_given_the_next_day(
        self, tmp_path: Path
    ) -> None:
        root = said("U1", "验收定在哪天？<@U2>", 0)
        days = {
            "sales/2026-06-01.json": [root, said("U3", "另一件事 &amp; 别的", 60)],
            "sales/2026-06-02.json": [said("U2", "十日", 90_000, thread_ts=root["ts"])],
        }
        source = slack(tmp_path / "export", days, channels=[{"name": "sales", "members": ["U1", "U2", "U3"]}])  # fmt: skip
        (record,) = records_of(self.read(source)).values()
        assert (record.external_id, record.kind, record.title) == ("sales/2026-06-01", "chat", "sales 2026-06-01")  # fmt: skip
        assert [(section.text, section.page, section.speaker) for section in record.sections] == [
            ("王芳: 验收定在哪天？@陈工", "10:00", "王芳"),
            ("陈工: 十日", "11:00", "陈工"),
            ("李强: 另一件事 & 别的", "10:01", "李强"),
        ]
        assert record.audience == ("person:wang@huace.example", "person:chen@huace.example")
        assert record.involvements[0] == Involvement(
            "participant", PersonRef("wang@huace.example", "U1", "王芳")
        )

    def test_a_closed_conversation_is_for_its_members_or_for_nobody(self, tmp_path: Path) -> None:
        days = {
            f"{name}/2026-06-01.json": [said("U1", "密", 0)] for name in ("D1", "G1", "unknown")
        }
        source = slack(
            tmp_path / "export",
            days,
            dms=[{"id": "D1", "members": ["U1", "U3"]}],
            groups=[{"name": "G1", "members": ["U3"]}],
        )
        changes = self.read(source)
        assert {one.external_id: one.audience for one in records_of(changes).values()} == {
            "D1/2026-06-01": ("person:wang@huace.example",)
        }
        assert {failure.external_id for failure in failures_of(changes)} == {
            "G1/2026-06-01",
            "unknown/2026-06-01",
        }
        assert all(failure.audience == () for failure in failures_of(changes))

    def test_a_conversation_whose_members_are_told_no_more_goes_out_of_sight_at_once(
        self, tmp_path: Path
    ) -> None:
        days = {"G1/2026-06-01.json": [said("U1", "密", 0)]}
        group = {"name": "G1", "members": ["U1"]}
        first = self.read(slack(tmp_path / "export", days, groups=[group]))
        source = slack(tmp_path / "export", days, groups=[{"name": "G1"}])
        again = self.read(source, known_after(first))
        assert Tombstone("G1/2026-06-01", at_once=True) in again
        assert not any(isinstance(one, Tombstone) for one in self.read(source))

    def test_links_are_told_and_a_text_that_begins_with_a_date_stays_whole(
        self, tmp_path: Path
    ) -> None:
        text = "2026-06-01 10:00 王芳: 见 <https://a.example/p|方案> 与 <https://b.example>"
        days = {"c/2026-06-01.json": [said("U1", text, 0)]}
        source = slack(tmp_path / "export", days, channels=[{"name": "c"}])
        (record,) = records_of(self.read(source)).values()
        assert record.sections[0].text == (
            "王芳: 2026-06-01 10:00 王芳: 见 方案 (https://a.example/p) 与 https://b.example"
        )

    @pytest.mark.parametrize(
        "broken",
        [
            "[" * 100_000,
            '[{"type": "message", "ts": "1e999"}]',
            '[{"type": "message", "ts": "253402300799", "text": "a"}]',
        ],
    )
    def test_a_hostile_day_costs_itself_alone(self, broken: str, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        (source / "c0" / "2026-06-02.json").write_text(broken)
        changes = self.read(source)
        assert len(records_of(changes)) == 2
        assert [one.external_id for one in failures_of(changes)] == ["c0/2026-06-02.json"]

    def test_an_archive_that_is_locked_says_so(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        packed = tmp_path / "export.zip"
        shutil.make_archive(str(packed.with_suffix("")), "zip", source)
        data = bytearray(packed.read_bytes())
        for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = -1
            while (at := data.find(signature, at + 1)) >= 0:
                data[at + place] |= 1
        packed.write_bytes(data)
        with pytest.raises(PermanentError, match="locked by a password"):
            self.read(packed)

    def test_an_archive_reads_as_the_folder_in_it(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        shutil.make_archive(str(tmp_path / "export"), "zip", source)
        assert records_of(self.read(tmp_path / "export.zip")) == records_of(self.read(source))
        (tmp_path / "export.zip").write_bytes(b"PK no archive")
        with pytest.raises(PermanentError, match="the archive is broken"):
            self.read(tmp_path / "export.zip")


def read(root: Path, options: dict[str, object] | None = None) -> list[Change]:
    from zoneinfo import ZoneInfo

    connector = connector_of(
        "chat", "chat", options or {}, root, ("dept:销售部",), ZoneInfo("Asia/Shanghai"), ("huace.example",)
    )  # fmt: skip
    return list(connector.changes({}, None))


def test_wecom_archives_are_for_those_whom_they_name(tmp_path: Path) -> None:
    entries = [
        {"msgid": "1", "action": "send", "from": "wangfang", "tolist": ["chen"], "roomid": "", "msgtime": JUNE_1 * 1000, "msgtype": "text", "text": {"content": "合同签了"}},
        {"msgid": "2", "action": "send", "from": "chen", "tolist": ["wangfang"], "roomid": "", "msgtime": JUNE_1 * 1000 + 60_000, "msgtype": "text", "text": {"content": "好的"}},
    ]  # fmt: skip
    (tmp_path / "wecom.jsonl").write_text("\n".join(json.dumps(entry) for entry in entries))
    (failure,) = failures_of(read(tmp_path))
    assert (failure.audience, "say `address`" in failure.message) == ((), True)
    (record,) = records_of(read(tmp_path, {"address": "{id}@huace.example"})).values()
    assert record.external_id == "wecom.jsonl/chen&wangfang/2026-06-01"
    assert set(record.audience) == {"person:wangfang@huace.example", "person:chen@huace.example"}
    assert [section.text for section in record.sections] == ["wangfang: 合同签了", "chen: 好的"]


def test_who_has_left_a_wecom_group_reads_nothing_said_after(tmp_path: Path) -> None:
    def sent(number: int, seconds: int, *to: str) -> dict[str, object]:
        return {
            "msgid": str(number), "from": "wangfang", "tolist": to, "roomid": "r1",
            "msgtime": (JUNE_1 + seconds) * 1000, "msgtype": "text", "text": {"content": "合同"},
        }  # fmt: skip

    entries = [sent(1, 0, "chen", "li"), sent(2, 90_000, "chen"), sent(3, 90_060, "chen", "zhao")]
    (tmp_path / "wecom.jsonl").write_text("\n".join(json.dumps(entry) for entry in entries))
    records = records_of(read(tmp_path, {"address": "{id}@huace.example"}))
    first, second = (records[f"wecom.jsonl/r1/2026-06-0{day}"].audience for day in (1, 2))
    assert "person:li@huace.example" in first
    assert set(second) == {"person:wangfang@huace.example", "person:chen@huace.example"}


def test_feishu_messages_and_posts_are_for_the_source_s_audience(tmp_path: Path) -> None:
    def item(number: int, content: object, **more: str) -> dict[str, object]:
        return {
            "message_id": f"om_{number}", "chat_id": "oc_1", "msg_type": "text",
            "create_time": str((JUNE_1 + number) * 1000), "sender": {"id": "ou_1"},
            "body": {"content": json.dumps(content)}, **more,
        }  # fmt: skip

    post = {"title": "周报", "content": [[{"tag": "text", "text": "恒岳已验收"}]]}
    items = [item(1, {"text": "到货了"}), item(2, post, root_id="om_1")]
    (tmp_path / "feishu.json").write_text(json.dumps({"code": 0, "data": {"items": items}}))
    (record,) = records_of(read(tmp_path)).values()
    assert record.audience == ("dept:销售部",)
    assert [section.text for section in record.sections] == [
        "ou_1: 到货了",
        "ou_1: 周报 恒岳已验收",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01 10:00:00 张三: 到货了\n2026-06-01 10:01:00 李四: 好，\n明天装",
        "张三 2026-06-01 10:00:00\n到货了\n\n李四 2026/6/1 10:01:00\n好，\n明天装\n",
        "[2026-06-01 10:00] 张三：到货了\n[2026-06-01 10:01] 李四：好，\n明天装",
    ],
)
def test_lines_of_text_that_say_when_and_who_are_a_conversation(text: str, tmp_path: Path) -> None:
    (tmp_path / "钉钉群.txt").write_bytes(text.encode("gb18030"))
    (record,) = records_of(read(tmp_path)).values()
    assert record.external_id == "钉钉群.txt/2026-06-01"
    assert [(section.text, section.page) for section in record.sections] == [
        ("张三: 到货了", "10:00"),
        ("李四: 好， 明天装", "10:01"),
    ]


@pytest.mark.parametrize("data", [b"just prose", b'{"a": [1, 2', b'[{"x": 1}]', b"\x00\x01\x02"])
def test_what_is_no_export_is_reported(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(data)
    (failure,) = failures_of(read(tmp_path))
    assert failure.external_id == "a.json"
