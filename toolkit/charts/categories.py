"""Category composition: the listed parts of the disclosed total as stacked bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.charts.bars import PARTS, Patch, draw_legend, legend_rows
from toolkit.charts.sheet import furnish_axes, furniture_of, make_sheet
from toolkit.charts.style import BLUE, FAINT, GREY, RED, SIZE, adopt, style
from toolkit.charts.words import ems, listed, stop, word
from toolkit.codebook import categories

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST = 7
_BAR_MM = 6.2
_WORK, _REST, _REMAINDER = "work_updates", "(rest)", "(remainder)"


def plot_categories(
    frame: pd.DataFrame,
    *,
    language: str = "zh",
    source: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
    which: str | None = None,
) -> Figure | None:
    """Draw what the disclosed items are, one bar a place and year, in per cent of the stated total.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.panel.composition`.
    which : {"latest", "all"}, optional
        The last year of each place, or every year; by default the last where there are several
        places, all years of a single one. The other parameters are those of
        :func:`toolkit.charts.plot_work_updates_share`.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where no report states a total and parts of it. A label that nobody has classed keeps its
        name; what the listed parts leave of the total is hatched.
    """
    with style(language):
        rows = frame[frame["share"].notna() & ~frame["nested"]]
        if rows.empty:
            return None
        several = rows["place_code"].nunique() > 1
        if which == "latest" or (which is None and several):
            last = rows.groupby(["place_code", "line"])["year"].transform("max")
            rows = rows[rows["year"] == last]
            # A side line that ended years ago would stand beside the place's own last year.
            rows = rows[rows["line"] == "main"] if (rows["line"] == "main").any() else rows
        bars = list(rows.groupby(["place_code", "line", "year"], sort=False))
        names = [_name(r, several, language) for _, r in bars]
        keys, rest = _keys(rows)
        patches = _patches(keys, rest, rows, language)
        notes = _notes(frame, rows, bars, names, rest, language)
        furniture = furniture_of(rows, "categories", title, source, language)
        if ax is not None:
            _bars(adopt(ax), bars, names, keys, patches, language)
            return furnish_axes(ax, furniture)
        legend = legend_rows(list(patches.values()))
        above = 4.5 + 4.2 * len(legend)
        subtitle = word("of_report", language)
        sheet = make_sheet(
            furniture,
            max(len(bars), 2) * _BAR_MM,
            subtitle=subtitle,
            notes=notes,
            above_mm=above,
            below_mm=12.5,
        )
        left = max(ems(n) for n in names) * SIZE["tick"] * 25.4 / 72 + 5
        axes = sheet.figure.add_subplot(sheet.grid(1, 1, left, 5)[0])
        _bars(axes, bars, names, keys, patches, language)
        height = sheet.figure.get_figheight() * 25.4
        draw_legend(sheet.figure, legend, sheet.top + 2.0 / height)
        return sheet.figure


def _name(rows: pd.DataFrame, several: bool, language: str) -> str:
    first = rows.iloc[0]
    near = ("（约数）" if language == "zh" else " (approx.)") if rows["approximate"].any() else ""
    if (rows["total_scope"] == "portal").any():
        near = word("portal_suffix", language) + near
    year = int(first["year"])
    label = f"{first['line_label']} {year}" if several or first["line"] != "main" else str(year)
    return label + near


def _key(row: pd.Series) -> str:
    return f"?{row['label']}" if pd.isna(row["category"]) else str(row["category"])


def _keys(rows: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the parts that get a colour of their own, by size, and those that share one."""
    sizes = rows.assign(key=rows.apply(_key, axis=1)).groupby("key")["share"].sum()
    order = [k for k in sizes.sort_values(ascending=False).index if k != _WORK]
    classed = [k for k in order if not k.startswith("?")]
    unclassed = [k for k in order if k.startswith("?")]
    # Labels that nobody has classed are never folded into the rest: they have a part of their own.
    rest = classed[_MOST:] if len(classed) > _MOST + 1 else []
    head = [_WORK] if _WORK in sizes.index else []
    return [*head, *(k for k in classed if k not in rest), *unclassed], rest


def _patches(
    keys: list[str], rest: list[str], rows: pd.DataFrame, language: str
) -> dict[str, Patch]:
    out: dict[str, Patch] = {}
    plain = iter(PARTS)
    for key in keys:
        if key == _WORK:
            out[key] = Patch(categories()[key].label(language), BLUE)
        elif not key.startswith("?"):
            out[key] = Patch(categories()[key].label(language), *next(plain))
    if rest:
        out[_REST] = Patch(word("rest", language), GREY)
    loose = [k for k in keys if k.startswith("?")]
    if loose:
        shared = Patch(_loose_label(loose, language), "#F0C0A8", "oo")
        out |= {loose[0]: shared}
    if (rows["remainder"].fillna(0) > 0).any():
        out[_REMAINDER] = Patch(word("remainder", language), "white", "////")
    return out


def _loose_label(loose: list[str], language: str) -> str:
    names = [k[1:] for k in loose]
    text = word("unclassed", language) + ("：" if language == "zh" else ": ")
    if len(names) > 3:
        return text + listed(names[:3], language) + (" 等" if language == "zh" else " …")
    return text + listed(names, language)


def _bars(
    ax: Axes,
    bars: list[tuple[object, pd.DataFrame]],
    names: list[str],
    keys: list[str],
    patches: dict[str, Patch],
    language: str,
) -> None:
    loose = next((k for k in patches if k.startswith("?")), None)
    longest = 100.0
    for i, (_, rows) in enumerate(bars):
        sums: dict[str, float] = {}
        for _, row in rows.iterrows():
            key = _key(row)
            key = (loose or key) if key.startswith("?") else key if key in patches else _REST
            sums[key] = sums.get(key, 0.0) + float(row["share"]) * 100
        left = 0.0
        remainder = float(rows["remainder"].iloc[0]) / float(rows["total"].iloc[0]) * 100
        if remainder > 0:
            sums[_REMAINDER] = remainder
        for key, patch in patches.items():
            width = sums.get(key, 0.0)
            if not width:
                continue
            ax.barh(i, width, left=left, height=0.72, gid=key, **patch.style())
            if width >= 5 and key != _REMAINDER:
                ax.text(
                    left + width / 2,
                    i,
                    f"{width:.0f}",
                    ha="center",
                    va="center",
                    gid="value",
                    size=SIZE["small"],
                    color=patch.ink,
                    bbox={"boxstyle": "square,pad=0.12", "fc": patch.colour, "ec": "none"}
                    if patch.hatch
                    else None,
                )
            left += width
        longest = max(longest, left)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(max(len(names), 2) - 0.4, -0.6)
    ax.set_xlim(0, longest * 1.003)
    ax.set_xlabel(word("parts_axis", language))
    if longest > 100.05:
        ax.axvline(100, color=RED, lw=0.8, gid="whole")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_color(FAINT)


def _notes(
    frame: pd.DataFrame,
    rows: pd.DataFrame,
    bars: list[tuple[object, pd.DataFrame]],
    names: list[str],
    rest: list[str],
    language: str,
) -> list[str]:
    notes = []
    if rest:
        labels = listed((categories()[k].label(language) for k in rest), language)
        notes.append(stop(word("rest_note", language) + labels, language))
    loose = list(dict.fromkeys(rows.loc[rows["category"].isna(), "label"]))
    if len(loose) > 3:
        colon = "：" if language == "zh" else ": "
        notes.append(stop(word("unclassed", language) + colon + listed(loose, language), language))
    over = [n for n, (_, r) in zip(names, bars, strict=True) if float(r["remainder"].iloc[0]) < 0]
    if over:
        notes.append(stop(word("over", language) + listed(over, language), language))
    valued = set(rows["place_code"])
    empty = dict.fromkeys(frame.loc[~frame["place_code"].isin(list(valued)), "place"])
    if empty:
        notes.append(stop(word("no_figures", language) + listed(empty, language), language))
    shown = {tuple(k) if isinstance(k, tuple) else k for k, _ in bars}
    inside = frame[frame["nested"]]
    named = [
        f"{r.line_label} {r.year} {r.label}"
        for r in inside.itertuples()
        if (r.place_code, r.line, r.year) in shown
    ]
    if named:
        notes.append(stop(word("nested", language) + listed(named, language), language))
    return notes
