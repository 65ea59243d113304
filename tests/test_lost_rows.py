"""Where rows of a table stand in the running text, a second table of other figures is not taken."""

from __future__ import annotations

import pytest
from made.damages import ONLY_SPANS, document
from made.oracle import judge
from made.pdf import compile_typst
from made.sample import Sample, sample
from test_every_format import LOSSY, WRITERS

from toolkit.document import Document, DocumentBuilder
from toolkit.forms import TableReading, read_tables
from toolkit.readers import read_document
from toolkit.reading import assemble

TITLE = "甲县2012年政府信息公开工作年度报告"
OTHER = "乙县2013年政府信息公开工作年度报告"
HEADS = [("指标名称", 1, 1), ("计量单位", 1, 1), ("2012年度", 1, 1), ("历年累计", 1, 1)]
LABELS = (
    "主动公开文件数",
    "受理依申请公开信息总数",
    "对申请的答复总数",
    "行政复议数",
    "行政诉讼数",
)
FIGURES = ((310, 900), (31, 77), (29, 71), (4, 9), (2, 8))
#: The same rows as another year or place prints them.
ELSE = ((305, 590), (26, 46), (24, 42), (3, 5), (1, 6))


def lines(figures: tuple[tuple[int, int], ...], labels: tuple[str, ...] = LABELS) -> list[str]:
    return [f"{x} 件 {a}\u3000{b}" for x, (a, b) in zip(labels, figures, strict=True)]


def read(*before: str, after: tuple[str, ...] = ()) -> TableReading:
    builder = DocumentBuilder()
    for text in (TITLE, *before):
        builder.paragraph(text)
    rows = [
        [(x, 1, 1), ("件", 1, 1), (str(a), 1, 1), (str(b), 1, 1)]
        for x, (a, b) in zip(LABELS, FIGURES, strict=True)
    ]
    builder.table([HEADS, *rows])
    for text in after:
        builder.paragraph(text)
    return read_tables(Document(tuple(builder), "0" * 64, "sample", "pdf"))


def test_a_table_alone_is_read() -> None:
    assert [f.value for f in read().figures] == [n for row in FIGURES for n in row]


@pytest.mark.parametrize("behind", [False, True])
def test_rows_with_other_figures_leave_both_in_doubt(behind: bool) -> None:
    other = lines(ELSE)
    reading = read(after=tuple(other)) if behind else read(*other)
    assert [f for f in reading.figures if f.where.startswith("table")] == []
    (left,) = [f for f in reading.findings if f.where == "table:1"]
    assert (left.code, left.severity, left.found) == ("abstained", "warning", "two_candidates")


def test_rows_with_the_same_figures_are_no_doubt() -> None:
    assert len(read(*lines(FIGURES)).figures) == 10


@pytest.mark.parametrize("some", [1, 2])
def test_a_slip_or_two_is_no_second_table(some: int) -> None:
    assert len(read(*lines(ELSE[:some], LABELS[:some])).figures) == 10


def test_sentences_are_no_rows() -> None:
    said = [f"{x}{a}件，{x} {b}。" for x, (a, b) in zip(LABELS, ELSE, strict=True)]
    assert len(read(*said).figures) == 10


def test_a_table_below_the_title_of_another_report_does_not_stand_in_for_a_lost_one() -> None:
    # Rows whose labels the form does not know: they cannot be compared.
    lost = lines(ELSE[:3], ("甲项数", "乙项数", "丙项数"))
    assert read(*lost, OTHER).figures == ()
    assert len(read(*lost).figures) == 10
    # A link to another report above the page's own table.
    assert len(read(OTHER).figures) == 10


def test_a_table_of_the_year_before_does_not_stand_in_for_a_lost_one() -> None:
    lost = lines(ELSE[:3], ("甲项数", "乙项数", "丙项数"))
    assert read(*lost, "附：2011年数据").figures == ()
    assert len(read(*lost, "附：2012年数据").figures) == 10


def appeals(*text: str) -> TableReading:
    one = sample("form2021", 5)
    builder = DocumentBuilder()
    for line in (one.title, *text):
        builder.paragraph(line)
    grid = next(b for b in one.blocks if not isinstance(b, str) and b.name == "appeals")
    builder.table(grid.rows)
    return read_tables(Document(tuple(builder), "0" * 64, "sample", "pdf"))


def test_a_line_of_other_figures_is_another_table_4() -> None:
    rows = ("项目甲 31 7", "项目乙 32 8", "项目丙 33 9")
    assert appeals("9（ 8（ " * 7 + "7（").figures == ()
    assert len(appeals(*rows).figures) == 15
    assert (
        appeals(*rows, "901 902 903 904 905 906 907 908 909 910 911 912 913 914 915").figures == ()
    )


def test_rows_whose_figures_are_spoilt_are_rows() -> None:
    lost = [
        f"{label} 件 {spoilt}"
        for label, spoilt in zip(LABELS, ("□", "\ufffd", "3（7）"), strict=False)
    ]
    assert read(*lost).figures == ()


def test_a_website_sheet_of_another_year_does_not_stand_in_for_a_lost_one() -> None:
    grid = next(b for b in sample("website2017", 3).blocks if not isinstance(b, str))

    def sheet(*text: str) -> int:
        builder = DocumentBuilder()
        for line in ("甲县人民政府网站工作年度报表（2021年度）", *text):
            builder.paragraph(line)
        builder.table(grid.rows)
        figures = read_tables(Document(tuple(builder), "0" * 64, "sample", "pdf")).figures
        return sum(f.where.startswith("table") for f in figures)

    lost = ("项目甲 31 7", "项目乙 32 8", "项目丙 33 9")
    assert sheet(*lost) > 30
    assert sheet(*lost, "甲县人民政府网站工作年度报表（2023年度）") == 0
    assert sheet(*lost, "乙县人民政府网站工作年度报表（2021年度）") == 0


def made(body: str) -> list[str]:
    page = '#set page(width: 400pt, margin: 40pt)\n#set text(font: "Noto Serif SC", size: 11pt)\n'
    return [p.text for p in read_document(compile_typst(page + body), "x.pdf").paragraphs]


def test_the_line_below_a_row_of_a_pdf_is_no_part_of_it() -> None:
    row = "行政诉讼数 #h(1fr) 件 #h(1fr) 3 #h(1fr) 6439年"
    assert "上年度情况如下：" in made(f"{row}\n\n上年度情况如下：")
    full = "合成县坚持把公开工作放在重要位置抓实抓细抓好并持续推进各项任务的落实"
    assert made(f"{full * 3}。") == [f"{full * 3}。"]


def test_a_figure_that_a_line_break_parts_is_no_figure_of_a_pdf() -> None:
    def cell(figure: str) -> list[str]:
        return made(
            "#set par(leading: 0.3em)\n#table(columns: 2, stroke: none, align: horizon, "
            f"[其他方式回应事件数], [{figure}])"
        )

    assert cell("51") == ["其他方式回应事件数 51"]
    assert cell("5 \\ 1") == ["5\ufffd", "其他方式回应事件数", "\ufffd1"]


def test_a_number_in_brackets_behind_a_figure_is_no_numbering() -> None:
    def parted(line: str) -> set[str]:
        text = "\n".join(
            ("甲县2014年政府信息公开工作年度报告", "统计指标 单位 统计数", "一、主动公开情况 — —",
             "其中：主动公开规范性文件数 条 3", line,
             "（二）通过不同渠道和方式公开政府信息的情况 — —", "1.政府公报公开政府信息数 条 3",
             "2.政府网站公开政府信息数 条 3", "3.政务微博公开政府信息数 条 4692",
             "4.政务微信公开政府信息数 条 6397", "5.其他方式公开政府信息数 条 6060")
        )  # fmt: skip
        return {f.indicator for f in read_tables(read_document(text.encode(), "x")).figures}

    assert "normative_documents_issued" in parted("制发规范性文件总数 件 3")
    assert "normative_documents_issued" not in parted("制发规范性文件总数 件 3（24）")


@pytest.mark.parametrize(
    ("name", "number"),
    [("pdf-unruled", 27), ("pdf-unruled", 53), ("pdf-unruled", 282),
     ("pdf-unruled-right", 4), ("pdf-unruled-right", 203)],
)  # fmt: skip
def test_spoilt_documents_in_which_a_table_is_lost(name: str, number: int) -> None:
    one: Sample = document(number, pages=False, without=ONLY_SPANS).sample
    data = (WRITERS | LOSSY)[name](one)
    assert judge(one, assemble(read_document(data, name))).wrong == []
