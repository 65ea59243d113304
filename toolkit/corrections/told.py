"""Told: entries that do not apply as findings, with file, line and both values, in two languages."""

from __future__ import annotations

from toolkit.codebook import APPLICANTS, label_of
from toolkit.corrections.figures import Match, shown
from toolkit.figure import Finding

_WHY = {
    "differs": ("{0} is published", "现公布{0}"),
    "no_figure": ("no such figure is published", "报告中没有这一数字"),
    "no_report": ("no report of it is at hand", "资料中没有该报告"),
    "no_finding": ("no check finds it any more", "核对不再有此结果"),
    "several": (
        "it fits several: {0}; tell them apart by publisher, label, scope, method or against",
        "与多处相符（{0}），请以publisher、label、scope、method或against区分",
    ),
    "twice": ("{0} speaks of the same already", "{0}已说及同一处"),
}


def finding_of(match: Match) -> Finding:
    """Return the finding of an entry that is stale, or that is refused because it is ambiguous."""
    entry = match.entry
    refused = match.why in ("several", "twice")
    english, chinese = (text.format(shown(match.found)) for text in _WHY[match.why])
    if match.why == "differs" and entry.verdict:
        english, chinese = f"{shown(match.found)} is found", f"现为{shown(match.found)}"
    column = APPLICANTS.get(entry.applicant or "total", {})
    whole = entry.applicant in (None, "total")
    names = []
    for language, marks in (("en", " ({})"), ("zh", "（{}）")):
        name = label_of(entry.indicator, language) if entry.indicator else entry.finding or ""
        name += "" if whole else marks.format(column[language])
        names.append(name + (marks.format(entry.label) if entry.label else ""))
    kind_en, kind_zh = ("verdict", "判断") if entry.verdict else ("correction", "更正")
    expects = shown(entry.expect)
    return Finding(
        "correction_refused" if refused else "correction_stale", "error",
        f"{entry.where}: {names[0]}: {expects} expected, but {english}; the {kind_en} is not taken",
        f"{entry.where}：“{names[1]}”预期为{expects}，{chinese}；{kind_zh}未采用",
        entry.indicator, entry.applicant, entry.expect, None if refused else match.found,
        entry.where, entry.place, entry.year,
        place_code=entry.place_code, publisher=entry.publisher,
    )  # fmt: skip
