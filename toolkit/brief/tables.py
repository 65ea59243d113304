"""Tables: the figures behind each chart of a brief, printed for reading off."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from toolkit.brief.brief import Brief
from toolkit.brief.choice import Choice
from toolkit.brief.pivot import is_corrected, pages_of, pivots
from toolkit.brief.table import number_text
from toolkit.brief.words import words, year_ranges
from toolkit.charts.words import unit_label, used_note, word
from toolkit.codebook import label_of, metrics
from toolkit.metrics import BASES, WORK_UPDATES_SHARE
from toolkit.panel import OUTCOMES

#: Lines of which reconsideration and litigation stand beside each other in one table.
_MOST_PAIRS = 4


def add_tables(brief: Brief, kind: str, frame: pd.DataFrame) -> None:
    """Add the tables of one section; nothing where no figure is stated."""
    language = brief.language
    w = words(language)
    caption = w.get(f"table_{kind}", w[f"caption_{kind}"])
    if kind == "work_updates_share":
        note = WORK_UPDATES_SHARE[language]
        for basis in BASES:
            part = frame[frame["basis"] == basis]
            part = part.assign(value=part["value"] * 100)
            title = caption + w[f"by_{basis}"]
            if _add_pivots(brief, part, title, unit="%", decimals=1, note=note):
                note = ""
        _add_share_details(brief, frame)
    elif kind == "requests":
        _add_pivots(brief, frame, caption)
    elif kind == "appeals":
        series = {label_of(k, language): part for k, part in frame.groupby("series", sort=False)}
        if frame[frame["value"].notna()]["line_label"].nunique() > _MOST_PAIRS:
            for label, part in series.items():
                _add_pivots(brief, part, label)
            return
        # Reconsideration and litigation of each line are neighbours.
        pairs = [
            part[part["line_label"] == line].assign(line_label=f"{line} {label}")
            for line in frame["line_label"].drop_duplicates()
            for label, part in series.items()
        ]
        _add_pivots(brief, pd.concat(pairs, ignore_index=True), caption)
    elif kind == "outcomes":
        _add_outcomes(brief, frame, caption)
    elif kind == "categories":
        _add_categories(brief, frame, caption)


def _used(frame: pd.DataFrame, language: str) -> str:
    """Return how many corrections the values of a frame rest on; nothing where they are as published."""
    note = used_note(frame, language)
    return "" if note == word("as_published", language) else note


def _with_unit(caption: str, unit: str, language: str) -> str:
    return caption + words(language)["bracketed"].format(unit_label(unit, language))


def _add_pivots(
    brief: Brief, frame: pd.DataFrame, caption: str, *,
    unit: str = "件", decimals: int | None = None, note: str = "",
) -> bool:  # fmt: skip
    """Print a series; the first of its tables bears the note. Return whether there is a table."""
    w = words(brief.language)
    made = pivots(frame, w["year"])
    for i, pivot in enumerate(made):
        part = w["bracketed"].format(f"{i + 1}/{len(made)}") if len(made) > 1 else ""
        told = [
            pivot.legend(brief.language),
            *([_used(frame, brief.language), note] if i == 0 else []),
        ]
        brief.table(
            pivot.frame,
            caption=_with_unit(caption, unit, brief.language) + part,
            decimals=None if decimals is None else dict.fromkeys(pivot.frame.columns[1:], decimals),
            marks=pivot.marks,
            note="\n".join(x for x in told if x),
        )
    return bool(made)


def _add_share_details(brief: Brief, frame: pd.DataFrame) -> None:
    """Print both sides of each share, what bounds it, and why there is none where both are stated."""
    w = words(brief.language)
    said = metrics()["work_updates_share"]
    rows = frame[frame[["value", "lower", "upper"]].notna().any(axis=1) & (frame["line"] == "main")]
    last = rows.groupby("line_label")["year"].transform("max")
    several = rows["line_label"].nunique() > 1
    rows = rows[rows["year"] == last] if several else rows.sort_values("year", kind="stable")
    if rows.empty:
        return
    table = pd.DataFrame({w["place"]: rows["line_label"]}) if several else pd.DataFrame()
    table[w["year"]] = [str(y) for y in rows["year"]]
    if rows["basis"].nunique() > 1:
        bases = {b: said["bases"][b][brief.language] for b in BASES}
        table[said["columns"]["basis"][brief.language]] = [bases[b] for b in rows["basis"]]
    # Bounds are printed where one of them says more than the share does.
    bounded = [
        c for c in ("lower", "upper") if (rows[c].fillna(-1) != rows["value"].fillna(-1)).any()
    ]
    shares = {said["columns"][c][brief.language]: c for c in ("value", *bounded)}
    counts = {
        said["columns"][c][brief.language]: c for c in ("numerator", "denominator", "parts_sum")
    }
    for head, column in (counts | shares).items():
        scale = 100 if column in shares.values() else 1
        table[head] = pd.array(rows[column] * scale, dtype="Float64")
    if rows["relation"].notna().any():
        told = [
            "" if pd.isna(r) else said["relations"][r][brief.language] for r in rows["relation"]
        ]
        table[said["columns"]["relation"][brief.language]] = told
    near = [i for i, r in enumerate(rows["approximate"]) if not pd.isna(r) and r]
    notes = [said["bounds"][brief.language]] if bounded else []
    notes += [f"≈{w['colon']}{w['approximate']}"] if near else []
    notes += [w["no_figure"]] if table.isna().any(axis=None) else []
    notes += [said_used] if (said_used := _used(rows, brief.language)) else []
    brief.table(
        table,
        caption=w["table_share_details"],
        units=dict.fromkeys(shares, "%"),
        decimals=dict.fromkeys(shares, 1),
        marks={(i, next(iter(shares))): "≈" for i in near},
        note="\n".join(notes),
    )


def _last_or_all(frame: pd.DataFrame) -> tuple[pd.DataFrame, bool]:
    """Return the last stated year of each of several lines, or all years of one; and which it is."""
    stated = frame[frame["value"].notna() & (frame["line"] == "main")]
    last = stated.groupby("line_label")["year"].transform("max")
    several = stated["line_label"].nunique() > 1
    return (stated[stated["year"] == last] if several else stated), several


def _add_outcomes(brief: Brief, frame: pd.DataFrame, caption: str) -> None:
    """Print what became of the requests: each place's last year, or every year of one place."""
    w = words(brief.language)
    rows, several = _last_or_all(frame)
    if rows.empty:
        return
    values = {(r.line_label, r.year, r.outcome): r.value for r in rows.itertuples()}
    keys = list(dict.fromkeys((line, year) for line, year, _ in values))
    table = pd.DataFrame({w["place"]: [line for line, _ in keys]}) if several else pd.DataFrame()
    table[w["year"]] = [str(year) for _, year in keys]
    for outcome, names in OUTCOMES.items():
        cells = [values.get((*k, outcome)) for k in keys]
        if any(c is not None for c in cells):
            table[names[brief.language]] = pd.array(cells, dtype="Float64")
    note = "\n".join(x for x in (w["no_outcome"], _used(rows, brief.language)) if x)
    brief.table(table, caption=_with_unit(caption, "件", brief.language), note=note)


def _add_categories(brief: Brief, frame: pd.DataFrame, caption: str) -> None:
    """Print the listed classes by harmonised category: each place's last year, or every year."""
    w = words(brief.language)
    rows, several = _last_or_all(frame[~frame["nested"].fillna(False)])
    table: dict[str, dict[str, float]] = {}
    totals: dict[str, float] = {}
    for r in rows.itertuples():
        name = w["unclassed"] if pd.isna(r.category) else label_of(r.category, brief.language)
        column = table.setdefault(f"{r.line_label} {r.year}" if several else str(r.year), {})
        column[name] = column.get(name, 0) + r.value
        totals[name] = totals.get(name, 0) + r.value
    # Classes nobody has mapped come last; the others by their size.
    order = sorted(totals, key=lambda n: (n == w["unclassed"], -totals[n], n))
    for columns in pages_of(list(table) if several else sorted(table)):
        names = [n for n in order if any(n in table[c] for c in columns)]
        printed = pd.DataFrame({w["category"]: names})
        for c in columns:
            printed[c] = pd.array([table[c].get(n) for n in names], dtype="Float64")
        title = _with_unit(caption, "条", brief.language)
        note = "\n".join(x for x in (w["no_category"], _used(rows, brief.language)) if x)
        brief.table(printed, caption=title, note=note)


def add_summary(
    brief: Brief, chosen: Choice, covered: pd.DataFrame, frames: Mapping[str, pd.DataFrame]
) -> None:
    """Add one table with each place's latest figures, every one with its year.

    ``frames`` holds ``share``, ``requests`` and ``appeals``.
    """
    w = words(chosen.language)
    appeals = frames["appeals"]
    parts = {"share": frames["share"], "requests": frames["requests"]}
    parts |= {k: appeals[appeals["series"] == k] for k in ("reconsideration", "litigation")}
    rows = []
    for code, name in zip(chosen.codes, chosen.places, strict=True):
        there = covered["form"].notna() & (covered["form"] != "no_figures")
        years = covered[(covered["place_code"] == code) & there]["year"]
        latest = [_latest(frame, code, chosen.language) for frame in parts.values()]
        rows.append((name, year_ranges(years, chosen.language) or None, *latest))
    marked = any("‡" in (cell or "") for row in rows for cell in row)
    heads = [w["place"], *(w[f"summary_{k}"] for k in ("reports", *parts))]
    brief.table(
        pd.DataFrame(rows, columns=heads),
        caption=w["summary"],
        wide=[w["summary_reports"]],
        note=w["summary_note"]
        + (f"{w['semicolon']}‡{w['colon']}{w['corrected']}" if marked else ""),
    )


def _latest(frame: pd.DataFrame, code: str, language: str) -> str | None:
    own = frame[(frame["place_code"] == code) & (frame["line"] == "main") & frame["value"].notna()]
    if own.empty:
        return None
    share = "basis" in own
    # The report's own total goes before the portal's for one year.
    row = own.sort_values(["year", "basis"] if share else "year", ascending=False).iloc[0]
    near = "≈" if row["approximate"] else ""
    if share:
        number = f"{row['value'] * 100:.1f}%{'*' if row['basis'] == 'portal' else ''}"
    else:
        number = "".join(number_text(row["value"]))
    mark = "‡" if is_corrected(row) else ""
    return near + number + mark + words(language)["bracketed"].format(row["year"])
