"""Evidence: the words behind each figure, marked, in a terminal and in a notebook."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import score_gold
from click.testing import CliRunner

from toolkit.cli import cli
from toolkit.display import evidence_html, evidence_text
from toolkit.errors import ParameterError
from toolkit.figure import Figure, Finding
from toolkit.prose import read_prose
from toolkit.readers import read_document
from toolkit.reading import assemble
from toolkit.report import Report

TEXT = """云溪县人民政府2012年政府信息公开工作年度报告
一、概述
我县重视此项工作。2012年，全县共主动公开政府信息２７６８条，其中工作动态类1726条。网站访问不计。
二、依申请公开
2012年全县未收到政府信息公开申请。咨询<b>不</b>计。
2012年行政复议案件比上年增加3件。
"""
TABLE = """<html><head><meta charset='utf-8'><title>云溪县2022年政府信息公开工作年度报告</title></head>
<body><h1>云溪县2022年政府信息公开工作年度报告</h1><p>本页为虚构。</p>
<table><tr><td rowspan=3 colspan=3>（本列数据的勾稽关系略）</td><td colspan=7>申请人情况</td></tr>
<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>
<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>
<tr><td colspan=3>一、本年新收政府信息公开申请数量</td><td>1234</td><td>5</td><td>0</td><td></td><td>0</td>
<td>0</td><td>1239</td></tr>
<tr><td colspan=3>二、上年结转政府信息公开申请数量</td><td>5</td><td>0</td><td>0</td><td>0</td><td>0</td>
<td>0</td><td>5</td></tr></table></body></html>"""


def said(text: str = TEXT, name: str = "report.txt") -> Report:
    return assemble(read_document(text.encode(), name))


def abstaining() -> Report:
    """Return a report whose reader abstained from the last sentence: not the reader is tested here."""
    report = said()
    assert report.document is not None
    words = "行政复议案件比上年增加3件"
    start = report.document.text.index(words)
    left = Finding(
        "abstained", "warning", "not read", indicator="reconsideration_total",
        found="two_candidates", where=f"text:{start}-{start + len(words)}", quote=words,
    )  # fmt: skip
    return replace(report, findings=(left,))


def marked(passage, mark: str) -> list[str]:
    return [text for text, m in passage.pieces if m == mark]


def test_a_figure_stands_in_its_whole_sentence_with_the_number_marked() -> None:
    (total,) = said().evidence("disclosed_total")
    assert total.text == "2012年，全县共主动公开政府信息２７６８条，其中工作动态类1726条。"
    assert marked(total, "number") == ["２７６８"]
    assert "主动公开政府信息" in "".join(marked(total, "quoted"))
    assert total.figure is not None and total.figure.value == 2768 and total.reason is None
    (part,) = said().evidence("disclosed_by_category")
    assert marked(part, "number") == ["1726"]


def test_the_place_of_a_figure_leads_to_its_words() -> None:
    report = said()
    assert report.document is not None
    for figure in report.figures:
        start, end = map(int, figure.where.removeprefix("text:").split("-"))
        assert re.sub(r"\s", "", figure.quote) == re.sub(r"\s", "", report.document.text[start:end])


def test_every_figure_of_the_development_passages_leads_to_its_words_and_number() -> None:
    seen = 0
    for passage in score_gold.passages("development"):
        document = read_document(passage["text"].encode(), "x.txt")
        year = passage["year"]
        figures = read_prose(document, year, since_2019=year >= 2019).figures
        for found in Report("x", "", figures=figures, document=document).evidence():
            assert found.figure is not None
            start, end = map(int, found.figure.where.removeprefix("text:").split("-"))
            words = document.text[start:end]
            assert re.sub(r"\s", "", found.figure.quote) == re.sub(r"\s", "", words)
            assert len(marked(found, "number")) == 1, (passage["id"], found.pieces)
            seen += 1
    assert seen > 300


def test_of_cells_that_run_together_all_digits_are_marked() -> None:
    words = "本年新收政府信息公开申请数量 713000074"
    document = read_document(f"云溪县年度报告\n{words}二、上年结转".encode(), "x.txt")
    start = document.text.index(words)
    figure = Figure(
        "requests_received", 71, method="table", where=f"text:{start}-{start + len(words)}"
    )
    (found,) = Report("x", "", figures=(figure,), document=document).evidence()
    assert marked(found, "number") == ["713000074"]


def test_a_zero_statement_is_marked_where_it_says_so() -> None:
    (none,) = said().evidence("requests_received")
    assert none.text == "2012年全县未收到政府信息公开申请。"
    assert marked(none, "number") == ["未"]


def test_what_was_abstained_from_stands_with_its_words_and_reason() -> None:
    report = abstaining()
    (left,) = report.evidence("reconsideration_total")
    assert left.figure is None and left.reason == "two_candidates"
    assert left.text == "2012年行政复议案件比上年增加3件。"
    for language, words in (("zh", "有两个可能的数"), ("en", "two candidates")):
        text = evidence_text(report.evidence("reconsideration_total", language))
        assert words in text and "two_candidates" in text and left.of.where in text


def test_a_cell_stands_in_its_row_below_its_heads() -> None:
    found = said(TABLE, "page.html").evidence("requests_received")
    assert len(found) == 7
    person, business, ngo = found[0], found[1], found[3]
    assert marked(person, "number") == ["1234"]
    assert marked(person, "quoted") == ["一、本年新收政府信息公开申请数量"]
    assert person.heads == ("申请人情况", "自然人")
    assert business.heads == ("申请人情况", "法人或其他组织", "商业企业")
    assert marked(ngo, "number") == [""]
    assert "空白" in str(found) and "a blank" not in str(found)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("主动公开政府信息数", "2,768 条", "年度 2012", "全县（区）", "读自正文")),
        ("en", ("Items disclosed", "2,768 条", "year 2012", "whole county", "read from sentences")),
    ],
)
def test_value_unit_period_scope_method_and_place_are_told(language, words) -> None:
    found = said().evidence("disclosed_total", language)
    for shown in (evidence_text(found), evidence_html(found)):
        assert all(w in shown for w in words), shown
        assert found[0].of.where in shown


def test_text_and_notebook_mark_the_words() -> None:
    found = said().evidence("disclosed_total")
    text = evidence_text(found, 60)
    assert re.search(r"«[^«»]*\[２７６８\][^«»]*»", text.replace("\n    ", ""))
    html = found._repr_html_()
    assert re.search(r"<mark>[^<]*主动公开政府信息</mark><mark><b><u>２７６８</u></b></mark>", html)


def test_colours_only_where_a_terminal_takes_them(monkeypatch) -> None:
    found = said().evidence("disclosed_total")
    assert "\x1b" not in str(found)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;7m２７６８\x1b[0m" in str(found)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in str(found)


def test_colours_end_with_their_line() -> None:
    text = evidence_text(said().evidence("requests_received"), 40, colour=True)
    for line in text.splitlines():
        assert line.count("\x1b[0m") == len(re.findall(r"\x1b\[(?:4|1|1;7)m", line)), repr(line)
    plain = re.sub(r"\x1b\[[\d;]*m", "", text)
    assert "未收到政府信息公开申请" in re.sub(r"\n\s*", "", plain)


def test_what_a_page_prints_neither_steers_the_terminal_nor_becomes_markup() -> None:
    report = said(TEXT.replace("全县共", "全县<script>alert(1)</script>\x1b[31m共"))
    found = report.evidence()
    assert "<script>" not in evidence_html(found)
    assert "&lt;script&gt;" in evidence_html(found)
    assert "\x1b" not in evidence_text(found)


def test_all_figures_and_abstentions_come_without_an_indicator() -> None:
    report = abstaining()
    assert report.figures and report.findings
    assert [p.of for p in report.evidence()] == [*report.figures, *report.findings]


def test_an_indicator_without_a_figure_and_one_that_is_unknown() -> None:
    report = said()
    assert "没有读出" in str(report.evidence("gazette_issues"))
    assert "no such figure" in evidence_html(report.evidence("gazette_issues", "en"))
    with pytest.raises(ParameterError, match="did you mean disclosed_total"):
        report.evidence("disclosed_totl")
    with pytest.raises(ParameterError, match="language"):
        report.evidence("disclosed_total", "fr")


def test_a_structured_report_shows_the_words_that_it_keeps() -> None:
    figure = Figure("disclosed_total", 12, "条", method="structured", quote="公开信息12条")
    (passage,) = Report("a.yml", "", figures=(figure,)).evidence("disclosed_total")
    assert passage.pieces == (("公开信息", "quoted"), ("12", "number"), ("条", "quoted"))
    (bare,) = Report("a.yml", "", figures=(Figure("complaints", 3),)).evidence()
    assert bare.text == ""


def test_a_line_that_is_broken_within_a_sentence_goes_on() -> None:
    text = TEXT.replace("全县共主动公开", "全县各乡镇、各部门通过各类渠道共\n主动公开")
    (total,) = said(text).evidence("disclosed_total")
    assert total.text.startswith("2012年，全县各乡镇") and total.text.endswith("1726条。")


def test_the_document_is_no_part_of_what_makes_reports_equal() -> None:
    report = said()
    assert "document" not in report.to_dict()
    assert "document" not in repr(report)
    assert report == said(TEXT)


def test_the_command_shows_evidence_of_one_indicator(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    run = CliRunner().invoke(cli, ["read", str(file), "--evidence", "disclosed_total"])
    assert run.exit_code == 0 and "[２７６８]" in run.output and "未收到" not in run.output
    run = CliRunner().invoke(cli, ["read", str(file), "--evidence", "all", "--language", "en"])
    assert "«2012年全县[未]收到" in run.output
    run = CliRunner().invoke(cli, ["read", str(file), "--evidence", "disclosed_totl"])
    assert run.exit_code == 1 and "did you mean" in run.output
    run = CliRunner().invoke(cli, ["read", str(file), "--evidence", "all", "--json"])
    assert run.exit_code == 1 and "--evidence" in run.output
    run = CliRunner().invoke(cli, ["read", str(file), "--json"])
    assert "document" not in json.loads(run.output)
