"""One: every check that needs one report only."""

from __future__ import annotations

from toolkit.checks.groups import grouped
from toolkit.checks.growth import own_change_findings
from toolkit.checks.identities import identity_findings
from toolkit.checks.received import received_findings
from toolkit.checks.sentences import sentence_findings
from toolkit.figure import Finding
from toolkit.report import Report


def check_report(report: Report) -> tuple[Finding, ...]:
    """Run every check that needs one report only.

    Returns
    -------
    tuple of Finding
        Identities of the tables first, then what the sentences say against them.
    """
    groups, rest = grouped(report)
    return (
        *identity_findings(report, groups), *sentence_findings(report, rest),
        *received_findings(rest), *own_change_findings(report),
    )  # fmt: skip
