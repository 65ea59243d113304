"""Sources: where every figure of a brief was published, one entry a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from toolkit.brief.words import words, year_ranges
from toolkit.charts.words import form_label
from toolkit.report import Report


def source_entries(reports: Sequence[Report], language: str) -> list[dict[str, str]]:
    """Return the sources as ``text``, ``address`` and ``note``, ordered by place and year.

    A report with an address has an entry of its own; those without are told by publisher.
    """
    w = words(language)
    order = sorted(reports, key=lambda r: (r.place_code or "", r.year or 0, r.publisher or ""))
    entries = [_entry(r, language) for r in order if r.address]
    unaddressed: dict[str, list[Report]] = defaultdict(list)
    for r in order:
        if not r.address:
            unaddressed[r.publisher or r.place or r.source].append(r)
    for name, own in unaddressed.items():
        facts = [year_ranges((r.year for r in own if r.year), language)]
        if any(r.synthetic for r in own):
            facts.append("合成资料" if language == "zh" else "synthetic")
        text = f"{name}{w['open']}{w['semicolon'].join(f for f in facts if f)}{w['close']}"
        entries.append({"text": text, "address": "", "note": ""})
    return entries


def _entry(report: Report, language: str) -> dict[str, str]:
    w = words(language)
    head = report.publisher or report.place or report.source
    facts = [str(report.year)] if report.year else []
    if report.form:
        facts.append(form_label(report.form, language))
    if report.published:
        facts.append(f"{'发布于' if language == 'zh' else 'published '}{report.published}")
    address = report.address or ""
    web = address.startswith(("http://", "https://"))
    return {
        "text": f"{head}{w['open']}{w['list'].join(facts)}{w['close']}" if facts else head,
        "address": address if web else "",
        "note": "" if web else address,
    }
