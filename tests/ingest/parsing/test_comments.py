from __future__ import annotations

import base64
import io
import struct
import zlib
from zipfile import ZipFile

import openpyxl
import pytest
from olefile import OleFileIO
from openpyxl.comments import Comment
from pptx import Presentation

from ingest.parsing.comments import sheet_comments
from ingest.parsing.old_sheets import in_unicode, old_sheet_comments
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


def test_comments_of_an_opendocument_sheet_stand_in_their_rows() -> None:
    (section, apart) = parse_workbook(_ods()).sections
    assert section == Section(
        "产品: 控制柜 · 单价: 35000\n产品: 驱动器 · 单价: 8200 [王磊: 含税价 到年底]",
        (),
        "报价!A2:C2,A4:C4",
    )
    assert apart == Section("[别忘了运费]", (), "报价!E9")


@pytest.mark.parametrize("repeated", ["", "-3", "9" * 5000])
def test_a_repetition_that_no_sheet_has_is_none(repeated: str) -> None:
    assert sheet_comments(_ods(repeated))["报价"][8, 3] == "[别忘了运费]"


def test_comments_of_an_old_excel_file_stand_in_their_rows() -> None:
    (prices, _, far, plain) = parse_workbook(_old_book()).sections
    assert prices == Section(
        "产品: 控制柜 · 单价: 35000 [王磊: 含税价]\n产品: 驱动器 · 单价: 8200 [Li Na: Incl. freight]",
        (),
        "报价!A2:B3",
    )
    # So long a text is kept in several parts.
    assert far == Section(f"[{'é长' * 4200}end]", (), "Two!D5")
    assert plain.text == "plain"


def test_a_code_page_that_the_texts_of_an_old_excel_file_belie_is_not_believed() -> None:
    stated = b"\x42\x00\x02\x00"
    latin = _old_book().replace(stated + b"\xb0\x04", stated + b"\xe4\x04")
    assert latin != _old_book()
    assert parse_workbook(latin).sections == parse_workbook(_old_book()).sections


def test_an_old_excel_file_cut_or_garbled_keeps_its_cells_or_says_that_it_is_damaged() -> None:
    whole = _old_book()
    assert old_sheet_comments(whole[:3000]) == {}
    assert old_sheet_comments(b"no compound file") == {}
    for at in (*range(24, 80), *range(512, len(whole), 211)):
        garbled = whole[:at] + b"\xff\xff\xff" + whole[at + 3 :]
        old_sheet_comments(garbled)
        in_unicode(garbled)
    assert in_unicode(whole[:600]) == whole[:600]


def test_an_old_excel_file_that_says_one_comment_over_and_over_is_read_once() -> None:
    part = b"\0" + b"x" * 2000
    text = _record(0x5D, struct.pack("<HHHH", 0x15, 18, 0x19, 1)) + (
        _record(0x1B6, bytes(10) + struct.pack("<H", 2000) + bytes(6)) + _record(0x3C, part)
    )
    notes = [_record(0x1C, struct.pack("<HHHHH", row, 0, 0, 1, 1) + b"\0a") for row in range(99)]
    begin, end = _record(0x809, b"\0\6" + bytes(14)), _record(0x0A, b"")
    at = len(begin) + 50 * 13 + len(end)
    sheets = [_record(0x85, struct.pack("<IBBB", at, 0, 0, 1) + bytes((0, 65))) for _ in range(50)]
    book = b"".join((begin, *sheets, end, begin, text, text, *notes, end))
    made = io.BytesIO(_old_book())
    with OleFileIO(made, write_mode=True) as file:
        file.write_stream("Workbook", book.ljust(file.get_size("Workbook"), b"\0"))
    assert old_sheet_comments(made.getvalue()) == {"A": {(0, 0): f"[a: {'x' * 2000}]"}}


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


_OLD_BOOK = (
    "c-"
    "rlpO=w(I6vzMf%}nM^lZi9a*w|L<_}Qcpsf<<^v6(7@f({Z>jiQT5n`uI0qG`a?O<$~8sUQ{u<H`!6%ev`CAyaT6GN90{i"
    "`123g%Omvus;9yyf>3cn?Rz8*m!RGd-vXRzwbTgB#Uys{U*I|_Oo4=a8){p2>$dFXlare(p9gdz;@ra#d_XNd`;I?O1ON;"
    "mKZ)yR^x~Ge)hc|frE3=hmnzoe(`~y_dgWA|Df{@+ko5UdmnDZSN6?My=wxch~d!WXmRX6((r||)`lJUaM@HX7$}ZRyj-j"
    "gX@hMsOG6gWAsv77vrPt4$u5)ss`8DJ8?1ECJwgB9ua<YOBEM%9`My=;i52DB>icn*<Y$~HQeMQjdD?4{JmW<r-"
    "|odFhX=_!yqNzUzDHnG)_02c3_sSDii8Evio%cQ$rrXzsZ^MGD3^Vdb0v1IqRRdy{`j_IiS?>4<NR>WU_LLL&I=Y~A3Ltf"
    "@xEV1nRUO+v7FbhmXRy@$W^P9v$v&8N}Rq_#@yT-"
    "*a5jR1v&mBWr4CB$5Jp$!+Abt7j(?WLyLu3w4x(n>k$mRHZhAN@=pbZI509fJp4AIyjg>vFoYX`+6#d(*6iCmt{r8&LY$9"
    "5P<KLdXsua?HP2^pF=M!lTQPZl^VstXog5c~+eSLcB7cGXfjkoO%610xN#Vi(v%}9U79y-"
    "2Ine*zF&19^;M4w*XSv!mIZ29Sh`V@YtT;OE(@DCB$E=G09%SCj+-"
    "gYRSX0X!>pt0Ok6jIKNZDIbBHU$lgs(EgmJ87iIUW6vWT&O~oASN8G3JN9y-nq=M!DA4-"
    "BdnHcMTjx;M*KJ@xjplE%eoMgTrj$7^fWwZ#KBsD{>mx_h{4%YbLB2X|p{e9BZUaQs<?-"
    "ZFi(S61F=_?a@m9GMy{O)*d(Z?+Lf&*55QLV`}@2&7-"
    "w0Su;^f;o9V2n~bCCh;G>a)673=3*;smJjfa9$AP*zg<3KwS2AOsrbe8W@4QJN4I}r{=R~-"
    "h`G_NDPKkC!xL%F<D3_~|FIi4o0bauWe5?$1a;NEh^A3~z^|E@pEH9OmInJ95GETiEg5bQph{N;@w7<Ss=oL|-"
    ">51$F)7Ko@*@Q!z@X)ap5AAHwp_7e6QxTsSKQeZ2wlq0BdTeB>`RvKC_sx_UQ9)x>>#Y-"
    "CPg9l_HM6Qgg?Mr_TPWh7lfn789n!qZTSCnY-"
    "3hjY>BbORLzC%7mzi#Cnd!DPYPKyduM?Q1{mUmCnx(j0H!#a{Sch4<tC*#`u^MVMGeQk*VIJR9v%HwCYv}H*`4OkyR}@82"
    "6h%=KMNt$*Q4~c{6h%=KMNt%Gt0MnBKrcd36h%=KMNt$*Q4~c{6h%=KMNt$*QMNL@IAJt;z`w{a#&HzQK}0TQ>p?`?5S3U"
    "RL6{AR6=MDuu|iDayA&(LUGEiWx{gynCipXjEFPnQOkoly*EN0zVvU%OW{qR&@gi+{j;l}NIEG{&$Jf384E4D=p5a=@JzC"
    "hfJN!HAZ)Ex>>zgpPPb7>P6bpS=JP6$*uF@KLD}oSbHu6$?7!J(3(zLt*u$^>>BZI`%=_EIion#l;Esoau5MU3vRbmSPw@"
    "EZf;0|)9^^W5CfW4ufSgvT8&P_{y0Ro)E#{"
)
"""Written by Spreadsheet::WriteExcel 2.40: comments short and long, in Latin letters and others."""


_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _old_book() -> bytes:
    return zlib.decompress(base64.b85decode(_OLD_BOOK))


def _ods(repeated: str = "2") -> bytes:
    """A sheet whose rows and columns are repeated as LibreOffice writes them."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{oasis}:{name}:1.0"' for name in ("office", "table", "text"))

    def cell(words: str, inside: str = "") -> str:
        return f'<table:table-cell office:value-type="string">{inside}<text:p>{words}</text:p></table:table-cell>'

    said = (
        "<office:annotation><dc:creator>王磊</dc:creator><dc:date>2026-03-01T10:00:00</dc:date>"
        "<text:p>含税价</text:p><text:p><text:span>到年底</text:span></text:p></office:annotation>"
    )
    apart = "<office:annotation><text:p>别忘了运费</text:p></office:annotation>"
    rows = (
        f"<table:table-row>{cell('产品')}<table:table-cell/>{cell('单价')}</table:table-row>"
        f"<table:table-row>{cell('控制柜')}<table:table-cell/>{cell('35000')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1"><table:table-cell/></table:table-row>'
        f'<table:table-row>{cell("驱动器")}<table:table-cell table:number-columns-repeated="1"/>'
        f"{cell('8200', said)}</table:table-row>"
        '<table:table-row table:number-rows-repeated="4"></table:table-row>'
        "<table:table-row><table:table-cell/><table:table-cell/>"
        f'<table:table-cell table:number-columns-repeated="{repeated}"/>'
        f"<table:table-cell>{apart}</table:table-cell></table:table-row>"
    )
    content = (
        f'<office:document-content {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body>'
        f'<office:spreadsheet><table:table table:name="报价">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
    return made.getvalue()


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
