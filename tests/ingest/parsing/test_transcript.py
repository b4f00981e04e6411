from __future__ import annotations

import json

import pytest

from ingest.errors import UnreadableError
from ingest.parsing.formats import parse
from ingest.records import File, PersonRef, Section

TURNS = (
    Section("王芳: 验收定在九月十日。", (), "00:00:01", "王芳"),
    Section("Li Qiang: Fine with me.", (), "00:00:09", "Li Qiang"),
)


def read(name: str, text: str) -> tuple[Section, ...]:
    return parse(File(name, text.encode())).sections


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "teams.vtt",
            "WEBVTT\n\nNOTE made by a program\n\na1/1-0\n00:00:01.000 --> 00:00:04.000\n<v 王芳>验收定在</v>\n\n"
            "a1/2-0\n00:00:04.000 --> 00:00:08.000\n<v.loud 王芳>九月<i>十日</i>。</v>\n\n"
            "00:00:09.000 --> 00:00:12.000 align:start\n<v Li Qiang>Fine with\nme.</v>\n",
        ),
        (
            "zoom.vtt",
            "WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:08.000\r\n王芳: 验收定在九月十日。\r\n\r\n"
            "2\r\n00:00:09.000 --> 00:00:12.000\r\nLi Qiang: Fine with me.\r\n",
        ),
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:08,000\n王芳: 验收定在九月十日。\n\n"
            "2\n00:00:09,500 --> 00:00:12,000\nLi Qiang: Fine with me.\n",
        ),
        ("tencent.txt", "恒岳二期验收会\n王芳(00:00:01): 验收定在九月十日。\nLi Qiang(00:00:09): Fine with me.\n王芳(00:00:12): 好\n"),
        ("feishu.txt", "王芳 00:00:01\n验收定在九月十日。\n\nLi Qiang 00:00:09\nFine with me.\n\n王芳 00:00:12\n好\n"),
    ],
)  # fmt: skip
def test_a_transcript_is_turns_with_speaker_and_time(name: str, text: str) -> None:
    sections = [section for section in read(name, text) if section.speaker]
    assert tuple(sections[:2]) == TURNS


@pytest.mark.parametrize(
    "shape",
    [
        [{"speaker": "王芳", "text": "验收定在九月十日。", "start": 1.2}, {"speaker": "Li Qiang", "text": "Fine with me.", "start": 9}],
        {"segments": [{"speaker": "王芳", "text": " 验收定在九月十日。", "start": 1, "end": 4}, {"speaker": "Li Qiang", "text": "Fine with me.", "start": 9.9}]},
        {"data": {"sentences": [{"speaker": {"name": "王芳"}, "sentence": "验收定在九月十日。", "begin_time": 1200}, {"speaker": {"name": "Li Qiang"}, "sentence": "Fine with me.", "begin_time": 9000}]}},
        {"utterances": [{"speaker_name": "王芳", "content": "验收定在九月十日。", "start_time": "00:00:01"}, {"speaker_name": "Li Qiang", "content": "Fine with me.", "start_time": "00:00:09"}]},
    ],
)  # fmt: skip
def test_json_of_common_programs_is_read_alike(shape: object) -> None:
    parsed = parse(File("call.json", json.dumps(shape).encode()))
    assert parsed.sections == TURNS
    assert parsed.participants == (PersonRef(name="王芳"), PersonRef(name="Li Qiang"))


def test_speech_of_nobody_named_is_joined_to_paragraphs() -> None:
    segments = [{"text": f"Sentence {n}.", "start": n} for n in range(200)]
    sections = read("whisper.json", json.dumps({"text": "…", "segments": segments}))
    assert sections[0].text.startswith("Sentence 0. Sentence 1.")
    assert 2 <= len(sections) <= 4
    assert sections[0].page == "00:00:00"


@pytest.mark.parametrize(
    ("text", "reason"),
    [('{"price": 12}', "unsupported"), ('[{"id": 1}]', "unsupported"), ('{"segments": [', "damaged")],
)  # fmt: skip
def test_other_json_is_reported(text: str, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read("a.json", text)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01 10:00:00 ERROR: disk full\n2026-06-01 10:00:01 INFO: retried\n2026-06-01 10:00:02 INFO: ok",
        "会议安排\n签到 09:00\n产品介绍 09:30\n说明文字一\n说明文字二\n说明三\n说明四\n说明五\n说明六\n说明七",
        "签到 09:00\n茶歇 10:30\n介绍 10:45\n茶歇 15:30\n晚餐 18:00",
        "09:00 签到: 大堂\n09:30 介绍: 王芳\n10:30 茶歇: 大堂",
        "价格: 12 万元\n交期: 六周\n付款: 三成预付",
    ],
)
def test_a_log_an_agenda_and_a_form_are_no_dialogue(text: str) -> None:
    assert read("a.txt", text) == (Section(text),)
