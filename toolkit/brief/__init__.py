"""Brief: check a notebook's parameters, run it, and set what it found as a PDF."""

from __future__ import annotations

from toolkit.brief.brief import Brief, data_hash
from toolkit.brief.choice import Choice, check_parameters
from toolkit.brief.notes import all_findings, finish
from toolkit.brief.one import (
    applicants_table,
    facts_frame,
    figures_table,
    findings_frame,
    report_brief,
    sections_frame,
)
from toolkit.brief.quality import (
    add_carry_over,
    add_cautions,
    add_errors,
    add_findings,
    add_places,
    cautions,
)
from toolkit.brief.run import run_notebook
from toolkit.brief.sections import add_section, new_brief
from toolkit.brief.tables import add_summary

__all__ = [
    "Brief",
    "Choice",
    "add_carry_over",
    "add_cautions",
    "add_errors",
    "add_findings",
    "add_places",
    "add_section",
    "add_summary",
    "all_findings",
    "applicants_table",
    "cautions",
    "check_parameters",
    "data_hash",
    "facts_frame",
    "figures_table",
    "findings_frame",
    "finish",
    "new_brief",
    "report_brief",
    "run_notebook",
    "sections_frame",
]
