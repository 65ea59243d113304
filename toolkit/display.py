"""Reports and places as plain text for a terminal."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from toolkit.codebook import APPLICANTS, indicators
from toolkit.divisions import LAST_LISTED_YEAR, carried_forward, find_place, resolve_place
from toolkit.report import Figure, Finding, Report


def width(text: str) -> int:
    """Return how many columns ``text`` takes in a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, columns: int, right: bool = False) -> str:
    blank = " " * max(columns - width(text), 0)
    return blank + text if right else text + blank


def columns(rows: Sequence[tuple[str, ...]], right: frozenset[int] = frozenset()) -> str:
    """Lay rows out in columns; those in ``right`` are aligned to the right."""
    widths = [max(width(r[i]) for r in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  " + "  ".join(_pad(c, widths[i], i in right) for i, c in enumerate(r)).rstrip()
        for r in rows
    )


def _value(f: Figure) -> str:
    if f.value is None:
        return f"({f.missing})"
    shown = f"{f.value:,}" if isinstance(f.value, int) else f"{f.value:,.10g}"
    return ("≈" if f.approximate else "") + shown


def report_text(report: Report) -> str:
    """Return ``report`` as a person wants to see it: heading, figures, table 3, findings."""
    head = [report.title or report.source]
    facts = [
        f"{name}: {value}"
        for name, value in (
            ("place", " ".join(x for x in (report.place, report.place_code) if x) or "unknown"),
            ("publisher", report.publisher),
            ("level", report.level),
            ("year", report.year or "unknown"),
            ("form", report.form),
            ("published", report.published),
            ("period", " – ".join(report.period) if report.period else None),
        )
        if value
    ]
    out = ["", *head, "  " + " · ".join(facts)]
    known = indicators()
    applicants = [a for a in APPLICANTS if any(f.applicant == a for f in report.figures)]
    matrix_ids = list(dict.fromkeys(f.indicator for f in report.figures if f.applicant != "total"))
    rows = []
    for f in report.figures:
        if f.indicator in matrix_ids and f.method != "prose":
            continue
        marks = [
            m for m in (f.label, "since the beginning" if f.cumulative else None, f.scope) if m
        ]
        rows.append(
            (known[f.indicator].zh, " · ".join(marks), _value(f), f.unit or "", f.method,
             f.quote.replace("\n", " ")[:48])
        )  # fmt: skip
    if rows:
        names = ("figure", "label, scope", "value", "unit", "from", "words")
        out += ["", columns([names, *rows], frozenset({2}))]
    if matrix_ids:
        cells = {(f.indicator, f.applicant): f for f in report.figures if f.method != "prose"}
        table = [("requests", *(APPLICANTS[a]["zh"] for a in applicants))]
        for id_ in matrix_ids:
            line = [_value(cells[id_, a]) if (id_, a) in cells else "–" for a in applicants]
            table.append((known[id_].zh[:26], *line))
        out += ["", columns(table, frozenset(range(1, len(applicants) + 1)))]
    for section in report.sections:
        if section.items:
            out += ["", f"  {section.title}"]
            out += [f"    {i}. {item}" for i, item in enumerate(section.items, 1)]
    if report.citations:
        out += ["", "  cites " + ", ".join(report.citations)]
    findings = [f for f in report.findings if f.severity != "note"]
    notes = len(report.findings) - len(findings)
    out += ["", f"  {len(report.figures)} figures, {len(findings)} findings, {notes} notes"]
    out += [f"    {line}" for line in _told(report.findings)]
    return "\n".join(out)


def _told(findings: Sequence[Finding]) -> list[str]:
    """Tell findings a line each; more than three figures left for one reason share a line."""
    reasons = Counter(f.found for f in findings if f.code == "abstained")
    lines: dict[str, None] = {}
    for f in findings:
        if f.code == "abstained" and reasons[f.found] > 3:
            names = [
                x.indicator or "?" for x in findings if x.code == f.code and x.found == f.found
            ]
            shown = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")
            lines[f"{f.severity}: abstained: {f.found}: {len(names)} figures ({shown})"] = None
        else:
            lines[f"{f.severity}: {f.code}: {f.message}"] = None
    return list(lines)


def places_text(name: str, year: int | None = None) -> str:
    """Return the candidates for ``name`` as lines; where there is none, ParameterError."""
    found = find_place(name, year)
    if not found:
        resolve_place(name, year)  # raises, with close names
    rows = [("code", "name", "level", "years")]
    for d in found:
        years = f"{d.first or 'before 2008'} – {d.last or LAST_LISTED_YEAR}"
        after = f" → {', '.join(d.successors)}" if d.successors else ""
        note = " (synthetic)" if d.synthetic else ""
        rows.append((d.code, d.full_name + note, d.level, years + after))
    lines = [columns(rows)]
    if year is not None and carried_forward(year):
        lines.append(
            f"  {year} is not listed yet: the list of {LAST_LISTED_YEAR} is carried forward."
        )
    if len(found) > 1:
        lines.append("  More than one: give the code, or put the prefecture in front.")
    return "\n".join(lines)
