"""Display: reports, lists of reports and places as a person wants to see them."""

from __future__ import annotations

from toolkit.display.evidence import check_indicator, evidence_html, evidence_text
from toolkit.display.findings import findings_text
from toolkit.display.html import report_html
from toolkit.display.listing import check_list_file, list_text, write_list
from toolkit.display.places import places_text
from toolkit.display.text import report_text, terminal

__all__ = [
    "check_indicator",
    "check_list_file",
    "evidence_html",
    "evidence_text",
    "findings_text",
    "list_text",
    "places_text",
    "report_html",
    "report_text",
    "terminal",
    "write_list",
]
