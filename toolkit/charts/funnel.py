"""Funnel: one year's values by the number of cases, with the limits of what chance alone would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Unpack

from toolkit.charts.footnotes import finding_notes, place_signs, touched
from toolkit.charts.labels import Ending, place_labels
from toolkit.charts.marks import Look
from toolkit.charts.measure import (
    is_near,
    main_line,
    measure_of,
    missing_kind,
    missing_label,
    titled,
    upper_end,
)
from toolkit.charts.sheet import Options, make_sheet, text_mm
from toolkit.charts.style import BLUE, FAINT, GREY, INK, RED, SOFT, style
from toolkit.charts.words import noted, shortened, stop, word
from toolkit.codebook import check_language, metrics
from toolkit.errors import ParameterError
from toolkit.metrics import funnel_limits

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from toolkit.charts.measure import Measure

#: How each pair of limits is drawn, the inner first.
_LIMITS: dict[str, Any] = {"95": (0, (4, 2)), "998": "solid"}
#: Where a place lies: colour, marker, size.
_LOOKS = {"inside": (GREY, "o", 3.6), "beyond95": (BLUE, "^", 5.0), "beyond998": (RED, "D", 4.6)}
_LIES = {"95": "beyond95", "998": "beyond998"}
#: With a wider span of cases the axis is logarithmic.
_SPAN = 30.0


def plot_funnel(
    frame: pd.DataFrame, year: int, named: Iterable[str] = (), **options: Unpack[Options]
) -> Figure | None:
    """Draw one year's shares or rates by their number of cases, between the limits of chance.

    Parameters
    ----------
    frame : pandas.DataFrame
        Metric frame, of one basis and part, that has intervals.
    year : int
        The report year.
    named : iterable of str
        Codes or names of places that are named wherever they lie.
    **options
        Of every chart, see :class:`toolkit.charts.sheet.Options`.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where fewer than three places have a value in the year: they have no pooled value to be
        held against. Places inside the limits are not named, and
        none is ranked. Places without a value are listed in a note, each with the reason.

    Raises
    ------
    ParameterError
        For a frame of several quantities, or of one that has no number of cases.
    """
    language = check_language(options.get("language", "zh"))
    every = main_line(frame)
    rows = every[(every["year"] == year).fillna(False)]
    if rows.empty or rows["value"].isna().all():
        return None
    measure = measure_of(rows, language)
    kinds = list(rows["interval"].dropna().unique()) if "interval" in rows else []
    if not kinds:
        raise ParameterError(
            f"{measure.label} has no number of cases to draw a funnel by: take a share or a rate, "
            "such as 'carry_forward_rate'"
        )
    title = word("title_funnel", language).format(what=measure.label, year=year)
    furniture = titled(frame, title, options)
    with style(language):
        made = funnel_limits(rows, year)
        whole = made.places[made.places["value"].notna()]
        # Forms on two sides of a break make no common funnel: the larger side is drawn.
        sides = whole["side"].fillna(-1)
        mine = sides == sides.mode().iloc[0]
        beside, places = whole[~mine], whole[mine].set_index("place_code")
        shown = rows[rows["place_code"].isin(places.index)]
        where = [_LIES.get(places["outside"].get(c), "inside") for c in shown["place_code"]]
        grid = made.limits[made.limits["side"].fillna(-1) == sides.mode().iloc[0]]
        if grid.empty:
            return None
        found = touched(shown, furniture.findings)
        wanted = set(named)
        asked = [r.place_code in wanted or r.place in wanted for r in shown.itertuples()]
        notes = [
            word("funnel_note", language), word("funnel_outside", language),
            *([word("funnel_many", language)] if _many(where) else ()),
            *([stop(word("measured_by", language) + measure.basis, language)] if measure.basis else ()),
            *noted("funnel_beside", beside["place"], language),
            *_absent(every, whole, year, language),
            *([word("hollow", language)] if shown["approximate"].fillna(False).any() else ()),
            *finding_notes(shown, found, language),
        ]  # fmt: skip
        told = word("funnel_sub", language).format(n=len(shown), all=every["place_code"].nunique())
        pooled = measure.text(float(grid["pooled"].iloc[0]))
        told += word("funnel_sum", language).format(pooled=pooled, unit=measure.unit)

        def draw(more: list[str]) -> tuple[Figure, list[str]]:
            sheet = make_sheet(
                furniture, 1, 72.0, above_mm=4.0, subtitle=told, notes=[*notes, *more],
                legend=_legend(where, language),
            )  # fmt: skip
            ax = sheet.axes(9 + text_mm(measure.text(float(shown["value"].max())), "tick"), 8)
            _axes(ax, shown, grid, measure, language)
            ends = _points(ax, shown, where, measure, asked)
            signed = shown.iloc[list(found)]
            place_signs(
                ax,
                [
                    (float(r.denominator), float(r.value) * measure.scale)
                    for r in signed.itertuples()
                ],
            )
            return sheet.figure, [look.label for look in place_labels(ax, ends)]

        figure, crowded = draw([])
        # Names for which there is no room stand in a note.
        if crowded and furniture.ax is None:
            figure, _ = draw(noted("funnel_crowded", sorted(crowded), language))
        return figure


def _many(where: list[str]) -> bool:
    return sum(lies != "inside" for lies in where) > len(where) / 4


def _axes(
    ax: Axes, rows: pd.DataFrame, grid: pd.DataFrame, measure: Measure, language: str
) -> None:
    """Draw the pooled value and the limits, and name the axes."""
    from matplotlib.ticker import MaxNLocator, NullFormatter

    sizes = rows["denominator"].astype(float)
    low, high = float(sizes.min()), float(sizes.max())
    values = rows["value"].astype(float) * measure.scale
    top = float(values.max())
    x = grid["denominator"].to_numpy(dtype=float)
    for ending, dashes in _LIMITS.items():
        for side in ("lower", "upper"):
            y = grid[f"{side}_{ending}"].to_numpy(dtype=float) * measure.scale
            ax.plot(x, y, color=SOFT, lw=0.9, ls=dashes, gid=f"limit{ending}", zorder=2)
    pooled = float(grid["pooled"].iloc[0]) * measure.scale
    ax.plot(x[[0, -1]], [pooled] * 2, color=INK, lw=0.9, gid="pooled", zorder=2)
    # Limits of very few cases would leave the places a corner of the chart.
    here = grid[grid["denominator"] >= 0.8 * low]["upper_998"]
    top = max(top, float(here.max()) * measure.scale)
    if low > 0 and high / low > _SPAN:
        ax.set_xscale("log")
        ax.xaxis.set_minor_formatter(NullFormatter())
        ax.set_xlim(low * 0.8, high * 1.25)
    else:
        ax.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True))
        room = 0.06 * (high - low or high or 1)
        ax.set_xlim(max(0, low - room), high + room)
    ax.xaxis.set_major_formatter(lambda v, _: f"{v:,.0f}")
    ax.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(lambda v, _: f"{v:,.4g}" if abs(v) < 1000 else f"{v:,.0f}")
    ax.set_ylim(0, upper_end(top))
    ax.grid(axis="y", color=FAINT, lw=0.4, alpha=0.6)
    ax.set_xlabel(_cases(rows, language))
    ax.set_ylabel(measure.axis)


def _points(
    ax: Axes, rows: pd.DataFrame, where: list[str], measure: Measure, asked: list[bool]
) -> list[Ending]:
    """Draw a point a place, and return those that are to be named."""
    ends = []
    for row, lies, ask in zip(rows.itertuples(), where, asked, strict=True):
        colour, marker, size = _LOOKS[lies]
        near = is_near(row)
        x, y = float(row.denominator), float(row.value) * measure.scale
        ax.plot(
            [x], [y], ls="none", marker=marker, ms=size, mec=colour, mew=1.1, clip_on=False, zorder=4,
            mfc="white" if near else colour, gid="approximate" if near else "exact", label=lies,
        )  # fmt: skip
        if ask or lies != "inside":
            ends.append(Ending(Look(str(row.place), INK if ask else colour, marker), x, y))
    return ends


def _cases(rows: pd.DataFrame, language: str) -> str:
    """Return what is counted along the axis of cases: those of the metric, or what a rate is taken of."""
    spec = metrics().get(str(rows["metric"].iloc[0]), {})
    same = bool((rows["n"] == rows["denominator"]).all()) if "n" in rows else True
    if same and "n" in spec:
        return str(spec["n"][language])
    return str(spec.get("bases", {}).get(str(rows["basis"].iloc[0]), {}).get(language, "n"))


def _absent(every: pd.DataFrame, shown: pd.DataFrame, year: int, language: str) -> list[str]:
    """Return the places without a point, a note a reason."""
    there = set(shown["place_code"])
    why: dict[str, list[str]] = defaultdict(list)
    for code, rows in every.groupby("place_code", sort=False):
        if code in there:
            continue
        own = rows[rows["year"] == year]
        kind = missing_kind(next(own.itertuples())) if len(own) else "no_report"
        why[missing_label(kind, rows, language)].append(str(rows["place"].iloc[-1]))
    return [
        note
        for reason, names in why.items()
        for note in shortened("absent_why", names, language, why=reason)
    ]


def _legend(where: list[str], language: str) -> list[Artist]:
    from matplotlib.lines import Line2D

    points = [
        Line2D([], [], ls="none", color=c, marker=m, ms=s, label=word(f"funnel_{k}", language))
        for k, (c, m, s) in _LOOKS.items()
        if k in where
    ]
    lines = [Line2D([], [], color=INK, lw=0.9, label=word("funnel_pooled", language))]
    lines += [
        Line2D([], [], color=SOFT, lw=0.9, ls=dashes, label=word(f"funnel_limit{gid}", language))
        for gid, dashes in _LIMITS.items()
    ]
    return [*points, *lines]
