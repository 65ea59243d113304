"""LeftOut: each figure that the reader saw and did not read, one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.codebook import APPLICANTS
from toolkit.figure import Finding
from toolkit.forms import forms
from toolkit.forms.form import TableForm
from toolkit.report import Report

#: Findings that say that a figure is there and was not read.
CODES = ("abstained", "unreadable_value", "unmapped_label")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One figure left out: what it is as far as that is known, where it stands, and its words.

    ``indicator`` is None for figures without a label; ``table`` and ``form`` are None for a sentence.
    ``reason`` is one of :data:`toolkit.figure.ABSTAIN_REASONS`, ``unreadable`` for a cell that
    holds something that is no figure, or ``unmapped_label`` for a row of figures that no form knows.
    """

    finding: Finding
    indicator: str | None
    applicant: str
    reason: str
    form: str | None = None
    table: str | None = None
    scope: str | None = None

    @property
    def is_abstained(self) -> bool:
        """Whether the reader itself said that it abstained."""
        return self.finding.code == "abstained"

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it apart within its document: indicator, applicant and place."""
        return self.indicator or "", self.applicant, self.finding.where


def left_out(report: Report) -> list[LeftOut]:
    """Return what the reader of ``report`` left out; a row of table 3 gives one for each column."""
    out: dict[tuple[str, str, str], LeftOut] = {}
    for finding in report.findings:
        if finding.code in CODES and _holds_figures(finding):
            for item in _figures(report, finding):
                out.setdefault(item.key, item)
    return list(out.values())


def _holds_figures(finding: Finding) -> bool:
    """Tell what holds figures from empty forms, and rows of figures from heads and remarks."""
    if finding.code != "unmapped_label":
        # A form that nobody has filled in yet says nothing to be read in its place.
        return finding.found != "not_typed"
    return "!r" in finding.where and bool(re.search(r"\d", finding.quote))


def _figures(report: Report, finding: Finding) -> list[LeftOut]:
    reasons = {"unreadable_value": "unreadable", "unmapped_label": "unmapped_label"}
    reason = reasons.get(finding.code, str(finding.found))
    tabular = finding.where.startswith("table:") or reason == "digits_run_together"
    found = table_of(report, finding.indicator) if tabular and finding.indicator else None
    applicants = [finding.applicant or "total"]
    if found and found[1].cells == "applicant" and finding.applicant is None:
        applicants = list(APPLICANTS)
    form, table, scope = (found[0], found[1].name, found[1].scope) if found else (None, None, None)
    return [LeftOut(finding, finding.indicator, a, reason, form, table, scope) for a in applicants]


def table_of(report: Report, indicator: str) -> tuple[str, TableForm] | None:
    """Return the form and the table that an indicator stands in, those of the report's form first."""
    known = forms()
    for id_ in dict.fromkeys((report.form, *known)):
        for table in known[id_].tables.values() if id_ in known else ():
            if indicator in table.ids:
                return str(id_), table
    return None
