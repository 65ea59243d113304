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
from toolkit.brief.peers import (
    add_comparison,
    add_definitions,
    add_group,
    add_standing,
    add_words,
    latest_year,
    main_metrics,
    of_metric,
    two_years,
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
    "add_comparison",
    "add_definitions",
    "add_errors",
    "add_findings",
    "add_group",
    "add_places",
    "add_section",
    "add_standing",
    "add_summary",
    "add_words",
    "all_findings",
    "applicants_table",
    "cautions",
    "check_parameters",
    "data_hash",
    "facts_frame",
    "figures_table",
    "findings_frame",
    "finish",
    "latest_year",
    "main_metrics",
    "new_brief",
    "of_metric",
    "report_brief",
    "run_notebook",
    "sections_frame",
    "two_years",
]
