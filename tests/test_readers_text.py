"""Readers: plain text, its tables and headers, and the pairs printed around a report."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from toolkit.document import Document, Table
from toolkit.errors import ReadError
from toolkit.readers import read_document
from toolkit.readers.metadata import Metadata

DATA = Path(__file__).parent / "data" / "readers"


def page(body: str) -> Document:
    """Read a piece of HTML."""
    return read_document(f"<html><body>{body}</body></html>".encode(), "page")


def text(content: str) -> Document:
    """Read plain text."""
    return read_document(content.encode(), "text")


def texts(table: Table) -> list[list[str]]:
    """Return the texts of the grid."""
    return [["." if cell is None else cell.text for cell in row] for row in table.grid]


def test_pipes_and_pairs_without_colons() -> None:
    document = read_document(DATA / "pipes.txt")
    (table,) = document.tables
    assert not table.spans
    assert texts(table) == [
        ["指标名称", "单位", "2016年", "累计"],
        ["主动公开", "条", "2026", "3542"],
        ["网站公开", "条", "", "/"],
        ["", "件", "—", ""],
    ]
    assert document.paragraphs[0].text.startswith("示例网")
    assert document.paragraphs[-1].text == "| 说明 | 见上 |"
    assert document.metadata == {
        "索引号": "A0123/2017-1",
        "发文时间": "2017-03-06",
        "发文机关": "县政府办",
        "主题分类": "政务",
        "发布日期": "2017-03-07",
        "时间": "2017-03-08",
        "来源": "示例日报",
    }


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("指标 | 2012 |\n主动 | 26 |\n | 1 |", [["指标", "2012"], ["主动", "26"], ["", "1"]]),
        ("a｜1\nb｜2", [["a", "1"], ["b", "2"]]),
        ("a | 1\n\nb | 2\n\nc | 3", [["a", "1"], ["b", "2"], ["c", "3"]]),
        ("┌─┬─┐\n│a│1│\n├─┼─┤\n│b│2│\n└─┴─┘", [["a", "1"], ["b", "2"]]),
        ("| 维持 | 纠正 |\n|---|---|\n| — | — |", [["维持", "纠正"], ["—", "—"]]),
        ("a\t条\t1\nb\t\t2\n\t\t3\nc\t条\t", [["a", "条", "1"], ["b", "", "2"], ["", "", "3"], ["c", "条", ""]]),
        ("甲  1\n乙  2  3\n丙  4", [["甲", "1"], ["乙", "2", "3"], ["丙", "4"]]),
        ("项目   单位   数\n甲  条    1\n乙   件  2", [["项目", "单位", "数"], ["甲", "条", "1"], ["乙", "件", "2"]]),
    ],
)  # fmt: skip
def test_lines_that_keep_cells_apart(content: str, rows: list[list[str]]) -> None:
    (table,) = text("前文\n\n" + content + "\n\n后文").tables
    assert texts(table) == rows


@pytest.mark.parametrize(
    "content",
    [
        "中国政府网 | 示例省政府 |\n正文",
        "\t一、概述\n\t二、主动公开\n\t三、其他",
        "第一  段文字\n第二  段文字\n第三  段文字",
        "2015  甲\n2016  乙\n2017  丙",
        "主动公开文件数条2026其中网站公开数条1795",
    ],
)
def test_lines_that_are_no_table(content: str) -> None:
    assert not text(content).tables


def test_cells_that_each_stand_on_a_line() -> None:
    cells = [
        "指标",
        "单位",
        "2012年度",
        "历年累计",
        "主动公开",
        "条",
        "26",
        "42",
        "网站",
        "条",
        "20",
        "30",
        "公报",
        "条",
        "0",
        "7",
        "复议",
        "件",
        "0",
        "0",
    ]
    (table,) = text("前文。\n" + "\n".join(cells) + "\n四、存在的问题情况\n后文。").tables
    assert texts(table) == [
        ["指标", "单位", "2012年度", "历年累计"],
        ["主动公开", "条", "26", "42"],
        ["网站", "条", "20", "30"],
        ["公报", "条", "0", "7"],
        ["复议", "件", "0", "0"],
    ]


#: A table whose columns stand one below the other; Chinese characters are as wide as two letters.
ALIGNED = """\
指标名称          单位   2016年   累计
主动公开文件数    条       2026   3542
网站公开数        条                95
公报公开数        条          0
行政复议数        件          3     12
行政诉讼数        件          /     10
收费              元
"""


def test_blank_cells_between_columns_drawn_with_blanks() -> None:
    (table,) = text("前文\n\n" + ALIGNED + "\n后文").tables
    assert texts(table)[:5] == [
        ["指标名称", "单位", "2016年", "累计"],
        ["主动公开文件数", "条", "2026", "3542"],
        ["网站公开数", "条", "", "95"],
        ["公报公开数", "条", "0", ""],
        ["行政复议数", "件", "3", "12"],
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Figures that stand below no column, or askew, leave open which cell is blank.
        ("条                95", "条             95"),
        ("条                95", "条            95  "),
        ("件          3     12", "件         3      12"),
    ],
)
def test_figures_out_of_line_tell_no_blank_cell(old: str, new: str) -> None:
    (table,) = text("前文\n\n" + ALIGNED.replace(old, new) + "\n后文").tables
    assert [row for row in texts(table) if "网站公开数" in row] == [["网站公开数", "条", "95"]]


def test_cells_between_drawn_lines() -> None:
    drawn = (
        "┌──────┬──┬──┐\n│指标  │数│累│\n├──────┼──┼──┤\n│公开的│1 │2 │\n│文件数│  │  │\n"
        "├──────┼──┴──┤\n│乙    │无   │\n├──────┼──┬──┤\n│丙    │  │/ │\n└──────┴──┴──┘"
    )
    rows = [["指标", "数", "累"], ["公开的\n文件数", "1", "2"], ["乙", "无", "无"], ["丙", "", "/"]]
    wide = drawn.replace("│1 │", "│1 │").replace("──", "─")  # lines as wide as Chinese characters
    ascii_ = drawn.translate(str.maketrans("┌┬┐├┼┤└┴┘─│", "+++++++++-|"))
    for content in (drawn, ascii_):
        (table,) = text("前文\n" + content + "\n后文").tables
        assert table.spans
        assert texts(table) == rows
    (table,) = text("前文\n" + wide + "\n后文").tables
    assert texts(table)[0] == rows[0]


def test_a_cell_over_several_rows_between_drawn_lines() -> None:
    (table,) = text(
        "+------+----+----+\n| 丙   |    | 4  |\n+      +----+----+\n|      | 5  | 6  |\n"
        "+------+----+----+\n| 丁   | 7  | 8  |\n+------+----+----+"
    ).tables
    assert texts(table) == [["丙", "", "4"], ["丙", "5", "6"], ["丁", "7", "8"]]
    assert table.grid[0][0] is table.grid[1][0]


def test_lines_below_heads_are_rows_each() -> None:
    (table,) = text(
        "+------+----+\n| 指标 | 数 |\n+======+====+\n| 甲   | 1  |\n| 乙   | 2  |\n| 丙   |    |\n+------+----+"
    ).tables
    assert texts(table) == [["指标", "数"], ["甲", "1"], ["乙", "2"], ["丙", ""]]


@pytest.mark.parametrize(
    "line",
    ["甲  乙", "甲 | 乙", "甲", "+--+--+", "甲\t乙", "甲   1", "12", "　　", "│甲│", "a: b"],
)
def test_many_lines_end_soon(line: str) -> None:
    began = time.process_time()
    text("正文\n" + (line + "\n") * 5_000)
    assert time.process_time() - began < 10
    with pytest.raises(ReadError, match="too long for a report"):
        text("正文\n" + "\n" * 200_000)


def test_a_line_without_end() -> None:
    with pytest.raises(ReadError, match="over 4,000,000 characters"):
        text("甲县2022年政府信息公开工作年度报告\n" + "1" * 5_000_000)


def test_header_of_an_archive() -> None:
    document = read_document(DATA / "archive.txt")
    assert document.title == "示例县2016年度报告"
    assert document.address == "https://www.example.org/2016.htm"
    assert document.metadata["发布时间"] == "2017-01-18 15:57"
    assert "文号" not in document.metadata
    assert document.text == "一、概述。标题: 不是元数据"


def test_entities_and_line_ends() -> None:
    document = text("&nbsp;&#160;甲&lt;条例&gt;&amp;R&D\r\n乙\r丙")
    assert [p.text for p in document.paragraphs] == ["甲<条例>&R&D", "乙", "丙"]


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("索 引 号：A01", {"索引号": "A01"}),
        ("来源：县府办公室发布时间：2015-03-02浏览次数：12【字体：大 中 小】",
         {"来源": "县府办公室", "发布时间": "2015-03-02", "浏览次数": "12"}),
        ("发布机构：示例县信息公开办 公开方式：主动公开",
         {"发布机构": "示例县信息公开办", "公开方式": "主动公开"}),
        ("索引号 | 0123 | 发布机构 | 示例县 |", {"索引号": "0123", "发布机构": "示例县"}),
        ("发文字号：　主题词：", {}),
        ("来源于群众的意见", {}),
        ("时间2017年，我县公开信息3条。", {}),
        ("本报告的标题、来源：见附件。", {}),
    ],
)  # fmt: skip
def test_pairs_of_one_line(line: str, pairs: dict[str, str]) -> None:
    found = Metadata()
    found.add_line(line)
    assert found.pairs == pairs


def test_pairs_in_table_cells() -> None:
    document = page(
        "<table><tr><td>索引号：<td>0123<td>发布机构<td>示例县政府办"
        "<tr><td>名　称：<td>示例县报告<td>发文日期：<td></table><p>正文</p>"
    )
    assert document.metadata == {
        "索引号": "0123",
        "发布机构": "示例县政府办",
        "名称": "示例县报告",
    }
    assert document.title == "示例县报告"


def test_same_cells_as_page_and_as_text() -> None:
    rows = [["指标", "单位", "本年"], ["主动公开", "条", "2026"], ["空", "", "/"]]
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    for content in ("\n".join(" | ".join(row) for row in rows), "\n".join(map("\t".join, rows))):
        assert texts(text(content).tables[0]) == texts(page(f"<table>{body}</table>").tables[0])


def test_founding_page(shared: Path) -> None:
    document = read_document(shared / "seed" / "xiangyuan-2017.txt")
    assert document.title == "襄垣县人民政府2017年度政府信息公开工作年度报告"
    assert not document.tables
    assert document.metadata == {
        "索引号": "01236931-5/2018-42266",
        "发文时间": "2018-03-06",
        "发文机关": "政府办",
        "标题": "襄垣县人民政府2017年度政府信息公开工作年度报告",
        "主题分类": "电子政务",
        "发布日期": "2018-03-06",
        "时间": "2017-08-20",
        "来源": "长治日报",
    }


def test_archived_text(shared: Path) -> None:
    document = read_document(shared / "real" / "pingtan" / "2016.txt")
    assert document.address == (
        "https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/201701/t20170118_80485.htm"
    )
    assert document.metadata["发布时间"] == "2017-01-18 15:57"
    assert document.text.startswith("平潭综合实验区2016年度政府信息公开工作年度报告 根据")
