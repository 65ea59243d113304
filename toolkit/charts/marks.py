"""Marks: lines with gaps and cuts, form changes and the notes that explain both."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.charts.style import FAINT, SIZE, SOFT
from toolkit.charts.words import ems, form_label, listed, noted, stop, word, year_span
from toolkit.panel import breaks, form_changes

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


#: So many years apart from each other are named one by one.
_MOST_YEARS = 3


@dataclass(frozen=True)
class Look:
    """How one line looks, and its name."""

    label: str
    colour: str
    marker: str
    dashes: Any = "solid"


def draw_line(
    ax: Axes, rows: pd.DataFrame, look: Look, scale: float, size: float
) -> dict[int, float]:
    """Draw one line: joined between neighbouring years only, cut at breaks, dashed where similar.

    The line, its filled and its hollow points and its dashed joins are artists of their own, with the
    gids ``line``, ``exact``, ``approximate`` and ``similar``. Returns the values by year.
    """
    valued = rows[rows["value"].notna()].sort_values("year")
    values = {int(r.year): float(r.value) * scale for r in valued.itertuples()}
    near = {int(r.year): bool(r.approximate) for r in valued.itertuples()}
    cuts = {int(r.year): r.break_before for r in rows.itertuples() if r.break_before != "none"}
    xs: list[float] = []
    ys: list[float] = []
    for year in range(int(rows["year"].min()), int(rows["year"].max()) + 1):
        if year in cuts:
            # Not a number between two years: the pen is lifted there.
            xs.append(year - 0.5)
            ys.append(math.nan)
        xs.append(year)
        ys.append(values.get(year, math.nan))
        if cuts.get(year) == "similar" and year in values and year - 1 in values:
            ax.plot(
                [year - 1, year], [values[year - 1], values[year]], color=look.colour, lw=0.9,
                ls=(0, (3, 2)), gid="similar", zorder=2.5,
            )  # fmt: skip
    ax.plot(xs, ys, color=look.colour, lw=1.3, ls=look.dashes, gid="line", zorder=3)
    for hollow, gid in ((False, "exact"), (True, "approximate")):
        chosen = {y: v for y, v in values.items() if near[y] is hollow}
        if chosen:
            ax.plot(
                list(chosen), list(chosen.values()), ls="none", marker=look.marker, ms=size,
                mec=look.colour, mfc="white" if hollow else look.colour, mew=1.1, gid=gid, zorder=4,
                clip_on=False,
            )  # fmt: skip
    return values


def draw_changes(ax: Axes, frame: pd.DataFrame, language: str, *, text: bool) -> None:
    """Draw a thin line at changes of form and publisher, named above where ``text`` is true."""
    texts: dict[int, list[str]] = {}
    for change in _marked_changes(frame).itertuples():
        texts.setdefault(int(change.year), []).append(form_label(change.to_form, language))
    for mark in breaks(frame).itertuples():
        merged = [word("merged", language)] if "publisher" in str(mark.cause) else []
        texts.setdefault(int(mark.year), []).extend(merged)
    end = -math.inf
    for year, forms in sorted(texts.items()):
        colour = SOFT if forms else FAINT
        ax.axvline(year - 0.5, color=colour, lw=0.6, ls=(0, (1, 2)), zorder=1, gid="change")
        if not text or not forms:
            continue
        names = listed(dict.fromkeys(forms), language)
        # A name that would run into the one before it goes a line higher.
        lift = 2 if year - 0.5 >= end else 2 + SIZE["small"] * 1.3
        ax.annotate(
            names, (year - 0.5, 1.0), (0, lift), ("data", "axes fraction"), "offset points",
            size=SIZE["small"], color=SOFT, ha="left", va="bottom", gid="form", annotation_clip=False,
        )  # fmt: skip
        if lift == 2:
            end = year - 0.5 + _years_wide(ax, names)


def _marked_changes(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the changes of form that are marked: of a series only those that the codebook calls no same.

    Of what the codebook knows no sides of, every change is marked.
    """
    changes = form_changes(frame)
    rows = frame.groupby(["place_code", "line"], sort=False)
    known = {key for key, own in rows if own["group"].notna().any()}
    by_form = frame[frame["break_cause"].str.contains("form", na=False)]
    marked = set(zip(by_form["place_code"], by_form["line"], by_form["year"], strict=True))
    kept = [
        (c.place_code, c.line) not in known or (c.place_code, c.line, c.year) in marked
        for c in changes.itertuples()
    ]
    return changes[kept]


def _years_wide(ax: Axes, text: str) -> float:
    low, high = ax.get_xlim()
    figure = ax.get_figure(root=True)
    assert figure is not None
    width_pt = ax.get_position().width * figure.get_figwidth() * 72
    return (ems(text) + 0.5) * SIZE["small"] / width_pt * (high - low)


def change_notes(frame: pd.DataFrame, language: str) -> list[str]:
    """Return what the marks of a chart mean: form changes, breaks, roundings, contradictions."""
    notes = []
    changes = _marked_changes(frame)
    if len(changes):
        each = [
            year_span([int(y) for y in rows["year"]])
            + word("colon", language)
            + form_label(str(form), language)
            for form, rows in changes.groupby("to_form", sort=False)
        ]
        joined = word("semicolon", language).join(sorted(each))
        notes.append(stop(word("forms_note", language) + joined, language))
    for (kind, text), rows in breaks(frame).groupby(["kind", language], sort=False):
        told = sorted({int(y) for y in rows["year"]})
        row = told == list(range(told[0], told[-1] + 1)) or len(told) > _MOST_YEARS
        years = year_span(told) if row else listed(told, language)
        assumed = word("assumed", language) if bool(rows["assumed"].any()) else ""
        notes.append(stop(f"{years}{word(str(kind), language)}{text}{assumed}", language))
    valued = frame[frame["value"].notna()]
    if bool(valued["approximate"].fillna(False).any()):
        notes.append(word("hollow", language))
    against = valued[valued["conflict"].fillna(False)]
    named = [f"{r.line_label} {r.year}" for r in against.itertuples()]
    return [*notes, *noted("conflict", named, language)]


def year_axis(ax: Axes, years: Iterable[int], room: int) -> None:
    """Put whole years on the x axis, at most ``room`` of them."""
    low, high = min(years), max(years)
    step = next(s for s in (1, 2, 3, 5, 10, 20) if (high - low) // s + 1 <= room)
    # Counted back from the last year, which readers look for first.
    ticks = range(high, low - 1, -step)[::-1]
    ax.set_xticks(ticks, [str(t) for t in ticks])
    ax.set_xlim(low - 0.6, high + 0.6)
