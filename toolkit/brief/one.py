"""One report: its facts, figures, findings and sections as a brief, and as frames for a notebook."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from toolkit.brief.brief import Brief
from toolkit.brief.choice import Choice
from toolkit.brief.notes import finding_text
from toolkit.brief.words import words
from toolkit.charts.words import form_label, unit_label
from toolkit.codebook import APPLICANTS, label_of
from toolkit.report import Report

_FACTS = ("publisher", "place", "place_code", "year", "form", "published", "address", "sha256")
_SEVERITIES = ("error", "warning", "note")


def facts_frame(report: Report, language: str = "zh") -> pd.DataFrame:
    """Return what a report says about itself, one row a fact; what it does not say is missing."""
    w = words(language)
    said = {key: getattr(report, key) for key in _FACTS}
    said["form"] = form_label(said["form"], language) if said["form"] else said["form"]
    rows = [(w[f"fact_{k}"], None if value is None else str(value)) for k, value in said.items()]
    return pd.DataFrame(rows, columns=w["facts_columns"].split(), dtype="string")


def figures_table(report: Report, language: str = "zh") -> pd.DataFrame:
    """Return the figures under printed names, in their order, but those told by applicant."""
    w = words(language)
    rows = []
    by_applicant = {f.indicator for f in report.figures if f.applicant != "total"}
    for f in report.figures:
        if f.indicator in by_applicant and f.method != "prose":
            continue
        name = label_of(f.indicator, language)
        name += f"{w['colon']}{f.label}" if f.label else ""
        name += w["bracketed"].format(w["cumulative"]) if f.cumulative else ""
        unit = w.get(f.missing or "", "") if f.value is None else unit_label(f.unit, language)
        rows.append((name, f.value, unit, f.quote[:40] or f.where))
    columns = w["figures_columns"].split()
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    # A table to be read, not data: counts stay whole numbers beside shares with decimals.
    return frame.astype({c: "string" for c in columns if c != columns[1]})


def applicants_table(report: Report, language: str = "zh") -> pd.DataFrame:
    """Return the requests by applicant: a row an indicator, a column an applicant; may be empty."""
    cells = {(f.indicator, f.applicant): f.value for f in report.figures if f.method != "prose"}
    rows = list(dict.fromkeys(f.indicator for f in report.figures if f.applicant != "total"))
    names = [label_of(i, language) for i in rows]
    frame = pd.DataFrame({words(language)["indicator"]: pd.array(names, dtype="string")})
    for applicant, said in APPLICANTS.items():
        values = [cells.get((i, applicant)) for i in rows]
        whole = all(v is None or v == int(v) for v in values)
        frame[said[language]] = pd.array(values, dtype="Int64" if whole else "Float64")
    return frame


def findings_frame(report: Report, language: str = "zh") -> pd.DataFrame:
    """Return the findings of a report, the gravest first."""
    w = words(language)
    found = sorted(report.findings, key=lambda f: _SEVERITIES.index(f.severity))
    rows = [(w[f.severity], f.code, finding_text(f, language)) for f in found]
    return pd.DataFrame(rows, columns=w["checks_columns"].split(), dtype="string")


def sections_frame(report: Report, language: str = "zh") -> pd.DataFrame:
    """Return the sections of a report: kind, printed title, length and number of items."""
    w = words(language)
    rows = [
        (w.get(f"section_{s.kind}", s.kind), s.title, len(s.text), len(s.items))
        for s in report.sections
    ]
    columns = w["sections_columns"].split()
    kinds = dict(zip(columns, ("string", "string", "Int64", "Int64"), strict=True))
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def report_brief(report: Report, chosen: Choice) -> Brief:
    """Return a brief about one report: facts, figures, sections, findings, source."""
    language = chosen.language
    w = words(language)
    # A page of an invented place is invented, whether or not a file says so.
    report = replace(
        report, synthetic=report.synthetic or (report.place_code or "").startswith("99")
    )
    year = report.year or 0
    place = report.place or report.publisher or w["unknown_place"]
    brief = Brief(
        title=w["title_report"].format(place=place, year=year or "").rstrip(),
        subtitle=report.title or "",
        language=language,
        places=[place],
        years=(year, year),
        reports=[report],
        date=chosen.date,
    )
    brief.heading(w["report"])
    facts = facts_frame(report, language)
    brief.table(facts, caption=w["facts"], wide=[facts.columns[1]], note=w["facts_note"])
    brief.heading(w["figures"])
    figures = figures_table(report, language)
    if figures.empty:
        brief.text(w["figures_none"])
    else:
        wide = [figures.columns[0], figures.columns[3]]
        brief.table(figures, caption=w["figures_read"], wide=wide, whole=False)
    applicants = applicants_table(report, language)
    if not applicants.empty:
        brief.table(applicants, caption=w["applicants"], whole=False)
    sections = sections_frame(report, language)
    if not sections.empty:
        brief.heading(w["sections"])
        brief.table(sections, caption=w["sections_read"], wide=[sections.columns[1]])
    brief.heading(w["checks"])
    findings = findings_frame(report, language)
    if findings.empty:
        brief.text(w["checks_none"])
    by_severity = findings.groupby(findings.columns[0], sort=False)[findings.columns[2]]
    brief.notes({severity: list(dict.fromkeys(said)) for severity, said in by_severity})
    brief.heading(w["source"])
    brief.sources()
    return brief
