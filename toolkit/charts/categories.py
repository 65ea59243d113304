"""Category composition: the listed parts of the disclosed total as stacked bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Unpack

from toolkit.charts.bars import PARTS, Part, draw_stacks
from toolkit.charts.footnotes import SIGN, finding_notes, touched
from toolkit.charts.sheet import Options, furniture_of, make_sheet, text_mm
from toolkit.charts.style import BLUE, GREY, style
from toolkit.charts.words import listed, noted, word
from toolkit.codebook import categories

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST = 7
_WORK, _REST, _REMAINDER = "work_updates", "(rest)", "(remainder)"
_BAR = ["place_code", "line", "year"]


def plot_categories(frame: pd.DataFrame, **options: Unpack[Options]) -> Figure | None:
    """Draw what the disclosed items are, one bar a place and year, in per cent of the stated total.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.panel.composition`; of several places the last year of each is
        drawn, of a single one all years.
    **options
        Of every chart, see :class:`toolkit.charts.sheet.Options`.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where no report states a total and parts of it. A label that nobody has classed keeps its
        name; what the listed parts leave of the total is hatched.
    """
    rows = frame[frame["share"].notna() & ~frame["nested"]]
    several = rows["place_code"].nunique() > 1
    if several:
        rows = rows[rows["year"] == rows.groupby(_BAR[:2])["year"].transform("max")]
        # A side line that ended years ago would stand beside the place's own last year.
        rows = rows[rows["line"] == "main"] if (rows["line"] == "main").any() else rows
    furniture = furniture_of(rows, "categories", **options)
    language = furniture.language
    if rows.empty:
        return None
    with style(language):
        rows = rows.assign(part=rows["category"].fillna("?" + rows["label"]))
        sizes = rows.groupby("part")["share"].sum().sort_values(ascending=False)
        classed = [k for k in sizes.index if k != _WORK and not k.startswith("?")]
        # Labels that nobody has classed are never folded into the rest: they have a part of their own.
        loose = [k for k in sizes.index if k.startswith("?")]
        rest = classed[_MOST:] if len(classed) > _MOST + 1 else []
        parts: dict[str, Part] = {}
        if _WORK in sizes:
            parts[_WORK] = Part(categories()[_WORK].label(language), BLUE)
        for key, look in zip(classed[: len(classed) - len(rest)], PARTS, strict=False):
            parts[key] = Part(categories()[key].label(language), *look)
        if rest:
            parts[_REST] = Part(word("rest", language), GREY)
        if loose:
            more = word("more", language) if len(loose) > 3 else ""
            names = listed((k[1:] for k in loose[:3]), language)
            parts[loose[0]] = Part(word("unclassed", language) + names + more, "#F0C0A8", "oo")
        if (rows["remainder"] > 0).any():
            parts[_REMAINDER] = Part(word("remainder", language), "white", "////")
        folded = {k: _REST if k in rest else loose[0] for k in (*rest, *loose)}
        rows = rows.assign(part=rows["part"].replace(folded))
        found = touched(rows, furniture.findings, "disclosed_total + disclosed_by_category")
        signed = set(rows.iloc[list(found)][_BAR].itertuples(index=False, name=None))
        bars = {
            _name(r, several, language) + (SIGN if key in signed else ""): r
            for key, r in rows.groupby(_BAR, sort=False)
        }
        unclassed = rows.loc[rows["category"].isna(), "label"].unique()
        over = [
            name.removesuffix(SIGN) for name, own in bars.items() if own["remainder"].iloc[0] < 0
        ]
        nested = frame[frame["nested"]].merge(rows[_BAR].drop_duplicates(), on=_BAR)
        sheet = make_sheet(
            furniture, max(len(bars), 2), 6.2, above_mm=4.5, subtitle=word("of_report", language),
            legend=[part.handle() for part in parts.values()],
            notes=[
                *noted("rest_note", (categories()[k].label(language) for k in rest), language),
                *noted("unclassed", unclassed if len(unclassed) > 3 else (), language),
                *noted("over", over, language),
                *noted(
                    "no_figures",
                    frame.loc[~frame["place_code"].isin(rows["place_code"]), "place"], language,
                ),
                *noted(
                    "nested",
                    (f"{r.line_label} {r.year} {r.label}" for r in nested.itertuples()), language,
                ),
                *finding_notes(rows, found, language),
            ],
        )  # fmt: skip
        ax = sheet.axes(max(text_mm(n, "tick") for n in bars) + 5, 5)
        _draw(ax, bars, parts)
        ax.set_xlabel(word("parts_axis", language))
        return sheet.figure


def _name(rows: pd.DataFrame, several: bool, language: str) -> str:
    first = rows.iloc[0]
    label = f"{first['line_label']} " if several or first["line"] != "main" else ""
    portal = word("portal_suffix", language) if "portal" in set(rows["total_scope"]) else ""
    near = word("approximate", language) if rows["approximate"].any() else ""
    return f"{label}{first['year']}{portal}{near}"


def _draw(ax: Axes, bars: Mapping[str, pd.DataFrame], parts: Mapping[str, Part]) -> None:
    stacks = []
    for rows in bars.values():
        widths = dict(rows.groupby("part")["share"].sum() * 100)
        widths[_REMAINDER] = rows["remainder"].iloc[0] / rows["total"].iloc[0] * 100
        stacks.append(widths)
    draw_stacks(ax, list(bars), stacks, parts, _REMAINDER)
