"""Notes: what a reader must know about the figures of a brief, made from the figures themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from toolkit.brief.brief import Brief
from toolkit.brief.choice import Choice
from toolkit.brief.corrected import correction_notes
from toolkit.brief.method import add_method
from toolkit.brief.words import listed, words, year_ranges
from toolkit.charts.measure import first_measure, missing_label
from toolkit.charts.words import form_label
from toolkit.checks import check_reports
from toolkit.codebook import label_of
from toolkit.divisions import LAST_LISTED_YEAR, carried_forward
from toolkit.figure import Finding
from toolkit.panel import breaks, form_changes

#: More items than this under one title are counted instead of listed.
MOST_ITEMS = 40

#: How a conflict names where its values stand, as printed.
_METHODS = {
    "zh": {
        " (table)": "（表）",
        " (prose)": "（正文）",
        " (structured)": "",
        " (typed)": "（人工录入）",
        " (corrected)": "（更正值）",
        "; ": "，",
    },
    "en": {" (structured)": ""},
}


def all_findings(chosen: Choice, *, below: bool = False) -> list[Finding]:
    """Return what all checks say about the chosen reports, each report by itself and across years.

    Findings bear the verdicts of the chosen corrections; entries that no longer fit are findings too.
    Departments and townships are checked against their county; with ``below``, what is found in
    their own reports is returned as well.
    """
    return chosen.in_units(_all_findings(chosen, below))


def _all_findings(chosen: Choice, below: bool) -> list[Finding]:
    findings = check_reports((*chosen.reports, *chosen.below))
    judged = findings
    if chosen.corrections is not None:
        judged = [*chosen.corrections.judge(findings), *chosen.not_taken()]
    if below or not chosen.below:
        return judged
    # A department may bear its county's name: what is found without it is the county's own.
    own = set(check_reports(chosen.reports))
    kept = [
        said
        for f, said in zip(findings, judged, strict=False)
        if f in own or f.code == "children_differ"
    ]
    return [*kept, *judged[len(findings) :]]


def finish(
    brief: Brief, chosen: Choice, findings: Sequence[Finding], frames: Mapping[str, pd.DataFrame],
    *, checks: bool = True,
) -> None:  # fmt: skip
    """Add the notes, the method and the sources that end every brief.

    ``frames`` are those whose gaps, breaks and conflicts are told: ``share``, ``requests`` and
    ``appeals``, or metric frames; ``checks`` says whether failed checks are listed, if the brief
    has not done so.
    """
    w = words(chosen.language)
    named: dict[str, pd.DataFrame] = {}
    for frame in frames.values():
        if "metric" in frame:
            kinds = frame.groupby(["metric", "basis", "part"], sort=False, dropna=False)
            named |= {first_measure(rows, chosen.language).label: rows for _, rows in kinds}
            continue
        # The parts of a share or of appeals are told each by its own name.
        column = "basis" if "basis" in frame else "series"
        for part, rows in frame.groupby(column, sort=False):
            share = f"{w['table_work_updates_share']}{w.get(f'by_{part}')}"
            named[share if column == "basis" else label_of(part, chosen.language)] = rows
    brief.heading(w["notes"])
    notes = _notes(chosen, named, findings)
    brief.notes({t: items for t, items in notes.items() if checks or t != w["notes_checks"]})
    add_method(brief)
    brief.heading(w["sources"])
    brief.sources()


def _notes(
    chosen: Choice, frames: Mapping[str, pd.DataFrame], findings: Iterable[Finding]
) -> dict[str, list[str]]:
    """Return titles with their items, from series by printed name and from findings."""
    language = chosen.language
    w = words(language)
    findings = list(findings)
    groups = {
        "corrections": [*correction_notes(chosen), *_judged(findings, language)],
        "missing": [*_years_without_report(chosen), *_missing_figures(frames, language)],
        "checks": _failed_checks(findings, language),
        "forms": [
            *_form_changes(frames, language),
            *_breaks(frames, language),
            *_carried_forward(chosen),
        ],
        "conflicts": _conflicts(frames, language),
        "own": _own_categories(chosen),
    }
    out = {}
    for title, items in groups.items():
        items = list(dict.fromkeys(items))
        rest = len(items) - MOST_ITEMS
        more = [w["notes_more"].format(rest)] if rest > 0 else []
        out[w[f"notes_{title}"]] = items[:MOST_ITEMS] + more
    return out


def _carried_forward(chosen: Choice) -> list[str]:
    """Return that no list of divisions exists of the newest years, where there are reports of them."""
    later = {
        r.year for r in chosen.reports if r.year and carried_forward(r.year) and not r.synthetic
    }
    if not later:
        return []
    said = words(chosen.language)["carried_forward"]
    return [said.format(year_ranges(later, chosen.language), LAST_LISTED_YEAR)]


def _years_without_report(chosen: Choice) -> list[str]:
    w = words(chosen.language)
    there = {(r.place_code, r.year) for r in chosen.of_units()}
    same: dict[str, list[str]] = defaultdict(list)
    for code, name in zip(chosen.codes, chosen.places, strict=True):
        absent = [y for y in chosen.years if (code, y) not in there]
        if absent:
            same[year_ranges(absent, chosen.language)].append(name)
    return [
        f"{listed(names, chosen.language)} {years}{w['colon']}{w['no_report']}"
        for years, names in same.items()
    ]


def _missing_figures(frames: Mapping[str, pd.DataFrame], language: str) -> list[str]:
    w = words(language)
    out = []
    for name, frame in frames.items():
        lacking = frame[frame["value"].isna() & frame["missing"].notna()]
        for kind, rows in lacking.groupby("missing", sort=False):
            where = _where(rows, frame, language)
            told = _kind(kind, language)
            if told == kind:  # what only the metric has words for
                told = missing_label(kind, rows, language)
            out.append(w["colon"].join((name, told, where)))
    return out


def _kind(kind: str, language: str) -> str:
    """Return a kind of missing in words, with the reason where there is one."""
    w = words(language)
    name, _, reason = kind.partition(": ")
    told = w.get(name, name)
    # What a sum lacks: "name kind; name kind".
    parts = (" ".join(w.get(t, t) for t in part.split(" ")) for part in reason.split("; "))
    return told + w["bracketed"].format(w["semicolon"].join(parts)) if reason else told


def _own_categories(chosen: Choice) -> list[str]:
    """Return which printed labels stand in another category than the codebook's, by category."""
    w = words(chosen.language)
    classed: dict[str, list[str]] = defaultdict(list)
    for label, category in chosen.own.told(chosen.reports) if chosen.own else ():
        name = label_of(category, chosen.language) if category else w["unclassed"]
        classed[name].append(label)
    return [f"{listed(labels, chosen.language)} → {name}" for name, labels in classed.items()]


def _where(rows: pd.DataFrame, frame: pd.DataFrame, language: str) -> str:
    """Return the lines and years of ``rows``; lines with the same years are named together."""
    w = words(language)
    if "line_label" not in rows:
        labels = frame[["place_code", "line", "line_label"]].drop_duplicates()
        rows = rows.merge(labels, on=["place_code", "line"])
    same: dict[str, list[str]] = defaultdict(list)
    for line, part in rows.groupby("line_label", sort=False):
        same[year_ranges(part["year"], language)].append(line)
    parts = []
    for years, lines in same.items():
        if len(lines) > 2 and len(lines) == frame["line_label"].nunique():
            lines = [w["all_places"]]
        parts.append(f"{listed(lines, language)} {years}")
    return w["semicolon"].join(parts)


def _failed_checks(findings: Iterable[Finding], language: str) -> list[str]:
    w = words(language)
    told: dict[str, list[str]] = defaultdict(list)
    unchecked = 0
    for f in sorted(findings, key=lambda f: (f.place or "", f.year or 0, f.severity != "error")):
        if _is_of_corrections(f):
            continue
        if f.code == "identity_unchecked":
            unchecked += 1
        elif f.severity in ("error", "warning"):
            verdict = w["bracketed"].format(w[f.verdict]) if f.verdict else ""
            told[_head(f)].append(_said(f, language).rstrip("。.") + verdict)
    out = [
        (f"{head}{w['colon']}" if head else "") + w["semicolon"].join(dict.fromkeys(lines))
        for head, lines in told.items()
    ]
    return [*out, w["unchecked"].format(unchecked)] if unchecked else out


def _head(finding: Finding) -> str:
    return " ".join(str(x) for x in (finding.place, finding.year) if x)


def _said(finding: Finding, language: str) -> str:
    return finding.message_zh if language == "zh" and finding.message_zh else finding.message


def finding_text(finding: Finding, language: str) -> str:
    """Return a finding as one printed line."""
    head, said = _head(finding), _said(finding, language)
    return f"{head}{words(language)['colon']}{said}" if head and not said.startswith(head) else said


def _is_of_corrections(finding: Finding) -> bool:
    """Return whether a finding is about an entry of a file of corrections; in review lists they warn."""
    codes = ("correction_stale", "correction_refused")
    return finding.code in codes and finding.severity == "error"


def _judged(findings: Iterable[Finding], language: str) -> list[str]:
    """Return the findings that bear a verdict, then what was not taken of the corrections."""
    w = words(language)
    found = list(findings)
    out = [
        w["verdict"].format(
            said=finding_text(f, language).rstrip("。."), verdict=w[f.verdict], reason=f.reason
        )
        for f in found
        if f.verdict
    ]
    return out + [finding_text(f, language) for f in found if _is_of_corrections(f)]


def _form_changes(frames: Mapping[str, pd.DataFrame], language: str) -> list[str]:
    w = words(language)
    out = []
    for frame in frames.values():
        changes = form_changes(frame)
        for (old, new), rows in changes.groupby(["from_form", "to_form"], sort=False):
            arrow = f"{form_label(old, language)} → {form_label(new, language)}"
            out.append(f"{arrow}{w['colon']}{_where(rows, frame, language)}")
    return out


def _breaks(frames: Mapping[str, pd.DataFrame], language: str) -> list[str]:
    """Return each reason for a break once, with the series and places that it holds for."""
    w = words(language)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, frame in frames.items():
        for text, rows in breaks(frame).groupby(language, sort=False):
            found[text, _where(rows, frame, language)].append(name)
    return [
        f"{listed(names, language)}{w['bracketed'].format(where)}{w['colon']}{text}"
        for (text, where), names in found.items()
    ]


def _conflicts(frames: Mapping[str, pd.DataFrame], language: str) -> list[str]:
    w = words(language)
    out = []
    for name, frame in frames.items():
        # What a share's reports contradict themselves about is the total that it is taken of.
        share = "denominator" in frame and "metric" not in frame
        of_total = share or ("metric" in frame and (frame["metric"] == "work_updates_share").any())
        what = label_of("disclosed_total", language) if of_total else name
        for row in frame[frame["conflict"].fillna(False)].itertuples():
            said = str(row.note)
            for method, printed in _METHODS[language].items():
                said = said.replace(method, printed)
            out.append(f"{row.line_label} {row.year} {what}{w['colon']}{said}")
        sides = frame[frame["line"] != "main"]
        for (place, label), rows in sides.groupby(["place", "line_label"], sort=False):
            years = year_ranges(rows["year"], language)
            out.append(w["side"].format(place=place, years=years, label=label))
    return out
