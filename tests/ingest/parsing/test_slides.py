from __future__ import annotations

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ingest.parsing.slides import parse_slides
from ingest.records import PersonRef, Section
from tests.ingest.parsing.made_files import saved

_BOX = (Inches(1), Inches(3), Inches(6), Inches(2))


def test_each_slide_is_a_section_under_its_title_with_its_notes() -> None:
    deck = Presentation()
    deck.core_properties.author = "李娜"
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "恒岳电气项目复盘"
    slide.placeholders[1].text = "提前锁定交期\n备件放在现场"
    slide.notes_slide.notes_text_frame.text = "讲到这里停一下"
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "谢谢"
    parsed = parse_slides(saved(deck))
    assert parsed.title == "恒岳电气项目复盘"
    assert parsed.authors == (PersonRef(name="李娜"),)
    assert parsed.sections == (
        Section("提前锁定交期\n备件放在现场\n讲到这里停一下", ("恒岳电气项目复盘",), "1"),
        Section("谢谢", (), "2"),
    )


def test_tables_charts_and_groups_are_read() -> None:
    deck = Presentation()
    shapes = deck.slides.add_slide(deck.slide_layouts[6]).shapes
    table = shapes.add_table(2, 3, *_BOX).table
    for index, text in enumerate(["产品", "单价", "数量", "控制柜", "35,000", "12"]):
        table.cell(index // 3, index % 3).text = text
    data = CategoryChartData()
    data.categories = ["一季度", "二季度"]
    data.add_series("销售额", (12, 15.5))
    shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *_BOX, data)
    group = shapes.add_group_shape()
    group.shapes.add_textbox(*_BOX).text_frame.text = "组内文字"
    (section,) = parse_slides(saved(deck)).sections
    assert section.text.split("\n") == [
        "产品: 控制柜 · 单价: 35,000 · 数量: 12",
        "销售额: 一季度: 12 · 二季度: 15.5",
        "组内文字",
    ]


def test_a_chart_the_library_does_not_know_costs_only_itself() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "三维图"
    data = CategoryChartData()
    data.categories = ["一季度"]
    data.add_series("销售额", (12,))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *_BOX, data)
    plots = frame.chart._chartSpace.chart.plotArea
    for plot in plots.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}barChart"):
        plot.tag = plot.tag.replace("barChart", "bar3DChart")
    assert parse_slides(saved(deck)).sections == (Section("三维图", (), "1"),)
