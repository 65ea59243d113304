"""Whole published pages against figures that a person read off them; skipped where they are not there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from toolkit.codebook import APPLICANTS
from toolkit.reading import read_report
from toolkit.report import Report

HTML_YEARS = (2012, 2014, 2018, 2020, 2024)
TEXT_YEARS = (2016, 2020, 2022)

TABLE2 = {
    ("规章", "本年制发件数"): "rules_issued", ("规章", "本年废止件数"): "rules_repealed",
    ("规章", "现行有效件数"): "rules_in_force",
    ("行政规范性文件", "本年制发件数"): "normative_documents_issued",
    ("行政规范性文件", "本年废止件数"): "normative_documents_repealed",
    ("行政规范性文件", "现行有效件数"): "normative_documents_in_force",
    ("规章", "本年新制作数量"): "rules_made", ("规章", "本年新公开数量"): "rules_newly_disclosed",
    ("规章", "对外公开总数量"): "rules_disclosed_total",
    ("规范性文件", "本年新制作数量"): "normative_documents_made",
    ("规范性文件", "本年新公开数量"): "normative_documents_newly_disclosed",
    ("规范性文件", "对外公开总数量"): "normative_documents_disclosed_total",
    ("行政许可", "本年处理决定数量"): "licences_decisions", ("行政许可", "处理决定数量"): "licences_decisions",
    ("行政许可", "上一年项目数量"): "licences_items_last_year", ("行政许可", "本年增/减"): "licences_items_change",
    ("其他对外管理服务事项", "上一年项目数量"): "other_services_items_last_year",
    ("其他对外管理服务事项", "本年增/减"): "other_services_items_change",
    ("其他对外管理服务事项", "处理决定数量"): "other_services_decisions",
    ("行政处罚", "本年处理决定数量"): "penalties_decisions", ("行政处罚", "处理决定数量"): "penalties_decisions",
    ("行政处罚", "上一年项目数量"): "penalties_items_last_year", ("行政处罚", "本年增/减"): "penalties_items_change",
    ("行政强制", "本年处理决定数量"): "compulsory_measures_decisions",
    ("行政强制", "处理决定数量"): "compulsory_measures_decisions",
    ("行政强制", "上一年项目数量"): "compulsory_measures_items_last_year",
    ("行政强制", "本年增/减"): "compulsory_measures_items_change",
    ("行政事业性收费", "本年收费金额（单位：万元）"): "fees_charged",
    ("行政事业性收费", "上一年项目数量"): "fees_items_last_year",
    ("行政事业性收费", "本年增/减"): "fees_items_change",
    ("政府集中采购", "采购项目数量"): "procurement_projects", ("政府集中采购", "采购总金额"): "procurement_amount",
}  # fmt: skip
TABLE3 = {
    "一": "requests_received", "二": "requests_carried_over", "三（一）": "granted_full", "三（二）": "granted_partial",
    "三（三）1": "denied_state_secret", "三（三）2": "denied_other_law", "三（三）3": "denied_security_stability",
    "三（三）4": "denied_third_party_rights", "三（三）5": "denied_internal_affairs", "三（三）6": "denied_deliberative",
    "三（三）7": "denied_enforcement_file", "三（三）8": "denied_administrative_query",
    "三（四）1": "unable_not_held", "三（四）2": "unable_not_compiled", "三（四）3": "unable_unclear",
    "三（五）1": "not_processed_petition", "三（五）2": "not_processed_duplicate",
    "三（五）3": "not_processed_publication", "三（五）4": "not_processed_excessive",
    "三（五）5": "not_processed_reconfirmation", "三（六）": "closed_other_handling",
    "三（六）1": "closed_not_supplemented", "三（六）2": "closed_fee_unpaid", "三（六）3": "closed_other",
    "三（七）": "requests_processed", "四": "requests_carried_forward",
}  # fmt: skip
BLOCKS = {
    "复议": "reconsideration",
    "直接起诉": "litigation_direct",
    "复议后起诉": "litigation_after_reconsideration",
}
RESULTS = {
    "结果维持": "upheld",
    "结果纠正": "corrected",
    "其他结果": "other",
    "尚未审结": "pending",
    "总计": "total",
}
STATISTICS = (
    ("政府网站公开", "disclosed_channel_website"), ("网站公开", "disclosed_channel_website"),
    ("政府公报公开", "disclosed_channel_gazette"), ("主动公开", "disclosed_total"), ("受理", "requests_received"),
    ("当面", "requests_channel_in_person"), ("网上", "requests_channel_online"),
    ("信函、传真", "requests_channel_letter_or_fax"), ("传真", "requests_channel_fax"),
    ("电子邮件", "requests_channel_email"), ("信函", "requests_channel_letter"),
    ("其它形式", "requests_channel_other"), ("对申请的答复", "answers_total"),
    ("同意部分公开", "answers_granted_in_part"), ("同意公开", "answers_granted"),
    ("不予公开", "answers_refused"), ("否决公开", "answers_refused"), ("其他类型", "answers_other"),
    ("收费减免", "request_fees_waived"), ("接受行政诉讼、举报", "complaints_and_litigation"),
    ("行政复议", "reconsideration_total"), ("行政诉讼", "litigation_total"), ("行政申诉", "higher_appeals"),
)  # fmt: skip


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[int, dict[str, Any]]:
    data = json.loads((shared / "real" / "pingtan" / "facts.json").read_text(encoding="utf-8"))
    return {r["report_year"]: r for r in data["reports"]}


def read(shared: Path, name: str) -> Report:
    return read_report(shared / "real" / "pingtan" / name)


def table_facts(fact: dict[str, Any]) -> dict[tuple[str, str, bool], float | None]:
    """(indicator, applicant, cumulative) → value of every table that the facts hold."""
    out: dict[tuple[str, str, bool], float | None] = {}
    for row, cells in (fact["table2"] or {}).items():
        for column, value in cells.items():
            number = float(value.rstrip("元")) if isinstance(value, str) else value
            out[TABLE2[row, column], "total", False] = number
    if fact["table3"]:
        for row in fact["table3"]["rows"]:
            for applicant, value in zip(APPLICANTS, row["values"], strict=True):
                out[TABLE3[row["key"]], applicant, False] = value
    if fact["table4"]:
        for column, value in zip(fact["table4"]["columns"], fact["table4"]["values"], strict=True):
            block, result = column.split("_")
            out[f"{BLOCKS[block]}_{RESULTS[result]}", "total", False] = value
    for label, _, year, ever in fact.get("statistics_table", {}).get("rows", []):
        indicator = next(i for words, i in STATISTICS if words in label)
        out[indicator, "total", False] = year
        out[indicator, "total", True] = ever
    return out


@pytest.mark.parametrize("year", HTML_YEARS)
def test_every_table_cell_of_a_page(
    shared: Path, facts: dict[int, dict[str, Any]], year: int
) -> None:
    report = read(shared, f"{year}.html")
    found = {
        (f.indicator, f.applicant, f.cumulative): f.value
        for f in report.figures
        if f.method == "table"
    }
    wanted = table_facts(facts[year])
    assert len(wanted) > 20
    assert found == wanted


@pytest.mark.parametrize("year", HTML_YEARS)
def test_every_sentence_figure_of_a_page(
    shared: Path, facts: dict[int, dict[str, Any]], year: int
) -> None:
    check_sentences(read(shared, f"{year}.html"), facts[year])


def check_sentences(report: Report, fact: dict[str, Any]) -> None:
    prose = [f for f in report.figures if f.method == "prose"]
    totals = [f.value for f in prose if f.indicator == "disclosed_total"]
    assert totals == [fact["disclosed_total"]]
    parts = [(f.label, f.value) for f in prose if f.indicator == "disclosed_by_category"]
    assert parts == [(c[0], c[1]) for c in fact["categories"]]
    bodies = [(f.label, f.value) for f in prose if f.indicator == "disclosed_by_body"]
    assert bodies == [(b[0], b[1]) for b in fact["disclosed_split"] or []]
    printed = [
        (c[0], float(c[2].rstrip("%")))
        for c in [*(fact["disclosed_split"] or []), *fact["categories"]]
        if len(c) > 2
    ]
    shares = [(f.label, f.value) for f in prose if f.indicator == "printed_share"]
    assert shares == printed
    if fact["requests"]["received"] is not None:
        received = {
            f.value for f in report.values("requests_received", applicant="total", cumulative=False)
        }
        assert fact["requests"]["received"] in received
    zeros = "".join(
        [*fact["zero_statements"], *fact["fees_statements"], *fact["appeals_statements"]]
    )
    for words, indicator in (("复议", "reconsideration_total"), ("诉讼", "litigation_total")):
        if words in zeros and "未收到" in zeros:
            assert [f.value for f in prose if f.indicator == indicator] == [0]
    fees = [f.value for f in prose if f.indicator == "request_fees"]
    assert fees == ([0] if fact["fees_statements"] else [])
    assert report.year == fact["report_year"]
    assert report.place_code == "350128"


@pytest.mark.parametrize("year", TEXT_YEARS)
def test_text_with_glued_cells_abstains_but_never_differs(
    shared: Path, facts: dict[int, dict[str, Any]], year: int
) -> None:
    report = read(shared, f"{year}.txt")
    wanted = table_facts(facts[year])
    for f in report.figures:
        if f.method == "table":
            assert wanted[f.indicator, f.applicant, bool(f.cumulative)] == f.value
    assert [f.value for f in report.values("disclosed_total", method="prose")] == [
        facts[year]["disclosed_total"]
    ]
    parts = [(f.label, f.value) for f in report.values("disclosed_by_category")]
    assert parts == [(c[0], c[1]) for c in facts[year]["categories"]]
    if not any(f.method == "table" for f in report.figures):
        assert any(
            f.code == "abstained" and f.found == "digits_run_together" for f in report.findings
        )


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (2012, "3926"), (2012, "3978"), (2012, "1175"), (2012, "1795"), (2012, "3.0 %"),
        (2014, "2641"), (2020, "2603"), (2020, "27"), (2020, "26"),
    ],
)  # fmt: skip
def test_numeric_inconsistencies_that_a_person_noted_are_found(
    shared: Path, year: int, words: str
) -> None:
    findings = read(shared, f"{year}.html").findings
    assert any(words in f.message for f in findings if f.code != "abstained")


def test_the_founding_report(shared: Path) -> None:
    report = read_report(shared / "seed" / "xiangyuan-2017.txt")
    assert (report.place, report.place_code, report.year) == ("襄垣县", "140423", 2017)
    assert (report.published, report.level) == ("2018-03-06", "county")
    assert report.period == ("2017-01-01", "2017-12-31")
    assert report.metadata["索引号"] == "01236931-5/2018-42266"
    (total,) = report.values("disclosed_total")
    assert (total.value, total.unit, total.cumulative) == (2768, "条", None)
    parts = [
        (f.label, f.category, f.value)
        for f in report.figures
        if f.indicator == "disclosed_by_category"
    ]
    assert parts == [
        ("机构职能", "organisation", 252),
        ("政策法规", "rules", 506),
        ("工作动态", "work_updates", 1726),
        ("决策", "decisions", 177),
        ("行政职权", "powers", 107),
    ]
    shares = [f.value for f in report.figures if f.indicator == "printed_share"]
    assert shares == [9.1, 18.3, 62.4, 6.3, 3.9]
    zeros = {f.indicator for f in report.figures if f.value == 0}
    assert zeros == {
        "requests_received", "consultations", "complaints", "reconsideration_total",
        "litigation_total", "higher_appeals", "request_fees",
    }  # fmt: skip
    assert len(report.figures) == 18
    assert [s.kind for s in report.sections] == [
        "overview", "active_disclosure", "key_work", "requests", "consultations_and_complaints",
        "appeals", "spending_and_fees", "problems", "measures",
    ]  # fmt: skip
    problems, measures = report.sections[-2:]
    assert [i[:6] for i in problems.items] == ["基层信息公开", "部分单位政务", "公开质量不高"]
    assert [i[:6] for i in measures.items] == ["规范政府信息", "加强组织领导", "完善政府信息"]
    assert set(report.citations) == {
        "长政办发电〔2018〕8号", "中办发〔2016〕8号", "国办发〔2016〕80号",
        "国办发〔2017〕24号", "晋政办发〔2017〕50号", "长政办发〔2017〕71号",
    }  # fmt: skip
    assert len(report.citations) == 6
    codes = {(f.code, str(f.expected), str(f.found)) for f in report.findings}
    assert ("printed_share_mismatch", "6.4", "6.3") in codes
    assert ("date_implausible", "2017-12-31", "2017-08-20") in codes
    assert [f.code for f in report.findings if f.code == "printed_share_mismatch"] == [
        "printed_share_mismatch"
    ]
