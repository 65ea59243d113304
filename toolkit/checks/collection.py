"""Collection: every check over many reports, and its findings as one frame."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from toolkit.checks.children import children_findings
from toolkit.checks.differ import differing_findings
from toolkit.checks.growth import change_findings
from toolkit.checks.one import check_report
from toolkit.checks.plausible import plausibility_findings
from toolkit.checks.years import check_years
from toolkit.figure import Finding, about_text
from toolkit.report import Report

if TYPE_CHECKING:
    import pandas as pd

_FIRST = (
    "code", "severity", "place_code", "place", "publisher", "year", "indicator", "applicant",
    "expected", "found", "where", "message", "message_zh",
)  # fmt: skip
#: Levels of publishers that speak for themselves only.
_BELOW = ("department", "township")
#: Columns of :func:`findings_frame`.
COLUMNS = (*_FIRST, *(f.name for f in fields(Finding) if f.name not in _FIRST))


def check_reports(reports: Iterable[Report]) -> list[Finding]:
    """Run every check: each report by itself, then what all of them say of each other.

    That is: two reports of one publisher and year, figures that follow from other years, printed
    changes, places and the publishers below them, and what other years make doubtful.

    Returns
    -------
    list of Finding
        Those of the readers first, report by report, each with its place, publisher and year, and
        each once, also where reading a report has checked it before. Of departments and townships,
        and where two publishers of one place report for a year, ``place`` names the publisher.
    """
    kept = list(reports)
    publishers: dict[tuple[str | None, int | None], set[str | None]] = defaultdict(set)
    for r in kept:
        if r.level not in _BELOW:
            publishers[r.place_code, r.year].add(r.publisher)
    out: list[Finding] = []
    for r in kept:
        mine: dict[Finding, Finding] = {}
        alone = r.level not in _BELOW and len(publishers[r.place_code, r.year]) == 1
        who = r.place if alone else r.publisher
        for f in (*r.findings, *check_report(r)):
            of_report = replace(
                f, place=who, year=f.year or r.year, place_code=r.place_code, publisher=r.publisher
            )
            # What a person said of a finding does not make it another.
            mine.setdefault(replace(of_report, verdict="", reason=""), of_report)
        out += mine.values()
    for check in (
        differing_findings, check_years, change_findings, children_findings, plausibility_findings,
    ):  # fmt: skip
        out += check(kept)
    return out


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as a frame, one row a finding, in the given order.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`; ``year`` is Int64, ``cumulative`` boolean, all else string
        (``expected`` and ``found`` as they are printed, since some are words). ``about`` names the
        figures as ``requests_received/total/2022; …`` (indicator, applicant, year; without an
        applicant the whole row, without a year that of the finding).
    """
    import pandas as pd

    rows = [[plain(f, name) for name in COLUMNS] for f in findings]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    kinds = dict.fromkeys(COLUMNS, "string") | {"year": "Int64", "cumulative": "boolean"}
    return frame.astype(kinds)


def plain(finding: Finding, name: str) -> object:
    """Return a field of a finding as it stands in a table: the figures that it is about as text."""
    return about_text(finding.about) if name == "about" else getattr(finding, name)
