"""Readers: Markdown, as people write it and as programs make it from pages and files."""

from __future__ import annotations

import contextlib
import time

import pytest

from toolkit.document import Document, Table
from toolkit.errors import ReadError
from toolkit.readers import read_document
from toolkit.readers.marks import plain


def read(content: str) -> Document:
    """Read a text that no name gives away."""
    return read_document(content.encode(), "report")


def texts(table: Table) -> list[list[str]]:
    """Return the texts of the grid."""
    return [["." if cell is None else cell.text for cell in row] for row in table.grid]


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ("# 甲县2022年报告\n\n正文", "markdown"),
        ("前文\n\n甲 | 1\n--- | ---\n乙 | 2", "markdown"),
        ("|甲|乙|\n|:-:|-:|\n|1|2|", "markdown"),
        ("---\ntitle: 甲县2022年报告\n---\n正文", "markdown"),
        ("全年公开**12**条", "markdown"),
        ("见[附件](https://www.example.org/a.pdf)", "markdown"),
        ("# 标题\n\n## 一、概述\n\n<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "markdown"),
        ("一、总体情况\n1. 甲\n2. 乙\n- 丙", "text"),
        ("甲 | 1\n乙 | 2", "text"),
        ("┌─┬─┐\n│a│1│\n├─┼─┤\n│b│2│\n└─┴─┘", "text"),
        (" 甲 | 乙\n---+---\n 1 | 2", "text"),
        ("+---+---+\n| a | 1 |\n+---+---+\n| b | 2 |\n+---+---+", "text"),
        ("---\n本报告分六部分。\n---\n正文", "text"),
        ("标题: 甲\n原文链接: https://www.example.org\n==== 正文 ====\n正文", "text"),
        ("<!DOCTYPE html><style>\n# a\n</style><p>正文</p>", "html"),
        ("<p>甲</p><p>**乙**</p><p>丙</p>", "html"),
    ],
)  # fmt: skip
def test_what_is_markdown(content: str, media: str) -> None:
    assert read(content).media == media


def test_lines_without_their_marks() -> None:
    document = read(
        "# 甲县2022年报告 #\n\n一、概述\n----\n\n    全年公开**1234**条。\n\t1. 属于国家秘密\n"
        "2. 其他\n3\\. 重复申请\n- 公报\n\n> 引用\n> 两行\n\n```\n代码\n```\n\n***\n\n##二、问题\n"
        "见[附件](https://www.example.org)和*重点*，`原样`。"
    )
    assert document.title == "甲县2022年报告"
    assert [p.text for p in document.paragraphs] == [
        "甲县2022年报告", "一、概述", "全年公开1234条。", "1. 属于国家秘密", "2. 其他",
        "3. 重复申请", "公报", "引用", "两行", "代码", "二、问题", "见附件和重点，原样。",
    ]  # fmt: skip


def test_lines_that_a_program_wrapped() -> None:
    long = "本年度共收到政府信息公开申请并按照规定的期限全部予以答复办结的件数一共为12"
    document = read(f"# 题\n\n{long}\n件，其中3件结转。\n短行\n另一行\n{long}\n1. 甲")
    assert [p.text for p in document.paragraphs] == [
        "题", f"{long}件，其中3件结转。", "短行", "另一行", long, "1. 甲",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**74**", "74"),
        ("7**4**", "7**4"),
        ("12*34*56", "12*34*56"),
        ("1_000", "1_000"),
        ("74<sup>2</sup>", "74²"),
        ("7![](a.png)4", "7 4"),
        ("<del>74</del>75", "~74~75"),
        ("**（一）**予以公开", "（一）予以公开"),
        ("**乙", "乙"),
        ("12**件", "12**件"),
        (r"\*\_\|\.", "*_|."),
        ("商业<br/>企业", "商业\n企业"),
        ("a&lt;b", "a<b"),
        ("[^1]", "[^1]"),
    ],
)
def test_marks_of_a_line(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_cells_of_a_pipe_table() -> None:
    (table,) = read(
        "指标 | 单位 | 数\n-|:-:|--:\n**公开** | 条 | 1\\*\na\\|b | Unnamed: 3 | NaN\n\n后文"
    ).tables
    assert not table.spans
    assert texts(table) == [["指标", "单位", "数"], ["公开", "条", "1*"], ["a|b", "", ""]]


def test_rows_keep_their_length() -> None:
    (table,) = read("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |").tables
    assert texts(table) == [["a", "b"], ["1", "2", "3"], ["4"]]


def test_tables_as_html() -> None:
    document = read(
        '# 题\n\n<table>\n<tr><td rowspan="2">a</td><td>1</td></tr>\n\n<tr><td>2</td></tr>\n'
        "</table>\n\n| c | d |\n|---|---|\n| 3 | 4 |\n\n后文**12**条"
    )
    assert [texts(t) for t in document.tables] == [
        [["a", "1"], ["a", "2"]],
        [["c", "d"], ["3", "4"]],
    ]
    assert document.paragraphs[-1].text == "后文12条"


def test_front_matter() -> None:
    document = read(
        "---\ntitle: 甲县2022年报告\nplace: 甲县\nyear: 2022\ndate: 2023-01-05\n"
        "url: https://www.example.org/a\ntags: [a, b]\n---\n正文"
    )
    assert document.title == "甲县2022年报告"
    assert document.address == "https://www.example.org/a"
    assert document.metadata["place"] == "甲县"
    assert document.metadata["year"] == "2022"
    assert document.metadata["发布日期"] == "2023-01-05"
    assert document.text == "正文"


def test_damaged_front_matter_is_text() -> None:
    assert read("---\ntitle: [甲\n---\n正文").text == "title: [甲\n正文"


def test_nothing_but_marks() -> None:
    with pytest.raises(ReadError, match="holds no text"):
        read("***\n\n#  \n\n**A**\n\n---".replace("A", "<b></b>"))


@pytest.mark.parametrize(
    "content",
    [
        "[" * 200_000,
        "*a " * 50_000,
        "`a" * 100_000,
        "> " * 50_000 + "a",
        "|" * 100_000 + "\n|---|\n",
        "<table>" * 20_000,
        "a" * 1_000_000,
        "![](" * 50_000,
        "<a " * 50_000,
        "\\" * 200_000,
        "- " * 50_000,
        "**a" * 30_000,
    ],
)  # fmt: skip
def test_odd_files_end_soon(content: str) -> None:
    began = time.process_time()
    with contextlib.suppress(ReadError):
        read("# 题\n\n**甲** " + content)
    assert time.process_time() - began < 8
