"""Coverage: places by years as tiles, coloured and lettered by the form of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from toolkit.charts.bars import Part
from toolkit.charts.sheet import Options, furniture_of, make_sheet, text_mm
from toolkit.charts.style import FAINT, INK, SIZE, SOFT, style
from toolkit.charts.words import form_label, word

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
    "no_figures": ("white", "×", "×"),
}
#: The height of all rows together that a page has room for.
_MOST_MM = 188.0
_DARK = ("form2019", "form2021")
_OTHER = ("#D9C4DC", "·", "·")


def plot_coverage(frame: pd.DataFrame, **options: Unpack[Options]) -> Figure | None:
    """Draw which place and year has a report, and in which form.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.panel.coverage`.
    **options
        Of every chart, see :class:`toolkit.charts.sheet.Options`.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where there is neither a report with figures nor a website's sheet.
    """
    furniture = furniture_of(frame, "coverage", **options)
    language = furniture.language
    with style(language):
        present = set(frame["form"].dropna())
        sheets = bool(frame["sheet"].any())
        if not present - {"no_figures"} and not sheets:
            return None
        places = dict(zip(frame["place_code"], frame["place"], strict=True))
        letters = {f: _TILES.get(f, _OTHER)[1 if language == "zh" else 2] for f in present}
        order = [*(f for f in _TILES if f in present), *sorted(present - set(_TILES))]
        legend = [
            Part(f"{letters[f]} {form_label(f, language)}", _TILES.get(f, _OTHER)[0]) for f in order
        ]
        if frame["form"].isna().any():
            legend.append(Part(word("none", language), "white"))
        if sheets:
            legend.append(Part("• " + word("sheet", language), "white"))
        # So many places that they would not fit on a page make the rows lower.
        row_mm = min(6.4, max(2.6, _MOST_MM / max(len(places), 2)))
        sheet = make_sheet(
            furniture, max(len(places), 2), row_mm, above_mm=3.0,
            legend=[p.handle() for p in legend],
        )  # fmt: skip
        ax = sheet.axes(max(text_mm(name, "tick") for name in places.values()) + 4, 2)
        _draw(ax, frame, places, letters, min(1.0, row_mm / 3.6))
        ax.set_xlabel(word("year_axis", language))
        return sheet.figure


def _draw(
    ax: Axes, frame: pd.DataFrame, places: dict[str, str], letters: dict[str, str], scale: float
) -> None:
    from matplotlib.patches import Rectangle

    row_of = {code: i for i, code in enumerate(places)}
    years = sorted(int(y) for y in frame["year"].unique())
    for tile in frame.itertuples():
        x, y = int(tile.year), row_of[tile.place_code]
        form = str(tile.form) if isinstance(tile.form, str) else None
        colour = "white" if form is None else _TILES.get(form, _OTHER)[0]
        edge = FAINT if colour == "white" else "white"
        ax.add_patch(
            Rectangle(
                (x - 0.46, y - 0.42), 0.92, 0.84, facecolor=colour, lw=0.5, edgecolor=edge,
                gid=form or "none",
            )
        )  # fmt: skip
        ink = "white" if form in _DARK else INK
        if form is not None:
            ax.text(
                x, y, letters[form], ha="center", va="center", size=SIZE["small"] * scale,
                color=ink, gid="tile",
            )  # fmt: skip
        if tile.sheet:
            ax.plot(x + 0.34, y - 0.26, "o", ms=1.8, color=ink, gid="sheet")
    step = 1 if len(years) <= 20 else 2
    ax.set_xticks(years[::-step][::-1])
    ax.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    ax.set_yticks(range(len(places)), list(places.values()))
    ax.set_ylim(max(len(places), 2) - 0.5, -0.5)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.tick_params(axis="y", labelcolor=INK, labelsize=SIZE["tick"] * scale)
    ax.tick_params(axis="x", labelcolor=SOFT)
