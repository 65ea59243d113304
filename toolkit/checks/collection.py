"""Collection: every check over many reports, and its findings as one frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from toolkit.checks.one import check_report
from toolkit.checks.years import check_years
from toolkit.figure import Finding
from toolkit.report import Report

if TYPE_CHECKING:
    import pandas as pd

_FIRST = (
    "code", "severity", "place_code", "place", "publisher", "year", "indicator", "applicant",
    "expected", "found", "where", "message", "message_zh",
)  # fmt: skip
#: Columns of :func:`findings_frame`.
COLUMNS = (*_FIRST, *(f.name for f in fields(Finding) if f.name not in _FIRST))


def check_reports(reports: Iterable[Report]) -> list[Finding]:
    """Run every check: each report by itself, then what the reports of several years say together.

    Returns
    -------
    list of Finding
        Those of the readers first, report by report, each with its place, publisher and year. Where
        two publishers of one place report for a year, ``place`` names the publisher.
    """
    kept = list(reports)
    several = Counter((r.place_code, r.year) for r in kept)
    out: list[Finding] = []
    for r in kept:
        who = r.place if several[r.place_code, r.year] == 1 else r.publisher
        # A report that was read from a document has been checked, and its findings been placed.
        told = {_what(f) for f in r.findings}
        out += [
            replace(
                f, place=who, year=f.year or r.year, place_code=r.place_code, publisher=r.publisher
            )
            for f in (*r.findings, *(f for f in check_report(r) if _what(f) not in told))
        ]
    return [*out, *check_years(kept)]


def _what(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.indicator, finding.applicant, finding.message


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as a frame, one row a finding, in the given order.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`; ``year`` is Int64, all else string (``expected`` and ``found`` as
        they are printed, since some are words).
    """
    import pandas as pd

    rows = [[getattr(f, name) for name in COLUMNS] for f in findings]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    kinds = dict.fromkeys(COLUMNS, "string") | {"year": "Int64"}
    return frame.astype(kinds)
