"""Outcomes: what became of each year's requests, stacked to 100 %, a small panel a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.charts.bars import Patch, draw_legend, legend_rows
from toolkit.charts.marks import year_axis
from toolkit.charts.sheet import furnish_axes, furniture_of, make_sheet
from toolkit.charts.style import BLUE, GREY, INK, ORANGE, PINK, RED, SIZE, SKY, SOFT, adopt, style
from toolkit.charts.words import listed, stop, word
from toolkit.panel import OUTCOMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LOOKS = {
    "granted": (BLUE, ""), "granted_partial": (SKY, ""), "granted_any": ("#3F8FC4", "...."),
    "denied": (RED, "////"), "unable": (ORANGE, ""), "not_processed": (GREY, "...."),
    "closed_other": (PINK, ""), "answered_other": ("#D9C9A8", "\\\\\\\\"),
}  # fmt: skip
_REMAINDER = "(remainder)"
_ROW_MM = 30.0
_GAP_MM = 14.0


def plot_outcomes(
    frame: pd.DataFrame,
    *,
    language: str = "zh",
    source: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Figure | None:
    """Draw what became of requests, per cent of each year's outcomes, with their number above.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.panel.outcomes`; ``ax`` takes the first place only. The other
        parameters are those of :func:`toolkit.charts.plot_work_updates_share`.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where no year has an outcome. A year in which nothing was processed has no bar, only its
        0; what the outcomes leave of the stated total is hatched.
    """
    with style(language):
        rows = frame[(frame["line"] == "main") & frame["value"].notna()]
        stacks = {k: _stack(r) for k, r in rows.groupby(["place_code", "year"], sort=False)}
        if not any(sum(s.values()) for s in stacks.values()):
            return None
        codes = list(dict.fromkeys(c for c, y in stacks if sum(stacks[c, y].values())))
        used = {k for s in stacks.values() for k, v in s.items() if v}
        patches = {k: Patch(OUTCOMES[k][language], *_LOOKS[k]) for k in _LOOKS if k in used}
        if _REMAINDER in used:
            patches[_REMAINDER] = Patch(word("remainder", language), "white", "////")
        shown = rows[rows["place_code"].isin(codes)]
        years = (int(frame["year"].min()), int(frame["year"].max()))
        furniture = furniture_of(shown, "outcomes", title, source, language)
        if ax is not None:
            ax.set_xlabel(word("year_axis", language))
            _panel(
                adopt(ax),
                shown[shown["place_code"] == codes[0]],
                stacks,
                patches,
                years,
                language,
                16,
            )
            return furnish_axes(ax, furniture)
        columns = 1 if len(codes) == 1 else 2 if len(codes) <= 4 else 3
        n_rows = -(-len(codes) // columns)
        row_mm = 45.0 if len(codes) == 1 else _ROW_MM
        legend = legend_rows(list(patches.values()))
        sheet = make_sheet(
            furniture,
            n_rows * row_mm + (n_rows - 1) * _GAP_MM,
            subtitle=word("outcome_sub", language),
            notes=_notes(frame, shown, codes, language),
            above_mm=12.0 + 4.2 * len(legend),
            below_mm=12.5,
        )
        grid = sheet.grid(n_rows, columns, 14, 2, hspace=_GAP_MM / row_mm, wspace=0.12)
        for i, code in enumerate(codes):
            axes = sheet.figure.add_subplot(grid[divmod(i, columns)])
            mine = shown[shown["place_code"] == code]
            _panel(axes, mine, stacks, patches, years, language, 16 if columns == 1 else 6)
            axes.set_title(str(mine["place"].iloc[0]), loc="left", size=SIZE["subtitle"], pad=11)
            if i + columns >= len(codes):
                axes.set_xlabel(word("year_axis", language))
            if i % columns:
                axes.set_ylabel("")
                axes.tick_params(labelleft=False)
        height = sheet.figure.get_figheight() * 25.4
        draw_legend(sheet.figure, legend, sheet.top + 9.5 / height)
        return sheet.figure


def _stack(rows: pd.DataFrame) -> dict[str, float]:
    out = {str(r.outcome): float(r.value) for r in rows.itertuples()}
    remainder = rows["remainder"].iloc[0]
    if not pd.isna(remainder) and remainder > 0:
        out[_REMAINDER] = float(remainder)
    return out


def _panel(
    ax: Axes,
    rows: pd.DataFrame,
    stacks: dict[tuple[str, int], dict[str, float]],
    patches: dict[str, Patch],
    years: tuple[int, int],
    language: str,
    room: int,
) -> None:
    year_axis(ax, years, room)
    for (code, year), mine in rows.groupby(["place_code", "year"], sort=False):
        stack = stacks[code, year]
        n = sum(stack.values())
        over = (mine["remainder"].fillna(0) < 0).any()
        bottom = 0.0
        for key, patch in patches.items():
            height = stack.get(key, 0.0) / n * 100 if n else 0.0
            if height:
                ax.bar(year, height, bottom=bottom, width=0.78, gid=key, **patch.style())
                bottom += height
        ax.annotate(
            f"{n:,.0f}" + ("*" if over else ""),
            (year, 100.0 if n else 0.0),
            (0, 1.5),
            "data",
            "offset points",
            ha="center",
            va="bottom",
            size=SIZE["small"] if room > 6 else SIZE["small"] - 1.0,
            color=INK,
            gid="n",
            rotation=90 if room < 16 and (n >= 1000 or _crowded(years, room)) else 0,
            annotation_clip=False,
        )
    groups = rows.drop_duplicates("year").sort_values("year")
    for a, b in zip(groups.itertuples(), list(groups.itertuples())[1:], strict=False):
        if a.group != b.group:
            ax.axvline(int(b.year) - 0.5, color=SOFT, lw=0.8, gid="break")
    ax.set_ylim(0, 100)
    ax.set_yticks([0, 50, 100])
    ax.set_ylabel(word("outcome_axis", language))


def _crowded(years: tuple[int, int], room: int) -> bool:
    """Return whether numbers of three digits would touch each other above the bars."""
    return years[1] - years[0] + 1 > (13 if room <= 6 else 20)


def _notes(frame: pd.DataFrame, shown: pd.DataFrame, codes: list[str], language: str) -> list[str]:
    notes = []
    if (shown.groupby("place_code")["group"].nunique() > 1).any():
        notes.append(word("outcome_break", language))
    over = shown[shown["remainder"].fillna(0) < 0].drop_duplicates(["place_code", "year"])
    if len(over):
        named = [f"{r.place} {r.year}" for r in over.itertuples()]
        notes.append(stop(word("mismatch", language) + listed(named, language), language))
    empty = dict.fromkeys(frame.loc[~frame["place_code"].isin(codes), "place"])
    if empty:
        notes.append(stop(word("no_figures", language) + listed(empty, language), language))
    return notes
