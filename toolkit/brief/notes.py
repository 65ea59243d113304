"""Notes: what a reader must know about the figures of a brief, made from the figures themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.brief.choice import Choice
from toolkit.brief.words import listed, words, year_ranges
from toolkit.charts.words import form_label
from toolkit.codebook import label_of
from toolkit.figure import Finding

if TYPE_CHECKING:
    import pandas as pd

#: More items than this under one title are counted instead of listed.
MOST_ITEMS = 40

TITLES: dict[str, dict[str, str]] = {
    "missing": {"zh": "缺失的数字（缺失不是 0）", "en": "Missing figures (missing is not 0)"},
    "checks": {"zh": "未通过的核对", "en": "Checks that failed"},
    "forms": {"zh": "表式变化与不可比之处", "en": "Changes of form and limits of comparison"},
    "conflicts": {"zh": "互相矛盾的数值", "en": "Conflicting values"},
}


def all_findings(chosen: Choice) -> list[Finding]:
    """Return what all checks say about the chosen reports, each report by itself and across years."""
    from toolkit.checks import check_report
    from toolkit.checks.years import check_years

    several = Counter((r.place_code, r.year) for r in chosen.reports)
    out: list[Finding] = []
    for r in chosen.reports:
        # Where county and zone both report for a year, the publisher tells whose finding it is.
        who = r.place if several[r.place_code, r.year] == 1 else r.publisher
        out += [
            replace(f, place=who, year=f.year or r.year) for f in (*r.findings, *check_report(r))
        ]
    return [*out, *check_years(chosen.reports)]


def notes(
    chosen: Choice, frames: Mapping[str, pd.DataFrame], findings: Iterable[Finding]
) -> dict[str, list[str]]:
    """Return the notes of a brief, titles with their items.

    Parameters
    ----------
    chosen : Choice
        What the brief is about.
    frames : mapping of str to pandas.DataFrame
        Series by their printed name, as made by :mod:`toolkit.panel` and :mod:`toolkit.metrics`.
    findings : iterable of Finding
        As made by :func:`all_findings`.
    """
    language = chosen.language
    groups = {
        "missing": [*_years_without_report(chosen), *_missing_figures(frames, language)],
        "checks": _failed_checks(findings, language),
        "forms": [*_form_changes(frames, language), *_breaks(frames, language)],
        "conflicts": _conflicts(frames, language),
    }
    return {TITLES[k][language]: _capped(items, language) for k, items in groups.items() if items}


def _capped(items: list[str], language: str) -> list[str]:
    unique = list(dict.fromkeys(items))
    rest = len(unique) - MOST_ITEMS
    if rest <= 0:
        return unique
    more = (
        f"另有 {rest} 条，见同名的笔记本文件" if language == "zh"
        else f"{rest} more are listed in the notebook beside this brief"
    )  # fmt: skip
    return [*unique[:MOST_ITEMS], more]


def _years_without_report(chosen: Choice) -> list[str]:
    w = words(chosen.language)
    there: dict[str, set[int]] = defaultdict(set)
    for report in chosen.reports:
        if report.place_code and report.year:
            there[report.place_code].add(report.year)
    same: dict[str, list[str]] = defaultdict(list)
    for code, name in zip(chosen.codes, chosen.places, strict=True):
        absent = [y for y in chosen.years if y not in there[code]]
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
        if frame.empty or "missing" not in frame:
            continue
        lacking = frame[frame["value"].isna() & frame["missing"].notna()]
        for kind, rows in lacking.groupby("missing", sort=False):
            word = w["dash_kind"] if kind == "dash" else w.get(str(kind), str(kind))
            out.append(f"{name}{w['colon']}{word}{w['colon']}{_where(rows, frame, language)}")
    return out


def _where(rows: pd.DataFrame, frame: pd.DataFrame, language: str) -> str:
    """Return the lines and years of ``rows``; lines with the same years are named together."""
    w = words(language)
    same: dict[str, list[str]] = defaultdict(list)
    for line, part in rows.groupby("line_label", sort=False):
        same[year_ranges(part["year"], language)].append(str(line))
    everywhere = frame["line_label"].nunique()
    parts = []
    for years, lines in same.items():
        if len(lines) > 2 and len(lines) == everywhere:
            lines = ["各地" if language == "zh" else "all places"]
        parts.append(f"{listed(lines, language)} {years}")
    return w["semicolon"].join(parts)


def _failed_checks(findings: Iterable[Finding], language: str) -> list[str]:
    w = words(language)
    told: dict[tuple[str, int], list[str]] = defaultdict(list)
    unchecked = 0
    for f in sorted(findings, key=lambda f: (f.place or "", f.year or 0, f.severity != "error")):
        if f.code == "identity_unchecked":
            unchecked += 1
        elif f.severity in ("error", "warning"):
            told[f.place or "", f.year or 0].append(_said(f, language))
    out = []
    for (place, year), lines in told.items():
        head = " ".join(str(x) for x in (place, year or "") if x)
        said = w["semicolon"].join(dict.fromkeys(x.rstrip("。.") for x in lines))
        out.append(f"{head}{w['colon']}{said}" if head else said)
    if unchecked:
        out.append(
            f"另有 {unchecked} 项核对因数字缺失而无法进行" if language == "zh"
            else f"{unchecked} more checks could not be made, as a figure is missing"
        )  # fmt: skip
    return out


def _said(finding: Finding, language: str) -> str:
    return finding.message_zh if language == "zh" and finding.message_zh else finding.message


def finding_text(finding: Finding, language: str) -> str:
    """Return a finding as one printed line."""
    said = _said(finding, language)
    head = " ".join(str(x) for x in (finding.place, finding.year) if x)
    return f"{head}{words(language)['colon']}{said}" if head and not said.startswith(head) else said


def _form_changes(frames: Mapping[str, pd.DataFrame], language: str) -> list[str]:
    from toolkit.panel import form_changes

    w = words(language)
    out = []
    for frame in frames.values():
        if frame.empty or "form" not in frame:
            continue
        labels = frame[["place_code", "line", "line_label"]].drop_duplicates()
        changes = form_changes(frame).merge(labels, on=["place_code", "line"])
        for (old, new), rows in changes.groupby(["from_form", "to_form"], sort=False):
            arrow = f"{form_label(str(old), language)} → {form_label(str(new), language)}"
            out.append(f"{arrow}{w['colon']}{_where(rows, frame, language)}")
    return out


def _breaks(frames: Mapping[str, pd.DataFrame], language: str) -> list[str]:
    """Return each reason for a break once, with the series and places that it holds for."""
    from toolkit.panel import breaks

    w = words(language)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, frame in frames.items():
        if frame.empty or "break_before" not in frame:
            continue
        labels = frame[["place_code", "line", "line_label"]].drop_duplicates()
        marked = breaks(frame).merge(labels, on=["place_code", "line"])
        for text, rows in marked.groupby(language, sort=False):
            found[str(text), _where(rows, frame, language)].append(name)
    return [
        f"{listed(names, language)}{w['open']}{where}{w['close']}{w['colon']}{text}"
        for (text, where), names in found.items()
    ]


def _conflicts(frames: Mapping[str, pd.DataFrame], language: str) -> list[str]:
    w = words(language)
    out = []
    for name, frame in frames.items():
        if frame.empty or "conflict" not in frame:
            continue
        # What a share's reports contradict themselves about is the total that it is taken of.
        what = label_of("disclosed_total", language) if "denominator" in frame else name
        for row in frame[frame["conflict"].fillna(False)].itertuples():
            out.append(
                f"{row.line_label} {row.year} {what}{w['colon']}{_methods(row.note, language)}"
            )
        sides = frame[frame["line"] != "main"]
        for (place, label), rows in sides.groupby(["place", "line_label"], sort=False):
            years = year_ranges(rows["year"], language)
            out.append(
                f"{place} {years}：“{label}”另有报告，数字单列" if language == "zh"
                else f"{place} {years}: {label} reported as well; its figures stand apart"
            )  # fmt: skip
    return out


def _methods(text: object, language: str) -> str:
    said = str(text)
    if language == "zh":
        for word, zh in {"(table)": "（表）", "(prose)": "（正文）", "(structured)": ""}.items():
            said = said.replace(f" {word}", zh)
        return said.replace("; ", "，")
    return said.replace(" (structured)", "")
