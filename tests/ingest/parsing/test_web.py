from __future__ import annotations

from ingest.parsing.web import parse_web, text_of_html
from ingest.records import PersonRef, Section

PAGE = """<!doctype html><html><head><title>产品手册</title><meta name="author" content="李娜">
<style>p{color:red}</style><script>alert("x")</script></head><body>
<nav><a href="/">首页</a></nav>
<main><h1>HC-200 控制柜</h1><p>额定电压 <b>380</b> V，<br>防护等级 IP54。</p>
<h2>维护</h2><ul><li>每月除尘</li><li>每年<i>校准</i></li></ul>
<table><tr><th>型号</th><th>单价</th><th>质保</th></tr><tr><td>HC-200</td><td>35,000</td><td>两年</td></tr></table>
<pre>reset --all
exit</pre></main><footer>© 2026</footer></body></html>"""


def test_the_main_text_is_read_under_its_headings_without_menus_and_scripts() -> None:
    parsed = parse_web(PAGE.encode())
    assert parsed.title == "产品手册"
    assert parsed.authors == (PersonRef(name="李娜"),)
    assert parsed.sections == (
        Section("额定电压 380 V，\n防护等级 IP54。", ("HC-200 控制柜",)),
        Section(
            "- 每月除尘\n- 每年校准\n型号: HC-200 · 单价: 35,000 · 质保: 两年\n\nreset --all\nexit",
            ("HC-200 控制柜", "维护"),
        ),
    )


def test_a_page_without_a_main_part_is_read_whole() -> None:
    assert parse_web(b"<p>one<p>two<div>three</div>").sections == (Section("one\n\ntwo\n\nthree"),)


def test_the_encoding_that_a_page_states_is_used() -> None:
    page = '<meta charset="gb2312"><p>会议纪要</p>'.encode("gb18030")
    assert parse_web(page).sections == (Section("会议纪要"),)


def test_deep_nesting_ends() -> None:
    page = b"<div>" * 20_000 + b"deep"
    assert parse_web(page).sections == (Section("deep"),)


def test_a_mail_laid_out_in_tables_reads_as_text() -> None:
    html = "<table><tr><td><p>王芳：</p><table><tr><td><div>见附件。</div></td></tr></table></td></tr></table>"
    assert text_of_html(html) == "王芳：\n\n见附件。"
