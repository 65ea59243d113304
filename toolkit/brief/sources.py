"""Sources: where every figure of a brief was published, one entry a report."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.brief.words import words
from toolkit.charts.words import form_label
from toolkit.report import Report


def source_entries(reports: Sequence[Report], language: str) -> list[dict[str, str]]:
    """Return one entry a report: ``text``, ``address`` and ``note``, ordered by place and year."""
    w = words(language)
    entries = []
    order = sorted(reports, key=lambda r: (r.place_code or "", r.year or 0, r.publisher or ""))
    for report in order:
        head = f"{report.publisher or report.place or report.source}"
        facts = [str(report.year)] if report.year else []
        if report.form:
            facts.append(form_label(report.form, language))
        if report.published:
            said = "发布于" if language == "zh" else "published "
            facts.append(f"{said}{report.published}")
        address = report.address or ""
        entries.append(
            {
                "text": f"{head}{w['open']}{w['list'].join(facts)}{w['close']}" if facts else head,
                "address": address if address.startswith(("http://", "https://")) else "",
                "note": "" if address.startswith(("http://", "https://")) else address,
            }
        )
    return entries
