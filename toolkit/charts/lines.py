"""Lines: values over years, one line a place on one panel, or one small panel a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.charts.labels import Ending, place_labels
from toolkit.charts.marks import (
    Look,
    change_notes,
    draw_changes,
    draw_line,
    without_figures,
    year_axis,
)
from toolkit.charts.sheet import Furniture, furnish_axes, furniture_of, make_sheet
from toolkit.charts.style import FAINT, INK, LINES, MARKERS, SIZE, WIDTH_MM, adopt, style
from toolkit.charts.words import ems, word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: With more lines than this a panel cannot be read: each place gets a small one.
MOST_LINES = 6
_ROW_MM = 27.0
_GAP_MM = 11.5


@dataclass(frozen=True)
class LinePlot:
    """What a chart of lines shows: texts, scale and what parts the rows of a place into lines."""

    title: str
    subtitle: str
    y_label: str
    unit: str
    by: Sequence[str]
    scale: float = 1.0
    notes: Sequence[str] = ()


def plot_lines(
    frame: pd.DataFrame,
    plan: LinePlot,
    look: Callable[[Mapping[str, Any], bool, int], Look],
    *,
    language: str,
    source: str | None,
    title: str | None,
    ax: Axes | None,
    facets: bool | None = None,
) -> Figure | None:
    """Draw ``frame``; None where it has no value.

    ``look`` gives the look of a line from its key (``place_code``, ``line`` and ``plan.by``), whether
    its place has a panel of its own, and the place's number.
    """
    with style(language):
        keys = ["place_code", "line", *plan.by]
        lines = {
            k: rows
            for k, rows in frame.groupby(keys, sort=False, dropna=False)
            if rows["value"].notna().any()
        }
        if not lines:
            return None
        codes = list(dict.fromkeys(k[0] for k in lines))
        small = facets if facets is not None else len(lines) > MOST_LINES
        small = small and ax is None
        looks = {
            k: look(dict(zip(keys, k, strict=True)) | {"rows": rows}, small, codes.index(k[0]))
            for k, rows in lines.items()
        }
        shown = frame[frame["place_code"].isin(codes)]
        furniture = furniture_of(
            frame, "requests", plan.title if title is None else title, source, language
        )
        notes = [*plan.notes, *change_notes(shown, language), *without_figures(frame, language)]
        years = (int(frame["year"].min()), int(frame["year"].max()))
        if ax is not None:
            _one(adopt(ax), lines, looks, plan, years, shown, language)
            return furnish_axes(ax, furniture)
        if small:
            return _small(lines, looks, plan, years, shown, notes, furniture, codes)
        sheet = make_sheet(
            furniture, 62.0, subtitle=plan.subtitle, notes=notes, above_mm=8.0, below_mm=12.5
        )
        # Room on the right for the names of the lines that reach the last years.
        ends = [
            k for k, r in lines.items() if r.loc[r["value"].notna(), "year"].max() >= years[1] - 1
        ]
        longest = max((ems(looks[k].label) for k in ends), default=0) * SIZE["label"] * 25.4 / 72
        place = sheet.grid(1, 1, 14, min(longest + 5, WIDTH_MM / 3))
        _one(sheet.figure.add_subplot(place[0]), lines, looks, plan, years, shown, language)
        return sheet.figure


def _one(
    ax: Axes,
    lines: Mapping[Any, pd.DataFrame],
    looks: Mapping[Any, Look],
    plan: LinePlot,
    years: tuple[int, int],
    shown: pd.DataFrame,
    language: str,
) -> None:
    """Draw all lines on one panel, named at their ends."""
    year_axis(ax, years, 16)
    ax.set_xlabel(word("year_axis", language))
    for key, rows in lines.items():
        draw_line(ax, rows, looks[key], plan.scale)
    _y_axis(ax, _top(lines, plan.scale), plan.y_label)
    draw_changes(ax, shown, language, text=True)
    ends = []
    for key, rows in lines.items():
        last = rows[rows["value"].notna()].sort_values("year").iloc[-1]
        value = float(last["value"]) * plan.scale
        ends.append(Ending(looks[key].label, float(last["year"]), value, looks[key].colour))
    unplaced = {e.text for e in place_labels(ax, ends)}
    if unplaced:
        _legend(ax, [x for x in looks.values() if x.label in unplaced])


def _small(
    lines: Mapping[Any, pd.DataFrame],
    looks: Mapping[Any, Look],
    plan: LinePlot,
    years: tuple[int, int],
    shown: pd.DataFrame,
    notes: Sequence[str],
    furniture: Furniture,
    codes: Sequence[str],
) -> Figure:
    """Draw one small panel a place, all with the same axes."""
    columns = min(3, max(len(codes), 2))
    n_rows = -(-len(codes) // columns)
    names = list({(x.label, x.colour, x.marker): x for x in looks.values()}.values())
    keyed = len(names) > 1
    body = n_rows * _ROW_MM + (n_rows - 1) * _GAP_MM
    above = 12.0 if keyed else 7.0
    sheet = make_sheet(
        furniture, body, subtitle=plan.subtitle, notes=notes, above_mm=above, below_mm=12.5
    )
    grid = sheet.grid(
        n_rows, columns, 13, 3, hspace=_GAP_MM / _ROW_MM, wspace=0.14 if columns == 3 else 0.1
    )
    top = _top(lines, plan.scale)
    for i, code in enumerate(codes):
        ax = sheet.figure.add_subplot(grid[divmod(i, columns)])
        year_axis(ax, years, 6)
        mine = {k: rows for k, rows in lines.items() if k[0] == code}
        for key, rows in mine.items():
            draw_line(ax, rows, looks[key], plan.scale, size=3.0)
        _y_axis(ax, top, plan.unit)
        if i + columns >= len(codes):
            ax.set_xlabel(word("year_axis", furniture.language))
        if i % columns:
            ax.set_ylabel("")
            ax.tick_params(labelleft=False)
        draw_changes(ax, shown[shown["place_code"] == code], furniture.language, text=False)
        name = next(iter(mine.values()))["place"].iloc[0]
        ax.set_title(str(name), loc="left", size=SIZE["subtitle"], color=INK, pad=3)
    if keyed:
        _figure_legend(sheet.figure, names, sheet.top)
    return sheet.figure


def _top(lines: Mapping[Any, pd.DataFrame], scale: float) -> float:
    return max(float(rows["value"].max()) for rows in lines.values()) * scale


def _y_axis(ax: Axes, top: float, label: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    ax.set_ylim(0, top * 1.1 if top else 1)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:,.0f}"))
    ax.set_ylabel(label)
    ax.grid(axis="y", color=FAINT, lw=0.4, alpha=0.6)


def _handles(looks: Sequence[Look]) -> list[Any]:
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], color=x.colour, marker=x.marker, ls=x.dashes, ms=4, lw=1.3, label=x.label)
        for x in looks
    ]


def _legend(ax: Axes, looks: Sequence[Look]) -> None:
    ax.legend(handles=_handles(looks), loc="best", frameon=True, framealpha=0.9, edgecolor=FAINT)


def _figure_legend(figure: Figure, looks: Sequence[Look], top: float) -> None:
    height = figure.get_figheight() * 25.4
    figure.legend(
        handles=_handles(looks), loc="lower left", ncols=len(looks), borderaxespad=0,
        bbox_to_anchor=(0.005, top + 6.0 / height), handlelength=2.2,
    )  # fmt: skip


def default_look(label: str, number: int, dashes: Any = "solid") -> Look:
    """Return the look of the line of the place with this number."""
    n = number % len(LINES)
    return Look(label, LINES[n], MARKERS[n], dashes)
