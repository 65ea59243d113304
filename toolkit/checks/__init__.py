"""Checks: what a report says about itself, and what the reports of several years say of each other."""

from __future__ import annotations

from toolkit.checks.groups import grouped
from toolkit.checks.identities import identity_findings
from toolkit.checks.left_out import LeftOut, left_out
from toolkit.checks.received import received_findings
from toolkit.checks.sureness import Part, sureness
from toolkit.checks.years import check_years
from toolkit.figure import Finding
from toolkit.report import Report

__all__ = [
    "LeftOut",
    "Part",
    "check_report",
    "check_years",
    "identity_findings",
    "left_out",
    "received_findings",
    "sureness",
]


def check_report(report: Report) -> tuple[Finding, ...]:
    """Run every check that needs one report only.

    Returns
    -------
    tuple of Finding
        Identities of the tables first, then what the sentences say against them.
    """
    # Imported here: what sentences say is checked by a module that may import this room.
    from toolkit.checks.sentences import sentence_findings

    groups, rest = grouped(report)
    return (
        *identity_findings(report, groups), *sentence_findings(report, rest),
        *received_findings(rest),
    )  # fmt: skip
