"""A published PDF against figures that a person read off it; skipped where it is not there."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from toolkit.readers import read_document
from toolkit.reading import read_report
from toolkit.report import Report

APPLICANTS = {
    "natural": "natural_person", "business": "business", "research": "research", "social": "ngo",
    "legal": "legal_service", "other": "other_organisation", "total": "total",
}  # fmt: skip
TABLE2 = {
    ("规章", "made"): "rules_issued", ("规章", "repealed"): "rules_repealed",
    ("规章", "in_force"): "rules_in_force",
    ("行政规范性文件", "made"): "normative_documents_issued",
    ("行政规范性文件", "repealed"): "normative_documents_repealed",
    ("行政规范性文件", "in_force"): "normative_documents_in_force",
    ("行政许可", "decisions"): "licences_decisions", ("行政处罚", "decisions"): "penalties_decisions",
    ("行政强制", "decisions"): "compulsory_measures_decisions",
    ("行政事业性收费", "amount_wan"): "fees_charged",
}  # fmt: skip
TABLE3 = {
    "received": "requests_received", "carried_in": "requests_carried_over", "granted": "granted_full",
    "partial": "granted_partial", "denied.state_secret": "denied_state_secret",
    "denied.law_forbidden": "denied_other_law", "denied.three_safety": "denied_security_stability",
    "denied.third_party": "denied_third_party_rights", "denied.internal": "denied_internal_affairs",
    "denied.process": "denied_deliberative", "denied.enforcement_file": "denied_enforcement_file",
    "denied.admin_query": "denied_administrative_query", "unable.not_held": "unable_not_held",
    "unable.needs_creation": "unable_not_compiled", "unable.unclear": "unable_unclear",
    "not_processed.petition": "not_processed_petition", "not_processed.repeat": "not_processed_duplicate",
    "not_processed.publication": "not_processed_publication", "not_processed.mass": "not_processed_excessive",
    "not_processed.confirm": "not_processed_reconfirmation", "other.no_supplement": "closed_not_supplemented",
    "other.no_fee": "closed_fee_unpaid", "other.other": "closed_other",
    "handled_total": "requests_processed", "carried_out": "requests_carried_forward",
}  # fmt: skip
BLOCKS = {
    "review": "reconsideration", "lawsuit_direct": "litigation_direct",
    "lawsuit_after_review": "litigation_after_reconsideration",
}  # fmt: skip
RESULTS = {"maintained": "upheld"}
PROSE = {
    "requests_received": "requests_received", "requests_answered": "requests_answered",
    "requests_carried_in": "requests_carried_over",
    "requests_carried_out": "requests_carried_forward", "reviews": "reconsideration_total",
    "reviews.maintained": "reconsideration_upheld", "reviews.corrected": "reconsideration_corrected",
    "reviews.other": "reconsideration_other", "reviews.pending": "reconsideration_pending",
    "lawsuits": "litigation_total", "lawsuits.maintained": "litigation_upheld",
    "lawsuits.corrected": "litigation_corrected", "lawsuits.other": "litigation_other",
    "lawsuits.pending": "litigation_pending", "fees_yuan": "request_fees",
    "interpretation": "responses_policy_explanations", "gazette_issues": "gazette_issues",
    "press_conferences": "responses_press_conferences",
}  # fmt: skip


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[str, Any]:
    path = shared / "real" / "huaian" / "facts.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def report(shared: Path) -> Report:
    return read_report(shared / "real" / "huaian" / "2024.pdf")


def table_facts(facts: dict[str, Any]) -> dict[tuple[str, str], float | None]:
    """(indicator, applicant) → value of every table that the facts hold."""
    wanted = {
        (TABLE2[row, column], "total"): value
        for row, cells in facts["table2"].items()
        for column, value in cells.items()
    }
    wanted |= {
        (TABLE3[row], APPLICANTS[who]): value
        for row, cells in facts["table3"].items()
        for who, value in cells.items()
    }
    wanted |= {
        (f"{BLOCKS[block]}_{RESULTS.get(result, result)}", "total"): value
        for block, cells in facts["table4"].items()
        for result, value in cells.items()
    }
    return wanted


def test_every_table_cell(report: Report, facts: dict[str, Any]) -> None:
    wanted = table_facts(facts)
    found = {(f.indicator, f.applicant): f.value for f in report.figures if f.method == "table"}
    assert len(wanted) == 10 + 25 * 7 + 15
    assert found == wanted


def test_every_sentence_figure_that_the_prose_knows(report: Report, facts: dict[str, Any]) -> None:
    found = {f.indicator: f.value for f in report.figures if f.method == "prose"}
    wanted = {PROSE[k]: v for k, v in facts["prose"].items() if k in PROSE}
    portal = facts["prose"]["disclosed_by_channel"]["市政府网站(余)"]
    assert found == wanted | {"disclosed_total": portal}
    (total,) = report.values("disclosed_total")
    assert total.approximate


def test_where_it_is_from_and_that_nothing_in_it_disagrees(report: Report) -> None:
    assert (report.place, report.year, report.form) == ("淮安市", 2024, "form2021")
    assert report.period == ("2024-01-01", "2024-12-31")
    assert [f.code for f in report.findings if f.severity == "error"] == []
    text = "".join(s.text for s in report.sections)
    # Lines of one paragraph are joined, also over a page, and page numbers are no part of it.
    assert "针对存在问题，下一步，我市将着力加强政策解读质效，重点提升解读的针对性和通俗化" in text
    assert "将栏目不更新、政策解读不通俗易懂" in text
    assert "- 3 -" not in text


def test_another_library_sees_the_same_cells(shared: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    path = shared / "real" / "huaian" / "2024.pdf"
    with pdfplumber.open(path) as pdf:
        tables = [t for page in pdf.pages[2:5] for t in page.extract_tables()]
    # It takes the white boxes behind a paragraph for a table of one column.
    theirs = Counter(
        "".join(cell.split())
        for rows in tables
        if len(rows[0]) > 1
        for row in rows
        for cell in row
        if cell
    )
    ours = Counter(
        "".join(cell.text.split())
        for table in read_document(path).tables
        for r in range(table.n_rows)
        for cell in table.row_cells(r)
        if cell.row == r and cell.text
    )
    # The page break cuts one label, which is joined here.
    assert theirs - ours == Counter(["（四）无", "法提供"])
    assert ours - theirs == Counter(["（四）无法提供"])
    assert ours.total() == 279
