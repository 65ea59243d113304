"""Trends: the share of work updates, requests, appeals and any other series over the years."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

from toolkit.charts.lines import plot_lines
from toolkit.charts.marks import Look
from toolkit.charts.sheet import Options, furniture_of
from toolkit.charts.style import BLUE, GREY, LINES, MARKERS, RED
from toolkit.charts.words import unit_label, word
from toolkit.codebook import label_of
from toolkit.panel import check_one_unit

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

#: How the line of the portal differs, in colour and in grey: dashes with dots.
_PORTAL: Any = (0, (6, 1.5, 1, 1.5))
#: And that of the listed classes: dots.
_PARTS: Any = (0, (1, 1.5))


def _of_place(label: str, number: int, dashes: Any = "solid") -> Look:
    return Look(label, LINES[number % len(LINES)], MARKERS[number % len(MARKERS)], dashes)


def plot_work_updates_share(frame: pd.DataFrame, **options: Unpack[Options]) -> Figure | None:
    """Draw the share of work updates over the years; the denominator is named under the title.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.metrics.work_updates_share`.
    **options
        Of every chart, see :class:`toolkit.charts.sheet.Options`.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where the frame has no share.
    """
    furniture = furniture_of(frame, "work_updates_share", **options)
    language = furniture.language
    bases = set(frame.loc[frame["value"].notna(), "basis"])
    parts = ["of_report"] if "report" in bases else []
    if "portal" in bases:
        parts.append("of_portal" if parts else "of_portal_only")
    if "parts" in bases:
        parts.append("of_parts")

    def look(rows: pd.DataFrame, small: bool, number: int) -> Look:
        basis = rows["basis"].iloc[0]
        portal = basis == "portal"
        if basis == "parts":
            if small:
                return Look(word("basis_parts", language), GREY, "^", _PARTS)
            name = str(rows["line_label"].iloc[-1])
            return _of_place(name + word("parts_suffix", language), number, _PARTS)
        if small and portal:
            return Look(word("basis_portal", language), RED, "s", _PORTAL)
        if small:
            return Look(word("basis_report", language), BLUE, "o")
        name = str(rows["line_label"].iloc[-1])
        if portal:
            return _of_place(name + word("portal_suffix", language), number, _PORTAL)
        return _of_place(name, number)

    return plot_lines(
        frame, furniture, look, by=["basis"], scale=100.0, y_label=word("share_axis", language),
        unit="%", subtitle=word("semicolon", language).join(word(p, language) for p in parts),
    )  # fmt: skip


def plot_requests(frame: pd.DataFrame, **options: Unpack[Options]) -> Figure | None:
    """Draw requests received over the years (``series(figures, "requests_received")``).

    The parameters are those of :func:`toolkit.charts.plot_work_updates_share`; None where the frame
    has no value.
    """
    return _plot_counts(frame, "requests", options)


def plot_series(frame: pd.DataFrame, **options: Unpack[Options]) -> Figure | None:
    """Draw any one series of :func:`toolkit.panel.series` over the years; None where it is empty."""
    return None if frame.empty else _plot_counts(frame, str(frame["series"].iloc[0]), options)


def _plot_counts(frame: pd.DataFrame, chart: str, options: Options) -> Figure | None:
    furniture = furniture_of(frame, chart, **options)
    language = furniture.language
    if frame["value"].isna().all():
        return None
    if frame["place_code"].nunique() > 1:
        # Of one place a change of unit is a break that is marked; places beside each other are compared.
        check_one_unit(frame)
    label = label_of(str(frame["series"].iloc[0]), language)
    units = frame.loc[frame["value"].notna(), "unit"].mode()
    unit = unit_label(str(units.iloc[0]), language) if len(units) else ""

    def look(rows: pd.DataFrame, small: bool, number: int) -> Look:
        name = str(rows["line_label"].iloc[-1])
        if rows["line"].iloc[0] != "main":
            return Look(name, GREY, MARKERS[1] if small else "X")
        return Look(label, LINES[0], MARKERS[0]) if small else _of_place(name, number)

    subtitle = word("unit", language) + unit if unit else ""
    axis = unit or label
    return plot_lines(frame, furniture, look, y_label=axis, unit=axis, subtitle=subtitle)


def plot_appeals(frame: pd.DataFrame, **options: Unpack[Options]) -> Figure | None:
    """Draw reconsideration and litigation over the years (frame of :func:`toolkit.panel.appeals`).

    The parameters are those of :func:`toolkit.charts.plot_work_updates_share`; with one place the two
    lines are named at their ends, with more each place has a panel. None where there is no value.
    """
    # A zone's own years beside the county would be two more lines of the same two colours.
    frame = frame[frame["line"] == "main"]
    valued = frame[frame["value"].notna()]
    furniture = furniture_of(frame, "appeals", **options)
    language = furniture.language
    several = valued["place_code"].nunique() > 1
    if options.get("title") is None and len(valued) and not several:
        furniture = replace(furniture, title=f"{furniture.title} · {valued['place'].iloc[0]}")
    unit = unit_label("件", language)

    def look(rows: pd.DataFrame, small: bool, number: int) -> Look:
        name = str(rows["series"].iloc[0])
        colour, marker = (BLUE, "o") if name == "reconsideration" else (RED, "^")
        return Look(word(name, language), colour, marker)

    return plot_lines(
        frame, furniture, look, by=["series"], y_label=unit, unit=unit, apart=several,
        subtitle=word("unit", language) + unit,
    )  # fmt: skip
