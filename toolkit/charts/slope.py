"""Slope: two years side by side, a line a place, each named at both ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

from toolkit.charts.footnotes import finding_notes, place_signs, touched
from toolkit.charts.labels import spread
from toolkit.charts.measure import is_near, join_notes, main_line, measure_of, portal_notes, titled
from toolkit.charts.sheet import Options, make_sheet, text_mm
from toolkit.charts.style import BLUE, FAINT, GREY, INK, RED, SIZE, SOFT, WIDTH_MM, style
from toolkit.charts.words import noted, shortened, stop, word
from toolkit.codebook import check_language
from toolkit.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from toolkit.charts.measure import Measure

#: More places than this do not fit on a page.
MOST_PLACES = 44
_ROW_MM, _LEADER_MM = 3.7, 6.0
#: With intervals, points of neighbouring values stand so far apart, in widths of the chart.
_STEP, _STEPS = 0.022, 4
_INTERVAL = "#ABABAB"
_LOOKS = {
    "up": (BLUE, "solid"), "down": (RED, (0, (5, 1.2))), "level": (SOFT, "solid"),
    "unclear": (GREY, "solid"), "apart": (SOFT, "solid"),
}  # fmt: skip


@dataclass(frozen=True)
class _Pair:
    """One place in both years: the two rows, how they are joined, and what the change says."""

    name: str
    rows: tuple[Any, Any]
    join: str
    change: str
    named: bool

    def y(self, side: int) -> float:
        return float(self.rows[side].value)


def plot_slope(
    frame: pd.DataFrame, years: Sequence[int], named: Iterable[str] = (), **options: Unpack[Options]
) -> Figure | None:
    """Draw how each place changes between two years.

    Parameters
    ----------
    frame : pandas.DataFrame
        Metric or series frame, of one basis and part; with the years between the two, breaks there
        are seen as well.
    years : sequence of int
        The two report years.
    named : iterable of str
        Codes or names of places whose line is drawn thick.
    **options
        Of every chart, see :class:`toolkit.charts.sheet.Options`.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where no place has a value in both years. Across a break there are two points and no
        line. Where intervals are there and those of the two years overlap, the line is grey: no
        difference is shown. A place with one of the two years is named in a note.

    Raises
    ------
    ParameterError
        For years that are not two, and for a frame of several quantities.
    """
    if len(years) != 2 or years[0] == years[1]:
        raise ParameterError(
            f"years {tuple(years)} are not two different ones: give two, such as 2019 and 2024"
        )
    first, last = sorted(int(y) for y in years)
    language = check_language(options.get("language", "zh"))
    span = main_line(frame)
    span = span[(span["year"] >= first) & (span["year"] <= last)]
    if span.empty:
        return None
    measure = measure_of(span, language)
    title = word("title_slope", language).format(what=measure.label, a=first, b=last)
    furniture = titled(frame, title, options)
    with style(language):
        pairs, alone = _pairs(span, first, last, set(named))
        if not pairs:
            return None
        shown = pairs[:MOST_PLACES]
        ends = span[span["year"].isin([first, last])]
        drawn = ends[ends["place_code"].isin({p.rows[0].place_code for p in shown})]
        found = touched(drawn, furniture.findings)
        bounded = any(_interval(r) for p in shown for r in p.rows)
        broken = [p.name for p in shown if p.join == "break"]
        between = span[(span["year"] > first) & span["place_code"].isin(drawn["place_code"])]
        notes = [
            *([stop(word("measured_by", language) + measure.basis, language)] if measure.basis else ()),
            *([word("slope_interval", language)] if any(p.change == "unclear" for p in shown) else ()),
            *noted("slope_broken", broken, language), *join_notes(between, language, "slope"),
            *portal_notes(drawn, language),
            *shortened("slope_one", [f"{n} {y}" for n, y in alone if y], language),
            *shortened("no_figures", [n for n, y in alone if not y], language),
            *([word("hollow", language)] if drawn["approximate"].fillna(False).any() else ()),
            *finding_notes(drawn, found, language),
        ]  # fmt: skip
        if len(pairs) > len(shown):
            notes.append(word("more_undrawn", language).format(n=len(pairs) - len(shown)))
        labels = [[f"{p.name}  {measure.text(p.y(0))}" for p in shown],
                  [f"{measure.text(p.y(1))}  {p.name}" for p in shown]]  # fmt: skip
        height = max(52.0, _ROW_MM * len(shown))
        sheet = make_sheet(
            furniture, 1, height, above_mm=3.0, legend=_legend(shown, bounded, language), notes=notes,
            subtitle=word("unit", language) + measure.unit if measure.unit else "",
        )  # fmt: skip
        room = [max(text_mm(t, "label") for t in side) + 8 for side in labels]
        ax = sheet.axes(*room)
        _draw(ax, shown, labels, measure, (first, last), height, bounded)
        ax.set_xlabel(word("year_axis", language))
        signed = drawn.iloc[list(found)]
        spots = {(p.rows[s].place_code, p.rows[s].year): (s, p) for p in shown for s in (0, 1)}
        place_signs(
            ax, [(float(spots[r.place_code, r.year][0]), r.value * measure.scale)
                 for r in signed.itertuples() if (r.place_code, r.year) in spots],
        )  # fmt: skip
        return sheet.figure


def _pairs(
    span: pd.DataFrame, first: int, last: int, named: set[str]
) -> tuple[list[_Pair], list[tuple[str, int | None]]]:
    """Return the places with both years, highest last value first, and those without, with their year."""
    pairs, alone = [], []
    for code, rows in span.groupby("place_code", sort=False):
        stated = rows[rows["value"].notna() & rows["year"].isin([first, last])]
        ends = {int(r.year): r for r in stated.itertuples()}
        name = str(rows["place"].iloc[-1])
        if len(ends) < 2:
            alone.append((name, next(iter(ends), None)))
            continue
        marks = set(rows.loc[rows["year"] > first, "break_before"].dropna())
        join = next((m for m in ("break", "similar") if m in marks), "none")
        change = "apart" if join == "break" else _change(ends[first], ends[last])
        asked = code in named or name in named
        pairs.append(_Pair(name, (ends[first], ends[last]), join, change, asked))
    pairs.sort(key=lambda p: (-p.y(1), -p.y(0)))
    return pairs, alone


def _interval(row: Any) -> tuple[float, float] | None:
    """Return the interval of a row, where it has one; bounds of a share are none."""
    if not isinstance(getattr(row, "interval", None), str):
        return None
    ends = (row.lower, row.upper)
    return ends if all(isinstance(v, float) for v in ends) else None


def _change(one: Any, other: Any) -> str:
    """Return what the two values show: no difference where the intervals overlap."""
    a, b = _interval(one), _interval(other)
    if a and b and a[0] <= b[1] and b[0] <= a[1]:
        return "unclear"
    return "up" if other.value > one.value else "down" if other.value < one.value else "level"


def _draw(
    ax: Axes, pairs: Sequence[_Pair], labels: Sequence[Sequence[str]], measure: Measure,
    years: tuple[int, int], height: float, bounded: bool,
) -> None:  # fmt: skip
    scale = measure.scale
    values = [v for p in pairs for r in p.rows for v in (float(r.value), *(_interval(r) or ()))]
    low, high = min(values) * scale, max(values) * scale
    pad = (high - low or abs(high) or 1.0) * 0.04
    ax.set_ylim(low - pad, high + pad)
    ax.set_xlim(0, 1)
    # The leaders between points and labels, as part of the axis' width.
    gap = _LEADER_MM / (ax.get_position().width * WIDTH_MM)
    places: list[dict[int, float]] = []
    for side in (0, 1):
        order = sorted(range(len(pairs)), key=lambda i, s=side: pairs[i].y(s))  # type: ignore[misc]
        shift = {i: (n % _STEPS) * _STEP if bounded else 0.0 for n, i in enumerate(order)}
        places.append({i: abs(side - d) for i, d in shift.items()})
        # In millimetres, so that labels are as far apart as they are high.
        mm = height / (high - low + 2 * pad)
        wanted = [(p.y(side) * scale - low + pad) * mm for p in pairs]
        stood = spread(wanted, _ROW_MM * 0.96, 0.5, height - 0.5)
        for i, p in enumerate(pairs):
            y, x = p.y(side) * scale, places[side][i]
            if span := _interval(p.rows[side]):
                ax.plot(
                    [x, x],
                    [v * scale for v in span],
                    color=_INTERVAL,
                    lw=1.2,
                    gid="interval",
                    zorder=2,
                )
            at = stood[i] / mm + low - pad
            edge = (-gap, 1 + gap)[side]
            ax.plot(
                [x, edge], [y, at], color=FAINT, lw=0.5, gid="leader", clip_on=False, zorder=1.5
            )
            ax.text(
                (edge - 0.1 * gap, edge + 0.1 * gap)[side], at, labels[side][i], color=INK,
                ha=("right", "left")[side], va="center", size=SIZE["label"], gid="label",
            )  # fmt: skip
            near = is_near(p.rows[side])
            colour = _LOOKS[p.change][0]
            ax.plot(
                [x], [y], ls="none", marker="o", ms=4.0, mec=colour, mew=1.1, clip_on=False, zorder=4,
                mfc="white" if near else colour, gid="approximate" if near else "exact",
            )  # fmt: skip
    for i, p in enumerate(pairs):
        if p.join == "break":
            continue
        colour, dashes = _LOOKS[p.change]
        ax.plot(
            [places[0][i], places[1][i]], [p.y(0) * scale, p.y(1) * scale], color=colour,
            lw=2.6 if p.named else 1.1,
            ls=(0, (1, 1.5)) if p.join == "similar" else dashes, zorder=3,
            gid="similar" if p.join == "similar" else "line",
        )  # fmt: skip
    ax.set_xticks([0, 1], [str(y) for y in years])
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    for x in (0, 1):
        ax.axvline(x, color=FAINT, lw=0.6, zorder=1, gid="year")


def _legend(pairs: Sequence[_Pair], bounded: bool, language: str) -> list[Any]:
    from matplotlib.lines import Line2D

    used = [k for k in _LOOKS if any(p.change == k and p.join != "break" for p in pairs)]
    handles = [
        Line2D(
            [], [], color=_LOOKS[k][0], ls=_LOOKS[k][1], lw=1.3, label=word(f"slope_{k}", language)
        )
        for k in used
    ]
    if any(p.join == "similar" for p in pairs):
        handles.append(
            Line2D([], [], color=SOFT, ls=(0, (1, 1.5)), label=word("slope_dotted", language))
        )
    if bounded:
        handles.append(Line2D([], [], color=_INTERVAL, lw=1.6, label=word("interval", language)))
    return handles
