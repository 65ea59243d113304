"""Checks: what a report says about itself, and what the reports of several years say of each other."""

from __future__ import annotations

from toolkit.checks.chain import chain
from toolkit.checks.collection import check_reports, findings_frame
from toolkit.checks.identities import identity_findings
from toolkit.checks.left_out import LeftOut, left_out
from toolkit.checks.one import check_report
from toolkit.checks.outcomes import identity_frame
from toolkit.checks.received import received_findings
from toolkit.checks.saved import save_findings, worst_first
from toolkit.checks.summary import findings_by_kind, findings_by_place
from toolkit.checks.sureness import Part, sureness
from toolkit.checks.years import check_years

__all__ = [
    "LeftOut",
    "Part",
    "chain",
    "check_report",
    "check_reports",
    "check_years",
    "findings_by_kind",
    "findings_by_place",
    "findings_frame",
    "identity_findings",
    "identity_frame",
    "left_out",
    "received_findings",
    "save_findings",
    "sureness",
    "worst_first",
]
