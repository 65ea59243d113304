"""Readers: encodings, blocks in order, spans, layout tables, bad input."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.document import Document, Table
from toolkit.errors import GongkaiError, ReadError, SourceError
from toolkit.readers import read_document

DATA = Path(__file__).parent / "data" / "readers"
SENTENCE = "示例县2012年政府信息公开工作年度报告，主动公开信息2026条。"
PAGE = '<html><head><meta charset="{}"><title>报告</title></head><body><p>{}</p></body></html>'


def page(body: str) -> Document:
    """Read a piece of HTML."""
    return read_document(f"<html><body>{body}</body></html>".encode(), "page")


def texts(table: Table) -> list[list[str]]:
    """Return the grid's texts; a place that no cell covers is a dot."""
    return [["." if cell is None else cell.text for cell in row] for row in table.grid]


# --- encodings


@pytest.mark.parametrize(
    ("declared", "actual", "found"),
    [
        ("gb2312", "gbk", "gb18030"),
        ("gbk", "gb18030", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
        ("utf-8", "gbk", "gb18030"),
        ("iso-8859-1", "gbk", "gb18030"),
        ("gb2312", "utf-8-sig", "utf-8"),
        ("gb2312", "utf-16", "utf-16"),
    ],
)
def test_encoding_by_declaration_and_by_content(declared: str, actual: str, found: str) -> None:
    document = read_document(PAGE.format(declared, SENTENCE).encode(actual), "page")
    assert document.text == SENTENCE
    assert (document.encoding, document.title) == (found, "报告")


def test_gb18030_beyond_gb2312() -> None:
    # 䶮 (U+4DAE) and 𬭎 (U+2CB4E) are in GB18030 only.
    document = read_document(PAGE.format("gb2312", "䶮县𬭎镇的年度报告").encode("gb18030"), "page")
    assert document.text == "䶮县𬭎镇的年度报告"


def test_text_without_any_declaration() -> None:
    assert read_document(SENTENCE.encode("gbk"), "a.txt").text == SENTENCE
    traditional = "示例縣政府資訊公開工作年度報告，各機關辦理人民申請案件，應於期限內處理。"
    for data in (
        traditional.encode("big5"),
        ("<meta charset=gb2312>" + traditional).encode("big5"),
    ):
        assert read_document(data, "a").text == traditional


def test_damaged_bytes_are_recorded_and_make_no_number() -> None:
    data = (SENTENCE * 5).encode()
    document = read_document(data[:-2], "cut")
    assert document.text.startswith(SENTENCE * 4)
    assert "damaged" in (document.encoding or "")
    # One byte before 2026 is broken: what is left of the digits must not be read as a number.
    gbk = (SENTENCE * 5).encode("gbk")
    at = gbk.index(b"2026")
    document = read_document(gbk[: at - 1] + b"\xff" + gbk[at:], "broken")
    assert document.text.count("2026") == 4
    assert "026" not in document.text.replace("2026", "")


# --- web pages


def test_spans_become_a_dense_grid() -> None:
    (table,) = read_document(DATA / "spans.html").tables
    assert texts(table) == [
        ["A", "A", "B"],
        ["A", "A", "C"],
        ["D", "1", "C"],
        ["E", "2", "3"],
    ]
    corner = table.grid[1][1]
    assert corner is not None
    assert (corner.row, corner.col, corner.rowspan, corner.colspan) == (0, 0, 2, 2)


def test_a_long_number_beside_a_damaged_character_is_read_at_once() -> None:
    text = "甲县2020年" + "1" * 300_000 + "条\ufffd" + "1," * 300_000
    started = time.monotonic()
    assert read_document(text.encode()).text.endswith("\ufffd,")
    assert time.monotonic() - started < 20


def test_damaged_spans() -> None:
    (table,) = page(
        '<table><tr><td colspan="0">a<td rowspan="-1">1<td>x'
        '<tr><td rowspan="abc">b<td colspan="1000000">2'
        '<tr><td rowspan="1000000">c<td colspan="2.5">3'
        "<tr><td>4<td></table>"
    ).tables
    assert texts(table) == [["a", "1", "x"], ["b", "2", "2"], ["c", "3", "3"], ["c", "4", ""]]


def test_row_span_ends_with_its_row_group() -> None:
    (table,) = page(
        "<table><thead><tr><td rowspan=5>h<td>1</thead>"
        "<tbody><tr><td rowspan=0>a<td>2<tr><td>3</tbody><tbody><tr><td>b<td>4</table>"
    ).tables
    assert texts(table) == [["h", "1"], ["a", "2"], ["a", "3"], ["b", "4"]]


def test_page_laid_out_by_tables() -> None:
    document = read_document(DATA / "layout.html")
    assert [p.text for p in document.paragraphs] == [
        "首页",
        "政务公开",
        "示例县2016年政府信息公开工作年度报告",
        "来源：示例县政府办　发布日期：2017-03-01　浏览次数：12　【字号：大 中 小】",
        "一、概述：截至2016年12月31日， 共公开78967条。",
        "二、附表",
        "表后第一行",
        "表后第二行",
    ]
    (table,) = document.tables
    assert texts(table) == [
        ["指标", "本年\n度"],
        ["主动公开", "789"],
        ["分成两段", "1\n2"],
        ["脚注", "2768¹"],
        ["空", ""],
    ]
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds == ["Paragraph"] * 6 + ["Table"] + ["Paragraph"] * 2


def test_what_a_page_says_of_itself() -> None:
    document = read_document(DATA / "layout.html")
    assert document.title == "示例县2016年政府信息公开工作年度报告"
    assert document.address == "https://www.example.org/report.htm"
    assert document.metadata == {
        "ArticleTitle": "示例县2016年政府信息公开工作年度报告",
        "PubDate": "2017-03-01",
        "来源": "示例县政府办",
        "发布日期": "2017-03-01",
        "浏览次数": "12",
    }


def test_canonical_address_and_title_of_the_page() -> None:
    document = read_document(
        b'<html><head><title>T</title><link rel="canonical" href="https://a.example/1">'
        b'<meta property="og:url" content="https://a.example/2"></head><body>x</body></html>',
        "page",
    )
    assert (document.title, document.address) == ("T", "https://a.example/1")


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="DISPLAY : none">9条</p>',
        "<p hidden>9条</p>",
        "<noscript>9条</noscript>",
        "<template>9条</template>",
        "<textarea>9条</textarea>",
        "<!-- 9条 -->",
        "<p>&lt;!--[if gte mso 9]&gt;&lt;xml&gt;9条&lt;/xml&gt;&lt;![endif]--&gt;</p>",
    ],
)
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    assert page(f"<p>公开信息2768条，其余内容见附件</p>{hidden}<p>后</p>").text == (
        "公开信息2768条，其余内容见附件\n后"
    )


def test_article_that_a_script_would_show_is_read() -> None:
    assert SENTENCE in page(f'<p>导航</p><div style="display:none">{SENTENCE * 3}</div>').text


@pytest.mark.parametrize("style", ["text-indent:-950px", "left: -9999px"])
def test_text_pushed_aside_is_left_out(style: str) -> None:
    assert page(f'<p>公开2<span style="{style}">7</span>条</p>').text == "公开2条"


def test_control_character_in_a_damaged_tag_does_not_join_two_cells() -> None:
    (table,) = page("<table><tr><td>甲<td>13</td\x1e<td>63</table>").tables
    assert "1363" not in table.text


def test_hidden_cell_takes_no_place() -> None:
    (table,) = page("<table><tr><td>a<td hidden>9<td>1<tr><td>b<td>2</table>").tables
    assert texts(table) == [["a", "1"], ["b", "2"]]


def test_single_cell_table_dissolves() -> None:
    document = page(f"<table><tr><td><p>{SENTENCE * 9}</p><p>完</p></td></tr></table>")
    assert not document.tables
    assert document.text == f"{SENTENCE * 9}\n完"


def test_scrap_of_a_table_in_a_cell_does_not_break_the_table_around_it() -> None:
    rows = "".join(f"<tr><td>项目{i}<td>{i}" for i in range(8))
    scrap = "<tr><td>末项<td><table><tr><td>7</table>"
    (table,) = page(f"<table>{rows}{scrap}</table>").tables
    assert texts(table)[8] == ["末项", "7"]


def test_ten_thousand_deep_page_is_read_or_refused_at_once() -> None:
    began = time.perf_counter()
    assert page("<div>" * 3000 + "深2条").text == "深2条"
    assert page("<table><tr><td>" * 1000 + "深2条").text == "深2条"
    # Nothing counts the depth of elements that only change how text looks.
    assert page("<span>" * 60_000 + "x").text == "x"
    assert page("<font color=x>" * 60_000 + "x").text == "x"
    assert page("<div>" * 60_000 + "x").text == "x"
    assert page("<font color=x><p>" * 60_000 + "x").text == "x"
    for tag in ("<ul><li>", "<p><ul><li></p>", "<table><tr><td>"):
        with pytest.raises(ReadError, match="nested too deeply"):
            page(tag * 60_000 + "x")
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize("end", ["", "</div>"], ids=["open", "closed"])
def test_hidden_elements_within_each_other_do_not_run_on(end: str) -> None:
    page = "<p>甲县</p>" + "<div hidden>x" * 40_000 + end * 40_000
    with pytest.raises(ReadError, match="nested too deeply"):
        read_document(page.encode(), "a.html")


# --- bad input: one clear line, never a traceback


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        ("　\n".encode(), "no text"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"GIF89a\x01\0\x01\0", "picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "damaged PDF"),
        (b"PK\x03\x04\x14\0word/document.xml", "zip.*unpack"),
        (b"PK\x03\x04\x14\0word/document.xml _rels/.rels", "damaged or incomplete"),
        (b"PK\x03\x04\x14\0xl/workbook.xml", "zip.*unpack"),
        (b"PK\x03\x04\x14\0other.bin", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unknown kind"),
        (bytes(range(256)) * 40, "binary"),
        (b"a\0b\0\0\1\2" * 500, "binary"),
        (b"<html><body><script>load()</script></body></html>", "without text"),
        (b"<html><frameset><frame src=a></frameset></html>", "without text"),
        (b"<table>" + (b"<tr>" + b"<td rowspan=200 colspan=200>1" * 20) * 300, "two million"),
        (b"<table><tr>" + b"<td>1" * 3000 + b"<tr><td>2" * 3000, "two million"),
    ],
)
def test_bad_content(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        read_document(data, "renamed.html")
    message = str(caught.value)
    assert message.startswith("renamed.html: ")
    assert "\n" not in message


def test_bad_paths(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.html", tmp_path, "a\0b", "x" * 5000, "two\nlines.html"):
        with pytest.raises(SourceError) as caught:
            read_document(path)
        assert "\n" not in str(caught.value)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(SourceError, match="regular"):
            read_document(tmp_path / "pipe")


def test_file_that_must_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "closed.html"
    path.write_text(SENTENCE, encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(SourceError, match="permissions"):
        read_document(path)


def test_too_large_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(65 << 20)
    with pytest.raises(ReadError, match="64 MB"):
        read_document(path)


def test_name_never_decides(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(PAGE.format("utf-8", SENTENCE).encode())
    assert read_document(path).media == "html"
    path.write_bytes(SENTENCE.encode("gbk"))
    assert read_document(str(path)).media == "text"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read_document(data, "any")
    except GongkaiError as error:
        assert "\n" not in str(error)
    else:
        assert document.blocks


PIECES = st.sampled_from(
    ["<table>", "</table>", "<tr>", "<td>", "<td rowspan=3>", "<td colspan=0 rowspan=2>", "</td>",
     "<p>", "</p>", "<br>", "<sup>", "</sup>", "<pre>", "<tbody>", "<div hidden>", "12", "主动公开",
     "\n", "&nbsp;", "标题：", "|", "\t", "<select>", "<b>", "来源", "<caption>", "<!--[if x]-->"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40), st.booleans())
def test_any_order_of_elements_is_read(pieces: list[str], as_page: bool) -> None:
    source = ("<html>甲" if as_page else "甲\n") + "".join(pieces)
    document = read_document(source.encode(), "any")
    for paragraph in document.paragraphs:
        end = paragraph.start + len(paragraph.text)
        assert document.text[paragraph.start : end] == paragraph.text
        assert "\n" not in paragraph.text
    for table in document.tables:
        assert len({len(row) for row in table.grid}) == 1 or not table.spans


# --- real pages, where they are


@pytest.mark.parametrize(
    ("year", "n_rows"),
    [(2012, [18]), (2014, [17]), (2018, [16]), (2020, [18, 26, 5]), (2024, [14, 28, 4])],
)
def test_tables_of_real_pages(shared: Path, year: int, n_rows: list[int]) -> None:
    document = read_document(shared / "real" / "pingtan" / f"{year}.html")
    assert [table.n_rows for table in document.tables] == n_rows
    assert all(None not in row for table in document.tables for row in table.grid)
    assert document.metadata["来源"]
    assert str(year) in (document.title or "")


def test_cells_of_real_pages(shared: Path) -> None:
    folder = shared / "real" / "pingtan"
    # Read off the pages: digits of one number are spread over several elements in 2014.
    table = read_document(folder / "2014.html").tables[0]
    assert [c.text for c in table.row_cells(1)] == ["主动公开文件数", "条", "2543", "78967"]
    requests = read_document(folder / "2024.html").tables[1]
    assert [c.text for c in requests.row_cells(3)][1:] == ["217", "1", "0", "0", "0", "0", "218"]
    assert [c.text for c in requests.row_cells(16)] == [
        "三、本\n年度办\n理结果", "（四）无法提供", "2.没有现成信息需要另行制作",
        "0", "0", "0", "0", "0", "0", "0",
    ]  # fmt: skip
    appeals = read_document(folder / "2024.html").tables[2]
    printed = " ".join(c.text for c in appeals.row_cells(3))
    assert printed == "2 1 3 1 7 0 0 0 0 0 13 2 4 0 19"
    blank = read_document(folder / "2020.html").tables[2]
    assert {c.text for c in blank.row_cells(4)} == {""}


@pytest.mark.parametrize(
    "data",
    [
        "<p>" + "公" * 8_000_001 + "</p>",
        "<p>😀" + "a" * 8_000_001,
        "<br>" * 1_000_001,
    ],
    ids=["text", "wide text", "elements"],
)
def test_page_that_is_no_report_is_refused_before_it_costs_anything(data: str) -> None:
    began = time.process_time()
    with pytest.raises(ReadError, match=r"million (?:characters|elements)"):
        page(data)
    assert time.process_time() - began < 10


def test_embedded_pictures_do_not_count_as_text() -> None:
    picture = "<img src='data:image/png;base64," + "iVBORw0KGgo" * 1_000_000 + "'>"
    assert page(f"<p>{SENTENCE}{picture}</p>").text == SENTENCE
