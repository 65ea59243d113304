"""LeftOut: each figure that the reader saw and did not read, one by one."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.codebook import APPLICANTS
from toolkit.figure import Finding
from toolkit.forms import forms
from toolkit.forms.form import TableForm
from toolkit.report import Report

#: Findings that say that a figure is there and was not read.
CODES = ("abstained", "unreadable_value")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One figure left out: what it is as far as that is known, where it stands, and its words.

    ``indicator`` is None for figures without a label; ``table`` and ``form`` are None for a sentence.
    ``reason`` is one of :data:`toolkit.figure.ABSTAIN_REASONS`, or ``unreadable`` for a cell that
    holds something that is no figure.
    """

    finding: Finding
    indicator: str | None
    applicant: str
    reason: str
    form: str | None = None
    table: str | None = None
    scope: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it apart within its document: indicator, applicant and place."""
        return self.indicator or "", self.applicant, self.finding.where


def left_out(report: Report) -> list[LeftOut]:
    """Return what the reader of ``report`` left out; a row of table 3 gives one for each column."""
    out: dict[tuple[str, str, str], LeftOut] = {}
    for finding in report.findings:
        if finding.code in CODES:
            for item in _figures(report, finding):
                out.setdefault(item.key, item)
    return list(out.values())


def _figures(report: Report, finding: Finding) -> list[LeftOut]:
    unreadable = finding.code == "unreadable_value"
    reason = "unreadable" if unreadable else str(finding.found)
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
