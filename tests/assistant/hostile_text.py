"""Feeds hostile text to whatever reads text, each call with so many seconds to end or the process does.

Run with "questions FOLDER" or "documents".
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.amounts import undated
from assistant.bootstrap import open_application
from assistant.expectations import expected
from assistant.questions import asks_for_people, asks_for_several, language_of, names_in
from assistant.settings import load_settings
from assistant.titles import TitleVocabulary
from connectors import cells
from connectors.dokuwiki import heading_of
from ingest.documents import Document, assemble, normalise
from ingest.errors import UnreadableError
from ingest.languages import chinese_share
from ingest.mentions import addresses
from ingest.names import fold, short_forms
from ingest.parsing import mail_headers, properties
from ingest.parsing.chat_exports import Conversation, slack_conversations
from ingest.parsing.lines import joined_lines
from ingest.parsing.properties import core_of_package
from ingest.parsing.quoting import own_words
from ingest.parsing.sheets import parse_csv
from ingest.parsing.text import decode
from ingest.parsing.titles import title_of
from ingest.parsing.transcript import parse_captions
from ingest.parsing.typography import may_be_heading
from ingest.records import Record, Section
from ingest.segmentation import question_terms, terms
from ingest.sentences import sentence_spans
from ingest.splitting import split
from tests.assistant import company
from tests.hash_embedder import HashEmbedder
from tests.ingest.parsing.bombs import office
from tests.ingest.parsing.made_files import rezipped

SECONDS = 120
QUESTION, SENTENCE, CELL, DOCUMENT = 2_000, 2_000, 30_000, 100_000
UNITS = (
    *("a", "A", "Aa ", "1", "1 ", "1,", "1.", "1-", "1:", "a1", "A-", "v1.", " ", "\t", "\n", "\u3000"),
    *(" \n", "一", "几", "谁", "第", "是", "年", "2024年", "2024-1-", "公司", "集团", "(", "（", ")", "[", "<"),
    *("<a ", "<@A|", "<h1>", "<!--", "<p", "</p", ",", ", ", "，", ".", "a. ", "1. ", "…", "。", '"', "'", "a's", "@", "a@", "a@a."),
    *("_", "-", "--", "=", "|", "#", "*", ">", "\\n", "/", "http://", "how many ", "who ", "when ", "co ", " ltd"),
    *("多少", "哪个", "\u0301\u0316", "\ufdfa", "\U00020000", "\x00", "On a", "From ", "title: ", "Date: "),
)  # fmt: skip
AROUND = (("x", " \x01"), ("", ""), ("1", "!"), ("\n- ", "\n"))
if "ZHIKE_HOSTILE_ALL" not in os.environ:  # `make soak` has the time for all
    AROUND = AROUND[:1]


def hostile(length: int) -> Iterator[str]:
    """Texts of about that many characters, each one short thing again and again."""
    for unit in UNITS:
        for before, after in AROUND:
            yield before + unit * (length // len(unit)) + after


def feed(name: str, read: Callable[[str], object], length: int) -> None:
    """Calls `read` with each text; one that does not come back ends the process, saying where."""
    for text in hostile(length):
        print(f"{name}: {text[:24]!r}", file=sys.stderr, flush=True)
        faulthandler.dump_traceback_later(SECONDS, exit=True)
        with suppress(UnicodeError):
            read(text)
        faulthandler.cancel_dump_traceback_later()


def questions(folder: Path) -> None:
    for read in (names_in, asks_for_people, asks_for_several, language_of, undated, question_terms):
        feed(read.__name__, read, QUESTION)
    feed("expected", expected, QUESTION)
    feed("titles", TitleVocabulary().parts, QUESTION)
    asked = [
        "多久？how long", "哪天 when", "多少钱 how much", "百分之多少 percent", "为什么 why", "哪家公司 which company",
        "编号 serial number", "多少 how many", "谁 who", "多重 how heavy", "多快 how fast", "多长 how wide", "温度",
        "功率", "电压", "电流", "压力", "频率", "扭矩", "面积", "体积", "分辨率", "多少人 how many people",
        "教训 lessons", "问题 problems", "结果", "改进", "要求", "决定", "计划", "风险", "成功",
    ]  # fmt: skip
    for question in asked:
        wanted = expected(question)
        feed(f"shaped {question}", lambda text, by=wanted: by.shaped(text, frozenset()), SENTENCE)
        feed(f"speaks {question}", lambda text, by=wanted: by.speaks([text]), SENTENCE)
    with open_application(load_settings(company.found(folder)), embedder=HashEmbedder()) as opened:
        opened.sync()
        access = opened.access(company.LI)
        feed("ask", lambda text: opened.assistant.ask(text, access=access), QUESTION)


def documents() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    for read in (normalise, fold, terms, addresses, chinese_share, own_words, joined_lines):
        feed(read.__name__, read, DOCUMENT)
    feed("sentence_spans", lambda text: list(sentence_spans(text)), DOCUMENT)
    feed("split", lambda text: split(_document(text), HashEmbedder(), chunk_tokens=192), CELL)
    feed("decode", lambda text: decode(text.encode()), DOCUMENT)
    feed("parse_csv", lambda text: parse_csv(text.replace("\0", "").encode()), DOCUMENT)
    feed("people", properties.people, DOCUMENT)
    feed("core_of_package", lambda text: core_of_package(_package(text)), DOCUMENT)
    feed("title_of", lambda text: title_of(text, "恒岳电气"), 255)
    feed("may_be_heading", may_be_heading, DOCUMENT)
    feed(
        "message_id",
        lambda text: mail_headers.message_id(f"Message-ID: {text}\n\n".encode()),
        DOCUMENT,
    )
    feed("short_forms", short_forms, CELL)
    feed("moment", lambda text: cells.moment(text, zone), CELL)
    feed("moment 2", lambda text: cells.moment(f"2026-06-30{text}", zone), CELL)
    feed("chats", lambda text: _slack(text), DOCUMENT)
    feed("heading_of", lambda text: heading_of(f"<h1>{text}"), DOCUMENT)
    feed("captions", lambda text: _captions(text), DOCUMENT)
    for read in (cells.people, cells.addresses, cells.domain, cells.several, cells.prose):
        feed(f"cells.{read.__name__}", read, CELL)


def _document(text: str) -> Document:
    return assemble(
        Record("a", "1", "file", "a", audience=("everyone",), sections=(Section(text),)), None
    )


def _slack(text: str) -> list[Conversation | str]:
    said = [{"type": "message", "ts": "1780279200", "user": "U1", "text": text}]
    return list(slack_conversations({"c/2026-06-01.json": json.dumps(said).encode()}))


def _captions(text: str) -> None:
    with suppress(UnreadableError):
        parse_captions(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}".encode())


def _package(text: str) -> bytes:
    return rezipped(_DOCX, {"docProps/core.xml": text.encode()})


_DOCX = office("docx")

if __name__ == "__main__":
    if sys.argv[1] == "questions":
        questions(Path(sys.argv[2]))
    else:
        documents()
