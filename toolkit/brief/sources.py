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
    entries = []
    unaddressed: dict[str, list[Report]] = defaultdict(list)
    for r in sorted(reports, key=lambda r: (r.place_code or "", r.year or 0, r.publisher or "")):
        head = r.publisher or r.place or r.source
        if not r.address:
            unaddressed[head].append(r)
            continue
        facts = [str(r.year)] if r.year else []
        facts += [form_label(r.form, language)] if r.form else []
        facts += [f"{w['source_published']}{r.published}"] if r.published else []
        text = head + (w["bracketed"].format(w["list"].join(facts)) if facts else "")
        web = r.address.startswith(("http://", "https://"))
        where = {"address": r.address, "note": ""} if web else {"address": "", "note": r.address}
        entries.append({"text": text} | where)
    for head, own in unaddressed.items():
        years = year_ranges((r.year for r in own if r.year), language)
        facts = [years] if years else []
        facts += [w["source_synthetic"]] if any(r.synthetic for r in own) else []
        text = head + w["bracketed"].format(w["semicolon"].join(facts))
        entries.append({"text": text, "address": "", "note": ""})
    return entries
