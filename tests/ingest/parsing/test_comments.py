from __future__ import annotations

import io
from zipfile import ZipFile

import openpyxl
from openpyxl.comments import Comment
from pptx import Presentation

from ingest.parsing.sheets import parse_workbook
from ingest.parsing.slides import parse_slides
from ingest.records import Section
from tests.ingest.parsing.made_files import saved

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def test_a_note_stands_in_its_row() -> None:
    book = _book()
    prices = book.active
    prices["B2"].comment = Comment("王磊:\n含税\n价", "王磊")
    prices["B1"].comment = Comment("按 2026 年", "李娜")
    prices["E9"].comment = Comment("别忘了运费", "")
    assert parse_workbook(saved(book)).sections == (
        Section("产品: 控制柜 · 单价: 35000 [王磊: 含税 价]", (), "报价!A2:B2"),
        Section("单价 [李娜: 按 2026 年]", (), "报价!B1"),
        Section("[别忘了运费]", (), "报价!E9"),
    )


def test_a_thread_is_read_with_its_answers_and_not_again_as_the_note_for_old_programs() -> None:
    book = _book()
    book.active["B2"].comment = Comment("[Threaded comment] Your version of Excel …", "tc={1}")
    data = _with(
        saved(book),
        {
            "xl/persons/person.xml": f'<personList xmlns="{_THREADS}"><person displayName="王磊" id="{{P1}}"/>'
            f'<person displayName="李娜" id="{{P2}}"/></personList>',
            "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments xmlns="{_THREADS}">'
            '<threadedComment ref="B2" personId="{P1}" id="{1}"><text>含税吗?</text></threadedComment>'
            '<threadedComment ref="B2" personId="{P2}" id="{2}" parentId="{1}"><text>含税</text>'
            "</threadedComment></ThreadedComments>",
        },
        {
            "xl/_rels/workbook.xml.rels": _relation("person", "persons/person.xml"),
            "xl/worksheets/_rels/sheet1.xml.rels": _relation(
                "threadedComment", "../threadedComments/threadedComment1.xml"
            ),
        },
    )
    (section,) = parse_workbook(data).sections
    assert section.text == "产品: 控制柜 · 单价: 35000 [王磊: 含税吗?] [李娜: 含税]"


def test_broken_or_hostile_comments_cost_only_themselves() -> None:
    book = _book()
    book.active["B2"].comment = Comment("含税", "王磊")
    bomb = (
        '<!DOCTYPE c [<!ENTITY a SYSTEM "file:///etc/passwd">]><comments><authors/><commentList>'
        + (
            '<comment ref="B2" authorId="7"><text><t>&a;</t></text></comment>'
            '<comment ref="nowhere" authorId="x"><text><t>y</t></text></comment></commentList></comments>'
        )
    )
    for part in ("<comments", bomb):
        data = _with(saved(book), {}, {}, {"xl/comments/comment1.xml": part})
        (section,) = parse_workbook(data).sections
        assert section.text == "产品: 控制柜 · 单价: 35000"


def test_comments_of_a_slide_are_read_in_both_forms() -> None:
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "报价策略"
    main = "http://schemas.openxmlformats.org/presentationml/2006/main"
    modern = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    data = _with(
        saved(deck),
        {
            "ppt/commentAuthors.xml": f'<p:cmAuthorLst xmlns:p="{main}"><p:cmAuthor id="0" name="王磊"/></p:cmAuthorLst>',
            "ppt/authors.xml": f'<p:authorLst xmlns:p="{modern}"><p:author id="{{A}}" name="李娜"/></p:authorLst>',
            "ppt/comments/comment1.xml": f'<p:cmLst xmlns:p="{main}"><p:cm authorId="0"><p:text>先谈交期</p:text></p:cm></p:cmLst>',
            "ppt/comments/modernComment_1.xml": f'<p:cmLst xmlns:p="{modern}" xmlns:a="{drawing}"><p:cm authorId="{{A}}">'
            '<p:replyLst><p:reply authorId="{A}"><p:txBody><a:p><a:r><a:t>已改</a:t></a:r></a:p></p:txBody></p:reply>'
            "</p:replyLst><p:txBody><a:p><a:r><a:t>再降</a:t></a:r><a:r><a:t>两点</a:t></a:r></a:p></p:txBody></p:cm></p:cmLst>",
        },
        {
            "ppt/_rels/presentation.xml.rels": _relation("commentAuthors", "commentAuthors.xml")
            + _relation("authors", "authors.xml"),
            "ppt/slides/_rels/slide1.xml.rels": _relation("comments", "../comments/comment1.xml")
            + _relation("comments", "../comments/modernComment_1.xml"),
        },
    )
    (section,) = parse_slides(data).sections
    assert section.text == "[王磊: 先谈交期]\n[李娜: 再降两点]\n[李娜: 已改]"


def _book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "报价"
    book.active.append(["产品", "单价"])
    book.active.append(["控制柜", 35000])
    return book


def _relation(kind: str, target: str) -> str:
    identity = target.replace("/", "").replace(".", "")
    return f'<Relationship Id="{identity}" Type="http://example.org/relationships/{kind}" Target="{target}"/>'


def _with(
    data: bytes,
    added: dict[str, str],
    relations: dict[str, str],
    replaced: dict[str, str] | None = None,
) -> bytes:
    """The package with more parts, what refers to them, and others in the place of some."""
    made = io.BytesIO()
    replaced = dict(replaced or {})
    with ZipFile(io.BytesIO(data)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if more := relations.get(name):
                text = text.replace(b"</Relationships>", f"{more}</Relationships>".encode())
            if name == "[Content_Types].xml":
                text = text.replace(
                    b"</Types>", b'<Default Extension="xml" ContentType="application/xml"/></Types>'
                )
            new.writestr(name, replaced.pop(name).encode() if name in replaced else text)
        for name, part in added.items():
            new.writestr(name, part)
    assert not replaced
    return made.getvalue()
