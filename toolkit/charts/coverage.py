"""Coverage: places by years as tiles, coloured and lettered by the form of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.charts.bars import Patch, draw_legend, legend_rows
from toolkit.charts.sheet import furnish_axes, furniture_of, make_sheet
from toolkit.charts.style import FAINT, INK, SIZE, SOFT, adopt, style
from toolkit.charts.words import ems, form_label, word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Colour and letters of each form, from light to dark with the years so that grey print keeps order.
_TILES = {
    "prose": ("#DCEAF5", "文", "T"),
    "fujian": ("#CFE5D8", "闽", "Fj"),
    "stat2014": ("#A9CCE6", "14", "14"),
    "form2019": ("#5A9BD0", "19", "19"),
    "form2021": ("#1F5F9E", "21", "21"),
    "unknown": ("#F1E2B8", "?", "?"),
}
_DARK = ("form2019", "form2021")
_OTHER = ("#D9C4DC", "·", "·")
_TILE_MM = 6.4


def plot_coverage(
    frame: pd.DataFrame,
    *,
    language: str = "zh",
    source: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Figure | None:
    """Draw which place and year has a report, and in which form.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.panel.coverage`. The other parameters are those of
        :func:`toolkit.charts.plot_work_updates_share`.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where there is neither a report nor a website's sheet.
    """
    with style(language):
        if frame.empty or not (frame["form"].notna() | frame["sheet"]).any():
            return None
        places = list(dict.fromkeys(zip(frame["place_code"], frame["place"], strict=True)))
        furniture = furniture_of(frame, "coverage", title, source, language)
        if ax is not None:
            _tiles(adopt(ax), frame, places, language)
            return furnish_axes(ax, furniture)
        legend = legend_rows(_legend(frame, language))
        sheet = make_sheet(
            furniture,
            max(len(places), 2) * _TILE_MM,
            subtitle="",
            notes=(),
            above_mm=3.0 + 4.2 * len(legend),
            below_mm=12.0,
        )
        left = max(ems(name) for _, name in places) * SIZE["tick"] * 25.4 / 72 + 4
        _tiles(sheet.figure.add_subplot(sheet.grid(1, 1, left, 2)[0]), frame, places, language)
        height = sheet.figure.get_figheight() * 25.4
        draw_legend(sheet.figure, legend, sheet.top + 2.0 / height)
        return sheet.figure


def _letters(form: str, language: str) -> str:
    return _TILES.get(form, _OTHER)[1 if language == "zh" else 2]


def _legend(frame: pd.DataFrame, language: str) -> list[Patch]:
    present = set(frame["form"].dropna())
    order = [*(f for f in _TILES if f in present), *sorted(present - set(_TILES))]
    out = [
        Patch(f"{_letters(f, language)} {form_label(f, language)}", _TILES.get(f, _OTHER)[0])
        for f in order
    ]
    if frame["form"].isna().any():
        out.append(Patch(word("none", language), "white"))
    if frame["sheet"].any():
        out.append(Patch("• " + word("sheet", language), "white"))
    return out


def _tiles(ax: Axes, frame: pd.DataFrame, places: list[tuple[str, str]], language: str) -> None:
    from matplotlib.patches import Rectangle

    row_of = {code: i for i, (code, _) in enumerate(places)}
    years = sorted(int(y) for y in frame["year"].unique())
    for tile in frame.itertuples():
        x, y = int(tile.year), row_of[tile.place_code]
        form = str(tile.form) if isinstance(tile.form, str) else None
        colour = "white" if form is None else _TILES.get(form, _OTHER)[0]
        ax.add_patch(
            Rectangle(
                (x - 0.46, y - 0.42),
                0.92,
                0.84,
                facecolor=colour,
                lw=0.5,
                gid=form or "none",
                edgecolor=FAINT if form is None else "white",
            )
        )
        ink = "white" if form in _DARK else INK
        if form is not None:
            ax.text(
                x,
                y,
                _letters(form, language),
                ha="center",
                va="center",
                size=SIZE["small"],
                color=ink,
                gid="tile",
            )
        if tile.sheet:
            ax.plot(x + 0.34, y - 0.26, "o", ms=1.8, color=ink, gid="sheet")
    step = 1 if len(years) <= 20 else 2
    ax.set_xticks(years[::-step][::-1])
    ax.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    ax.set_yticks(range(len(places)), [name for _, name in places])
    ax.set_ylim(max(len(places), 2) - 0.5, -0.5)
    ax.set_xlabel(word("year_axis", language))
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(axis="y", labelcolor=INK)
    ax.tick_params(axis="x", labelcolor=SOFT)
