from __future__ import annotations

import pytest

from assistant.record_forms import form_of
from assistant.views import FieldView, Form, SectionView
from ingest.records import Kind

FACTS = "群名: 服务群\n日期: 2024-08-20"
CHAT = "王磊 16:35：钟雪晴说又报警了，谁在附近？\n谢芳：我在路上，11 分钟到。"
TURNS = ("Ann: Shall we begin?", "Bea: Yes.", "Ann: The order first.")


def sections(*texts: str, page: str = "") -> tuple[str, list[SectionView]]:
    """A document's text and its sections, numbered where `page` says so."""
    views, at = [], 0
    for number, text in enumerate(texts, start=1):
        views.append(SectionView(at, at + len(text), (), page and f"{page}{number}"))
        at += len(text) + 2
    return "\n\n".join(texts), views


@pytest.mark.parametrize(
    ("kind", "uri", "texts", "page", "fields", "form"),
    [
        ("mail", "a/b.eml", ("From: A", "Hello."), "", 1, "mail"),
        ("file", "合同.PDF", ("第一条",), "", 0, "pages"),
        ("file", "q3.eml#attachment/2/offer.pdf", ("Attached to: x", "One"), "", 1, "pages"),
        ("file", "价目表.xlsx", ("产品: G10 · 价格: 1",), "", 0, "table"),
        ("deal", "deals.xlsx", (FACTS,), "", 2, "fields"),
        ("chat", "chats.csv", (FACTS, CHAT), "", 2, "turns"),
        ("call", "calls/1", TURNS, "00:0", 0, "turns"),
        ("file", "call.vtt", TURNS, "00:0", 0, "turns"),
        ("call", "activities.csv", (FACTS, "曾秀兰来电，发票抬头写成了旧名称。"), "", 2, "fields"),
        ("file", "slides.pptx", TURNS, "", 0, "document"),
        ("file", "notes.md", ("Present: Ann, Bea.\n- Four guests.",), "", 0, "document"),
        ("article", "https://wiki/x", ("Text.",), "", 0, "document"),
    ],
)
def test_a_record_is_read_as_what_it_is(
    kind: Kind, uri: str, texts: tuple[str, ...], page: str, fields: int, form: Form
) -> None:
    text, views = sections(*texts, page=page)
    facts = [FieldView("x", "x", "x", 0, len(texts[0]))] * fields
    assert form_of(kind, uri, text, views, facts) == form
