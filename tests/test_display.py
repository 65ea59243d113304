"""Display: what a person sees of a report, in a terminal and in a notebook."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from made import html as made_html
from made.sample import FORMS, Sample, sample

from toolkit.checks import sureness
from toolkit.codebook import APPLICANTS
from toolkit.display import list_text, report_html, report_text
from toolkit.display.told import NOT_UNDERSTOOD, how_sure
from toolkit.display.width import cut, pad, plain, width, wrap
from toolkit.display.words import words
from toolkit.figure import ABSTAIN_REASONS, FINDING_CODES, SEVERITIES
from toolkit.folder import Summary, summary
from toolkit.readers import read_document
from toolkit.reading import assemble, read_report
from toolkit.report import Report
from toolkit.structured.file import LEVELS, SCOPES
from toolkit.values import MISSING_KINDS

HEADS = """<tr><td rowspan=3 colspan=3>（本列数据的勾稽关系略）</td><td colspan=7>申请人情况</td></tr>
<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>
<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"""
#: 1,234 requests; a blank, a slash, a dash, a word that is no figure; one row lacks a cell.
ROWS = (
    ("一、本年新收政府信息公开申请数量", "1234", "0", "0", "", "/", "—", "1234"),
    ("二、上年结转政府信息公开申请数量", "5", "0", "0", "0", "0", "若干", "5"),
    ("（一）予以公开", "20", "0", "0", "0", "0", "20"),
    ("申请人逾期未按收费通知要求缴纳费用", "2", "0", "0", "0", "0", "0", "2"),
    ("（十）寄送样品", "7", "0", "0", "0", "0", "0", "7"),
)  # fmt: skip


def page(rows=ROWS, title: str = "云溪县2022年政府信息公开工作年度报告", more: str = "") -> Report:
    """Return a synthetic report whose table 3 has these rows."""
    body = "".join(
        f"<tr><td colspan=3>{row[0]}</td>" + "".join(f"<td>{c}</td>" for c in row[1:]) + "</tr>"
        for row in rows
    )
    text = (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1>"
        f"<p>本页为虚构，仅供测试。</p>{more}<table>{HEADS}{body}</table></body></html>"
    )
    return assemble(read_document(text.encode(), "page.html"))


@cache
def made(form: str) -> tuple[Sample, Report]:
    one = sample(form)
    return one, assemble(read_document(made_html.write(one), f"{form}.html"))


def row_of(text: str, label: str) -> list[str]:
    """Return the cells of the first line that begins with a label."""
    line = next(x for x in text.splitlines() if x.strip().startswith(label))
    return line.strip().removeprefix(label).split()


def test_chinese_characters_take_two_columns():
    assert width("平潭ab") == 6
    assert width("e\u0301") == 1
    assert pad("平", 4) == "平  "
    assert pad("平", 4, right=True) == "  平"


def test_lines_break_between_characters_and_not_before_a_comma():
    assert wrap("政府信息公开", 4) == ["政府", "信息", "公开"]
    assert wrap("政府，信息", 4) == ["政府，", "信息"]
    assert wrap("two words", 6) == ["two", "words"]
    assert wrap("abcdefgh", 4) == ["abcd", "efgh"]
    assert wrap("", 4) == [""]


def test_long_names_are_cut_in_the_middle():
    assert cut("reports/2024/page.html", 11, middle=True) == "repor….html"
    assert width(cut("平潭平潭平潭", 7)) <= 7


def test_control_characters_do_not_reach_the_terminal():
    assert plain("a\x1b[31mb\x07\n c") == "a [31mb c"
    report = page(title="云溪县2022年政府信息公开工作年度报告\x1b]0;x\x07")
    assert "\x1b" not in report_text(report)


@pytest.mark.parametrize("form", ["form2019", "form2021"])
def test_table_three_is_a_matrix_with_printed_labels(form):
    one, report = made(form)
    text = report_text(report, columns=140)
    marks = {k: str(v["mark"]) for k, v in words()["marks"].items()}
    for label, indicator in (
        ("本年新收政府信息公开申请数量", "requests_received"),
        ("予以公开", "granted_full"),
        ("属于三类内部事务信息", "denied_internal_affairs"),
        ("结转下年度继续办理", "requests_carried_forward"),
    ):
        shown = row_of(text, label)
        true = [one.truth[indicator, a, False] for a in APPLICANTS]
        assert shown == [marks[v] if isinstance(v, str) else f"{v:,}" for v in true]
    head = next(x for x in text.splitlines() if "自然人" in x and "总计" in x)
    assert head.split() == [a["zh"] for a in APPLICANTS.values()]


def test_table_three_in_english():
    one, report = made("form2021")
    text = report_text(report, "en", columns=140)
    assert "Persons  Business  Research" in text
    shown = row_of(text, "Requests received")
    assert shown[-1] == f"{one.truth['requests_received', 'total', False]:,}"
    assert row_of(text, "Denied") == []
    # below its group the word is not said again
    assert any(x.startswith("      state secret  ") for x in text.splitlines())


@pytest.mark.parametrize("columns", [80, 140])
def test_the_columns_of_table_three_stand_below_each_other(columns):
    _, report = made("form2021")
    lines = report_text(report, columns=columns).splitlines()
    start = next(i for i, x in enumerate(lines) if "表三" in x)
    end = next(i for i, x in enumerate(lines) if "表四" in x)
    ends = {width(x) for x in lines[start:end] if re.search(r"(?:\S+\s+){7}\S+$", x)}
    assert len(ends) == 1, ends


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("columns", [60, 80, 140])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(form, columns, language):
    _, report = made(form)
    report = replace(report, title="云溪县" * 9 if form == "fujian" else report.title)
    for line in report_text(report, language, columns).splitlines()[2:]:
        # a closing mark may hang over by one character
        assert width(line) <= columns + (20 if columns == 60 else 2), line


def test_table_four_shows_its_three_blocks():
    one, report = made("form2021")
    text = report_text(report, columns=120)
    for label, block in (
        ("行政复议", "reconsideration"),
        ("行政诉讼·未经复议直接起诉", "litigation_direct"),
        ("行政诉讼·复议后起诉", "litigation_after_reconsideration"),
    ):
        line = next(
            x for x in text.splitlines() if re.match(rf"  {label}\s+\S+(?:\s+\S+){{4}}$", x)
        )
        true = [
            one.truth[f"{block}_{r}", "total", False]
            for r in ("upheld", "corrected", "other", "pending", "total")
        ]
        marks = words()["marks"]
        want = [str(marks[v]["mark"]) if isinstance(v, str) else f"{v:,}" for v in true]
        assert line.split()[1:] == want


def test_the_statistics_table_is_a_list_with_units():
    one, report = made("stat2014")
    text = report_text(report, columns=100)
    value = one.truth["disclosed_total", "total", False]
    assert row_of(text, "主动公开政府信息数")[-2:] == [f"{value:,}", "条"]
    below = next(x for x in text.splitlines() if "政府网站公开政府信息数" in x)
    above = next(x for x in text.splitlines() if x.strip().startswith("主动公开政府信息数"))
    assert len(below) - len(below.lstrip()) > len(above) - len(above.lstrip())


def test_the_website_sheet_names_the_site():
    _, report = made("website2017")
    text = report_text(report)
    assert report.metadata["网站名称"] in text
    assert "网站总访问量" in text


def test_kinds_of_missing_stay_apart_and_are_explained():
    text = report_text(page(), columns=140)
    assert row_of(text, "本年新收政府信息公开申请数量") == [
        "1,234",
        "0",
        "0",
        "·",
        "/",
        "—",
        "1,234",
    ]
    assert row_of(text, "上年结转政府信息公开申请数量") == ["5", "0", "0", "0", "0", "?", "5"]
    assert row_of(text, "予以公开") == ["!"] * 7
    assert row_of(text, "部分公开") == ["x"] * 7
    legend = next(x for x in text.splitlines() if x.strip().startswith("符号"))
    for said in (
        "· 空白",
        "/ 斜杠",
        "— 横线",
        "? 有内容但不是数字",
        "! 有数字而未读取",
        "x 报告未印此项",
    ):
        assert said in legend
    assert "约数" not in legend
    plain_text = report_text(made("form2021")[1])
    assert "未读取" not in plain_text.split("未读懂之处")[0].replace("未读0个", "")


def test_what_was_not_understood_is_told_with_its_words():
    text = report_text(page(), columns=140)
    told = text.split("未读懂之处")[1].split("核对结果")[0]
    assert "cells_do_not_match_columns, 7" in told
    assert "（一）予以公开 20 0 0 0 0 20" in told
    assert re.search(r"unmapped_label: .*寄送样品", told)
    assert re.search(r"missing_row: .*部分公开答复数|missing_row: .*部分公开", told)
    assert "若干" in told
    english = report_text(page(), "en", columns=140)
    assert "cells do not match the column heads" in english


def test_labels_without_a_category_are_all_named_and_counted():
    strange = "、".join(f"星际{n}类{i}条" for i, n in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅", 1))
    said = f"<p>2022年，全县主动公开政府信息900条。其中，工作动态类200条、旅游资讯类3条、{strange}。</p>"
    report = page(more=said)
    assert "other" not in {f.category for f in report.figures}
    for shown in (report_text(report, "zh", columns=200), report_html(report, "zh")):
        assert "未归类的类别名目 (14)" in shown
        assert "类目表中没有 (13): 星际甲类、" in shown
        assert "星际寅类" in shown  # the last one too
        assert "某一领域或部门自设的类别 (1): 旅游资讯类" in shown
    assert "not in the table of categories (13): 星际甲类; " in report_text(
        report, "en", columns=200
    )


def test_how_sure_each_part_is():
    one, report = made("form2021")
    parts = {p.name: p for p in sureness(report)}
    assert [parts[n].expected for n in ("proactive", "requests", "appeals")] == [10, 175, 15]
    for name in ("proactive", "requests", "appeals"):
        assert parts[name].numbers + parts[name].missing == parts[name].expected
        assert (parts[name].left_out, parts[name].broken) == (0, 0)
    # 25 rows over applicants, and two sums for each of the seven columns
    sums = parts["requests"]
    assert sums.holds + sums.unchecked == 25 + 2 * 7
    received = next(
        f for f in report.figures if (f.indicator, f.applicant) == ("requests_received", "total")
    )
    wrong = replace(
        report,
        figures=tuple(replace(f, value=9999) if f is received else f for f in report.figures),
    )
    after = {p.name: p for p in sureness(wrong)}["requests"]
    assert after.broken == 2
    told = dict(how_sure(sureness(wrong), "en"))
    assert "175 of 175 cells read" in told["Table 3"]
    assert "2 broken" in told["Table 3"]
    assert "read from a table" in told["Table 3"]
    assert one.truth["requests_received", "total", False] != 9999


def test_a_row_left_out_counts_for_each_of_its_cells():
    parts = {p.name: p for p in sureness(page())}
    assert parts["requests"].left_out == 7 + 1
    assert parts["requests"].numbers == 4 + 6 + 7
    assert parts["requests"].missing == 4


def test_sentences_stand_with_their_words():
    more = "<p>二、主动公开情况</p><p>2022年，全县主动公开政府信息400余条。收到政府信息公开申请1234件。</p>"
    text = report_text(page(more=more), columns=140)
    line = next(x for x in text.splitlines() if "≈400" in x)
    assert "主动公开政府信息数" in line
    assert "全县主动公开政府信息400余条" in line
    assert "≈ 约数" in text
    parts = {p.name: p for p in sureness(page(more=more))}
    # the table states the same 1,234 requests
    assert (parts["sentences"].holds, parts["sentences"].broken) == (1, 0)


def test_colour_only_where_it_is_asked_for():
    report = page()
    assert "\x1b[" not in report_text(report)
    coloured = report_text(report, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == report_text(report)


def test_every_word_is_there_in_both_languages():
    groups = words()
    for name in ("parts", "short", "facts", "levels", "headings", "scopes", "cumulative", "methods",
                 "sure", "findings", "severities", "reasons", "list", "marks"):  # fmt: skip
        for key, entry in groups[name].items():
            assert entry["zh"], (name, key)
            assert entry["en"], (name, key)
    assert set(groups["reasons"]) >= set(ABSTAIN_REASONS)
    assert set(groups["marks"]) >= set(MISSING_KINDS)
    assert set(groups["severities"]) == set(SEVERITIES)
    assert set(groups["levels"]) == set(LEVELS)
    assert set(groups["scopes"]) == set(SCOPES)
    assert set(groups["methods"]) >= {"table", "prose", "structured", "typed"}
    assert set(NOT_UNDERSTOOD) <= set(FINDING_CODES)
    marks = [str(m["mark"]) for m in groups["marks"].values()]
    assert len(set(marks)) == len(marks)


def test_a_report_shows_itself_in_a_notebook():
    report = replace(page(), title="云溪县<script>alert(1)</script>")
    html = report._repr_html_()
    assert html == report_html(report)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    for said in ("本年新收政府信息公开申请数量", "法律服务机构", "1,234", "把握程度", "未读懂之处",
                 "cells_do_not_match_columns", "寄送样品"):  # fmt: skip
        assert said in html
    # readable on a light and on a dark page: no colour of our own
    assert not re.search(r"(?:color|background):\s*(?:#|rgb|white|black)", html)
    assert html.count("<div") == html.count("</div>")
    for tag in ("table", "tr", "td", "th", "ul", "li", "p", "span", "tbody", "thead"):
        assert len(re.findall(rf"<{tag}[ >]", html)) == html.count(f"</{tag}>"), tag


def test_addresses_are_links_only_where_they_are_of_the_web():
    report = replace(page(), address="javascript:alert(1)")
    assert "href" not in report_html(report)
    report = replace(page(), address='https://www.example.org/"onmouseover="x')
    assert 'href="https://www.example.org/&quot;onmouseover=&quot;x"' in report_html(report)


def test_the_list_of_many_takes_files_named_in_any_way() -> None:
    rows = [
        Summary("/far/away/a.html", "form2021", 2024, "甲县", 3, 0, 0, 0, 0),
        Summary("near/b.html", "form2021", 2024, "乙县", 3, 0, 0, 0, 0),
    ]
    text = list_text(rows)
    assert "/far/away/a.html" in text and "near/b.html" in text


def test_the_list_of_many_is_aligned():
    rows = [
        Summary("d/平潭/a.html", "form2021", 2022, "平潭县", 200, 0, 0, 1, 2),
        Summary("d/b.html", None, None, None, 3, 12, 1, 0, 0),
    ]
    lines = list_text(rows).splitlines()
    assert lines[0].split() == [
        "文件",
        "表式",
        "年度",
        "地区",
        "读出",
        "未读",
        "错误",
        "警告",
        "提示",
    ]
    assert lines[1].split() == [
        "平潭/a.html",
        "form2021",
        "2022",
        "平潭县",
        "200",
        "0",
        "0",
        "1",
        "2",
    ]
    assert lines[2].split() == ["b.html", "3", "12", "1", "0", "0"]
    assert len({width(x) for x in lines}) == 1
    narrow = list_text([replace(rows[0], file="d/" + "长" * 60 + ".html"), rows[1]], columns=80)
    assert all(width(x) <= 80 for x in narrow.splitlines())
    long = [replace(r, place="某某经济技术开发区管理委员会" * 2) for r in rows]
    assert all(width(x) <= 80 for x in list_text(long, columns=80).splitlines())


def test_the_line_of_one_report_counts_cells_and_findings():
    row = summary(page())
    assert (row.form, row.year, row.abstained) == ("form2021", 2022, 7)
    assert row.figures == 21
    assert row.warnings >= 2


def test_real_pages_show_themselves(shared):
    for path in sorted((shared / "real" / "pingtan").glob("20*")):
        report = read_report(path)
        text = report_text(report, columns=100)
        assert report.title in text
        for f in report.figures[:40]:
            if f.value is not None:
                shown = f"{f.value:,}" if isinstance(f.value, int) else f"{f.value:,.10g}"
                assert shown in text
        assert report_html(report)
