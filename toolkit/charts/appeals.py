"""Appeals over the years: reconsideration and litigation, a small panel a place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toolkit.charts.lines import LinePlot, plot_lines
from toolkit.charts.marks import Look
from toolkit.charts.style import BLUE, RED
from toolkit.charts.words import unit_label, word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LOOKS = {"reconsideration": (BLUE, "o"), "litigation": (RED, "^")}


def plot_appeals(
    frame: pd.DataFrame,
    *,
    language: str = "zh",
    source: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
    facets: bool | None = None,
) -> Figure | None:
    """Draw reconsideration and litigation over the years (frame of :func:`toolkit.panel.appeals`).

    The parameters are those of :func:`toolkit.charts.plot_work_updates_share`; with one place the two
    lines are named at their ends, with more each place has a panel. None where there is no value.
    """
    valued = frame[(frame["line"] == "main") & frame["value"].notna()]
    several = valued["place_code"].nunique() > 1
    unit = unit_label("件", language)
    one = "" if several or valued.empty else f" · {valued['place'].iloc[0]}"
    plan = LinePlot(
        title=word("title_appeals", language) + one,
        subtitle=word("unit", language) + unit,
        y_label=unit, unit=unit, by=("series",), notes=(word("gaps", language),),
    )  # fmt: skip

    def look(key: Mapping[str, Any], small: bool, number: int) -> Look:
        colour, marker = _LOOKS[str(key["series"])]
        return Look(word(str(key["series"]), language), colour, marker)

    # A zone's own years beside the county would be two more lines of the same two colours.
    return plot_lines(
        frame[frame["line"] == "main"], plan, look, language=language, source=source,
        title=title, ax=ax, facets=several if facets is None else facets,
    )  # fmt: skip
