"""Requests received over the years, and any other series of counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toolkit.charts.lines import LinePlot, default_look, plot_lines
from toolkit.charts.marks import Look
from toolkit.charts.style import GREY, LINES, MARKERS
from toolkit.charts.words import unit_label, word
from toolkit.codebook import label_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def plot_requests(
    frame: pd.DataFrame,
    *,
    language: str = "zh",
    source: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
    facets: bool | None = None,
) -> Figure | None:
    """Draw requests received over the years (``series(figures, "requests_received")``).

    The parameters are those of :func:`toolkit.charts.plot_work_updates_share`; None where the frame
    has no value.
    """
    head = word("title_requests", language) if title is None else title
    return plot_series(frame, language=language, source=source, title=head, ax=ax, facets=facets)


def plot_series(
    frame: pd.DataFrame,
    *,
    language: str = "zh",
    source: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
    facets: bool | None = None,
) -> Figure | None:
    """Draw any one series of :func:`toolkit.panel.series` over the years; None where it is empty."""
    if frame["value"].isna().all():
        return None
    name = str(frame["series"].iloc[0])
    units = frame.loc[frame["value"].notna(), "unit"].dropna()
    unit = unit_label(str(units.mode().iloc[0]) if len(units) else None, language)
    label = label_of(name, language)
    plan = LinePlot(
        title=label, subtitle=word("unit", language) + unit if unit else "",
        y_label=unit or label, unit=unit or label, by=(), notes=(word("gaps", language),),
    )  # fmt: skip

    def look(key: Mapping[str, Any], small: bool, number: int) -> Look:
        text = str(key["rows"]["line_label"].iloc[-1])
        side = key["line"] != "main"
        if small:
            main = Look(label, LINES[0], MARKERS[0])
            return Look(text, GREY, MARKERS[1]) if side else main
        base = default_look(text, number)
        return Look(text, GREY, "X") if side else base

    return plot_lines(
        frame, plan, look, language=language, source=source, title=title, ax=ax, facets=facets
    )
