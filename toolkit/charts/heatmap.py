"""Heat map: places by years, coloured by value; every kind of missing has a sign of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from toolkit.charts.bars import Part
from toolkit.charts.footnotes import SIGN, finding_notes, touched
from toolkit.charts.measure import (
    is_near,
    join_notes,
    main_line,
    measure_of,
    missing_kind,
    missing_label,
    portal_notes,
    titled,
)
from toolkit.charts.sheet import Options, make_sheet, text_mm
from toolkit.charts.style import FAINT, INK, SIZE, SOFT, WIDTH_MM, style
from toolkit.charts.words import listed, noted, shortened, stop, word
from toolkit.codebook import check_language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from toolkit.charts.measure import Measure

#: The height of all rows together that a page has room for, and the lowest row that can be read.
_MOST_MM, _LOW_MM = 165.0, 2.6
#: The sign of each kind of missing; a year without a report is hatched. What is not here is ``other``.
_SIGNS = {
    "no_report": "", "blank": "□", "not_stated": "·", "not_in_form": "×", "abstained": "?",
    "slash": "/", "dash": "–", "none": "无", "illegible": "※", "other": "△",
}  # fmt: skip
_HATCH = "////"
#: From light to dark, so that grey print keeps the order; zero is the first and not white.
_SHADES = ("#E4EEF7", "#A9CCE6", "#5A9BD0", "#1F5F9E", "#0B2F5B")
#: From here on a number on its colour is white.
_DARK = 0.58
#: Values of which the largest is so many times the middle one are coloured by their square roots.
_SKEWED = 5.0


def plot_heatmap(frame: pd.DataFrame, **options: Unpack[Options]) -> Figure | None:
    """Draw one quantity for places and years: colour and number; signs where it is missing.

    Parameters
    ----------
    frame : pandas.DataFrame
        Metric or series frame, of one basis and part. A year of a place without a row has no report.
    **options
        Of every chart, see :class:`toolkit.charts.sheet.Options`.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where the frame has no value. Zero is the lightest colour with its number, never a hole;
        a line on the left of a tile says that it does not compare with the years before it.

    Raises
    ------
    ParameterError
        For a frame of several quantities.
    """
    language = check_language(options.get("language", "zh"))
    rows = main_line(frame)
    if rows["value"].isna().all():
        return None
    measure = measure_of(rows, language)
    furniture = titled(frame, measure.label, options)
    with style(language):
        there = set(rows.loc[rows["value"].notna(), "place_code"])
        empty = rows.loc[~rows["place_code"].isin(there), "place"]
        rows = rows[rows["place_code"].isin(there)]
        places = dict(zip(rows["place_code"], rows["place"], strict=True))
        most = int(_MOST_MM / _LOW_MM)
        shown = rows[rows["place_code"].isin(list(places)[:most])]
        codes = list(places)[:most]
        years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
        kinds = _kinds(shown, codes, years)
        found = touched(shown, furniture.findings)
        signed = {(str(r.place_code), int(r.year)) for r in shown.iloc[list(found)].itertuples()}
        row_mm = min(6.4, max(_LOW_MM, _MOST_MM / max(len(codes), 2)))
        left = max(text_mm(places[c], "tick") for c in codes) + 4
        numbers = _numbers(shown, measure, signed)
        # The scale of colours: its bar, its numbers, and its name on edge.
        ends = [shown["value"].min() * measure.scale, shown["value"].max() * measure.scale]
        right = 12.0 + max(text_mm(f"{v:,.0f}", "small") for v in (*ends, 100))
        tile_mm = (WIDTH_MM - left - right) / len(years)
        widest = max(text_mm(t, "small") for t in numbers.values())
        # Numbers stand in the tiles where all of them fit.
        scale = min(1.0, row_mm / 3.4, tile_mm * 0.94 / widest)
        fits = scale * SIZE["small"] >= 4.6
        against = shown[shown["value"].notna() & shown["conflict"].fillna(False)]
        notes = [
            *([stop(word("measured_by", language) + measure.basis, language)] if measure.basis else ()),
            *([] if fits else [word("heat_small", language)]),
            *join_notes(shown, language, "heat"), *portal_notes(shown, language),
            *([word("heat_near", language)] if _near(shown).any() else ()),
            *noted("conflict", [f"{r.place} {r.year}" for r in against.itertuples()], language),
            *shortened("no_figures", empty, language), *finding_notes(shown, found, language),
        ]  # fmt: skip
        if len(places) > len(codes):
            notes.append(word("more_undrawn", language).format(n=len(places) - len(codes)))
        used = [k for k in _SIGNS if k in kinds.values()]
        others = sorted({k for k in kinds.values() if k not in _SIGNS})
        sheet = make_sheet(
            furniture, max(len(codes), 2), row_mm, above_mm=3.0, notes=notes,
            legend=[_entry(k, missing_label(k, rows, language)).handle() for k in used]
            + [_entry("other", listed((missing_label(k, rows, language) for k in others), language)).handle()]
            * bool(others),
            subtitle=word("unit", language) + measure.unit if measure.unit else "",
        )  # fmt: skip
        ax = sheet.axes(left, right)
        mesh = _tiles(ax, shown, codes, years, measure)
        if furniture.ax is None:
            _scale(ax, mesh, measure)
        for (code, year), kind in kinds.items():
            _hole(ax, codes.index(code), year - years[0], kind, scale)
        if fits:
            _print(ax, shown, codes, years[0], numbers, measure.scale, scale)
        _joins(ax, shown, codes, years[0])
        _axes(ax, [places[c] for c in codes], years, min(1.0, row_mm / 3.2), language)
        return sheet.figure


def _near(rows: pd.DataFrame) -> Any:
    return rows["approximate"].fillna(False) & rows["value"].notna()


def _kinds(rows: pd.DataFrame, codes: list[str], years: range) -> dict[tuple[str, int], str]:
    """Return the kind of missing of every tile that has no value."""
    there = {(str(r.place_code), int(r.year)): r for r in rows.itertuples()}
    out = {}
    for code in codes:
        for year in years:
            row = there.get((code, year))
            if row is None:
                out[code, year] = "no_report"
            elif not isinstance(row.value, float):
                out[code, year] = missing_kind(row)
    return out


def _entry(kind: str, label: str) -> Part:
    sign = _SIGNS.get(kind, _SIGNS["other"])
    return Part(f"{sign} {label}".strip(), "white", _HATCH if kind == "no_report" else "")


def _numbers(
    rows: pd.DataFrame, measure: Measure, signed: set[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    """Return what is printed in each tile that has a value: ≈ before it, § after it."""
    out = {}
    for r in rows[rows["value"].notna()].itertuples():
        key = (str(r.place_code), int(r.year))
        near = "≈" if is_near(r) else ""
        out[key] = near + measure.text(float(r.value)) + (SIGN if key in signed else "")
    return out


def _tiles(
    ax: Axes, rows: pd.DataFrame, codes: list[str], years: range, measure: Measure
) -> Any:  # fmt: skip
    """Draw the coloured tiles."""
    import seaborn
    from matplotlib.colors import Normalize, PowerNorm

    wide = (
        rows.assign(value=rows["value"].astype("float64") * measure.scale, year=rows["year"].astype(int))
        .pivot(index="place_code", columns="year", values="value")
        .reindex(index=codes, columns=list(years))
    )  # fmt: skip
    stated = wide.stack()
    low = min(0.0, float(stated.min()))
    high = float(stated.max())
    high = high if high > low else low + 1.0
    middle = float(stated.median())
    skewed = low == 0 and middle > 0 and high / middle > _SKEWED
    norm = PowerNorm(0.5, low, high) if skewed else Normalize(low, high)
    seaborn.heatmap(
        wide, ax=ax, cmap=seaborn.blend_palette(_SHADES, as_cmap=True), norm=norm, linewidths=0.6,
        linecolor="white", cbar=False,
    )  # fmt: skip
    mesh = ax.collections[0]
    mesh.set_gid("tiles")
    return mesh


def _scale(ax: Axes, mesh: Any, measure: Measure) -> None:
    """Draw the scale of colours beside the tiles."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    box = ax.get_position()
    width = 3.0 / WIDTH_MM
    bar_ax = figure.add_axes((box.x1 + 2.5 / WIDTH_MM, box.y0, width, box.height), label="scale")
    bar = figure.colorbar(mesh, cax=bar_ax)
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=SIZE["small"], length=2)
    bar.ax.yaxis.set_major_formatter(lambda v, _: f"{v:,.4g}" if abs(v) < 1000 else f"{v:,.0f}")
    bar.ax.set_ylabel(measure.axis, size=SIZE["small"])


def _hole(ax: Axes, row: int, column: int, kind: str, scale: float) -> None:
    """Draw one tile without a value: hatched without a report, else white with the sign of its kind."""
    from matplotlib.patches import Rectangle

    ax.add_patch(
        Rectangle(
            (column + 0.06, row + 0.08), 0.88, 0.84, facecolor="white", edgecolor=FAINT, lw=0.5,
            hatch=_HATCH if kind == "no_report" else "", gid=f"missing:{kind}", zorder=2,
        )
    )  # fmt: skip
    sign = _SIGNS.get(kind, _SIGNS["other"])
    if sign:
        ax.text(
            column + 0.5, row + 0.5, sign, ha="center", va="center", color=SOFT, gid="sign",
            size=SIZE["small"] * min(1.0, scale * 1.3), zorder=3,
        )  # fmt: skip


def _print(
    ax: Axes, rows: pd.DataFrame, codes: list[str], first: int,
    numbers: dict[tuple[str, int], str], factor: float, scale: float,
) -> None:  # fmt: skip
    norm: Any = ax.collections[0].norm
    for r in rows[rows["value"].notna()].itertuples():
        key = (str(r.place_code), int(r.year))
        dark = float(norm(float(r.value) * factor)) > _DARK
        ax.text(
            key[1] - first + 0.5, codes.index(key[0]) + 0.5, numbers[key], ha="center", va="center",
            size=SIZE["small"] * scale, color="white" if dark else INK, gid="value", zorder=3,
        )  # fmt: skip


def _joins(ax: Axes, rows: pd.DataFrame, codes: list[str], first: int) -> None:
    """Draw a line on the left of the years that do not, or only roughly, compare with those before."""
    for r in rows[rows["break_before"].isin(["break", "similar"])].itertuples():
        x, y = int(r.year) - first, codes.index(str(r.place_code))
        cut = r.break_before == "break"
        ax.plot(
            [x, x], [y + 0.02, y + 0.98], color=INK, lw=1.8 if cut else 0.9, gid=str(r.break_before),
            ls="solid" if cut else (0, (2, 1.2)), zorder=4, clip_on=False, solid_capstyle="butt",
        )  # fmt: skip


def _axes(ax: Axes, names: list[str], years: range, scale: float, language: str) -> None:
    step = 1 if len(years) <= 20 else 2
    ticks = list(years)[::-step][::-1]
    ax.set_xticks([y - years[0] + 0.5 for y in ticks], [str(y) for y in ticks], rotation=0)
    ax.set_yticks([i + 0.5 for i in range(len(names))], names, rotation=0)
    ax.set_ylim(len(names), 0)
    ax.tick_params(length=0)
    ax.tick_params(axis="y", labelcolor=INK, labelsize=SIZE["tick"] * scale)
    ax.tick_params(axis="x", labelcolor=SOFT)
    ax.set_xlabel(word("year_axis", language))
    ax.set_ylabel("")
