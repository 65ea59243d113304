"""Share of work updates over the years, by the report's total and by the portal's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toolkit.charts.lines import LinePlot, default_look, plot_lines
from toolkit.charts.marks import Look
from toolkit.charts.style import BLUE, RED
from toolkit.charts.words import word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: How the line of the portal differs, in colour and in grey: dashes with dots.
_PORTAL: Any = (0, (6, 1.5, 1, 1.5))


def plot_work_updates_share(
    frame: pd.DataFrame,
    *,
    language: str = "zh",
    source: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
    facets: bool | None = None,
) -> Figure | None:
    """Draw the share of work updates over the years; the denominator is named under the title.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.metrics.work_updates_share`.
    language : {"zh", "en"}
        Language of everything but the names of places.
    source : str, optional
        The source line; without one, what the frame tells.
    title : str, optional
        In place of the chart's own title; an empty string leaves it out.
    ax : matplotlib.axes.Axes, optional
        Axes to draw on, in place of a figure of its own with notes.
    facets : bool, optional
        A small panel a place; by default where there are more than six lines.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where the frame has no share.
    """
    bases = set(frame.loc[frame["value"].notna(), "basis"])
    parts = ["of_report"] if "report" in bases else []
    if "portal" in bases:
        parts.append("of_portal" if parts else "of_portal_only")
    plan = LinePlot(
        title=word("title_work_updates_share", language),
        subtitle=("；" if language == "zh" else "; ").join(word(p, language) for p in parts),
        y_label=word("share_axis", language), unit="%", by=("basis",), scale=100.0,
        notes=(word("gaps", language),),
    )  # fmt: skip

    def look(key: Mapping[str, Any], small: bool, number: int) -> Look:
        portal = key["basis"] == "portal"
        dashes = _PORTAL if portal else "solid"
        if small:
            name = word("basis_portal" if portal else "basis_report", language)
            return Look(name, RED if portal else BLUE, "s" if portal else "o", dashes)
        name = str(key["rows"]["line_label"].iloc[-1])
        name += word("portal_suffix", language) if portal else ""
        return default_look(name, number, dashes)

    return plot_lines(
        frame, plan, look, language=language, source=source, title=title, ax=ax, facets=facets
    )
