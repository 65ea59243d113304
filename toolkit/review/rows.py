"""Rows: the lines of a review list, one for each figure that was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.checks import LeftOut, left_out
from toolkit.codebook import APPLICANTS, indicators
from toolkit.report import Report

#: The columns of a list. A person fills in ``value``, where it is asked for ``label`` and
#: ``cumulative`` (yes, no, or nothing where the words do not say), and, if wished, ``by`` and
#: ``note``; ``state`` is what became of it. Further columns are kept as they are.
COLUMNS = (
    "file", "place", "year", "name", "quote", "value", "label", "cumulative", "by", "note",
    "state", "reason", "indicator", "applicant", "where", "sha256",
)  # fmt: skip

#: What a person may write into, and so what is never dropped.
FILLED_IN = ("value", "by", "note")

Row = Mapping[str, str]


def review_rows(reports: Iterable[Report]) -> list[dict[str, str]]:
    """Return the lines of a review list for ``reports``: what each left out, in printed order."""
    return [_row(report, item) for report in reports for item in left_out(report)]


def _row(report: Report, item: LeftOut) -> dict[str, str]:
    name = indicators()[item.indicator].zh if item.indicator in indicators() else ""
    if item.applicant != "total" or item.table == "requests":
        name += f"（{APPLICANTS[item.applicant]['zh']}）"
    row = dict.fromkeys(COLUMNS, "")
    return row | {
        "file": report.source,
        "sha256": report.sha256,
        "place": report.place or "",
        "year": str(report.year or ""),
        "indicator": item.indicator or "",
        "name": name,
        "applicant": item.applicant,
        "where": item.finding.where,
        "reason": item.reason,
        "quote": item.finding.quote,
        # A cell of a table is of the year; what a sentence speaks of is for a person to say.
        "cumulative": "no" if item.table else "",
    }


def row_key(row: Row) -> tuple[str, str, str, str]:
    """Return what tells lines apart: the document, the indicator, the applicant and the place."""
    return (
        row.get("sha256", ""),
        row.get("indicator", ""),
        row.get("applicant", "") or "total",
        row.get("where", ""),
    )


def is_filled(row: Row) -> bool:
    """Tell whether a person wrote a value into a line."""
    return bool(row.get("value", "").strip())
